"""What a browser loads ahead, while Streamlit's first scripts are still to be read.

The page names it in its HTML, behind what Streamlit names there, and as what may wait
for that: nothing begins without it. What follows is asked for by scripts, one after the
other, the last a second after the first; by then it is here.
"""

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path, PurePosixPath
from typing import Final

from components.server import assets

_SCRIPTS: Final = "static/js"  # Streamlit's, below the page

PARTS: Final = ("BidiComponent", "Slider", "FileUploader", "Html", "Button")
"""Parts of Streamlit on the first screen, as its scripts are called.

One that another version lacks is loaded when it is asked for.
"""

# Scripts that a script cannot begin without; those for later stand in brackets.
_IMPORTED: Final = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')

# How a file is loaded ahead of time: as its kind is asked for by the scripts.
_AHEAD: Final = {
    ".js": "modulepreload",
    ".css": 'preload" as="fetch" crossorigin="anonymous',
}


def links(static: Path, index: str) -> str:
    """Write the HTML by which a browser loads ahead what the first picture needs.

    Parameters
    ----------
    static : Path
        Folder of Streamlit's files.
    index : str
        The HTML that Streamlit's page begins as; what it names is not named again.
    """
    scripts = [f"{_SCRIPTS}/{name}" for name in _streamlits(static / _SCRIPTS)]
    missing = [each for each in scripts if f'"./{each}"' not in index]
    return "".join(map(_link, [*missing, *assets.first()]))


def _streamlits(folder: Path) -> list[str]:
    """Return the names of Streamlit's scripts on the first screen, each once."""
    found = [path.name for part in PARTS for path in folder.glob(f"{part}.*.js")]
    for name in found:  # it grows meanwhile
        found += _new(_IMPORTED.findall((folder / name).read_text("utf-8")), found)
    return found


def _new(names: Sequence[str], known: Sequence[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name not in known]


def _link(address: str) -> str:
    kind = _AHEAD[PurePosixPath(address).suffix]
    return f'<link rel="{kind}" fetchpriority="low" href="{escape(address)}">'
