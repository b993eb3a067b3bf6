"""Drawn frames to the bytes of a file."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from components.engine.animation.apng_file import apng_file
from components.engine.animation.changes import changes, codes_of, hard_codes_of
from components.engine.animation.entries import entries_of
from components.engine.animation.frames import Frames
from components.engine.animation.gif_file import gif_file
from components.engine.animation.webp_file import webp_file
from components.engine.drawing.quantize import QuantizedImage
from components.engine.png.chunks import with_resolution
from components.engine.resolution import Resolution
from components.engine.writing.exif import exif_of
from components.engine.writing.webp_gif import WEBP_SIDE

if TYPE_CHECKING:
    from components.engine.writing.png_writer import Effort

AnimationKind = Literal["GIF", "APNG", "WEBP"]


def encode_animation(
    frames: Iterable[QuantizedImage],
    animation: Frames,
    kind: AnimationKind,
    effort: "Effort" = "fast",
) -> bytes:
    """Write drawn frames as an animation.

    All frames share one table of colors, and of each only the rectangle that changes is
    written, without the pixels in it that do not where that is smaller.

    Parameters
    ----------
    frames : iterable of QuantizedImage
        In one palette, as `draw_frames` gives them. They are taken one by one.
    animation : Animation or what acts like one
        What they are of: it tells how long each is seen and how often all.
    kind : {"GIF", "APNG", "WEBP"}
        The format. In a GIF a pixel is there or not: it is from half its opacity on.
        Durations are rounded to hundredths of a second in a GIF and to thousandths in
        a WebP, so that the whole does not drift.
    effort : {"fast", "best"}
        How hard an APNG or a WebP is squeezed; of a GIF nothing is to be gained.

    Returns
    -------
    bytes
        A file whose frames decode to exactly what was drawn, with the resolution where
        the format has room for it. Same frames, same bytes.

    Raises
    ------
    ValueError
        If there is no such format; if colors and opacities need more than 256 entries,
        or WebP has no room for so large a picture; if there are not as many frames as
        the animation has.
    """
    if kind not in _CODES:
        raise ValueError(f"{kind!r} is none of {', '.join(_CODES)}.")
    size = animation.width, animation.height
    if kind == "WEBP" and max(size) > WEBP_SIDE:
        raise ValueError(
            f"{size[0]:,} × {size[1]:,} pixels; WebP holds {WEBP_SIDE:,} a side."
        )
    drawn = _Drawn(frames)
    code, overwrites, even = _CODES[kind]
    found = list(changes(drawn, code, overwrites, even))
    if len(found) != len(animation):
        raise ValueError(f"{len(found)} for an animation of {len(animation)} frames.")
    entries = entries_of(found, drawn.written)
    rest = size, found, entries, animation.durations, animation.loop
    if kind == "GIF":
        return gif_file(*rest)
    if kind == "APNG":
        return with_resolution(apng_file(*rest, effort), drawn.resolution)
    exif = exif_of(drawn.resolution).removeprefix(b"Exif\0\0")
    return webp_file(*rest, effort, exif)


# How pixels are told, whether they can be made invisible, and where areas begin.
_CODES: Final = {
    "GIF": (hard_codes_of, False, False),
    "APNG": (codes_of, True, False),
    "WEBP": (codes_of, True, True),
}


class _Drawn:
    """Frames, and what they turn out to have in common."""

    def __init__(self, frames: Iterable[QuantizedImage]) -> None:
        self._frames = frames
        self.written: NDArray[np.uint8] = np.zeros((0, 3), np.uint8)
        self.resolution: Resolution | None = None

    def __iter__(self) -> Iterator[QuantizedImage]:
        for frame in self._frames:
            self.written, self.resolution = frame.written, frame.resolution
            yield frame
