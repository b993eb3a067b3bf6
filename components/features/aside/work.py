"""A picture without what somebody sets aside."""

import numpy as np

from components import engine
from components.model.picture import Picture
from components.work.cache import PICTURES
from components.work.job import cached


@cached(keep=PICTURES)
def rest(
    picture: Picture, code: str, reach: float, at_edge: bool, filled: bool
) -> tuple[engine.SourceImage, engine.ColorTable]:
    """Return what is left of a picture, and its distinct colors.

    Parameters
    ----------
    picture : Picture
        All of it.
    code : str
        The color that is set aside, as ``#rrggbb``.
    reach, at_edge, filled
        As of `engine.set_aside`.
    """
    color = np.frombuffer(bytes.fromhex(code[1:]), np.uint8)
    image, table = picture.image, picture.table
    left = engine.set_aside(image, table, color, reach, at_edge, filled)
    return left, table if left is image else engine.count_colors(left)
