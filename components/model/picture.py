"""A picture that somebody gave."""

from dataclasses import dataclass
from typing import Optional

from components.engine import (
    PNG_ENTRIES,
    ColorTable,
    SourceImage,
    bare_png,
    entries_for,
)


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
    name_of_width : str
        Tells how many pixels wide it was made from all other widths; empty where it is
        as wide as its file.
    name_of_aside : str
        Tells what is set aside of it from all else that could be; empty where every
        pixel counts.
    before : Picture or None
        The picture as it was before something was set aside; None where nothing is.
    said : str
        What there is to say of all that. No part of the identity.
    """

    digest: str
    name: str
    image: SourceImage
    table: ColorTable
    bare: bytes | None = None
    name_of_width: str = ""
    name_of_aside: str = ""
    before: Optional["Picture"] = None
    said: str = ""

    @property
    def key(self) -> str:
        """Cache key of the picture."""
        made = (self.digest, self.name_of_width, self.name_of_aside)
        return " ".join(filter(None, made))

    @property
    def whole(self) -> "Picture":
        """The picture as it was loaded, with all that may be set aside here."""
        return self if self.before is None else self.before

    @property
    def most_colors(self) -> int:
        """The most colors that an indexed PNG has room for.

        It holds 256 entries; one is kept for what is invisible, and one for what is
        set aside and drawn in a color of its own.
        """
        return entries_for(self.image)


def bare_file(data: bytes, image: SourceImage, table: ColorTable) -> bytes | None:
    """Return what `Picture.bare` is of a file, with its pixels and their colors.

    What is done to a picture when it is read is noted: without a note, its pixels are
    the file's.
    """
    if image.notes or len(table) > PNG_ENTRIES:
        return None
    return bare_png(data, image.resolution)
