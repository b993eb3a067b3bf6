"""A picture without what somebody sets aside."""

from components import engine
from components.model.picture import Picture
from components.model.set_aside import SetAside
from components.work.cache import PICTURES
from components.work.job import cached


@cached(keep=PICTURES)
def rest(
    picture: Picture, aside: SetAside
) -> tuple[engine.SourceImage, engine.ColorTable]:
    """Return what is left of a picture, and its distinct colors.

    Parameters
    ----------
    picture : Picture
        All of it.
    aside : SetAside
        What is set aside.
    """
    return aside.left_of(picture.image, picture.table)
