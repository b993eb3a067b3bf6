"""The page's own JavaScript and styles, as browsers get them.

ES modules without a build: a browser imports the files as they stand in ``static``
and in the folders of the features, and each says what it needs. They are read once,
so that all that a page loads is of one age; their address begins with a name for
that age, so that a page that was opened before an update mixes nothing.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_COMPONENTS: Final = Path(__file__).parents[1]

TYPES: Final[Mapping[str, str]] = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".csv": "text/csv",
}
"""Kinds of files that browsers may have, and nothing else."""

# What Python puts on the page itself.
_OF_THE_PAGE: Final = "page.css"

# What the engine and the scripts both read.
_OF_BOTH: Final = ("engine/judging/vision/color_names.csv",)

_PATHS: Final = [
    path
    for folder in ("static", "features")
    for path in sorted((_COMPONENTS / folder).rglob("*"))
    if path.suffix in TYPES and path.name != _OF_THE_PAGE
] + [_COMPONENTS / name for name in _OF_BOTH]

FILES: Final[Mapping[str, bytes]] = {
    path.relative_to(_COMPONENTS).as_posix(): path.read_bytes() for path in _PATHS
}
"""Every file, by its path in ``components``."""

_AGE: Final = hashlib.sha256(
    b"".join(f"{name} {len(data)} ".encode() + data for name, data in FILES.items())
).hexdigest()[:8]

PREFIX: Final = "assets"
"""Where they are served, beside the page."""

FOLDER: Final = f"{PREFIX}/{_AGE}"
"""The same, and what tells the files from those of another age."""


def name_of(path: Path) -> str:
    """Return the name of a file of ours in `FILES`.

    Parameters
    ----------
    path : Path
        The file itself.

    Examples
    --------
    >>> name_of(Path(__file__).parents[1] / "static" / "store.js")
    'static/store.js'
    """
    return path.relative_to(_COMPONENTS).as_posix()


def address(name: str) -> str:
    """Return where a browser finds a file first, as seen from the page.

    Browsers may remember for ever, by its address, that a module could not be loaded;
    so ``loader.js`` counts its attempts there.

    Parameters
    ----------
    name : str
        Name of the file in `FILES`.
    """
    return f"{FOLDER}-0/{name}"
