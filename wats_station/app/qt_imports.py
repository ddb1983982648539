"""Keeps PySide from looking into modules whose import cannot stand being looked at.

PySide reads the source of each module that is imported, to see whether it uses PySide's
features. It asks the module for attributes on the way, and `pydantic.errors` answers such a
question with an import of its own. Where PySide has not noted that module while it was being
imported, which happens once in some hundred starts with several threads importing, the two
chase each other and the station does not start: "cannot import name 'import_string' from
partially initialized module". PySide does not look into what it has noted already.
"""

import sys

_NO_FEATURES = -1
_NOTED = ("pydantic", "pydantic.errors")


def note_for_pyside() -> bool:
    """Note those modules as looked at; False where this PySide keeps no such notes."""
    notes = getattr(sys.modules.get("shibokensupport.feature"), "pyside_feature_dict", None)
    if not isinstance(notes, dict):
        return False
    for name in _NOTED:
        notes.setdefault(name, _NO_FEATURES)
    return True
