"""How good pictures look in a palette: as the page judges it, on what it shows."""

from components.batch.palette import CommonPalette
from components.batch.places import Origin
from components.batch.reading import (
    PictureError,
    Sources,
    bytes_of,
    picture_of,
    without,
)
from components.batch.wish import Wish
from components.engine import SourceImage, reduce_to, visual_score
from components.model.drawing import PREVIEW_PIXELS
from components.model.rendering import Rendering
from components.model.style import Style


def small(image: SourceImage) -> SourceImage:
    """Return a picture as it is shown: itself, or reduced if it is large."""
    if image.width * image.height <= PREVIEW_PIXELS:
        return image
    return reduce_to(image, PREVIEW_PIXELS)


def score_of(shown: SourceImage, palette: CommonPalette, wish: Wish) -> float:
    """Estimate how good people would say that a picture looks in a palette.

    What makes files smaller is not looked at.
    """
    style = Style(wish.style.dither, dots=wish.style.dots)
    drawn = Rendering("", shown, palette.drawn, style, palette.metric).quantized()
    return visual_score(shown, drawn)


def worst_score(
    folder: Origin, palette: CommonPalette, wish: Wish, sources: Sources
) -> float:
    """Return the lowest score of some pictures; those that cannot be read have none."""
    scores = [100.0]
    for source in sources:
        try:
            image, _ = without(wish.aside, picture_of(bytes_of(folder, source.name)))
        except PictureError:
            continue
        scores.append(score_of(small(image), palette, wish))
    return min(scores)
