"""What there is to say of an animation."""

from collections.abc import Mapping
from typing import Final

from components.features.animation.work import Kind, Losses
from components.model.drawing import Drawing
from components.model.film import Film
from components.shared import text
from components.work.sandbox import FILM_LIMITS

NAMES: Final[Mapping[Kind, str]] = {"GIF": "GIF", "APNG": "APNG", "WEBP": "WebP"}

_MILLION: Final = 1_000_000

# Up to so many times as far off, nobody would tell the one from the other.
_NOTHING: Final = 1.05


def limits() -> str:
    """Say how much can move."""
    frames, pixels = FILM_LIMITS.frames, FILM_LIMITS.moving / _MILLION
    return (
        f"Up to {text.count(frames, 'frame')}, and {pixels:,.4g} million pixels in all"
        " of them together."
    )


def summary(film: Film, colors: int) -> str:
    """Say what the animation is.

    Examples
    --------
    >>> summary(Film("", 40, 30, (100.0, 400.0), 0, "GIF", 900), 7)
    '**2 frames**, 40 × 30, 0.5 seconds, again and again; 7 colors.'
    """
    seconds = round(sum(film.durations) / 1000, 1)
    return (
        f"**{text.count(len(film), 'frame')}**, {film.width:,} × {film.height:,},"
        f" {text.count(seconds, 'second')}, {_plays(film.loop)};"
        f" {text.colors(colors)}."
    )


def _plays(loop: int) -> str:
    return "again and again" if loop == 0 else text.count(loop, "time")


def own_slider(end: int) -> str:
    """Say why all frames have a slider of their own.

    Examples
    --------
    >>> print(own_slider(1))
    The slider at the top goes to 1, for the first frame has no more colors. All frames
    together have more, so they have this one.
    """
    return (
        f"The slider at the top goes to {end:,}, for the first frame has no more"
        " colors. All frames together have more, so they have this one."
    )


def end_of_slider(end: int) -> str:
    """Say why all frames are not drawn in more colors.

    Examples
    --------
    >>> end_of_slider(40)
    'The slider goes to 40, because the first frame has no more colors.'
    """
    return f"The slider goes to {end:,}, because the first frame has no more colors."


def lost(losses: Losses, k: int) -> str:
    """Say what frames lose by sharing their colors, and what that spares them.

    Parameters
    ----------
    losses : Losses
        How far they are off.
    k : int
        Number of colors.

    Examples
    --------
    >>> print(lost(Losses(4.0, 4.0, 5.0, 12.5), 8))
    The first frame is no better in 8 colors of its own than in those of all frames.
    In the first frame's own, the animation would be 2.5 times as far off.
    >>> print(lost(Losses(6.0, 4.0, 5.0, 5.0), 8))
    The first frame is 1.5 times as far off as in 8 colors of its own. The first
    frame's own would do nearly as well for all.
    """
    return f"{_of_the_first(losses, k)} {_of_the_others(losses)}"


def _of_the_first(losses: Losses, k: int) -> str:
    own = f"in {text.colors(k)} of its own"
    if losses.first <= _NOTHING * losses.first_alone:
        return f"The first frame is no better {own} than in those of all frames."
    if losses.first_alone == 0:
        return f"The first frame would be exact {own}."
    times = _times(losses.first, losses.first_alone)
    return f"The first frame is {times} as far off as {own}."


def _of_the_others(losses: Losses) -> str:
    if losses.whole_by_first <= _NOTHING * losses.whole:
        return "The first frame's own would do nearly as well for all."
    if losses.whole == 0:
        return "In the first frame's own, the animation would no longer be exact."
    times = _times(losses.whole_by_first, losses.whole)
    return f"In the first frame's own, the animation would be {times} as far off."


def _times(more: float, less: float) -> str:
    times = more / less
    return f"{times:.1f} times" if times < 10 else f"{times:,.0f} times"


def verdict(film: Film, drawn: Mapping[Kind, Drawing]) -> str:
    """Say how many colors are used, and what there is to say of the files.

    Parameters
    ----------
    film : Film
        What was given.
    drawn : mapping
        Each file; there is at least one.
    """
    palette = next(iter(drawn.values())).palette
    sizes = {kind: len(each.png) for kind, each in drawn.items()}
    return f"{used(palette.used, len(palette.colors))} {of_sizes(film, sizes)}"


def used(some: int, k: int) -> str:
    """Say how many colors of a palette are used.

    Examples
    --------
    >>> used(8, 8), used(1, 8)
    ('All 8 colors are used.', 'Of the 8 colors, 1 is used.')
    """
    if some == k:
        return "The one color is used." if k == 1 else f"All {text.colors(k)} are used."
    return f"Of the {text.colors(k)}, {some} {'is' if some == 1 else 'are'} used."


def of_sizes(film: Film, sizes: Mapping[Kind, int]) -> str:
    """Say which file is the smallest, and why others are larger than what was given.

    Parameters
    ----------
    film : Film
        What was given.
    sizes : mapping
        Bytes of each file.

    Examples
    --------
    >>> film = Film("", 40, 30, (100.0, 400.0), 0, "WEBP", 900)
    >>> print(of_sizes(film, {"GIF": 1200, "APNG": 800, "WEBP": 600}))
    The smallest is the WebP: 600 bytes, 33 % smaller than your file. Larger than your
    file: the GIF. Yours may keep its pixels only roughly, as video does; these keep
    every pixel exactly.
    """
    smallest = min(sizes, key=sizes.__getitem__)
    change = text.change(film.file_bytes, sizes[smallest])
    than = "as" if change == "the same size" else "than"
    said = (
        f"The smallest is the {NAMES[smallest]}: {text.size(sizes[smallest])},"
        f" {change} {than} your file."
    )
    larger = [NAMES[each] for each in sizes if sizes[each] > film.file_bytes]
    if not larger:
        return said
    return f"{said} Larger than your file: the {_listed(larger)}. {_WHY[film.format]}"


_WHY: Final[Mapping[str, str]] = {
    "GIF": (
        "Yours has few colors already, and may have been packed harder. Fewer colors,"
        " or no dots, make smaller files."
    ),
    "PNG": (
        "Yours has few colors already, and may have been packed harder. Fewer colors,"
        " or no dots, make smaller files."
    ),
    "WEBP": (
        "Yours may keep its pixels only roughly, as video does; these keep every pixel"
        " exactly."
    ),
}


def _listed(words: list[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> _listed(["GIF"]), _listed(["GIF", "APNG", "WebP"])
    ('GIF', 'GIF, APNG and WebP')
    """
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
