"""What does not count: a color of a picture that somebody sets aside.

A white sheet around a drawing, or a green screen, is nothing of the picture, but takes
a color, and decides about shares and elbow. Set aside, its pixels are invisible to all
that looks at the picture: `count_colors` does not count them, so neither fits nor
advice know of them, and no figure judges them. `Aside.filled` tells what is drawn
there.

How near a pixel is to the color is measured in Oklab [1]_, in the whole numbers of
`metric`: every machine sets the same pixels aside. Pixels hang together along their
sides, not over corners, so that a thin line that slants still keeps things apart.

References
----------
.. [1] B. Ottosson, "A perceptual color space for image processing", 2020.
   https://bottosson.github.io/posts/oklab/
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.clustering.colors import ColorTable
from components.engine.clustering.metric import FIXED
from components.engine.source import Aside, SourceImage

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_BAND: Final = 2**18  # pixels that are looked up at once
_HALF: Final = 128  # of 255


def set_aside(
    image: SourceImage,
    table: ColorTable,
    color: Bytes,
    reach: float,
    at_edge: bool = False,
    filled: bool = False,
) -> SourceImage:
    """Set a color of a picture aside.

    Parameters
    ----------
    image : SourceImage
        H × W pixels, nothing of them set aside.
    table : ColorTable
        Their distinct colors.
    color : ndarray of shape (3,), uint8
        What is set aside, sRGB, 0–255.
    reach : float
        How far a pixel may be from it, as a distance in Oklab: 0 takes this very color,
        0.02 what is hardly told from it, 1 is about as far as white is from black.
    at_edge : bool
        Whether to take only pixels that hang together, side by side, with the
        picture's edge.
    filled : bool
        Whether these pixels are drawn in the color, as one more than the palette has.

    Returns
    -------
    SourceImage
        The same picture in which these pixels are invisible, and its ``aside``. The
        picture itself where no pixel that can be seen is near the color.

    Examples
    --------
    >>> rgb = np.array([[[255, 255, 255], [200, 0, 0], [250, 252, 255]]], np.uint8)
    >>> image = SourceImage(rgb, None, "PNG", 70)
    >>> table = ColorTable(np.unique(rgb[0], axis=0), np.ones(3, np.int64))
    >>> set_aside(image, table, rgb[0, 0], 0.05).alpha.tolist()
    [[0, 255, 0]]
    """
    mask = _painted(image, table.colors[near(table.colors, color, reach)])
    if image.visible is not None:
        mask &= image.visible
    if at_edge:
        mask = _from_edge(mask)
    if not mask.any():
        return image
    return _without(image, Aside(color, mask, image.alpha, reach, at_edge, filled))


def near(colors: Bytes, color: Bytes, reach: float) -> Mask:
    """Tell which colors are near to one.

    Parameters
    ----------
    colors : ndarray of shape (n, 3), uint8
        sRGB, 0–255.
    color : ndarray of shape (3,), uint8
        The one.
    reach : float
        The distance in Oklab up to which they are.

    Returns
    -------
    ndarray of shape (n,), bool
    """
    metric = FIXED["oklab"]
    # Squares of whole numbers below 2**26: exact, also when divided by powers of 2.
    off = (metric.points(colors) - metric.points(color[None])) / metric.unit
    found: Mask = (off**2).sum(axis=1) <= reach**2
    return found


def reduced(image: SourceImage, small: SourceImage) -> SourceImage:
    """Set aside in a smaller copy what is set aside in a picture.

    Parameters
    ----------
    image : SourceImage
        The picture.
    small : SourceImage
        A smaller copy of what it was before.

    Returns
    -------
    SourceImage
        The copy; set aside is each pixel that lies, by half or more, where the picture
        has it so.
    """
    assert image.aside is not None
    covered = Image.fromarray(image.aside.mask.astype(np.uint8) * 255)
    size = (small.width, small.height)
    shares = np.asarray(covered.resize(size, Image.Resampling.BOX))
    return _without(
        small, replace(image.aside, mask=shares >= _HALF, alpha=small.alpha)
    )


def whole(image: SourceImage) -> SourceImage:
    """Return a picture as it was before anything was set aside of it."""
    if image.aside is None:
        return image
    return replace(image, alpha=image.aside.alpha, aside=None)


def _without(image: SourceImage, aside: Aside) -> SourceImage:
    alpha = np.where(aside.mask, np.uint8(0), image.opacity)
    return replace(image, alpha=alpha, aside=aside)


def _painted(image: SourceImage, colors: Bytes) -> Mask:
    """Tell which pixels of a picture have any of some colors."""
    wanted = np.zeros(1 << 24, np.bool_)
    wanted[_packed(colors)] = True
    mask = np.empty(image.rgb.shape[:2], np.bool_)
    step = max(1, _BAND // image.width)
    for top in range(0, image.height, step):
        mask[top : top + step] = wanted[_packed(image.rgb[top : top + step])]
    return mask


def _packed(colors: Bytes) -> NDArray[np.uint32]:
    """Write each color as one number, red in the high byte."""
    red, green, blue = (colors[..., channel].astype(np.uint32) for channel in range(3))
    packed: NDArray[np.uint32] = red << np.uint32(16) | green << np.uint32(8) | blue
    return packed


def _from_edge(mask: Mask) -> Mask:
    """Keep of a mask the pieces that touch the picture's edge."""
    # Not above: it takes a third of a second, and hardly any picture needs it.
    from skimage.measure import label

    pieces = label(mask, connectivity=1)
    edge = np.concatenate([pieces[0], pieces[-1], pieces[:, 0], pieces[:, -1]])
    touching = np.zeros(int(pieces.max()) + 1, np.bool_)
    touching[edge] = True
    touching[0] = False
    kept: Mask = touching[pieces]
    return kept
