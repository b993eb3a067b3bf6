"""An animation and the same in few colors, playing side by side."""

from pathlib import Path
from typing import Literal, TypedDict

from components.batch.palette import CommonPalette
from components.engine import Dither
from components.features.animation.work import Small
from components.model.film import Film
from components.shared.for_all import PalettesForAll, packed
from components.shared.widget import component, put


class FilmMessage(TypedDict):
    """All frames, one below the other, as PNG.

    ``key`` tells the animation from all others. ``durations`` are in milliseconds, as
    the file has them; ``loop`` is how often it plays, 0 for ever. With ``changes`` each
    frame but the first has the bits that are not as they were in the one before.
    """

    kind: Literal["film"]
    key: str
    durations: list[float]
    loop: int
    changes: bool
    file: bytes


class FilmPalettes(PalettesForAll):
    """The palettes for all frames."""

    kind: Literal["film_palettes"]


class AnimationData(TypedDict):
    """What the widget is told: which animation, in which palettes, how it is drawn.

    ``shape`` is width and height of a frame as it is sent. ``follows`` tells whether
    the page's slider moves it; if not, there are always ``k`` colors.
    """

    film: str
    palettes: str
    k: int
    follows: bool
    dots: Dither | None
    shape: list[int]


_animation = component(Path(__file__).with_name("animation.js"))


def animation(
    film: Film,
    small: Small,
    palettes: str,
    k: int,
    follows: bool,
    dots: Dither | None,
) -> None:
    """Show an animation.

    Parameters
    ----------
    film : Film
        Which.
    small : Small
        Its frames as they are shown.
    palettes : str
        Key of the palettes, as in `give_palettes`.
    k : int
        Number of colors, where nobody moves the slider.
    follows : bool
        Whether the page's slider moves it.
    dots : {"full", "gentle", "bayer", "blue-noise"} or None
        What kind of dots there are, if any.
    """
    data: AnimationData = {
        "film": film.key,
        "palettes": palettes,
        "k": k,
        "follows": follows,
        "dots": dots,
        "shape": [small.width, small.height],
    }
    _animation(key="animation_player", data=data)


def give_film(film: Film, small: Small) -> None:
    """Send the frames."""
    message: FilmMessage = {
        "kind": "film",
        "key": film.key,
        "durations": list(film.durations),
        "loop": film.loop,
        "changes": small.changes,
        "file": small.png,
    }
    put("store_film", message)


def give_palettes(key: str, palettes: list[CommonPalette]) -> None:
    """Send the palettes for all frames of every k; there is at least one."""
    drawn = [each.drawn for each in palettes]
    message: FilmPalettes = {
        "kind": "film_palettes",
        **packed(key, palettes[0].metric, drawn),
    }
    put("store_film_palettes", message)
