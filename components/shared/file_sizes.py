"""Sizes of files, told to the browser once: whatever shows one finds it there.

``static/file_sizes.js`` keeps them, by the key of the fits, k, and how the file is
written.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypedDict

from components.model.document import Document
from components.shared import text
from components.shared.widget import packed, put
from components.work.cache import FIGURES
from components.work.job import cached

PREFIX: Final = "sizes"
"""Where a browser asks for the size of a k that it has not been told, beside the page.

What follows is the document's name (`components.shared.seen`), and k.
"""


class Sizes(TypedDict):
    """Sizes of the files of some k, as far as they are known.

    In bytes, in words, and what each is to that of the original, in the order of
    ``ks``: with names for each of 64 they would be twice as long. ``key`` is that of
    the palettes, and of what is changed in them if these are files with changes.
    """

    kind: Literal["sizes"]
    key: str
    file: str
    ks: list[int]
    bytes: list[int]
    texts: list[str]
    changes: list[str]


def give(document: Document, sizes: Mapping[int, int], place: str) -> None:
    """Send sizes of files, all of them with the same changes, or without.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn and written.
    sizes : mapping
        For each k the bytes.
    place : str
        Tells this message from others in a run of the page.
    """
    put(f"store_sizes_{place}", message(document, sizes))


def message(document: Document, sizes: Mapping[int, int]) -> bytes:
    """Return the message that `give` sends.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn and written.
    sizes : mapping
        For each k the bytes.
    """
    return sizes_message(
        document.palettes_key(next(iter(sizes), 0)),
        document.style.file,
        document.picture.image.file_bytes,
        tuple(sizes.items()),
    )


@cached(keep=FIGURES)
def sizes_message(
    key: str, file: str, before: int, found: tuple[tuple[int, int], ...]
) -> bytes:
    """Write the message with sizes.

    Parameters
    ----------
    key, file : str
        Of which palettes, and how the files are written.
    before : int
        Bytes of the original file.
    found : tuple of (int, int)
        Each a k and the bytes of its file.
    """
    sizes = dict(found)
    message: Sizes = {
        "kind": "sizes",
        "key": key,
        "file": file,
        "ks": list(sizes),
        "bytes": list(sizes.values()),
        "texts": [text.size(size) for size in sizes.values()],
        "changes": [text.change_in_short(before, size) for size in sizes.values()],
    }
    return packed(message)
