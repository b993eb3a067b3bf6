"""The frames of an animation in a memory file: one below the other, as one picture."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from components.engine import (
    Animation,
    DamagedFrameError,
    DamagedImageError,
    SourceImage,
)
from components.engine.source import SOLID
from components.model.film import Film
from components.work.forkserver.copies import append, memory_file
from components.work.sandbox.pixels import header_of, map_image
from components.work.settings import SETTINGS

LIMITS: Final = replace(SETTINGS.limits, moving=SETTINGS.pixels)
"""All frames together may be as large as one picture: so much is held at a time."""

Opacities = list[NDArray[np.uint8] | None]


def written(animation: Animation) -> tuple[dict[str, Any], int]:
    """Write all frames to memory, without ever holding more than one of them as such.

    Returns
    -------
    tuple
        What `map_film` has to know, and the descriptor of the file.
    """
    descriptor = memory_file()
    opacities: Opacities = []
    for frame in _readable(animation):
        append(descriptor, frame.rgb.data)
        opacities.append(frame.alpha)
    soft = any(each is not None for each in opacities)
    if soft:
        solid = np.full((animation.height, animation.width), SOLID, np.uint8)
        for each in opacities:
            append(descriptor, (solid if each is None else each).data)
    animation = _up_to(animation, len(opacities))
    header = header_of(_nothing(animation)) | {
        "width": animation.width,
        "height": len(animation) * animation.height,
        "alpha": soft,
        "durations": animation.durations,
        "loop": animation.loop,
    }
    return header, descriptor


def map_film(descriptor: int, header: dict[str, Any], data: bytes) -> Film:
    """Map frames that another process wrote into memory.

    Parameters
    ----------
    descriptor, header
        As `written` gives them; the header once it was JSON.
    data : bytes
        The file that they are of.

    Raises
    ------
    DamagedImageError
        If their number is not clear.
    """
    durations = tuple(float(each) for each in header["durations"])
    if not durations or header["height"] % len(durations):
        raise DamagedImageError(
            "This animation cannot be decoded: its size is not clear."
        )
    strip = map_image(descriptor, header | {"file_bytes": len(data)})
    return _film(strip, durations, int(header["loop"]), data)


def film_of(animation: Animation, data: bytes) -> Film:
    """Put the frames of an animation one below the other, in this process."""
    frames = list(_readable(animation))
    animation = _up_to(animation, len(frames))
    rgb = np.concatenate([each.rgb for each in frames])
    alpha = None
    if any(each.alpha is not None for each in frames):
        alpha = np.concatenate([each.opacity for each in frames])
    told = animation.format, len(data), animation.notes
    strip = SourceImage(rgb, alpha, *told, resolution=animation.resolution)
    return _film(strip, animation.durations, animation.loop, data)


def _film(
    strip: SourceImage, durations: tuple[float, ...], loop: int, data: bytes
) -> Film:
    return Film(
        hashlib.sha256(data).hexdigest(),
        strip.width,
        strip.height // len(durations),
        durations,
        loop,
        strip.format,
        len(data),
        strip.notes,
        strip,
    )


def _readable(animation: Animation) -> Iterator[SourceImage]:
    """Yield the frames up to the first that is damaged."""
    try:
        yield from animation.frames()
    except DamagedFrameError as problem:
        if problem.before == 0:
            raise


def _up_to(animation: Animation, end: int) -> Animation:
    """Return what is known of an animation of which so many frames could be read."""
    return animation if end == len(animation) else animation.up_to(end)


def _nothing(animation: Animation) -> SourceImage:
    """Return a picture of no pixel that has all else that is known of the frames."""
    return SourceImage(
        np.zeros((0, 0, 3), np.uint8),
        None,
        animation.format,
        animation.file_bytes,
        animation.notes,
        resolution=animation.resolution,
    )
