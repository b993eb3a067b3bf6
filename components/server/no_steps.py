"""Back, in the browser, leaves the page, whatever has been chosen on it.

That is said in the HTML that the page begins as (`page_styles.PageStyles`): Streamlit
writes into the browser's history before any module of the page's own is there.
"""

from pathlib import Path
from typing import Final

_LINES: Final = Path(__file__).with_suffix(".js").read_text("utf-8").splitlines()

SCRIPT: Final = "<script>{}</script>".format(
    "\n".join(line for line in _LINES if not line.startswith("//"))
)
"""HTML; the page's policy has to name it (`policy.inline_hashes`)."""
