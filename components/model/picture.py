"""A picture that somebody gave."""

from dataclasses import dataclass

from components.engine import ColorTable, SourceImage


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
    """

    digest: str
    name: str
    image: SourceImage
    table: ColorTable

    @property
    def key(self) -> str:
        """Cache key of the picture."""
        return self.digest
