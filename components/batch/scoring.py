"""How good pictures look in a palette: as the page judges it, on what it shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from components.batch.palette import CommonPalette
from components.batch.reading import (
    PictureError,
    Sources,
    animation_of,
    bytes_of,
    picture_of,
)
from components.batch.wish import Animations, Wish
from components.engine import (
    Animation,
    ImageError,
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


def looks_of(data: bytes, animations: Animations) -> Iterator[SourceImage]:
    """Yield what is looked at of a file: the picture, or some frames of an animation.

    Raises
    ------
    PictureError
        If it cannot be read.
    """
    moving = animation_of(data, animations)
    if moving is None:
        yield small(picture_of(data))
    else:
        yield from looks_of_frames(moving)


def looks_of_frames(animation: Animation) -> Iterator[SourceImage]:
    """Yield the first frame of an animation, the last, and some between, evenly."""
    steps = min(_FRAMES, len(animation)) - 1
    wanted = {step * (len(animation) - 1) // steps for step in range(steps + 1)}
    try:
        for number, frame in enumerate(animation.frames()):
            if number in wanted:
                yield small(frame)
    except ImageError as problem:
        raise PictureError(str(problem)) from None


def score_of(shown: SourceImage, palette: CommonPalette, wish: Wish) -> float:
    """Estimate how good people would say that a picture looks in a palette.

    What makes files smaller is not looked at.
    """
    style = Style(wish.style.dither, dots=wish.style.dots)
    drawn = Rendering("", shown, palette.drawn, style, palette.metric).quantized()
    return visual_score(shown, drawn)


def worst_score(
    folder: Path, palette: CommonPalette, wish: Wish, sources: Sources
) -> float:
    """Return the lowest score of some pictures; those that cannot be read have none."""
    scores = [100.0]
    for source in sources:
        try:
            data = bytes_of(folder, source.name)
            for shown in looks_of(data, wish.animations):
                scores.append(score_of(shown, palette, wish))
        except PictureError:
            continue
    return min(scores)
