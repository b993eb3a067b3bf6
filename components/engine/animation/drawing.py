"""Drawing all frames in one palette, so that nothing flickers.

What does not change from one frame to the next keeps its color. Nearest colors and
ordered dots do so by themselves: a pixel's color depends on nothing but the color it
should have and its place (and whether its four neighbors have that same color). Error
diffusion does not: one pixel that changes draws all that follow it anew. So only what
has changed is diffused; pixels that are what they were in the frame before keep their
color, take no error and pass none on. The same holds where pixels keep a neighbor's
color for a smaller file.

That costs dots at the edge of what changes: errors end there. Where a few lone pixels
change they have their nearest color.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.engine.animation.counting import count_frames
from components.engine.animation.frames import Frames
from components.engine.animation.read import Animation
from components.engine.clustering.metric import FIXED, Metric, metric_of
from components.engine.clustering.spaces import Space
from components.engine.drawing.alpha import opacity_table, solid_pairs
from components.engine.drawing.dots import STRENGTHS, Dither
from components.engine.drawing.quantize import (
    PNG_ENTRIES,
    QuantizedImage,
    check_room,
    check_wish,
    label_pixels,
    round_centers,
    with_labels,
)
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def draw_frames(
    animation: Frames,
    centers: NDArray[np.float64],
    smoothness: float = 0.0,
    dither: bool | Dither = False,
    space: Space | Metric = "srgb",
) -> Iterator[QuantizedImage]:
    """Draw every frame in the colors of one palette, without flicker.

    Parameters
    ----------
    animation : Animation or what acts like one
        The frames.
    centers, smoothness, dither, space
        As of `quantize`. "standardized" by its name alone is that of all frames.

    Yields
    ------
    QuantizedImage
        A frame, one after the other; all have one palette, in the order of the centers.
        A frame that is alone, and the first, is what `quantize` makes of it, but for
        soft pixels: an opacity becomes the same in all frames, so that colors and
        opacities of all of them together find room in one file.

    Raises
    ------
    ValueError
        As of `quantize`.
    DamagedFrameError
        At a frame that cannot be decoded.
    """
    check_wish(smoothness, dither)
    palette = round_centers(centers)
    metric = space if isinstance(space, Metric) else _metric(animation, space)
    drawing = _Drawing(palette, metric, smoothness, dither)
    levels = drawing.levels(animation) if _is_soft(animation) else None
    for frame, labels in drawing.labels(animation):
        yield with_labels(labels, palette, frame, drawing.always_solid, levels)


@dataclass(frozen=True, eq=False)
class _Drawing:
    """How frames get their colors."""

    palette: Bytes
    metric: Metric
    smoothness: float
    dither: bool | Dither

    @property
    def always_solid(self) -> int:
        """As of `soften_steps`."""
        return len(self.palette) if self.dither else 0

    def labels(self, animation: Frames) -> Iterator[tuple[SourceImage, Bytes]]:
        """Yield each frame with its pixels' palette colors."""
        before: tuple[SourceImage, Bytes] | None = None
        for frame in animation.frames():
            check_room(self.palette, frame)
            labels = self._drawn(frame, before)
            # What comes of them may be written in.
            yield frame, labels.copy()
            before = frame, labels

    def levels(self, animation: Frames) -> Bytes:
        """Find what each opacity becomes, in all frames."""
        pairs, histogram = np.zeros(1 << 16, np.bool_), np.zeros(256, np.int64)
        for frame, labels in self.labels(animation):
            alpha = frame.opacity.reshape(-1)
            pairs[labels.astype(np.uint16) << 8 | alpha] = True
            histogram += np.bincount(alpha, minlength=256)
        found = np.flatnonzero(pairs).astype(np.uint16)
        found = np.union1d(found, solid_pairs(self.always_solid))
        return opacity_table(found, histogram, PNG_ENTRIES)

    def _drawn(
        self, frame: SourceImage, before: tuple[SourceImage, Bytes] | None
    ) -> Bytes:
        """Draw a frame; what it has of the one before keeps its colors."""
        wish = self.smoothness, self.dither
        if before is None or not self._moves:
            return label_pixels(frame, self.palette, self.metric, *wish)
        changed = changed_pixels(before[0], frame)
        labels = label_pixels(frame, self.palette, self.metric, *wish, changed)
        return np.where(changed.reshape(-1), labels, before[1])

    @property
    def _moves(self) -> bool:
        """Whether a pixel's color depends on what is drawn elsewhere."""
        return self.smoothness > 0 or self.dither is True or self.dither in STRENGTHS


def changed_pixels(before: SourceImage, after: SourceImage) -> Mask:
    """Tell which pixels of a frame are not what they were in the one before.

    Parameters
    ----------
    before, after : SourceImage
        H × W pixels.

    Returns
    -------
    ndarray of shape (H, W), bool
        Those of another color or opacity.
    """
    changed: Mask = (before.rgb != after.rgb).any(axis=-1)
    if before.alpha is not None or after.alpha is not None:
        changed |= before.opacity != after.opacity
    return changed


def _is_soft(animation: Frames) -> bool:
    """Tell whether any frame has pixels that are partly transparent."""
    if isinstance(animation, Animation) and not animation.may_be_soft:
        return False
    return any(frame.soft for frame in animation.frames())


def _metric(animation: Frames, space: Space) -> Metric:
    return FIXED.get(space) or metric_of(count_frames(animation), space)
