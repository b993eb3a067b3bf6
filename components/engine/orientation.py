"""Turning a picture upright, as the camera's note in it asks."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, ImageFile, TiffImagePlugin

from components.engine.attempt import attempt

_NOTES: Final = {
    2: "Mirrored left to right",
    3: "Turned upside down",
    4: "Mirrored top to bottom",
    5: "Mirrored and turned a quarter to the left",
    6: "Turned a quarter to the right",
    7: "Mirrored and turned a quarter to the right",
    8: "Turned a quarter to the left",
}


def orientation_of(image: ImageFile.ImageFile) -> int:
    """Return the EXIF orientation, 1 to 8; 1 if there is none or it is broken.

    References
    ----------
    CIPA DC-008 (Exif 3.0), tag 0x0112.
    """
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


def upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Return the pixels as they should be seen.

    Parameters
    ----------
    pixels : ndarray of shape (H, W) or (H, W, 3), uint8
        As stored in the file.
    orientation : int
        EXIF orientation, 1 to 8.

    Returns
    -------
    ndarray of shape (H, W, …) or, for 5 to 8, (W, H, …), uint8
        Contiguous.

    Examples
    --------
    >>> upright(np.array([[1, 2], [3, 4]], np.uint8), 6)
    array([[3, 1],
           [4, 2]], dtype=uint8)
    """
    if orientation >= 5:
        pixels = pixels.swapaxes(0, 1)
    # What is left is to reverse rows, columns or both.
    if orientation in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if orientation in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    return np.ascontiguousarray(pixels)
