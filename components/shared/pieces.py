"""What a pixel becomes where somebody makes a picture of things: stitches, beads."""

from typing import Final

from components.engine import ListKind

PIXEL: Final = ("pixel", "pixels")

_PIECES: Final[dict[ListKind, tuple[str, str]]] = {
    "threads": ("stitch", "stitches"),
    "beads": ("bead", "beads"),
    "diamonds": ("diamond", "diamonds"),
    "bricks": ("stud", "studs"),
}


def pieces(kind: ListKind) -> tuple[str, str]:
    """Return what a pixel becomes, one and several.

    Examples
    --------
    >>> pieces("beads"), pieces("screens")
    (('bead', 'beads'), ('pixel', 'pixels'))
    """
    return _PIECES.get(kind, PIXEL)
