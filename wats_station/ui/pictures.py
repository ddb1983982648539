"""Pictures made small: photos fit into a report, whatever camera took them. For worker threads."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

# The longer side of a photo: enough to read the print on a component.
LONGEST = 2400

_SMALLEST = 320
_QUALITIES = (85, 70, 55)


def shrunk_picture(content: bytes, most: int) -> bytes | None:
    """The picture as a JPEG of at most `most` bytes; None where it is none, or cannot be."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    image = _read(QImageReader(buffer), LONGEST)
    return None if image.isNull() else jpeg_of(image, most)


def jpeg_of(image: QImage, most: int) -> bytes | None:
    """The picture as a JPEG of at most `most` bytes, scaled down as far as that takes."""
    longest = min(LONGEST, max(image.width(), image.height()))
    while longest:
        scaled = _scaled(image, longest)
        for quality in _QUALITIES:
            content = _written(scaled, quality)
            if content and len(content) <= most:
                return content
        smaller = longest * 3 // 4
        longest = smaller if smaller >= _SMALLEST else 0
    return None


def thumbnail(path: str, longest: int) -> QImage:
    """The picture in a file, upright and small; a null one where it is none."""
    return _read(QImageReader(path), longest)


def _read(reader: QImageReader, longest: int) -> QImage:
    reader.setAutoTransform(True)
    # What is in it counts, not what it is called.
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > longest:
        # Where the format can, it is not even unpacked whole.
        reader.setScaledSize(_fitted(size, longest))
    return reader.read()


def _scaled(image: QImage, longest: int) -> QImage:
    if max(image.width(), image.height()) <= longest:
        return image
    return image.scaled(
        _fitted(image.size(), longest),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _fitted(size: QSize, longest: int) -> QSize:
    box = QSize(longest, longest)
    return size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _written(image: QImage, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Without an alpha channel: a JPEG has none, and Qt would make what is clear black.
    flat = image.convertToFormat(QImage.Format.Format_RGB888)
    written = flat.save(buffer, "JPG", quality)  # type: ignore[call-overload]
    return bytes(buffer.data().data()) if written else b""
