"""Names for the colors of a palette, as people give them.

The names, with their sources and licences, stand in ``color_names.csv``; browsers get
that same file (``static/color_names.js``) and name colors as it is done here.

References
----------
.. [1] R. Munroe, "Color Survey Results", 2010. https://blog.xkcd.com/2010/05/03/
   and the names' colors, https://xkcd.com/color/rgb/
.. [2] W3C, "CSS Color Module Level 4", section 6.1, "Named Colors".
   https://www.w3.org/TR/css-color-4/#named-colors
.. [3] B. Ottosson, on distances in Oklab: "a scale factor of slightly more than 2 for a
   and b would give the best results", 2021.
   https://github.com/w3c/csswg-drafts/issues/6642#issuecomment-945714988
.. [4] H. W. Kuhn, "The Hungarian Method for the Assignment Problem", Naval Research
   Logistics Quarterly 2, 1955. doi:10.1002/nav.3800020109 (the paths of its first part)
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.spaces import oklab_from_srgb

_FILE: Final = Path(__file__).with_name("color_names.csv")

# Whole numbers, so that browsers decide alike where it is close: a ten thousandth of
# Oklab's lightness, and of a and b the half of that [3]_.
_STEPS: Final = np.array([1e4, 2e4, 2e4])

TOLERANCE: Final = 600
"""How much farther than the nearest name another still fits nearly as well, in ten
thousandths: 0.06, three times what is just seen between two colors side by side."""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    """Return the names that are near many colors, and those that CSS has for one."""
    near: dict[str, str] = {}
    css: dict[str, str] = {}
    into = near
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("# ="):
            into = css
        if line and line[0] != "#":
            name, code = line.split(",")
            into[name] = code
    return near, css


NAMED_COLORS, CSS_COLORS = _read()
"""Names with their colors as ``#rrggbb``: of people [1]_, those given most first; and
of CSS [2]_, its words set apart, for exactly these colors."""


def _rgb(codes: list[str]) -> NDArray[np.int64]:
    return np.array([list(bytes.fromhex(code[1:])) for code in codes], np.int64)


def _places(colors: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where colors, of shape (..., 3), are in `_STEPS` of Oklab."""
    scaled = oklab_from_srgb(colors.astype(np.float64)) * _STEPS
    steps: NDArray[np.int64] = np.floor(scaled + 0.5).astype(np.int64)
    return steps


_NAMES: Final = tuple(dict.fromkeys([*NAMED_COLORS, *CSS_COLORS]))
_PLACES: Final = _places(_rgb(list(NAMED_COLORS.values())))
_CSS: Final = {
    tuple(color): _NAMES.index(name)
    for name, color in zip(
        CSS_COLORS, _rgb(list(CSS_COLORS.values())).tolist(), strict=True
    )
}


def nearest_name(colors: NDArray[np.uint8]) -> tuple[str, ...]:
    """Name the colors of a palette after the nearest names.

    Nearest by distance in Oklab, a and b counted twice [3]_; the name of CSS where it
    is exactly that color. Names are given to the palette as a whole: where two colors
    come to the same name, the nearer one has it, and the other gets another that fits
    nearly as well, at most 0.06 farther than its nearest. Two colors have the same name
    only where the palette has no names for all in that reach.

    Parameters
    ----------
    colors : ndarray of shape (k, 3), uint8
        sRGB. Their order does not matter: the same colors get the same names.

    Returns
    -------
    tuple of k str
        Lower case, words with spaces between them. A color that is there twice has the
        same name twice.

    Examples
    --------
    >>> nearest_name(np.array([[39, 10, 5], [158, 122, 98], [47, 79, 79]], np.uint8))
    ('very dark brown', 'mocha', 'dark slate gray')
    >>> nearest_name(np.array([[158, 122, 98], [156, 120, 97]], np.uint8))
    ('mocha', 'reddish gray')
    """
    if len(colors) == 0:
        return ()
    different, place = np.unique(
        np.asarray(colors, np.int64), axis=0, return_inverse=True
    )
    squared = _squared_distances(different)
    found = _shared_out(squared)
    return tuple(_NAMES[found[at]] for at in place.ravel())


def _squared_distances(colors: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those of m colors to n names, shape (m, n), in `_STEPS`.

    Names that CSS alone has are beyond reach of all colors but their own.
    """
    squared = np.full((len(colors), len(_NAMES)), np.iinfo(np.int64).max)
    apart = _places(colors)[:, None] - _PLACES[None]
    squared[:, : len(_PLACES)] = (apart**2).sum(axis=2)
    for at, color in enumerate(colors.tolist()):
        if tuple(color) in _CSS:
            squared[at, _CSS[tuple(color)]] = 0
    return squared


def _shared_out(squared: NDArray[np.int64]) -> list[int]:
    """Choose a name for each color, so that as few as possible have to share one.

    The closest pair of color and name comes first, then the next of which both are
    free; of pairs as close, that of the color that comes first, then of the name that
    more people gave. Colors that are left over get a name where others can move to
    names that fit them as well; else they have their nearest, as another color has.
    """
    found: list[int] = squared.argmin(axis=1).tolist()
    choices: list[list[int]] = [[] for _ in found]
    holder: dict[int, int] = {}
    named: set[int] = set()
    for color, name in _fitting(squared):
        choices[color].append(name)
        if color not in named and name not in holder:
            holder[name] = color
            named.add(color)
    for color in range(len(found)):
        if color not in named:
            _make_room(color, choices, holder, set())
    for name, color in holder.items():
        found[color] = name
    return found


def _fitting(squared: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the pairs of a color and a name that fits nearly as well as can be."""
    reach = np.sqrt(squared.min(axis=1)) + TOLERANCE
    pairs = np.argwhere(np.sqrt(squared) <= reach[:, None])
    closest = np.argsort(squared[tuple(pairs.T)], kind="stable")
    return [(color, name) for color, name in pairs[closest].tolist()]


def _make_room(
    color: int, choices: list[list[int]], holder: dict[int, int], tried: set[int]
) -> bool:
    """Give a color a name that fits, others moving on to theirs (Kuhn 1955 [4]_)."""
    for name in choices[color]:
        if name in tried:
            continue
        tried.add(name)
        if name not in holder or _make_room(holder[name], choices, holder, tried):
            holder[name] = color
            return True
    return False
