"""The kinds of dithering, by name."""

from collections.abc import Callable, Mapping
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.metric import Metric
from components.engine.drawing.dither import FULL, dithered_indices
from components.engine.drawing.ordered import ordered_dither
from components.engine.drawing.thresholds.textures import bayer, blue_noise
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Dither = Literal["full", "gentle", "bayer", "blue-noise"]
DITHERS: Final = get_args(Dither)

# Sixteenths of an error that are passed on. Four fifths draw quieter pictures: some
# contrast of faint details is lost, and most of the noise. On photos in 8 to 64 colors
# 13 does a little better by SSIMULACRA2 than 12, and by 2.6 than 16.
STRENGTHS: Final[Mapping[Dither, int]] = {"full": FULL, "gentle": 13}

_TEXTURES: Final[Mapping[Dither, Callable[[], Bytes]]] = {
    "bayer": bayer,
    "blue-noise": blue_noise,
}


def dotted_indices(
    image: SourceImage,
    palette: Bytes,
    metric: Metric,
    kind: Dither,
    changed: NDArray[np.bool_] | None = None,
) -> Bytes:
    """Choose the palette color of every pixel so that dots mix.

    Parameters
    ----------
    image : SourceImage
        The picture, H × W pixels.
    palette : ndarray of shape (k, 3), uint8
        sRGB colors, k from 1 to 256.
    metric : Metric
        Space in which colors are compared and mixed.
    kind : {"full", "gentle", "bayer", "blue-noise"}
        Error diffusion, of the whole error or of four fifths (`dithered_indices`);
        ordered dithering by Bayer's texture or by blue noise (`ordered_dither`).
    changed : ndarray of shape (H, W), bool, or None
        Where errors are diffused; None for everywhere. Ordered dots ask for none.

    Returns
    -------
    ndarray of shape (H, W), uint8
        Index of each pixel's color.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    if kind in STRENGTHS:
        return dithered_indices(image, palette, metric, STRENGTHS[kind], changed)
    if kind in _TEXTURES:
        return ordered_dither(image, palette, _TEXTURES[kind](), metric)
    raise ValueError(f"{kind!r} is not one of the ditherings {', '.join(DITHERS)}.")
