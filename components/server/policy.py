"""What a browser is allowed to do with the page: the Content-Security-Policy.

The page is made of this server's files and of nothing else. Scripts are Streamlit's
own, the one that stands inside its ``index.html`` and ours beside it (``inline.py``)
by their hashes, and the viewer's, which Streamlit hands to the
browser as text (``blob:``). Nothing is compiled from text otherwise: no
``unsafe-eval`` and no ``unsafe-inline``. Styles do need the latter, because Streamlit
and the viewer write them into the page.
"""

import base64
import hashlib
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final

# For whatever is not the page: pictures, downloads, errors. Opened by itself such a
# file may do nothing, and nobody may put it into a frame.
FILE: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"


def page(index: str, embedders: Sequence[str] = ()) -> str:
    """Write the policy of the page.

    Parameters
    ----------
    index : str
        The HTML that the page begins as.
    embedders : sequence of str
        Origins whose pages may show this one in a frame.

    Returns
    -------
    str
        Value of the header.
    """
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "blob:", *inline_hashes(index)],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'self'", *embedders] if embedders else ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(allowed)}" for name, allowed in rules.items())


def inline_hashes(html: str) -> list[str]:
    """Return, as the policy writes it, the hash of each script inside a page.

    Examples
    --------
    >>> inline_hashes("<script src='a.js'></script><script>go()</script>")
    ["'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"]
    """
    finder = _InlineScripts()
    finder.feed(html)
    digests = [hashlib.sha256(script.encode()).digest() for script in finder.found]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


class _InlineScripts(HTMLParser):
    """Collects the text of scripts that have no address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and "src" not in dict(attrs):
            self._inside = True
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False
