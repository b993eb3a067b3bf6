"""How large the same picture is in one encoding and another."""

from dataclasses import dataclass
from typing import Final, Literal

from components.engine.drawing.quantize import QuantizedImage
from components.engine.writing.truecolor_jpeg import (
    count_colors_of,
    encode_jpeg,
    encode_truecolor,
)
from components.engine.writing.webp_gif import encode_gif, encode_webp

Encoding = Literal["loaded", "lossless", "indexed", "webp", "gif", "truecolor", "jpeg"]

QUICK: Final[tuple[Encoding, ...]] = ("loaded", "lossless", "indexed")
"""Known as soon as the picture is drawn."""
SLOW: Final[tuple[Encoding, ...]] = ("webp", "gif", "truecolor", "jpeg")
"""Each a file of its own to be written: seconds for a large picture."""
DISCOURAGED: Final[frozenset[Encoding]] = frozenset({"truecolor", "jpeg"})
"""Encodings that are usual for few colors and give up what was gained."""


@dataclass(frozen=True)
class Entry:
    """One line of the report.

    Attributes
    ----------
    encoding : str
        The file: "loaded" is the one that was given, "lossless" its pixels as a
        truecolor PNG; the others hold the quantized picture: as indexed PNG, as
        lossless WebP, as GIF, and in the encodings to be warned of.
    size : int or None
        Bytes; None while not known, or when the format cannot hold the picture.
    colors : int or None
        How many colors there are when the file is opened again; None if nobody
        counted.
    possible : bool
        Whether the format can hold the picture.
    """

    encoding: Encoding
    size: int | None = None
    colors: int | None = None
    possible: bool = True

    @property
    def discouraged(self) -> bool:
        """Whether this encoding gives up what fewer colors gain."""
        return self.encoding in DISCOURAGED


SizeReport = tuple[Entry, ...]


def begin_report(
    loaded: int, lossless: int, indexed: int, colors: int, used: int
) -> SizeReport:
    """Begin a report with what is known at once; the slow entries are still empty.

    Parameters
    ----------
    loaded, lossless, indexed : int
        Bytes of the file as loaded, of its pixels as PNG, of the indexed PNG.
    colors, used : int
        Distinct colors of the original, and of the quantized picture.

    Returns
    -------
    tuple of Entry
        One for each encoding, in the order of `Encoding`.
    """
    return (
        Entry("loaded", loaded, colors),
        Entry("lossless", lossless, colors),
        Entry("indexed", indexed, used),
        *(Entry(encoding) for encoding in SLOW),
    )


def measure_file(encoding: Encoding, quantized: QuantizedImage) -> Entry:
    """Write a quantized picture in one of the slow encodings, and measure the file.

    Parameters
    ----------
    encoding : {"webp", "gif", "truecolor", "jpeg"}
        The encoding.
    quantized : QuantizedImage
        The picture.

    Returns
    -------
    Entry
        With the number of colors that are in the file: only JPEG changes it.

    Raises
    ------
    ValueError
        If the encoding is not one of these.
    """
    if encoding == "jpeg":
        file = encode_jpeg(quantized)
        return Entry(encoding, len(file), count_colors_of(file))
    writers = {"webp": encode_webp, "gif": encode_gif, "truecolor": encode_truecolor}
    if encoding not in writers:
        raise ValueError(f"{encoding!r} is not one of {', '.join(SLOW)}.")
    try:
        file = writers[encoding](quantized)
    except ValueError:  # too large for WebP, or too many colors for a GIF
        return Entry(encoding, possible=False)
    return Entry(encoding, len(file), quantized.colors_used)


def update_report(report: SizeReport, *entries: Entry) -> SizeReport:
    """Return a report with some entries in the place of those of the same encoding."""
    new = {each.encoding: each for each in entries}
    return tuple(new.get(each.encoding, each) for each in report)
