"""The command that does what is on the page."""

import shlex

from components.batch.wish import WEIGHINGS, find_list
from components.engine import Space
from components.model.given import Given
from components.model.style import CHOICES, Style


def line(
    k: int,
    equally: bool,
    space: Space,
    style: Style,
    given: Given,
    flat: bool,
    stills: bool = False,
) -> str | None:
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
    stills : bool
        Whether of animations the first frame alone is drawn; otherwise all are.

    Returns
    -------
    str or None
        None where the colors are taken from a list that the command does not know.

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
    if given.listed is not None:
        if not _is_known(given):
            return None
        words += ["--list", given.listed.key]
    words += ["--keep", ",".join(pin[1:] for pin in given.pins)] if given.pins else []
    words += ["--smaller", style.smaller] if style.smaller != CHOICES[0] else []
    words += [] if flat else ["--no-flat"]
    words += ["--animations", "first"] if stills else []
    return shlex.join(words)


def _is_known(given: Given) -> bool:
    """Tell whether a list is one of the page's, and whole."""
    listed = given.listed
    assert listed is not None
    try:
        return find_list(listed.key).codes == listed.codes
    except ValueError:
        return False
