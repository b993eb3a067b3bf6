"""What is read from a palette file, before it is checked."""

from typing import NamedTuple

from components.engine.errors import PaletteFileError

MOST_BYTES = 500_000
MOST_COLORS = 4096


class Listed(NamedTuple):
    """A color with what stands beside it.

    Attributes
    ----------
    rgb : tuple of int
        sRGB, 0–255.
    name, code : str
        As the file has them; may be empty.
    """

    rgb: tuple[int, int, int]
    name: str = ""
    code: str = ""


class Contents(NamedTuple):
    """What a palette file holds.

    Attributes
    ----------
    colors : list of Listed
        In its order.
    title : str
        What it calls itself; may be empty.
    """

    colors: list[Listed]
    title: str = ""


def byte(value: float, most: float = 255) -> int:
    """Bring a value from 0 to ``most`` to 0–255, rounded; what is outside is refused.

    Examples
    --------
    >>> byte(0.5, 1), byte(65535, 65535), byte(7)
    (128, 255, 7)

    Raises
    ------
    PaletteFileError
        If it is no number from 0 to ``most``.
    """
    if not 0 <= value <= most:
        raise PaletteFileError(
            f"A color of this palette has the value {value:g}; it must be from 0 to"
            f" {most:g}."
        )
    return int(255 * value / most + 0.5)
