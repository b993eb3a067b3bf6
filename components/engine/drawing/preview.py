"""A smaller copy of a picture, for the screen."""

import math

import numpy as np
from PIL import Image

from components.engine.drawing.set_aside import reduced, whole
from components.engine.source import SourceImage


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
    if image.alpha is None:
        small = Image.fromarray(image.rgb).resize(size, Image.Resampling.BOX)
        return SourceImage(np.asarray(small), None, image.format, image.file_bytes)
    rgba = Image.fromarray(np.dstack([image.rgb, image.alpha]))
    shrunk = np.asarray(rgba.resize(size, Image.Resampling.BOX))
    return SourceImage(
        np.ascontiguousarray(shrunk[..., :3]),
        np.ascontiguousarray(shrunk[..., 3]),
        image.format,
        image.file_bytes,
    )
