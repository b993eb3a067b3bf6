"""How good a drawn picture looks, as one figure: SSIMULACRA 2.

References
----------
.. [1] J. Sneyers, "SSIMULACRA 2 – Structural SIMilarity Unveiling Local And
   Compression Related Artifacts", 2022, updated 2023.
   https://github.com/cloudinary/ssimulacra2. Fitted to 17,611 opinions on 250
   pictures, as six codecs had compressed them.
"""

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.drawing.quantize import QuantizedImage
from components.engine.judging.color_pairs import check_size
from components.engine.source import SOLID, SourceImage

Bytes = NDArray[np.uint8]

SAME: Final = 100.0
"""The score of a picture that is its original."""

# Grays on which partly transparent pixels are looked at: a tenth and nine tenths of
# white, as in the author's own program.
_GROUNDS: Final = (26, 230)

# The coarsest of six scales halves a picture five times, and needs 8 pixels a side.
_LEAST_SIDE: Final = 256
_LEAST_OF_ALL: Final = 8
_MOST_PIXELS: Final = 1 << 20


def visual_score(image: SourceImage, drawn: QuantizedImage) -> float:
    """Estimate how good people would say that a drawn picture looks.

    It is SSIMULACRA 2 [1]_, by the package ``ssimulacra2``: structure, and edges that
    came or went, at six scales, in a space made after the eye's cones. It takes some
    500 bytes a pixel while it is measured: a large picture is better reduced before.

    Where pixels are partly transparent, both pictures are laid on dark and on light
    gray, mixed as browsers do, and the lower score counts. What lies outside the box
    around all that is visible does not count. A picture of less than 256 pixels a side
    is mirrored at its border until it has them: the score is not defined without the
    coarser scales.

    Parameters
    ----------
    image : SourceImage
        H × W pixels, about a million at most.
    drawn : QuantizedImage
        The same picture in the colors of a palette.

    Returns
    -------
    float
        At most 100, which is no difference; may be below 0. What it means is told by
        `visual_steps.STEPS`.

    Raises
    ------
    ValueError
        If the pictures are not of one size.

    Examples
    --------
    >>> rgb = np.array([[[0, 0, 0], [250, 250, 250]]], dtype=np.uint8)
    >>> palette = np.array([[0, 0, 0], [255, 255, 255]], dtype=np.uint8)
    >>> drawn = QuantizedImage(np.array([[0, 1]], np.uint8), palette, np.array([1, 1]))
    >>> visual_score(SourceImage(rgb, None, "PNG", 70), drawn) < 100
    True
    >>> visual_score(SourceImage(palette[None], None, "PNG", 70), drawn)
    100.0
    """
    check_size(image, drawn)
    after = drawn.palette[drawn.indices]
    if image.alpha is None:
        return _score(image.rgb, after)
    box = _box(image.alpha)
    opacities = image.alpha, image.alpha if drawn.alpha is None else drawn.alpha
    return min(
        _score(
            *(
                _laid_on(ground, rgb[box], alpha[box])
                for rgb, alpha in zip((image.rgb, after), opacities, strict=True)
            )
        )
        for ground in _GROUNDS
    )


def _box(alpha: Bytes) -> tuple[slice, slice]:
    """Return the rows and columns of all that is visible."""
    rows, columns = (np.flatnonzero(alpha.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return slice(0), slice(0)
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _laid_on(ground: int, rgb: Bytes, alpha: Bytes) -> Bytes:
    """Return a picture as it looks on an even ground."""
    opacity = alpha[..., None].astype(np.uint16)
    mixed = opacity * rgb + (SOLID - opacity) * np.uint16(ground)
    return ((mixed + SOLID // 2) // SOLID).astype(np.uint8)


def _score(before: Bytes, after: Bytes) -> float:
    if np.array_equal(before, after):
        return SAME
    # Not above: it takes a fifth of a second, and no first picture needs it.
    from ssimulacra2 import compute_ssimulacra2

    return float(compute_ssimulacra2(_file(before), _file(after)))


def _file(rgb: Bytes) -> io.BytesIO:
    """Return a picture as a file in memory, which is what the package takes."""
    padded = np.pad(rgb, (*_margins(rgb.shape[:2]), (0, 0)), mode="symmetric")
    file = io.BytesIO()
    Image.fromarray(padded).save(file, "PPM")
    return file


def _margins(shape: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the rows and columns that are wanting at the end.

    Of a picture like a thread only as many as there is room for.
    """
    least = min(_LEAST_SIDE, max(_LEAST_OF_ALL, _MOST_PIXELS // max(shape)))
    return [(0, max(0, least - side)) for side in shape]
