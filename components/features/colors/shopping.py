"""What to buy or to count out for a picture in the colors of a list."""

import csv
import io
from dataclasses import dataclass
from typing import Final

from components.engine import ColorList, Entry, ListKind, Palette, hex_code
from components.shared import template, text
from components.shared.pieces import PIXEL, pieces

# A piece with more of these along a side takes years: 300 stitches are half a meter.
_MANY: Final = 300

# A spreadsheet takes what begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Item:
    """A color that is needed.

    Attributes
    ----------
    entry : Entry
        What it is in the list.
    hex : str
        ``#rrggbb``.
    pixels : int
        How many pixels it draws.
    share : float
        Part of the picture, as far as it is seen, 0–1.
    """

    entry: Entry
    hex: str
    pixels: int
    share: float


def items(palette: Palette, entries: tuple[Entry, ...]) -> tuple[Item, ...]:
    """List the colors that draw something, in the order of the list.

    Parameters
    ----------
    palette : Palette
        k colors, and how much each draws.
    entries : tuple of k Entry
        What they are in the list.
    """
    whole = float(palette.weights.sum())
    return tuple(
        Item(entry, hex_code(color), int(pixels), float(weight) / whole)
        for entry, color, pixels, weight in zip(
            entries, palette.colors, palette.counts, palette.weights, strict=True
        )
        if pixels
    )


def as_csv(listed: tuple[Item, ...]) -> bytes:
    r"""Write a shopping list for spreadsheets.

    Parameters
    ----------
    listed : tuple of Item
        What is needed.

    Returns
    -------
    bytes
        UTF-8, a row of names, and a row a color: code, name, hex, pixels, and the share
        of the picture, 0–1.

    Examples
    --------
    >>> as_csv((Item(Entry("310", "Black"), "#000000", 3, 0.75),))
    b'code,name,hex,pixels,share\r\n310,Black,#000000,3,0.75\r\n'
    """
    file = io.StringIO()
    out = csv.writer(file)
    out.writerow(["code", "name", "hex", "pixels", "share"])
    for each in listed:
        code, name = _plain(each.entry.code), _plain(each.entry.name)
        out.writerow([code, name, each.hex, each.pixels, round(each.share, 6)])
    return file.getvalue().encode()


def to_print(
    listed: tuple[Item, ...], source: ColorList, picture: str, size: tuple[int, int]
) -> bytes:
    """Write a shopping list as a page to print.

    Parameters
    ----------
    listed : tuple of Item
        What is needed.
    source : ColorList
        The list.
    picture : str
        What the picture is called; not to be trusted.
    size : tuple of int
        Height and width of the picture in pixels.

    Returns
    -------
    bytes
        A page of HTML that needs nothing else.
    """
    page = template.render(
        "colors/shopping.jinja",
        picture=picture,
        list=source,
        items=listed,
        colors=text.colors(len(listed)),
        pieces=pieces(source.kind)[1],
        counted=counted(source.kind, size),
    )
    return page.encode()


def counted(kind: ListKind, size: tuple[int, int]) -> str:
    """Say what is counted, and how much that is in all.

    Examples
    --------
    >>> counted("threads", (80, 60))
    'The picture is 60 × 80 pixels. One pixel counts as one stitch.'
    >>> counted("screens", (80, 60))
    'The picture is 60 × 80 pixels.'
    """
    height, width = size
    said = f"The picture is {width:,} × {text.count(height, 'pixel')}."
    one = pieces(kind)[0]
    return said if one == PIXEL[0] else f"{said} One pixel counts as one {one}."


def for_fewer(kind: ListKind, size: tuple[int, int]) -> str:
    """Say how to come to fewer pieces, where there are more than anybody makes.

    Examples
    --------
    >>> for_fewer("beads", (400, 600)).split(", ")[0]
    'For fewer beads'
    >>> for_fewer("beads", (60, 80)), for_fewer("screens", (400, 600))
    ('', '')
    """
    one, several = pieces(kind)
    if one == PIXEL[0] or max(size) <= _MANY:
        return ""
    return (
        f"For fewer {several}, say how many it is to be wide: button *Colors* above,"
        f" *Width in {several}*."
    )


def _plain(words: str) -> str:
    """Have a spreadsheet show words as they are."""
    return f"'{words}" if words.startswith(_FORMULA) else words
