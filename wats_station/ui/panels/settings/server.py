"""The server and its token: asked before they are kept."""

from wats_station.flows.bench import Bench
from wats_station.flows.settings import Busy, DemoAsked, ServerAsked
from wats_station.ui.panels.settings.page import Page
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.fields import LineField


class ServerPage(Page):
    """An address, a token, and the demo site for whoever has neither."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.url = LineField(theme)
        self.token = LineField(theme, secret=True)
        self.keep = TouchButton(theme, look="primary", tall=True)
        self.demo = TouchButton(theme, tall=True)
        self.column.addWidget(self.url)
        self.column.addWidget(self.token)
        self.row(self.keep, self.demo)
        self.column.addStretch(1)
        self.fields = {"server": (self.url,)}
        self._shown_server = ""
        self.keep.clicked.connect(self._ask)
        for field in (self.url, self.token):
            field.ended.connect(self._ask)
        self.demo.clicked.connect(lambda: self.asked.emit(DemoAsked()))
        self.retranslate()

    def show_state(self, bench: Bench) -> None:
        """Show the kept address; a token is never shown, only that there is one."""
        state = bench.settings
        server = state.fixed_server or state.kept.server
        if server != self._shown_server:
            self._shown_server = server
            self.url.set_text(server)
            self.token.set_text("")
        kept = self.tr("There is a token. Leave this empty to go on with it.")
        self.token.set_hint(kept if state.token_known else "")
        self.hint.set_text(self._hint_with(server))
        busy = state.busy is Busy.CHECKING
        self.keep.set_texts(self.tr("Asking the server…") if busy else self.tr("Check and keep"))
        for button in (self.keep, self.demo):
            button.setEnabled(not busy)

    def retranslate(self) -> None:
        """Take the words from the language in force."""
        self.title.set_text(self.tr("Server"))
        self.hint.set_text(self._hint_with(self._shown_server))
        self.url.set_name(self.tr("Address"))
        self.url.set_hint("https://wats.example.com")
        self.token.set_name(self.tr("Token, as WATS issues it"))
        self.keep.set_texts(self.tr("Check and keep"))
        self.demo.set_texts(self.tr("Try the demo site"))

    def _hint_with(self, server: str) -> str:
        if server:
            return self.tr("The server is asked with its token first; both are kept if it answers.")
        return self.tr(
            "No server is set yet. Give its address and its token, or try the demo site."
        )

    def _ask(self) -> None:
        self.asked.emit(ServerAsked(self.url.text, self.token.text))
