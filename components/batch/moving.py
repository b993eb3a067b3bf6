"""Drawing animations: all frames, in one palette, to another animation."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

import numpy as np

from components.batch.palette import CommonPalette
from components.batch.reading import PictureError
from components.batch.wish import Animations
from components.engine import (
    Animation,
    AnimationKind,
    ImageError,
    Palette,
    QuantizedImage,
    draw_frames,
    encode_animation,
    round_centers,
)
from components.engine.animation.frames import Frames
from components.model.drawing import Drawing
from components.model.film import Film
from components.model.style import Style

_KINDS: Final[Mapping[str, AnimationKind]] = {
    "GIF": "GIF",
    "PNG": "APNG",
    "WEBP": "WEBP",
}
_ENDINGS: Final[Mapping[AnimationKind, str]] = {
    "APNG": ".png",
    "GIF": ".gif",
    "WEBP": ".webp",
}


def kind_of(
    animation: Animation | Film, animations: Animations = "same"
) -> AnimationKind:
    """Return what an animation becomes: what it is, if nothing else is wanted."""
    wanted: Mapping[Animations, AnimationKind] = {
        "gif": "GIF",
        "apng": "APNG",
        "webp": "WEBP",
    }
    return wanted.get(animations) or _KINDS[animation.format]


def names_of(result: str) -> Mapping[AnimationKind, str]:
    """Return what a result is called as each kind of file.

    Parameters
    ----------
    result : str
        Its path as a picture, which ends in ``.png``. As no two results have the same,
        no two have the same with another ending.

    Examples
    --------
    >>> names_of("sub/a.png")
    {'APNG': 'sub/a.png', 'GIF': 'sub/a.gif', 'WEBP': 'sub/a.webp'}
    """
    path = PurePosixPath(result)
    return {kind: str(path.with_suffix(ending)) for kind, ending in _ENDINGS.items()}


def draw_moving(
    animation: Frames, palette: CommonPalette, style: Style, kind: AnimationKind
) -> Drawing:
    """Draw an animation in a palette, and write its file.

    Parameters
    ----------
    animation : Animation or what acts like one
        All frames.
    palette : CommonPalette
        The palette.
    style : Style
        How.
    kind : {"GIF", "APNG", "WEBP"}
        What is written.

    Returns
    -------
    Drawing
        The file; and what each color draws in all frames together.

    Raises
    ------
    PictureError
        If the format has no room for such a picture.
    DamagedFrameError
        At a frame that cannot be decoded.
    """
    drawn = _Counted(animation, palette, style)
    try:
        file = encode_animation(drawn, animation, kind, style.effort)
    except ImageError:
        raise
    except ValueError as problem:
        raise PictureError(f"It cannot be written as {kind}: {problem}") from None
    return Drawing(file, drawn.palette)


class _Counted:
    """Frames as they are drawn, and the sum of what each color draws."""

    def __init__(self, animation: Frames, palette: CommonPalette, style: Style) -> None:
        self._animation, self._palette, self._style = animation, palette, style
        self._counts = np.zeros(len(palette), np.int64)
        self._weights = np.zeros(len(palette), np.float64)

    def __iter__(self) -> Iterator[QuantizedImage]:
        palette, style = self._palette, self._style
        wish = style.smoothness, style.kind, palette.metric
        for drawn in draw_frames(self._animation, palette.drawn, *wish):
            self._counts += drawn.counts
            self._weights += drawn.weights
            yield replace(drawn, device=palette.device)

    @property
    def palette(self) -> Palette:
        """What has been drawn so far."""
        colors = round_centers(self._palette.drawn)
        return Palette(colors, self._counts, weights=self._weights)
