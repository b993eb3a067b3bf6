"""How alike the structure of two pictures is: SSIM, a tile at a time.

References
----------
.. [1] Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image quality
   assessment: from error visibility to structural similarity", IEEE Transactions
   on Image Processing 13(4), 2004. doi:10.1109/TIP.2003.819861
.. [2] ITU-R BT.709-6, the weights of red, green and blue in luma.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.drawing.quantize import QuantizedImage
from components.engine.progress import Progress
from components.engine.source import SOLID, SourceImage

Luma = NDArray[np.float32]
Rows = NDArray[np.intp]

_RED, _GREEN, _BLUE = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)
_SIGMA: Final = 1.5
# Wang's window has 11 × 11 pixels: 5 on every side of the one in the middle.
_REACH: Final = 5
# What is not solid is taken to lie on middle gray, in both pictures.
_BEHIND: Final = np.float32(127.5)
# Some fifteen arrays of a tile's size exist at once: about 20 megabytes.
_TILE: Final = 512


def ssim(
    image: SourceImage,
    drawn: QuantizedImage,
    report: Progress | None = None,
    tile: int = _TILE,
) -> float:
    """Mean structural similarity of a picture and what was drawn of it.

    Scikit-image's, with the Gaussian window, the constants and the population
    covariance of Wang et al. [1]_, on Rec. 709 luma of the gamma-encoded values.
    Beyond its border the picture is mirrored, so that pixels at the border count
    too, and that the smallest picture has a figure.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    drawn : QuantizedImage
        The same picture in the colors of a palette. Only its colors are looked
        at, not its opacities.
    report : callable, optional
        Called with the share that is done, 0–1, after every tile. An exception
        that it raises ends the work.
    tile : int
        Pixels a side of what is worked on at once; makes no difference to the
        result.

    Returns
    -------
    float
        From −1 to 1, which means the same; the mean over the visible pixels, by
        their opacity. 1 if there are none.
    """
    # Not above: it takes a third of a second, and no first picture needs it.
    from skimage.metrics import structural_similarity

    luma = _luma(drawn.palette)
    total, weight = 0.0, 0
    for share, rows, columns in _tiles(image.height, image.width, tile):
        before = _luma(image.rgb[rows, columns])
        after = luma[drawn.indices[rows, columns]]
        opacity = _lay_on_gray(image, rows, columns, before, after)
        _, each = structural_similarity(
            before,
            after,
            gaussian_weights=True,
            sigma=_SIGMA,
            use_sample_covariance=False,
            data_range=255,
            full=True,
        )
        inner = each[_REACH:-_REACH, _REACH:-_REACH]
        if opacity is None:
            total += float(inner.sum(dtype=np.float64))
            weight += inner.size
        else:
            total += float(np.multiply(inner, opacity, dtype=np.float64).sum())
            weight += int(opacity.sum(dtype=np.int64))
        if report is not None:
            report(share)
    return total / weight if weight else 1.0


def _luma(colors: NDArray[np.uint8]) -> Luma:
    """Rec. 709 luma, by the same sums in the same order for pixels and palettes."""
    luma: Luma = (
        colors[..., 0] * _RED + colors[..., 1] * _GREEN + colors[..., 2] * _BLUE
    )
    return luma


def _tiles(height: int, width: int, tile: int) -> Iterator[tuple[float, Rows, Rows]]:
    """Yield the share done after a tile, and its rows and columns with a margin.

    Indices beyond the border are mirrored.
    """
    mirrored = [
        np.pad(np.arange(side), _REACH, mode="symmetric") for side in (height, width)
    ]
    tops, lefts = range(0, height, tile), range(0, width, tile)
    for i, top in enumerate(tops):
        rows = mirrored[0][top : top + tile + 2 * _REACH]
        for j, left in enumerate(lefts):
            columns = mirrored[1][left : left + tile + 2 * _REACH]
            share = (i * len(lefts) + j + 1) / (len(tops) * len(lefts))
            yield share, rows[:, None], columns


def _lay_on_gray(
    image: SourceImage, rows: Rows, columns: Rows, before: Luma, after: Luma
) -> NDArray[np.uint8] | None:
    """Let both tiles be seen as far as they are; tell how far, without margin.

    What is hardly seen, so, does not disturb the solid pixels beside it.
    """
    if image.alpha is None:
        return None
    opacity = image.alpha[rows, columns]
    share = opacity / np.float32(SOLID)
    for luma in (before, after):
        luma *= share
        luma += (1 - share) * _BEHIND
    return opacity[_REACH:-_REACH, _REACH:-_REACH]
