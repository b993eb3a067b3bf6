"""What was on somebody's page lately, by a name that only browsers showing it know.

A browser that wants to know more of what it shows, before the next run of the page,
asks for it by that name (`components.server.sizes`).
"""

import base64
import hmac
import secrets
from typing import Final

from components.model.document import Document
from components.work.cache import Cache
from components.work.settings import SETTINGS

# Of the room for pictures. Mostly these stand there anyway, and are counted twice.
_SHARE: Final = 16
_IDLE: Final = 5 * 60.0  # seconds, as long as pictures are kept

_SEEN: Final = Cache(SETTINGS.cache_bytes // _SHARE, _IDLE)

# With it nobody can say a name of what he has not seen.
_SECRET: Final = secrets.token_bytes(32)
_BYTES: Final = 12  # of a name: it is sent with every new k


def name_of(document: Document) -> str:
    """Note that a document is on a page; return its name, for an address.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn and written.
    """
    key = f"{document.key} {document.style.file}"
    digest = hmac.digest(_SECRET, key.encode(), "sha256")
    name = base64.urlsafe_b64encode(digest[:_BYTES]).decode()
    _SEEN.get(name, lambda: document)
    return name


def find(name: str) -> Document | None:
    """Return the document of a name; None where it was seen too long ago, or never."""
    found: Document | None = _SEEN.known(name)
    return found
