"""The picture on the last page of the Windows set-up: the program's icon on its own blue.

NSIS brings one of its own, which says nothing of what was installed.
"""

from pathlib import Path

from PIL import Image

import icon

# What NSIS's pages have room for, in pixels of a screen at 100 %; twice that stays sharp.
_SIZE = (328, 628)
_ICON = 256
_ICON_TOP = 96
_BLUE = (0x0B, 0x55, 0x9F)


def draw(into: Path) -> Path:
    """Write it as `side.bmp` into the folder `into`; its path."""
    picture = Image.new("RGB", _SIZE, _BLUE)
    with Image.open(icon.png(_ICON)) as drawn:
        program = drawn.convert("RGBA")
    picture.paste(program, ((_SIZE[0] - _ICON) // 2, _ICON_TOP), program)
    file = into / "side.bmp"
    picture.save(file)
    return file
