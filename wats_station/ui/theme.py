"""The one table of colours, and the palettes made from it.

Calm grey is the rule and saturated colour the exception: only what needs an eye is
filled with it, and "done" is no such thing. There is no style sheet on purpose: it
costs 6 ms of the start and a polish of every widget built later, and the few
widgets that need more than a palette paint themselves from the tokens.
"""

from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from wats_station.ui.metrics import Metrics

ToneName = Literal[
    "calm",
    "reading",
    "done",
    "refused",
    "not_understood",
    "queued",
    "ignored",
    "not_listening",
    "practice",
]


class Tone(NamedTuple):
    """A filled area and the ink that is read on it."""

    fill: str
    ink: str


class Tokens(NamedTuple):
    """Every colour of one theme. `good`, `bad` and `warn` are inks for window and surface.

    `chosen` is the ground below what is pressed or has the keyboard. Edges are `stroke`
    pixels wide, and what is filled has one of its own where they are `strong`.
    """

    window: str
    surface: str
    raised: str
    chosen: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    bad: str
    warn: str
    tones: dict[ToneName, Tone]
    stroke: int = 1

    @property
    def strong(self) -> bool:
        """True where shapes are told by their edges rather than by their fill."""
        return self.stroke > 1


LIGHT = Tokens(
    window="#E6E8EB",
    surface="#F6F7F8",
    raised="#FFFFFF",
    chosen="#D6DADF",
    line="#CDD2D7",
    edge="#78818B",
    text="#181C20",
    muted="#454D56",
    accent="#0B559F",
    on_accent="#FFFFFF",
    good="#1C6A3A",
    bad="#B3161B",
    warn="#8A4B00",
    tones={
        "calm": Tone("#DCE0E4", "#2A3036"),
        "reading": Tone("#D5E4F4", "#0A3E75"),
        "done": Tone("#D3E8D9", "#11502A"),
        "refused": Tone("#BE1A1F", "#FFFFFF"),
        "not_understood": Tone("#A84E00", "#FFFFFF"),
        "queued": Tone("#33568C", "#FFFFFF"),
        "ignored": Tone("#CBD1D7", "#2A3036"),
        "not_listening": Tone("#FFC61A", "#181C20"),
        "practice": Tone("#5B3A86", "#FFFFFF"),
    },
)

DARK = Tokens(
    window="#16191C",
    surface="#1F2327",
    raised="#2A2F35",
    chosen="#343B42",
    line="#3A4148",
    edge="#808B96",
    text="#E9ECEF",
    muted="#B4BCC5",
    accent="#7CB8F7",
    on_accent="#0B1A2A",
    good="#7FD39B",
    bad="#FF8F8A",
    warn="#F2B15C",
    tones={
        "calm": Tone("#2F353B", "#E9ECEF"),
        "reading": Tone("#1C3550", "#BFDDFB"),
        "done": Tone("#1D3B29", "#9BE3B3"),
        "refused": Tone("#C8262B", "#FFFFFF"),
        "not_understood": Tone("#F2A640", "#1A1204"),
        "queued": Tone("#34568A", "#FFFFFF"),
        "ignored": Tone("#3B434B", "#E9ECEF"),
        "not_listening": Tone("#FFC61A", "#181C20"),
        "practice": Tone("#5B3A86", "#FFFFFF"),
    },
)

# Black and white with wide edges; every text has 7:1 (WCAG AAA).
CONTRAST = Tokens(
    window="#000000",
    surface="#000000",
    raised="#000000",
    chosen="#00307A",
    line="#A6A6A6",
    edge="#FFFFFF",
    text="#FFFFFF",
    muted="#DADADA",
    accent="#FFE600",
    on_accent="#000000",
    good="#7DFF9B",
    bad="#FFB3AD",
    warn="#FFC766",
    tones={
        "calm": Tone("#000000", "#FFFFFF"),
        "reading": Tone("#00307A", "#FFFFFF"),
        "done": Tone("#B6F5C4", "#000000"),
        "refused": Tone("#A80000", "#FFFFFF"),
        "not_understood": Tone("#FFB000", "#000000"),
        "queued": Tone("#5C9DFF", "#000000"),
        "ignored": Tone("#3A3A3A", "#FFFFFF"),
        "not_listening": Tone("#FFFF00", "#000000"),
        "practice": Tone("#5B0F8B", "#FFFFFF"),
    },
    stroke=2,
)

Look = Literal["light", "dark", "contrast"]
TABLES: dict[Look, Tokens] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
# What a theme can be set to.
MODES = ("system", *TABLES)


def text_pairs(tokens: Tokens) -> list[tuple[str, str]]:
    """Every (ink, ground) that text is drawn with; the test holds each to WCAG."""
    grounds = (tokens.window, tokens.surface, tokens.raised, tokens.chosen)
    inks = (tokens.text, tokens.muted, tokens.accent, tokens.good, tokens.bad, tokens.warn)
    pairs = [(ink, ground) for ink in inks for ground in grounds]
    pairs += [(tone.ink, tone.fill) for tone in tokens.tones.values()]
    return [*pairs, (tokens.on_accent, tokens.accent)]


class Theme(QObject):
    """The colours and sizes in force: a name of `TABLES`, or `system`, which follows the desktop.

    The sizes are the primary screen's, unless those of another one are given.
    """

    def __init__(self, mode: str = "system", metrics: Metrics | None = None) -> None:
        super().__init__()
        self._mode = mode
        self.metrics = metrics or Metrics.of_screen(QGuiApplication.primaryScreen())
        self.tokens = TABLES[self._wanted()]
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def apply(self) -> None:
        """Give the running application this look; widgets made before and after take it."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a theme needs a QApplication: make one first")
        # The one style that is the same everywhere and takes all its colours from the palette.
        app.setStyle("Fusion")
        app.setFont(self.metrics.font("body"))
        app.setPalette(palette(self.tokens))

    def set_mode(self, mode: str) -> None:
        """Change to other colours, or to following the desktop, in the running program."""
        self._mode = mode
        self._scheme_changed()

    def tone(self, name: ToneName) -> tuple[QColor, QColor]:
        """Fill and ink of a tone."""
        tone = self.tokens.tones[name]
        return QColor(tone.fill), QColor(tone.ink)

    def _wanted(self) -> Look:
        for name in TABLES:
            if name == self._mode:
                return name
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _scheme_changed(self) -> None:
        self.tokens = TABLES[self._wanted()]
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(palette(self.tokens))


def palette(tokens: Tokens) -> QPalette:
    """The palette that Qt's own widgets and the text blocks take their colours from."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.window,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.raised,
        QPalette.ColorRole.AlternateBase: tokens.surface,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.Button: tokens.raised,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.raised,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Accent: tokens.accent,
        QPalette.ColorRole.Link: tokens.accent,
    }
    for role, token in roles.items():
        made.setColor(role, QColor(token))
    return made
