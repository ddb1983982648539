"""A settings file as it is on the disk: JSON of some version, read whole."""

import codecs
import json
from pathlib import Path
from typing import NamedTuple

from wats_station.domain.settings import SettingsFault, SettingsProblem
from wats_station.domain.settings_layers import Tree
from wats_station.domain.settings_versions import VERSION, migrated

NAME = "settings.json"
VERSION_NAME = "version"


class Document(NamedTuple):
    """What a file says in the newest version's terms, and the version it is really of."""

    said: Tree
    version: int = VERSION


def read_document(path: Path) -> Document | None:
    """The file of this path, None where there is none; raises `SettingsProblem`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        text = f"{path}: {error.strerror}"
        raise SettingsProblem(SettingsFault.UNREADABLE, text) from error
    return document_of(content, str(path))


def document_of(content: bytes, source: str) -> Document:
    """What these bytes say; raises `SettingsProblem`, which names the `source`."""
    try:
        # Editors on Windows put a byte order mark in front.
        said = json.loads(content.removeprefix(codecs.BOM_UTF8).decode())
        # Half a character, which JSON can spell, could be neither shown nor written again.
        json.dumps(said, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _not_settings(source, f"Invalid JSON: {error}") from None
    except UnicodeDecodeError as error:
        text = f"Invalid JSON: no UTF-8 at byte {error.start}"
        raise _not_settings(source, text) from None
    except (ValueError, RecursionError) as error:
        raise _not_settings(source, f"Invalid JSON: {error}") from None
    if not isinstance(said, dict):
        raise _not_settings(source, "Input should be an object in braces")
    version = said.pop(VERSION_NAME, 0)
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        raise _not_settings(source, f"{VERSION_NAME}: a whole number is wanted")
    if version > VERSION:
        text = (
            f"{source}: it is of version {version} and this program knows {VERSION}:"
            " install the newer program"
        )
        raise SettingsProblem(SettingsFault.NEWER, text)
    return Document(migrated(said, version), version)


def content_of(said: Tree) -> bytes:
    """The bytes of a file of the newest version."""
    return json.dumps({VERSION_NAME: VERSION, **said}, indent=2).encode() + b"\n"


def _not_settings(source: str, why: str) -> SettingsProblem:
    return SettingsProblem(SettingsFault.NOT_SETTINGS, f"{source}: {why}")
