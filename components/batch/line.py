"""The command that does what is on the page."""

import shlex
from typing import Final

from components.batch.wish import WEIGHINGS, find_list
from components.engine import ColorList, Space, hex_code
from components.model.given import Given
from components.model.set_aside import REACHES, WAYS, SetAside
from components.model.style import CHOICES, Style

OWN: Final = "colors.txt"
"""Where colors of one's own are, if they are many."""

_MOST_IN_LINE: Final = 64


def line(
    k: int,
    equally: bool,
    space: Space,
    style: Style,
    given: Given,
    flat: bool,
    aside: SetAside | None = None,
) -> str:
    """Write the command that draws a folder as the page draws many pictures.

    Parameters
    ----------
    k : int
        Number of colors.
    equally : bool
        Whether each picture weighs the same.
    space : {"srgb", "oklab", "oklrab", "standardized"}
        How colors differ, as it is chosen on the page.
    style : Style
        How pictures are drawn.
    given : Given
        What the colors are taken from.
    flat : bool
        Whether flat colors are kept exact where there are any.
    aside : SetAside or None
        A color that does not count.

    Returns
    -------
    str
        One line. Where there are more colors of one's own than a line has room for, it
        names the file `OWN` for them.

    Examples
    --------
    >>> line(8, False, "srgb", Style(), Given(), True)
    'python -m components.batch photos --k 8 --out few'
    >>> line(8, True, "oklab", Style(dither=True), Given(pins=("#ff0000",)), False)
    'python -m components.batch photos --k 8 --out few --weigh equally --space oklab
    --dither full --keep ff0000 --no-flat'
    """
    words = ["python", "-m", "components.batch", "photos", "--k", str(k)]
    words += ["--out", "few"]
    words += ["--weigh", WEIGHINGS[1]] if equally else []
    words += ["--space", space] if space != "srgb" else []
    words += ["--dither", style.dots] if style.dither else []
    words += _of_list(given.listed) if given.listed is not None else []
    words += ["--keep", ",".join(pin[1:] for pin in given.pins)] if given.pins else []
    words += ["--smaller", style.smaller] if style.smaller != CHOICES[0] else []
    words += [] if flat else ["--no-flat"]
    words += [] if aside is None else _of_aside(aside)
    return shlex.join(words)


def _of_list(listed: ColorList) -> list[str]:
    """Say what list it is, and what of it."""
    if listed.kind == "own":
        return ["--list", OWN if _fills_a_file(listed) else ",".join(_codes(listed))]
    whole = find_list(listed.key)
    only = [] if len(listed) == len(whole) else ["--only", ",".join(listed.codes)]
    return ["--list", listed.key, *only]


def _of_aside(aside: SetAside) -> list[str]:
    """Say what does not count, as far as it is not the usual way.

    Examples
    --------
    >>> _of_aside(SetAside("#ffffff", at_edge=True))
    ['--aside', 'ffffff', '--edge']
    """
    words = ["--aside", aside.code[1:]]
    words += ["--reach", aside.reach] if aside.reach != REACHES[0] else []
    words += ["--edge"] if aside.at_edge else []
    return words + (["--as", aside.way] if aside.way != WAYS[0] else [])


def own_file(listed: ColorList | None) -> bytes | None:
    """Return the file that the line names, a code in each line; None if it does not."""
    if listed is None or not _fills_a_file(listed):
        return None
    return "".join(f"#{code}\n" for code in _codes(listed)).encode()


def _fills_a_file(listed: ColorList) -> bool:
    """Tell whether the colors of a list are more than a line has room for."""
    return listed.kind == "own" and len(listed) > _MOST_IN_LINE


def _codes(listed: ColorList) -> list[str]:
    return [hex_code(color)[1:] for color in listed.colors]
