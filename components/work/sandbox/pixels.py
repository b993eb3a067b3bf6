"""Pixels in a memory file, which other processes can be given too."""

import fcntl
import mmap
import os
import weakref
from dataclasses import asdict, astuple
from typing import Any, Final

import numpy as np

from components.engine import DamagedImageError, SourceImage
from components.engine.notes import Note, Step
from components.engine.resolution import Resolution
from components.engine.source import Decoding
from components.work.settings import SETTINGS

# Python names neither on all systems.
_ADD_SEALS, _GET_SEALS = 1033, 1034
_ALL_SEALS: Final = 0x1 | 0x2 | 0x4 | 0x8  # seal, shrink, grow, write

_DESCRIPTORS: Final[weakref.WeakKeyDictionary[SourceImage, int]] = (
    weakref.WeakKeyDictionary()
)


def map_image(descriptor: int, header: dict[str, Any]) -> SourceImage:
    """Map pixels that another process wrote into memory, as a picture.

    Parameters
    ----------
    descriptor : int
        Of the file: RGB of all pixels, then their opacities if they have any. Kept
        open as long as the picture is there.
    header : dict
        ``height``, ``width``, whether there is an ``alpha``, ``format``,
        ``file_bytes``, ``notes``, ``decoding`` and ``resolution``.

    Raises
    ------
    DamagedImageError
        If the file is not of that size.
    ImageTooLargeError
        If it is beyond the limits.
    """
    height, width = int(header["height"]), int(header["width"])
    pixels = height * width
    SETTINGS.limits.check_pixels(pixels)
    mapped = _map_sealed(descriptor, pixels * (4 if header["alpha"] else 3))
    rgb = np.frombuffer(mapped, np.uint8, pixels * 3).reshape(height, width, 3)
    alpha = None
    if header["alpha"]:
        alpha = np.frombuffer(mapped, np.uint8, pixels, pixels * 3)
        alpha = alpha.reshape(height, width)
    notes = tuple(Note(text, Step(step)) for text, step in header["notes"])
    told = header["decoding"]
    image = SourceImage(
        rgb,
        alpha,
        header["format"],
        header["file_bytes"],
        notes,
        # JSON knows but lists.
        decoding=Decoding(**told | {"area": tuple(told["area"])}),
        resolution=header["resolution"] and Resolution(*header["resolution"]),
    )
    own = os.dup(descriptor)
    _DESCRIPTORS[image] = own
    weakref.finalize(image, os.close, own)
    return image


def descriptor_of(image: SourceImage) -> int | None:
    """Return the memory file that holds a picture's pixels, if one does."""
    return _DESCRIPTORS.get(image)


def header_of(image: SourceImage) -> dict[str, Any]:
    """Return what `map_image` has to know beside the pixels."""
    return {
        "height": image.height,
        "width": image.width,
        "alpha": image.alpha is not None,
        "format": image.format,
        "file_bytes": image.file_bytes,
        "notes": [(note, getattr(note, "step", Step.OTHER)) for note in image.notes],
        "decoding": asdict(image.decoding),
        "resolution": image.resolution and astuple(image.resolution),
    }


def _map_sealed(descriptor: int, length: int) -> mmap.mmap:
    """Map a file that nobody can change from now on."""
    if fcntl.fcntl(descriptor, _GET_SEALS) != _ALL_SEALS:
        fcntl.fcntl(descriptor, _ADD_SEALS, _ALL_SEALS)
    if os.fstat(descriptor).st_size != length:
        raise DamagedImageError("This file cannot be decoded: its size is not clear.")
    return mmap.mmap(descriptor, length, prot=mmap.PROT_READ)
