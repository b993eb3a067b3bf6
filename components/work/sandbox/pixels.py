"""Pixels in a file in memory, which other processes can be given too."""

import fcntl
import mmap
import os
import weakref
from typing import Any, Final

import numpy as np

from components.engine import DamagedImageError, SourceImage
from components.engine.reading.limits import LIMITS

# Python names neither on all systems.
_ADD_SEALS, _GET_SEALS = 1033, 1034
_NO_CHANGE: Final = 0x1 | 0x2 | 0x4 | 0x8  # seal, shrink, grow, write

_DESCRIPTORS: Final[weakref.WeakKeyDictionary[SourceImage, int]] = (
    weakref.WeakKeyDictionary()
)


def picture_in(descriptor: int, facts: dict[str, Any]) -> SourceImage:
    """Make a picture of pixels that another process wrote.

    Parameters
    ----------
    descriptor : int
        Of the file: RGB of all pixels, then their opacities if they have any. Kept
        open as long as the picture is there.
    facts : dict
        ``height``, ``width``, whether there is an ``alpha``, ``format``,
        ``file_bytes`` and ``notes``.

    Raises
    ------
    DamagedImageError
        If the file is not of that size.
    ImageTooLargeError
        If it is beyond the limits.
    """
    height, width = int(facts["height"]), int(facts["width"])
    LIMITS.check_size(width, height)
    pixels = height * width
    kept = _sealed(descriptor, pixels * (4 if facts["alpha"] else 3))
    rgb = np.frombuffer(kept, np.uint8, pixels * 3).reshape(height, width, 3)
    alpha = None
    if facts["alpha"]:
        alpha = np.frombuffer(kept, np.uint8, pixels, pixels * 3)
        alpha = alpha.reshape(height, width)
    image = SourceImage(
        rgb, alpha, facts["format"], facts["file_bytes"], tuple(facts["notes"])
    )
    own = os.dup(descriptor)
    _DESCRIPTORS[image] = own
    weakref.finalize(image, os.close, own)
    return image


def descriptor_of(image: SourceImage) -> int | None:
    """Return the file that a picture's pixels are in, if they are in one."""
    return _DESCRIPTORS.get(image)


def facts_of(image: SourceImage) -> dict[str, Any]:
    """Return what `picture_in` has to know."""
    return {
        "height": image.height,
        "width": image.width,
        "alpha": image.alpha is not None,
        "format": image.format,
        "file_bytes": image.file_bytes,
        "notes": image.notes,
    }


def _sealed(descriptor: int, length: int) -> mmap.mmap:
    """Map a file that nobody can change from now on."""
    if fcntl.fcntl(descriptor, _GET_SEALS) != _NO_CHANGE:
        fcntl.fcntl(descriptor, _ADD_SEALS, _NO_CHANGE)
    if os.fstat(descriptor).st_size != length:
        raise DamagedImageError("This file cannot be decoded: its size is not clear.")
    return mmap.mmap(descriptor, length, prot=mmap.PROT_READ)
