"""Keyboard layouts by key position: which character a key writes, wherever it is plugged in.

A scanner sends keys, not characters: it was set to one layout, and the computer has
another. Positions are the set-1 scan codes of a PC keyboard, which are also Linux's
key codes for these keys.
"""

from functools import cache

SPACE = 57
_LEFT_OF_ONE, _DIGITS, _TOP, _HOME, _RIGHT_OF_HOME, _BOTTOM, _LEFT_OF_BOTTOM = (
    41, 2, 16, 30, 43, 44, 86,
)  # fmt: skip
_STARTS = (_LEFT_OF_ONE, _DIGITS, _TOP, _HOME, _RIGHT_OF_HOME, _BOTTOM, _LEFT_OF_BOTTOM)

# Seven runs of keys each, in the order of `_STARTS`: plain, and with Shift.
_ROWS = {
    "us": (
        ("`", "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "\\", "zxcvbnm,./", "\\"),
        ("~", "!@#$%^&*()_+", "QWERTYUIOP{}", 'ASDFGHJKL:"', "|", "ZXCVBNM<>?", "|"),
    ),
    "no": (
        ("|", "1234567890+\\", "qwertyuiopå¨", "asdfghjkløæ", "'", "zxcvbnm,.-", "<"),
        ("§", '!"#¤%&/()=?`', "QWERTYUIOPÅ^", "ASDFGHJKLØÆ", "*", "ZXCVBNM;:_", ">"),
    ),
    "de": (
        ("^", "1234567890ß´", "qwertzuiopü+", "asdfghjklöä", "#", "yxcvbnm,.-", "<"),
        ("°", '!"§$%&/()=?`', "QWERTZUIOPÜ*", "ASDFGHJKLÖÄ", "'", "YXCVBNM;:_", ">"),
    ),
    "fr": (
        ("²", "&é\"'(-è_çà)=", "azertyuiop^$", "qsdfghjklmù", "*", "wxcvbn,;:!", "<"),
        ("~", "1234567890°+", "AZERTYUIOP¨£", "QSDFGHJKLM%", "µ", "WXCVBN?./§", ">"),
    ),
}
_WITH_ALTGR = {
    "us": {},
    "no": {3: "@", 4: "£", 5: "$", 8: "{", 9: "[", 10: "]", 11: "}", 13: "´", 27: "~"},
    "de": {
        3: "²", 4: "³", 8: "{", 9: "[", 10: "]", 11: "}", 12: "\\", 16: "@", 27: "~",
        86: "|", 50: "µ",
    },
    "fr": {
        3: "~", 4: "#", 5: "{", 6: "[", 7: "|", 8: "`", 9: "\\", 10: "^", 11: "@",
        12: "]", 13: "}",
    },
}  # fmt: skip


def character_at(layout: str, position: int, *, shift: bool = False, altgr: bool = False) -> str:
    """The character that the key writes on this layout; empty for one that writes none."""
    plain, shifted = _positions(layout)
    if altgr:
        return _WITH_ALTGR[layout].get(position, "")
    return (shifted if shift else plain).get(position, "")


def control_at(layout: str, position: int) -> str:
    """The control character of Ctrl with the key: Ctrl and `]` is GS; empty where there is none."""
    for character in (character_at(layout, position), character_at(layout, position, shift=True)):
        upper = character.upper()
        if len(upper) == 1 and "@" <= upper <= "_":
            return chr(ord(upper) - ord("@"))
    return ""


def keys_for(layout: str, character: str) -> tuple[int, bool, bool] | None:
    """Position, Shift and AltGr that write the character on this layout; None if nothing does."""
    for at, row in enumerate(_positions(layout)):
        for position, written in row.items():
            if written == character:
                return position, bool(at), False
    for position, written in _WITH_ALTGR[layout].items():
        if written == character:
            return position, False, True
    return None


@cache
def _positions(layout: str) -> tuple[dict[int, str], dict[int, str]]:
    plain, shifted = (
        {
            start + offset: character
            for start, run in zip(_STARTS, row, strict=True)
            for offset, character in enumerate(run)
        }
        | {SPACE: " "}
        for row in _ROWS[layout]
    )
    return plain, shifted
