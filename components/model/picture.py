"""A picture that somebody gave."""

from dataclasses import dataclass

from components.engine import ColorTable, SourceImage
from components.engine.clustering.kmeans import MOST_COLORS


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture that was read, with everything that does not depend on k.

    Attributes
    ----------
    digest : str
        SHA-256 of the file, in hexadecimal.
    name : str
        Name of the file, for people. No part of the identity.
    image : SourceImage
        Its pixels.
    table : ColorTable
        Its distinct colors.
    bare : bytes or None
        The file itself without anything but its pixels, where it is a PNG that an
        indexed one of as many colors could take the place of; else None.
    """

    digest: str
    name: str
    image: SourceImage
    table: ColorTable
    bare: bytes | None = None

    @property
    def key(self) -> str:
        """Cache key of the picture."""
        return self.digest

    @property
    def most_colors(self) -> int:
        """The most colors that an indexed PNG has room for.

        It holds 256 entries; one is kept for what is invisible.
        """
        return MOST_COLORS if self.image.alpha is None else MOST_COLORS - 1
