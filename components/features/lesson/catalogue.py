"""The missions that there are."""

from typing import Final

from components.engine.judging.missions import Area
from components.model.mission import Mission


def _keep(key: str, sample: str, what: str, area: Area) -> Mission:
    """Return the mission to keep the color of a part of a sample."""
    return Mission(
        key,
        f"Keep {what}",
        f"Find the fewest colors that keep {what}.",
        "color",
        sample,
        area,
        what,
    )


MISSIONS: Final[tuple[Mission, ...]] = (
    _keep("eyes", "cat", "the green of the eyes", Area(0.435, 0.14, 0.025, 0.04)),
    _keep("crema", "coffee", "the gold of the coffee", Area(0.37, 0.42, 0.08, 0.1)),
    _keep("suit", "astronaut", "the orange of the suit", Area(0.55, 0.2, 0.1, 0.1)),
    _keep("galaxy", "deep-sky", "the red galaxy", Area(0.153, 0.303, 0.008, 0.008)),
    _keep("sun", "sunset", "the sun", Area(0.45, 0.57, 0.08, 0.06)),
    _keep("tag", "pixel-art", "the dog's yellow tag", Area(0.85, 0.545, 0.01, 0.01)),
    _keep("tongue", "logo", "the pink of the tongue", Area(0.7, 0.48, 0.04, 0.05)),
    Mission(
        "vivid",
        "Keep the most vivid color",
        "Find the fewest colors that keep the most vivid color of this picture.",
        "vivid",
        what="the most vivid color",
    ),
    Mission(
        "gain",
        "Where one more color hardly helps",
        "Find the number of colors from which on each further one takes away less than"
        " 1 % of the variance.",
        "gain",
    ),
    Mission(
        "bend",
        "Where the curve bends",
        "Look at the curve: at how many colors does it bend? Move there.",
        "bend",
    ),
    Mission(
        "half",
        "Half of the bytes",
        "Save at least half of the file's bytes, with as many colors as you can.",
        "half",
    ),
    Mission(
        "eye",
        "What the eye accepts",
        "Find the fewest colors at which nobody notices a difference, if the original"
        " is not beside it.",
        "eye",
    ),
)
"""In the order of the list: those of one picture, then those of any."""

BY_KEY: Final = {each.key: each for each in MISSIONS}


def offered(sample: str) -> list[Mission]:
    """Return the missions for a picture.

    Parameters
    ----------
    sample : str
        Slug of the sample that is on the page; empty where another picture is.

    Examples
    --------
    >>> [each.key for each in offered("logo")]
    ['tongue', 'vivid', 'gain', 'bend', 'half', 'eye']
    """
    return [each for each in MISSIONS if each.sample in ("", sample)]
