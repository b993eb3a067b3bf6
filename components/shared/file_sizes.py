"""Sizes of files, told to the browser once: whatever shows one finds it there.

``static/file_sizes.js`` keeps them, by the key of the fits, k, and how the file is
written.
"""

from collections.abc import Mapping
from typing import Literal, TypedDict

from components.model.document import Document
from components.shared import text
from components.shared.widget import put


class FileSize(TypedDict):
    """The size of one file, in words, and what it is to that of the original."""

    bytes: int
    text: str
    change: str


class Sizes(TypedDict):
    """Sizes of the files of some k, as far as they are known."""

    kind: Literal["sizes"]
    key: str
    file: str
    sizes: dict[int, FileSize]


def give(document: Document, sizes: Mapping[int, int], place: str) -> None:
    """Send sizes of files.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn and written.
    sizes : mapping
        For each k the bytes.
    place : str
        Tells this message from others in a run of the page.
    """
    before = document.picture.image.file_bytes
    message: Sizes = {
        "kind": "sizes",
        "key": document.fits.key,
        "file": document.style.file,
        "sizes": {
            k: {
                "bytes": size,
                "text": text.size(size),
                "change": text.change_in_short(before, size),
            }
            for k, size in sizes.items()
        },
    }
    put(f"store_sizes_{place}", message)
