"""The language in force, changed in the running program."""

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from wats_station.paths import translations_dir

# Each by the name that its own speakers look for.
LANGUAGES = {"en": "English", "nb": "Norsk bokmål"}
_SOURCE_LANGUAGE = "en"
# What a system may be set to, and what is read there as well.
_NEAREST = {"nn": "nb", "no": "nb"}
_NAME = "station-translator"


def install(app: QApplication, language: str) -> bool:
    """Speak `language` from now on; False where it is not shipped, which leaves English.

    An empty one is the system's. Windows on the screen are told by `QEvent.LanguageChange`
    and take it at once.
    """
    language = language or _system_language()
    old = app.findChild(QTranslator, _NAME)
    if old is not None:
        app.removeTranslator(old)
        old.setParent(None)
    if language == _SOURCE_LANGUAGE:
        return True
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    if not translator.load(str(translations_dir() / f"wats_station_{language}.qm")):
        translator.setParent(None)
        return False
    return app.installTranslator(translator)


def _system_language() -> str:
    name = QLocale.system().name().partition("_")[0]
    return _NEAREST.get(name, name)
