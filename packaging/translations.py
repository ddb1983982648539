"""The program's texts: collected from the source into .ts files, compiled into .qm files.

Standard library only, and nothing of set-up: the wheel's build hook imports it too.
"""

import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

LANGUAGES = ("nb",)
_ROOT = Path(__file__).resolve().parent.parent
_FOLDER = _ROOT / "translations"
_SOURCES = ("wats_station/ui", "wats_station/app")


def compile_all(folder: Path, lrelease: Path, into: Path | None = None) -> list[Path]:
    """Compile every `.ts` in `folder` to a `.qm` beside it, or in `into`; the files made."""
    made = []
    for source in sorted(folder.glob("*.ts")):
        target = (into or folder) / source.with_suffix(".qm").name
        result = subprocess.run(
            [str(lrelease), "-silent", str(source), "-qm", str(target)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if result.returncode != 0 or not target.is_file():
            raise RuntimeError(f"lrelease could not compile {source.name}: {result.stdout.strip()}")
        made.append(target)
    return made


def compile_pseudo_locale(into: Path) -> Path:
    """Make the `.qm` of the pseudo-language from the sources as they are now."""
    import environment
    import pseudo_locale

    with tempfile.TemporaryDirectory(prefix="wats-station-texts-") as folder:
        # Never beside the real ones: what lies there is shipped. Its plurals are English.
        collected = Path(folder) / _file(pseudo_locale.LANGUAGE).name
        _collect(collected, "en")
        pseudo_locale.translate_all(collected)
        (made,) = compile_all(Path(folder), environment.qt_tool("lrelease"), into)
    return made


def refresh(*, check_only: bool) -> int:
    """Collect the texts into translations/*.ts and compile them, or only tell what would change."""
    import environment
    from terminal import say

    environment.set_up()
    if check_only:
        stale = out_of_date()
        for line in stale:
            say(line)
        say(
            "run packaging/dev.py translations" if stale else "the translation files are up to date"
        )
        return 1 if stale else 0
    _FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        _collect(_file(language), language)
    made = compile_all(_FOLDER, environment.qt_tool("lrelease"))
    made.append(compile_pseudo_locale(_FOLDER))
    say(f"compiled {', '.join(path.name for path in made)}")
    return 0


def out_of_date() -> list[str]:
    """One line for each text that a .ts file lacks, or still has though no source does."""
    lines = []
    with tempfile.TemporaryDirectory(prefix="wats-station-texts-") as folder:
        for language in LANGUAGES:
            kept = _file(language)
            fresh = Path(folder) / kept.name
            if kept.is_file():
                shutil.copy(kept, fresh)
            _collect(fresh, language)
            before, after = (_texts(path) for path in (kept, fresh))
            lines += [f"{kept.name} lacks {text!r}" for text in sorted(after - before)]
            lines += [f"{kept.name} still has {text!r}" for text in sorted(before - after)]
    return lines


def _collect(target: Path, language: str) -> None:
    import environment
    from terminal import run_quietly

    # Each file by name: in a folder lupdate passes Python files over, whatever -extensions says.
    sources = [str(path) for folder in _SOURCES for path in sorted((_ROOT / folder).rglob("*.py"))]
    options = ["-locations", "none", "-no-obsolete"]
    options += ["-source-language", "en", "-target-language", language]
    run_quietly(
        [str(environment.qt_tool("lupdate")), *sources, *options, "-ts", str(target)],
        "lupdate could not collect the texts",
    )


def _texts(path: Path) -> set[tuple[str, str]]:
    if not path.is_file():
        return set()
    texts = set()
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            kind = "" if translation is None else translation.get("type", "")
            if kind not in ("vanished", "obsolete"):
                texts.add((context.findtext("name", ""), message.findtext("source", "")))
    return texts


def _file(language: str) -> Path:
    return _FOLDER / f"wats_station_{language}.ts"
