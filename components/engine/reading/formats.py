"""What a file is, told by its first bytes and not by its name.

Only the formats in `READABLE` are ever handed to a decoder. Everything else is
refused here, with the name of what it is where that can be seen, because
"this is a PDF" helps a person more than "cannot identify image file".
"""

from typing import Final

from components.engine.errors import EmptyFileError, UnsupportedFormatError

SHOWN: Final = {"WEBP": "WebP", "HEIF": "HEIC"}
"""How people spell what Pillow spells otherwise."""

READABLE: Final = "PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF or HEIC"

_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)
_BMP_HEADER_SIZES: Final = {12, 40, 52, 56, 64, 108, 124}

_AVIF_BRANDS: Final = {b"avif", b"avis"}
_HEIF_BRANDS: Final = {
    *(b"heic", b"heix", b"heim", b"heis"),
    *(b"hevc", b"hevx", b"hevm", b"hevs"),
    *(b"mif1", b"msf1"),
}

_EXPORT: Final = "Export it as PNG or JPEG and load that."
_PAGE: Final = "Export the page as PNG or JPEG and load that."
_UNPACK: Final = "Unpack it and load a picture from inside."
_STILL: Final = "Save one of its frames as PNG or JPEG and load that."
_CHOOSE: Final = f"Choose a {READABLE} file."

# Each line: where the bytes stand, the bytes, what the file is, what to do.
_REFUSED: Final = (
    (0, b"%PDF-", "a PDF, not a picture", _PAGE),
    (0, b"%!PS", "a PostScript or EPS drawing, which is not read here", _EXPORT),
    (0, b"\xc5\xd0\xd3\xc6", "an EPS drawing, which is not read here", _EXPORT),
    (0, b"8BPS", "a Photoshop document, which is not read here", _EXPORT),
    (0, b"gimp xcf", "a GIMP document, which is not read here", _EXPORT),
    (0, b"\0\0\1\0", "an icon file, which is not read here", _EXPORT),
    (0, b"\0\0\2\0", "a mouse cursor, which is not read here", _EXPORT),
    (0, b"icns", "an icon file, which is not read here", _EXPORT),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 picture, which is not read here", _EXPORT),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture, which is not read here", _EXPORT),
    (0, b"\xff\x0a", "a JPEG XL picture, which is not read here", _EXPORT),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL picture, which is not read here", _EXPORT),
    (0, b"v/1\x01", "an OpenEXR picture, which is not read here", _EXPORT),
    (0, b"#?RADIANCE", "a Radiance HDR picture, which is not read here", _EXPORT),
    (0, b"DDS ", "a DDS texture, which is not read here", _EXPORT),
    (0, b"BLP1", "a BLP texture, which is not read here", _EXPORT),
    (0, b"BLP2", "a BLP texture, which is not read here", _EXPORT),
    (0, b"\x01\xda", "an SGI picture, which is not read here", _EXPORT),
    (0, b"qoif", "a QOI picture, which is not read here", _EXPORT),
    (0, b"FUJIFILMCCD-RAW", "a camera's raw file, which is not read here", _EXPORT),
    (0, b"IIRO", "a camera's raw file, which is not read here", _EXPORT),
    (0, b"IIU\0", "a camera's raw file, which is not read here", _EXPORT),
    (6, b"HEAPCCDR", "a camera's raw file, which is not read here", _EXPORT),
    (8, b"CR\x02", "a camera's raw file, which is not read here", _EXPORT),
    (4, b"ftypcrx ", "a camera's raw file, which is not read here", _EXPORT),
    (4, b"ftypM4A ", "a sound file, not a picture", _CHOOSE),
    (4, b"ftyp", "a video, not a picture", _STILL),
    (8, b"AVI ", "a video, not a picture", _STILL),
    (8, b"WAVE", "a sound file, not a picture", _CHOOSE),
    (0, b"\x1aE\xdf\xa3", "a video, not a picture", _STILL),
    (0, b"FLV\x01", "a video, not a picture", _STILL),
    (0, b"\0\0\1\xba", "a video, not a picture", _STILL),
    (0, b"ID3", "a sound file, not a picture", _CHOOSE),
    (0, b"OggS", "a sound or video file, not a picture", _CHOOSE),
    (0, b"fLaC", "a sound file, not a picture", _CHOOSE),
    (30, b"mimetypeapplication/", "a document, not a picture", _PAGE),
    (0, b"PK\3\4", "a ZIP archive or an Office document, not a picture", _UNPACK),
    (0, b"PK\5\6", "an empty ZIP archive, not a picture", _CHOOSE),
    (0, b"\x1f\x8b", "a compressed archive, not a picture", _UNPACK),
    (0, b"BZh", "a compressed archive, not a picture", _UNPACK),
    (0, b"\xfd7zXZ\0", "a compressed archive, not a picture", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "a compressed archive, not a picture", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a compressed archive, not a picture", _UNPACK),
    (0, b"Rar!", "a compressed archive, not a picture", _UNPACK),
    (257, b"ustar", "a TAR archive, not a picture", _UNPACK),
    (0, b"\xd0\xcf\x11\xe0", "an old Office document, not a picture", _PAGE),
    (0, b"\x7fELF", "a program, not a picture", _CHOOSE),
    (0, b"MZ", "a program, not a picture", _CHOOSE),
    (0, b"{\\rtf", "a text document, not a picture", _CHOOSE),
)


