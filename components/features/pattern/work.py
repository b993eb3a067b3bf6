"""A picture of as many pixels as somebody wants to stitch or to lay."""

from components import engine
from components.model.picture import Picture
from components.work.cache import PICTURES
from components.work.job import cached


@cached(keep=PICTURES)
def narrowed(
    picture: Picture, width: int
) -> tuple[engine.SourceImage, engine.ColorTable]:
    """Return a picture that is so many pixels wide, and its distinct colors."""
    image = engine.reduce_to_width(picture.image, width)
    return image, engine.count_colors(image)
