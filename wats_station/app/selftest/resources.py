"""What ships with the program: found where the program looks for it, and of use."""

import sys
import wave
from pathlib import Path

from PySide6.QtCore import QTranslator

from wats_station.app.selftest.steps import StepFailed
from wats_station.domain.display import Language
from wats_station.paths import licences_dir, resource, translations_dir
from wats_station.ui.sounds import SOUNDS

# One word of the window in each language that is not its own.
REFUSED = {Language.NORWEGIAN: "AVVIST"}
_NOT_SHIPPED = (Language.SYSTEM, Language.ENGLISH, Language.PSEUDO)
SHIPPED = (Language.ENGLISH, *(each for each in Language if each not in _NOT_SHIPPED))


def check() -> str:
    """What was found. Raises StepFailed naming what is missing or broken."""
    found = [
        f"{len(SOUNDS)} sounds" if all(map(_check_sound, SOUNDS)) else "",
        f"{', '.join(filter(None, map(_check_translation, SHIPPED[1:])))} beside English",
        _check_icons(resource("icons")),
    ]
    if getattr(sys, "frozen", False):
        found.append(_check_licences(licences_dir()))
    return ", ".join(filter(None, found))


def _check_sound(name: str) -> bool:
    path = resource(f"sounds/{name}.wav")
    try:
        with wave.open(str(path)) as sound:
            length = sound.getnframes()
    except (OSError, EOFError, wave.Error) as problem:
        raise StepFailed(f"the sound {path} cannot be used: {problem}") from problem
    if not length:
        raise StepFailed(f"the sound {path} is empty")
    return True


def _check_translation(language: Language) -> str:
    path = translations_dir() / f"wats_station_{language.value}.qm"
    translator = QTranslator()
    if not translator.load(str(path)):
        raise StepFailed(f"the translation {path} does not load: in a checkout, compile it first")
    said = translator.translate("Outcomes", "REFUSED")
    if said != REFUSED[language]:
        raise StepFailed(f"{path} says {said!r} for REFUSED, not {REFUSED[language]!r}")
    return language.value


def _check_icons(folder: Path) -> str:
    """Before there are any there is nothing to look at."""
    if not folder.is_dir():
        return ""
    icons = [path for path in folder.iterdir() if path.is_file()]
    empty = [path.name for path in icons if not path.stat().st_size]
    if empty or not icons:
        raise StepFailed(f"icons in {folder} are missing or empty: {empty or 'all of them'}")
    return f"{len(icons)} icons"


def _check_licences(folder: Path) -> str:
    licences = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    if not licences or not all(path.stat().st_size for path in licences):
        raise StepFailed(f"a package has licences of all that is in it, and {folder} has none")
    return f"{len(licences)} licences"