def identify(data: bytes) -> str:
    """Tell which readable format a file has.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    str
        "PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF" or "HEIF", which
        is Pillow's name of the decoder.

    Raises
    ------
    EmptyFileError
        If there are no bytes.
    UnsupportedFormatError
        If the file is of any other kind; the message names it if it can.

    Examples
    --------
    >>> identify(b"GIF89a" + bytes(20))
    'GIF'
    """
    if not data:
        raise EmptyFileError(f"This file is empty. {_CHOOSE}")
    _refuse(data, camera_raw_only=True)
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    boxed = _boxed(data)
    if boxed is None:
        _refuse(data)
        _refuse_text(data)
        raise UnsupportedFormatError(
            f"This is not a picture of a known kind. {_CHOOSE}"
        )
    return boxed


def _boxed(data: bytes) -> str | None:
    """Tell apart the formats whose name stands inside a wrapper."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
        return "BMP"
    if data[4:8] != b"ftyp":
        return None
    brand = data[8:12]
    if brand in _AVIF_BRANDS or (brand in _HEIF_BRANDS and _lists_avif(data)):
        return "AVIF"
    return "HEIF" if brand in _HEIF_BRANDS else None


def _lists_avif(data: bytes) -> bool:
    """Whether AVIF is among the compatible brands of the leading ftyp box.

    References
    ----------
    ISO/IEC 14496-12, section 4.3: major brand, version, then the list.
    """
    if data[8:12] not in {b"mif1", b"msf1"}:
        return False
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[at : at + 4] for at in range(16, end, 4)}
    return bool(brands & _AVIF_BRANDS)


def _refuse(data: bytes, camera_raw_only: bool = False) -> None:
    """Refuse what can be recognized, by name."""
    for offset, signature, what, advice in _REFUSED:
        if camera_raw_only and "raw file" not in what:
            continue
        if data.startswith(signature, offset):
            raise UnsupportedFormatError(f"This is {what}. {advice}")


def _refuse_text(data: bytes) -> None:
    """Refuse drawings written as text, web pages and other text."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in start:
        what, advice = "an SVG drawing, which is made of shapes, not pixels", _EXPORT
    elif start.startswith((b"<!doctype html", b"<html")):
        what, advice = (
            "a web page, not a picture",
            "Save the picture itself and load that.",
        )
    elif _is_text(data[:4096]):
        what, advice = "a text file, not a picture", _CHOOSE
    else:
        return
    raise UnsupportedFormatError(f"This is {what}. {advice}")


def _is_text(start: bytes) -> bool:
    r"""Whether bytes read as UTF-8 without control characters.

    Examples
    --------
    >>> _is_text("Grüße\n".encode()), _is_text(bytes(9))
    (True, False)
    """
    text = start.decode("utf-8", "replace").rstrip("\ufffd")
    return bool(text) and all(c.isprintable() or c in "\t\r\n\f" for c in text)
