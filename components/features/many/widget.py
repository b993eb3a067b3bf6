"""The sheet of many pictures, small: all in the colors of the slider."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, TypedDict

from components.batch.palette import CommonPalette
from components.engine import Dither
from components.shared.for_all import PalettesForAll, packed
from components.shared.widget import component, put


class Sheet(TypedDict):
    """Small copies of all pictures: PNG files, one after the other.

    ``key`` tells the sheet from all others. ``lengths`` are those of the files, and
    ``sizes`` those of the pictures themselves, width and height.
    """

    kind: Literal["sheet"]
    key: str
    names: list[str]
    sizes: list[list[int]]
    lengths: list[int]
    file: bytes


class SheetPalettes(PalettesForAll):
    """The palettes for all pictures."""

    kind: Literal["sheet_palettes"]


class SheetLosses(TypedDict):
    """What pictures lose by sharing, in words, in ``k`` colors.

    ``key`` is that of the palettes. ``words`` has for all that is said the places on
    the sheet of which it is.
    """

    kind: Literal["sheet_losses"]
    key: str
    sheet: str
    k: int
    words: dict[str, list[int]]


class SheetLarge(TypedDict):
    """A picture as large as the page shows pictures, as PNG; ``place`` on the sheet."""

    kind: Literal["sheet_large"]
    sheet: str
    place: int
    file: bytes


class SheetWish(TypedDict):
    """A picture that somebody wants to see large."""

    sheet: str
    place: int


class ManyData(TypedDict):
    """What the widget is told: which sheet, in which palettes, and how it is drawn."""

    sheet: str
    palettes: str
    k: int
    dots: Dither | None


_many = component(Path(__file__).with_name("many.js"))


def many(
    sheet: str,
    palettes: str,
    k: int,
    dots: Dither | None,
    key: str,
    opened: Callable[[], None],
) -> None:
    """Show the sheet.

    Parameters
    ----------
    sheet : str
        Its key, as in `give_sheet`.
    palettes : str
        Key of the palettes, as in `give_palettes`.
    k : int
        Number of colors, where nobody moves the slider.
    dots : {"full", "gentle", "bayer", "blue-noise"} or None
        What kind of dots there are, if any.
    key : str
        Key of the widget. The session holds which picture somebody wants to see
        large, as ``open``, a `SheetWish`.
    opened : callable
        Called when somebody does.
    """
    data: ManyData = {"sheet": sheet, "palettes": palettes, "k": k, "dots": dots}
    _many(key=key, data=data, on_open_change=opened)


def give_sheet(
    key: str,
    names: Sequence[str],
    sizes: Sequence[tuple[int, int]],
    pngs: Sequence[bytes],
) -> None:
    """Send the small copies.

    Parameters
    ----------
    key : str
        Tells the sheet from all others.
    names : sequence of str
        Of the pictures.
    sizes : sequence of tuple of int
        Width and height of each.
    pngs : sequence of bytes
        PNG files of 8 bits a channel, RGB or RGBA.
    """
    message: Sheet = {
        "kind": "sheet",
        "key": key,
        "names": list(names),
        "sizes": [list(each) for each in sizes],
        "lengths": [len(each) for each in pngs],
        "file": b"".join(pngs),
    }
    put("store_sheet", message)


def give_palettes(key: str, palettes: Sequence[CommonPalette]) -> None:
    """Send the palettes for all of every k; there is at least one."""
    drawn = [each.drawn for each in palettes]
    message: SheetPalettes = {
        "kind": "sheet_palettes",
        **packed(key, palettes[0].metric, drawn),
    }
    put("store_sheet_palettes", message)


def give_losses(
    key: str, sheet: str, k: int, words: Sequence[str], part: int = 0
) -> None:
    """Send what the first pictures lose, in words.

    Parameters
    ----------
    key : str
        Of the palettes.
    sheet : str
        Of the sheet.
    k : int
        Number of colors.
    words : sequence of str
        For as many pictures as are known.
    part : int
        Counts what is sent in one run of the page.
    """
    message: SheetLosses = {
        "kind": "sheet_losses",
        "key": key,
        "sheet": sheet,
        "k": k,
        "words": {
            each: [place for place, said in enumerate(words) if said == each]
            for each in dict.fromkeys(words)
        },
    }
    put(f"store_losses_{part}", message)


def give_large(sheet: str, place: int, png: bytes) -> None:
    """Send a picture as large as it is to be shown."""
    message: SheetLarge = {
        "kind": "sheet_large",
        "sheet": sheet,
        "place": place,
        "file": png,
    }
    put("store_large", message)


def place_of(told: Any, sheet: str, most: int) -> int | None:  # noqa: ANN401 - a browser says it
    """Return the place on the sheet that a browser names, if there is such.

    Examples
    --------
    >>> place_of({"sheet": "a", "place": 2}, "a", 3)
    2
    >>> place_of({"sheet": "b", "place": 2}, "a", 3), place_of("2", "a", 3)
    (None, None)
    """
    if not isinstance(told, dict) or told.get("sheet") != sheet:
        return None
    place = told.get("place")
    if not isinstance(place, int) or isinstance(place, bool):
        return None
    return place if 0 <= place < most else None
