"""Scripts that stand in the HTML which the page begins as, and run before any other.

``no_steps.js``: Streamlit writes into the browser's history before any module of the
page's own is there. ``connect.js``: what it is told has to be there before it begins.
``early.js``: it does nothing until all that the HTML names has been loaded.
"""

from pathlib import Path
from typing import Final

_FILES: Final = ("connect.js", "early.js", "no_steps.js")


def _code(name: str) -> str:
    """Return a script without the lines that explain it."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))


SCRIPTS: Final = "<script>{}</script>".format("\n".join(map(_code, _FILES)))
"""HTML; the page's policy has to name it (`policy.inline_hashes`)."""
