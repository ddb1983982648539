"""The language in force, changed in the running program."""

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from wats_station.paths import translations_dir

_SOURCE_LANGUAGE = "en"
_NAME = "station-translator"


def install(app: QApplication, language: str) -> bool:
    """Speak `language` from now on; False where it is not shipped, which leaves English.

    Windows on the screen are told by `QEvent.LanguageChange` and take it at once.
    """
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
