"""A smaller copy of a picture, for the screen, or for a pattern to stitch."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.drawing.set_aside import reduced, whole
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]


def reduce_to(image: SourceImage, most_pixels: int) -> SourceImage:
    """Shrink a picture until it has no more than so many pixels.

    Every pixel of the result is the mean of the pixels it covers, weighted by
    their opacity.

    Parameters
    ----------
    image : SourceImage
        H × W pixels.
    most_pixels : int
        At least 1.

    Returns
    -------
    SourceImage
        The picture itself where it is small enough. What is set aside of it is set
        aside of the copy, each pixel wholly or not at all.
    """
    if image.width * image.height <= most_pixels:
        return image
    if image.aside is not None:
        return reduced(image, reduce_to(whole(image), most_pixels))
    scale = math.sqrt(most_pixels / (image.width * image.height))
    size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
    # A picture of extreme shape can have a side that cannot shrink further.
    size = (min(size[0], most_pixels), min(size[1], most_pixels))
    return SourceImage(*_shrunk(image, size), image.format, image.file_bytes)


def reduce_to_width(image: SourceImage, width: int) -> SourceImage:
    """Shrink a picture to so many pixels across: those of a pattern to stitch.

    Every pixel of the result is the mean of the pixels it covers, weighted by
    their opacity.

    Parameters
    ----------
    image : SourceImage
        H × W pixels, nothing of them set aside.
    width : int
        1 to W.

    Returns
    -------
    SourceImage
        As high as keeps its shape, at least one pixel; it has no size on paper.

    Examples
    --------
    >>> rgb = np.array([[[0, 0, 0], [200, 100, 0], [50, 50, 50], [50, 50, 50]]] * 2)
    >>> image = SourceImage(rgb.astype(np.uint8), None, "PNG", 70)
    >>> reduce_to_width(image, 2).rgb.tolist()
    [[[100, 50, 0], [50, 50, 50]]]
    """
    height = max(1, round(image.height * width / image.width))
    rgb, alpha = _shrunk(image, (width, height))
    return replace(image, rgb=rgb, alpha=alpha, resolution=None, narrowed=True)


def _shrunk(image: SourceImage, size: tuple[int, int]) -> tuple[Bytes, Bytes | None]:
    """Return colors and opacities of a picture of another size, width and height."""
    if image.alpha is None:
        small = Image.fromarray(image.rgb).resize(size, Image.Resampling.BOX)
        return np.asarray(small), None
    rgba = Image.fromarray(np.dstack([image.rgb, image.alpha]))
    shrunk = np.asarray(rgba.resize(size, Image.Resampling.BOX))
    return np.ascontiguousarray(shrunk[..., :3]), np.ascontiguousarray(shrunk[..., 3])
