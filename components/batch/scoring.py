"""How good pictures look in a palette: as the page judges it, on what it shows."""

from collections.abc import Iterator
from typing import Final

from components.batch.palette import CommonPalette
from components.batch.places import Origin
from components.batch.reading import (
    PictureError,
    Sources,
    animation_of,
    bytes_of,
    picture_of,
    with_frames,
    without,
)
from components.batch.wish import Wish
from components.engine import (
    Animation,
    SourceImage,
    reduce_to,
    visual_score,
)
from components.model.drawing import PREVIEW_PIXELS
from components.model.rendering import Rendering
from components.model.style import Style

_FRAMES: Final = 8  # of an animation are looked at, at most


def small(image: SourceImage) -> SourceImage:
    """Return a picture as it is shown: itself, or reduced if it is large."""
    if image.width * image.height <= PREVIEW_PIXELS:
        return image
    return reduce_to(image, PREVIEW_PIXELS)


def looks_of(data: bytes, wish: Wish) -> Iterator[SourceImage]:
    """Yield what is looked at of a file: the picture, or some frames of an animation.

    Raises
    ------
    PictureError
        If it cannot be read.
    """
    moving = animation_of(data, wish)
    if moving is None:
        image, _ = without(wish.aside, picture_of(data))
        yield small(image)
    else:
        yield from with_frames(moving, lambda read: list(looks_of_frames(read)))


def looks_of_frames(animation: Animation) -> Iterator[SourceImage]:
    """Yield the first frame of an animation, the last, and some between, evenly.

    Raises
    ------
    DamagedFrameError
        At one that cannot be decoded, or before one that is looked at.
    """
    steps = max(1, min(_FRAMES, len(animation)) - 1)
    wanted = {step * (len(animation) - 1) // steps for step in range(steps + 1)}
    for number, frame in enumerate(animation.frames()):
        if number in wanted:
            yield small(frame)


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
            data = bytes_of(folder, source.name)
            for shown in looks_of(data, wish):
                scores.append(score_of(shown, palette, wish))
        except PictureError:
            continue
    return min(scores)
