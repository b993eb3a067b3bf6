"""Figures in words, the same everywhere on the page."""

import math
from typing import Final

import numpy as np

from components.engine.formatting import count as count
from components.engine.formatting import hex_code
from components.engine.formatting import percent as percent
from components.engine.judging.ciede2000 import (
    ANOTHER_COLOR,
    FOR_EVERYBODY,
    FOR_THE_PRACTISED,
    UNNOTICED,
)
from components.engine.judging.quality import (
    LENIENT_SSIM,
    MOST_CONTOURS,
    MOST_RECOLORED,
    Quality,
    looks_the_same,
)
from components.engine.judging.spots import Spot
from components.engine.judging.vision import nearest_name
from components.engine.reading.formats import READABLE
from components.engine.reading.limits import MEGABYTE
from components.model.style import Style
from components.work.settings import SETTINGS

NO_MEMORY = "This took more memory than there is. Load a smaller picture."

# What is larger is no spot any more: a hundredth of the picture.
_SMALL: Final = 0.01

_UNITS = ("bytes", "kB", "MB", "GB")


def plain(words: str) -> str:
    """Write words so that Markdown shows them as they are; some stood in a file."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()<>#+-!|~$:" else c for c in words)


def size(number: int) -> str:
    """Write a number of bytes the way file managers do, 1 kB being 1000 bytes.

    Examples
    --------
    >>> size(1), size(870), size(9_300), size(61_200), size(2_345_678)
    ('1 byte', '870 bytes', '9.3 kB', '61 kB', '2.3 MB')
    """
    if number < 1000:
        return count(number, "byte")
    value, unit = float(number), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return (
        f"{value:.1f} {_UNITS[unit]}" if value < 9.95 else f"{value:.0f} {_UNITS[unit]}"
    )


def points(count: float) -> str:
    """Write percentage points, so that a small gain is not taken for none.

    Examples
    --------
    >>> points(80), points(0.0004)
    ('80.00 percentage points', 'less than 0.01 percentage points')
    """
    amount = f"{count:.2f}" if count >= 0.01 else "less than 0.01"
    return f"{amount} percentage points"


def amount(value: float) -> str:
    """Write a number that may be very large, to three digits.

    Examples
    --------
    >>> [amount(x) for x in (0, 0.01234, 12.345, 1234, 123456)]
    ['0', '0.0123', '12.3', '1,230', '123,000']
    >>> amount(1_234_567), amount(999_900_000), amount(45.6e12)
    ('1.23 million', '1 billion', '45.6 trillion')
    """
    if value == 0:
        return "0"
    value = float(f"{value:.3g}")
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:.3g} {name}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def colors(number: int) -> str:
    """Write a number of colors.

    Examples
    --------
    >>> colors(1), colors(34871)
    ('1 color', '34,871 colors')
    """
    return count(number, "color")


def colors_in_file(k: int, aside: bool) -> str:
    """Write how many colors a file holds; what is set aside takes one more entry.

    Examples
    --------
    >>> colors_in_file(1, False), colors_in_file(16, True)
    ('1 color', '16 + 1 colors')
    """
    return f"{k} + 1 colors" if aside else colors(k)


def change(before: int, after: int) -> str:
    """Write how much smaller or larger a file became, in whole percent.

    Examples
    --------
    >>> change(61_000, 9_000), change(100, 130), change(100, 100), change(900, 899)
    ('85 % smaller', '30 % larger', 'the same size', 'less than 1 % smaller')
    """
    if before == after:
        return "the same size"
    word = "smaller" if after < before else "larger"
    share = abs(after - before) / before
    if share < 0.01:
        return f"less than 1 % {word}"
    if after < before and share > 0.99:
        return "more than 99 % smaller"
    if share >= 2:
        return f"{after / before:.1f} times as large"
    return f"{100 * share:.0f} % {word}"


def change_in_short(before: int, after: int) -> str:
    """Write the same as `change` beside a figure, where there is little room.

    Examples
    --------
    >>> [change_in_short(100_000, x) for x in (9_000, 500, 99_900, 100_000)]
    ['−91 %', '−99 %', '<1 % less', '']
    >>> [change_in_short(100_000, x) for x in (100_100, 130_000, 400_000)]
    ['<1 % more', '+30 %', '× 4.0']
    """
    share = abs(after - before) / before
    if before == after:
        return ""
    if share < 0.01:
        return f"<1 % {'less' if after < before else 'more'}"
    if after < before:
        return f"−{min(100 * share, 99):.0f} %"
    return f"× {after / before:.1f}" if share >= 2 else f"+{100 * share:.0f} %"


def before(style: Style, changed: bool = False) -> str:
    """Say of which drawing a share of variance explained is, if not of that on show.

    It is that of the fit, in which every pixel has its nearest color. Dots, and pixels
    that keep a neighbor's color, are further from the original. So are colors that
    somebody has changed.

    Examples
    --------
    >>> before(Style()), before(Style(smaller="same"))
    ('', '')
    >>> before(Style(dither=True)), before(Style(smaller="strong"))
    (' before dithering', ' before the file is made smaller')
    >>> before(Style(dither=True), changed=True)
    ' before your changes'
    """
    if changed:
        return " before your changes"
    if style.dither:
        return " before dithering"
    return " before the file is made smaller" if style.smoothness else ""


def in_words(quality: Quality) -> str:
    """Say how different a picture looks from its original.

    The grades are those of the survey and of the study that `looks_the_same` rests
    on. Where only some of the pixels have another color, it says so, and where most
    people see a difference though colors are near, what makes them see it.

    Examples
    --------
    >>> in_words(Quality(0.1, 0.4, 48.0, 0.999))
    'No difference that can be seen.'
    >>> in_words(Quality(0.8, 1.9, 41.0, 0.98))
    'A difference that only a practiced eye finds.'
    >>> in_words(Quality(0.6, 1.3, 41.0, 0.961, false_contours=130))
    'A difference that most people see in smooth areas.'
    >>> in_words(Quality(0.4, 0.0, 41.0, 0.99, recolored=0.03))
    'A difference that most people see in some places.'
    >>> in_words(Quality(1.6, 4.2, 35.0, 0.97))
    'A clear difference.'
    >>> in_words(Quality(2.8, 8.0, 32.0, 0.95))
    'A clear difference; some parts have quite another color.'
    >>> in_words(Quality(8.6, 20.7, 24.0, 0.8))
    'Quite another picture.'
    """
    if looks_the_same(quality):
        if quality.p95_difference <= UNNOTICED:
            return "No difference that can be seen."
        return "A difference that only a practiced eye finds."
    if quality.mean_difference > ANOTHER_COLOR:
        return "Quite another picture."
    if quality.p95_difference > ANOTHER_COLOR:
        return "A clear difference; some parts have quite another color."
    if quality.p95_difference > FOR_EVERYBODY or quality.ssim < LENIENT_SSIM:
        return "A clear difference."
    return f"A difference that most people see{_where_it_is_seen(quality)}."


def _where_it_is_seen(quality: Quality) -> str:
    if quality.false_contours > MOST_CONTOURS:
        return " in smooth areas"
    if quality.p95_difference > FOR_THE_PRACTISED:
        return ""
    if quality.recolored > MOST_RECOLORED:
        return " in some places"
    return " in fine detail"


def spot_in_words(quality: Quality, size: tuple[int, int]) -> str:
    """Say which spot has quite another color; empty if none has.

    Parameters
    ----------
    quality : Quality
        What was found.
    size : tuple of int
        Height and width of the picture.

    Examples
    --------
    >>> spot = Spot((255, 0, 0), (128, 128, 128), 20, 90, 7, 9, 0.0005)
    >>> said = spot_in_words(Quality(1.6, 4.2, 35.0, 0.97, spot=spot), (100, 100))
    >>> said.partition(": ")
    ('A spot at the upper right, 9 × 7 pixels, has quite another color',
     ': ',
     'red (#ff0000) became gray (#808080).')
    """
    spot = quality.spot
    if spot is None:
        return ""
    before, after = (
        f"{name} ({hex_code(color)})"
        for name, color in zip(
            nearest_name(np.array([spot.before, spot.after], np.uint8)),
            (spot.before, spot.after),
            strict=True,
        )
    )
    what = "spot" if spot.share < _SMALL else "part"
    place = f"{_place(spot, size)}, {spot.width:,} × {spot.height:,} pixels"
    if spot.spots == 1:
        sentence = f"a {what} {place}, has quite another color"
    else:
        sentence = (
            f"{spot.spots:,} {what}s have quite another color, most of all one {place}"
        )
    but = "But " if looks_the_same(quality) else ""
    sentence = f"{but}{sentence}: {before} became {after}."
    return sentence[0].upper() + sentence[1:]


def _place(spot: Spot, size: tuple[int, int]) -> str:
    """Say in which of nine fields of a picture a spot is."""
    rows, columns = size
    row, column = 3 * spot.row // rows, 3 * spot.column // columns
    if row == 1:
        return ("at the left", "in the middle", "at the right")[column]
    if column == 1:
        return "at the top" if row == 0 else "at the bottom"
    across = "left" if column == 0 else "right"
    return f"at the upper {across}" if row == 0 else f"at the lower {across}"


def difference(value: float) -> str:
    """Write a CIEDE2000, to a tenth; the browser does it alike (``static/text.js``).

    Examples
    --------
    >>> [difference(x) for x in (0, 0.01, 0.25, 8.04)]
    ['0.0', '<0.1', '0.3', '8.0']
    """
    tenths = math.floor(10 * value + 0.5)
    return "<0.1" if value > 0 and tenths == 0 else f"{tenths // 10}.{tenths % 10}"


def below(value: float) -> str:
    """Write a tenth that a CIEDE2000 stays below; the browser does it alike.

    Examples
    --------
    >>> [below(x) for x in (0, 0.25, 8.0, 8.04)]
    ['0.1', '0.3', '8.1', '8.1']
    """
    tenths = math.floor(10 * value) + 1
    return f"{tenths // 10}.{tenths % 10}"


def bands(quality: Quality) -> str:
    """Say whether a picture has bands in places where its original is smooth.

    Examples
    --------
    >>> [bands(Quality(0.6, 1.3, 41.0, 0.97, contours)) for contours in (0, 0.1, 90)]
    ['none', 'few', 'many']
    """
    if quality.false_contours == 0:
        return "none"
    return "few" if quality.false_contours <= MOST_CONTOURS else "many"


def limits_in_words() -> str:
    """Say which files can be loaded, and how large they may be."""
    limits = SETTINGS.limits
    seconds = count(limits.seconds, "second")
    return (
        f"{READABLE}, up to {limits.file_bytes / MEGABYTE:g} MB,"
        f" {limits.pixels / 1e6:g} million pixels and {limits.side:,} pixels a side."
        f" A picture that would take more than {seconds} to open is not opened."
    )
