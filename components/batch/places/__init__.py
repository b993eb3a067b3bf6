"""Where pictures are and where results go: a folder here, or one with an address."""

import re
from pathlib import Path
from typing import Final

from components.batch.places.local import Local
from components.batch.places.named import ENDING, Named
from components.batch.places.place import Origin, Place

__all__ = ["Local", "Origin", "Place", "PlaceError", "origin_of", "place_of"]

# A single letter is a drive of Windows.
_ADDRESS: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)(://|::)")

_NO_NAME: Final = "A folder without a name; the one where you are is called: ."
_NEEDED: Final = (
    "To open {} a package is needed. {}. The packages that open addresses are named in"
    " components/batch/requirements.txt."
)


class PlaceError(ValueError):
    """A folder that cannot be opened at all, and why, in a sentence."""


def place_of(where: Path | str) -> Place:
    """Return a folder, by its path or its address.

    Raises
    ------
    PlaceError
        If nobody knows such an address, a package for it is missing, or there is no
        word at all: so a script calls it whose variable is empty.
    """
    if where == "":
        raise PlaceError(_NO_NAME)
    found = _ADDRESS.match(str(where))
    if isinstance(where, Path) or found is None:
        return Local(Path(where))
    if found.group() == "file://":
        return Local(Path(where.removeprefix("file://")))
    kind = found.group(1)
    try:
        from components.batch.places.remote import Remote  # needs a package of its own

        return Remote(where)
    except ImportError as problem:
        raise PlaceError(_NEEDED.format(f"{kind}://", _told(problem))) from None
    except Exception as problem:  # noqa: BLE001 - whatever some package finds
        raise PlaceError(f"{where} cannot be opened: {_told(problem)}.") from None


def origin_of(where: Path | str) -> Origin:
    """Return where pictures are: a folder, or a list of their names.

    A list is a text, known by its ending ``.txt``, with the name of a picture in each
    line, from where it stands on.

    Raises
    ------
    PlaceError
        As of `place_of`.
    """
    text = str(where)
    if not text.endswith(ENDING) or Path(text).is_dir():
        return place_of(where)
    if isinstance(where, Path) or _ADDRESS.match(text) is None:
        return Named(Local(Path(text).parent), Path(text).name)
    folder, _, listed = text.rpartition("/")
    return Named(place_of(folder), listed)


def _told(problem: Exception) -> str:
    """Return what a package says, as part of a sentence."""
    return " ".join(str(problem).split()).rstrip(".") or type(problem).__name__
