"""Turning a picture upright, as the camera's note in it asks."""

from typing import Final

from PIL import ExifTags, Image, ImageFile, TiffImagePlugin

from components.engine.reading.attempt import attempt

_NOTES: Final = {
    2: "Mirrored left to right",
    3: "Turned upside down",
    4: "Mirrored top to bottom",
    5: "Mirrored and turned a quarter to the left",
    6: "Turned a quarter to the right",
    7: "Mirrored and turned a quarter to the right",
    8: "Turned a quarter to the left",
}

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# A larger block is not searched for it; a camera writes 64 KB at most.
MAX_EXIF: Final = 2**20


def orientation_of(image: ImageFile.ImageFile) -> int:
    """Return the EXIF orientation, 1 to 8; 1 if there is none or it is broken.

    References
    ----------
    CIPA DC-008 (Exif 3.0), tag 0x0112.
    """
    if len(image.info.get("exif") or b"") > MAX_EXIF:
        return 1
    value: object = attempt(
        lambda: image.getexif().get(ExifTags.Base.Orientation), None
    )
    return value if isinstance(value, int) and value in _NOTES else 1


def tiff_orientation(image: ImageFile.ImageFile) -> int:
    """Return the orientation Pillow will apply itself while loading a TIFF."""
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return 1
    return orientation_of(image)


def orientation_note(orientation: int) -> tuple[str, ...]:
    """Say what was done for an orientation; nothing for 1.

    Examples
    --------
    >>> orientation_note(6)
    ('Turned a quarter to the right, as the camera noted in the file.',)
    """
    if orientation not in _NOTES:
        return ()
    return (f"{_NOTES[orientation]}, as the camera noted in the file.",)


def upright(band: Image.Image, orientation: int) -> Image.Image:
    """Return some rows of a picture as they should be seen.

    Parameters
    ----------
    band : PIL.Image.Image
        As stored in the file.
    orientation : int
        EXIF orientation, 1 to 8.
    """
    turn = _TURNS.get(orientation)
    return band if turn is None else band.transpose(turn)


def place(rows: slice, height: int, orientation: int) -> tuple[slice, slice]:
    """Return which rows and columns of the upright picture some rows become.

    Parameters
    ----------
    rows : slice
        Rows as stored in the file, from the top.
    height : int
        How many there are.
    orientation : int
        EXIF orientation, 1 to 8.

    Examples
    --------
    >>> place(slice(0, 2), 10, 1), place(slice(0, 2), 10, 6)
    ((slice(0, 2, None), slice(None, None, None)),
     (slice(None, None, None), slice(8, 10, None)))
    """
    if orientation in (3, 4, 6, 7):
        rows = slice(height - rows.stop, height - rows.start)
    return (slice(None), rows) if orientation >= 5 else (rows, slice(None))


def upright_shape(image: Image.Image, orientation: int) -> tuple[int, int]:
    """Return the height and the width of a picture once it is upright."""
    lies = orientation >= 5
    return (image.width, image.height) if lies else (image.height, image.width)
