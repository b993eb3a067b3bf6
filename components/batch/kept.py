"""Pixels that are kept from counting to drawing, where there is room for them.

Every picture is needed twice, and reading it takes about a third of the work on it. So
a process keeps what it has read first, up to a bound, until it draws it. Later pictures
do not take the place of earlier ones: they are drawn in the order in which they were
counted, and what was put out would be just what is needed next.
"""

from typing import Final

from components.engine import SourceImage

ROOM: Final = 128 * 2**20
"""Bytes of pixels that a process keeps at most."""


class Kept:
    """The pixels of some pictures, by the SHA-256 of their files; at first, of none."""

    def __init__(self) -> None:
        self._room = 0
        self._images: dict[str, SourceImage] = {}

    def begin(self, room: int = ROOM) -> None:
        """Keep up to so many bytes from now on."""
        self._room = room

    def end(self) -> None:
        """Let go of all, and keep nothing any more."""
        self._room = 0
        self._images.clear()

    def put(self, digest: str, image: SourceImage) -> None:
        """Keep a picture if there is room."""
        size = _size_of(image)
        if size <= self._room and digest not in self._images:
            self._room -= size
            self._images[digest] = image

    def take(self, digest: str) -> SourceImage | None:
        """Return a picture that was kept, and let go of it; None if it was not."""
        image = self._images.pop(digest, None)
        if image is not None:
            self._room += _size_of(image)
        return image


KEPT: Final = Kept()
"""What this process keeps; whoever has it work says from when to when."""


def _size_of(image: SourceImage) -> int:
    return image.rgb.nbytes + (0 if image.alpha is None else image.alpha.nbytes)
