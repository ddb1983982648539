"""A scanner that believes it is a US keyboard: the keys it presses, as xdotool takes them."""

from wats_station.scan.layouts import keys_for

RETURN, TAB = "36", "23"
CTRL_Q, CTRL_Y = "ctrl+24", "ctrl+29"

# X11 counts the positions of keys from 8.
_OFFSET = 8


def keys_of(text: str, layout: str = "us") -> list[str]:
    """Key codes for the text; control characters as Ctrl with a key."""
    return [_key(character, layout) for character in text]


def _key(character: str, layout: str) -> str:
    control = character < " "
    wanted = chr(ord(character) + 0x40).lower() if control else character
    found = keys_for(layout, wanted)
    assert found is not None, f"no key writes {character!r}"
    position, shift, altgr = found
    held = "".join(f"{name}+" for name, down in (("ctrl", control), ("shift", shift)) if down)
    assert not altgr
    return f"{held}{position + _OFFSET}"
