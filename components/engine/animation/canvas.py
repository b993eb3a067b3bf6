"""What is seen: stills laid on a canvas, one after the other.

The formats name colors of a background too; no browser shows them: where nothing is
drawn the canvas is transparent.

References
----------
PNG specification, third edition, sections 12.8 and 12.9 (APNG: blending and disposal);
RFC 9649, section 2.7.2 (WebP). Opacities are not premultiplied in either.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from components.engine.animation.parts import Area, Leaves, Part
from components.engine.source import SOLID, SourceImage

Bytes = NDArray[np.uint8]


def composed(
    shape: tuple[int, int], stills: Iterable[tuple[Part, SourceImage | None]]
) -> Iterator[tuple[Bytes, Bytes]]:
    """Yield what is on the canvas while each frame is seen.

    Parameters
    ----------
    shape : tuple of int
        Height and width of the canvas.
    stills : iterable of (Part, SourceImage or None)
        Each frame's own picture; None if it has no pixels. They are asked for one by
        one.

    Yields
    ------
    rgb : ndarray of shape (H, W, 3), uint8
        Colors. Both are new arrays, each time.
    alpha : ndarray of shape (H, W), uint8
        Opacities.
    """
    rgb, alpha = np.zeros((*shape, 3), np.uint8), np.zeros(shape, np.uint8)
    for part, still in stills:
        there, inside = _places(part.area, shape)
        before = rgb[there].copy(), alpha[there].copy()
        if still is not None:
            _draw(rgb[there], alpha[there], still, inside, part.over)
        yield rgb.copy(), alpha.copy()
        if part.leaves is Leaves.NOTHING:
            rgb[there] = alpha[there] = 0
        elif part.leaves is Leaves.BEFORE:
            rgb[there], alpha[there] = before


def _places(
    area: Area, shape: tuple[int, int]
) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """Return where a part stands on the canvas, and what of it does so."""
    height = max(0, min(area.height, shape[0] - area.top))
    width = max(0, min(area.width, shape[1] - area.left))
    there = slice(area.top, area.top + height), slice(area.left, area.left + width)
    return there, (slice(0, height), slice(0, width))


def _draw(
    rgb: Bytes,
    alpha: Bytes,
    still: SourceImage,
    inside: tuple[slice, slice],
    over: bool,
) -> None:
    """Draw a still, as far as it is inside, on a part of the canvas."""
    color = still.rgb[inside]
    opacity = None if still.alpha is None else still.alpha[inside]
    if opacity is None or not over:
        rgb[...] = color
        alpha[...] = SOLID if opacity is None else opacity
        return
    copied = (opacity == SOLID) | (alpha == 0)
    soft = (opacity > 0) & ~copied
    if soft.any():
        rgb[soft], alpha[soft] = _blended(
            color[soft], opacity[soft], rgb[soft], alpha[soft]
        )
    rgb[copied] = color[copied]
    alpha[copied] = opacity[copied]


def _blended(
    color: Bytes, opacity: Bytes, under: Bytes, under_opacity: Bytes
) -> tuple[Bytes, Bytes]:
    """Lay soft pixels over others; both are rounded to the nearest."""
    above = opacity.astype(np.int64) * SOLID
    below = under_opacity.astype(np.int64) * (SOLID - opacity.astype(np.int64))
    whole = above + below
    mixed = color * above[:, None] + under * below[:, None]
    rounded = (2 * mixed + whole[:, None]) // (2 * whole[:, None])
    return rounded.astype(np.uint8), ((2 * whole + SOLID) // (2 * SOLID)).astype(
        np.uint8
    )
