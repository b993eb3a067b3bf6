"""What there is to find about many pictures: colors, a palette for all, files."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from components.batch import report as reports
from components.batch.drawing import (
    Errors,
    Result,
    in_common,
    own_error,
    result_of,
)
from components.batch.errors import error_in
from components.batch.files import Failed, Source, name_results
from components.batch.moving import kind_of, names_of
from components.batch.palette import CommonPalette, picture_of_all
from components.batch.reading import NO_ASIDE, PictureError, without
from components.batch.work import film_file
from components.engine import (
    ColorTable,
    ImageError,
    SourceImage,
    count_colors,
    encode_lossless_png,
    entries_for,
    entries_for_frames,
    reduce_to,
)
from components.engine.clustering.adding import add_tables
from components.engine.progress import say_nothing
from components.model.drawing import PREVIEW_PIXELS, Drawing, draw
from components.model.film import Film, is_of_film
from components.model.picture import Picture
from components.model.set_aside import SetAside
from components.model.style import Style
from components.model.way import Way
from components.shared import work
from components.work import priority, sandbox
from components.work.cache import FIGURES, PICTURES
from components.work.job import Report, cached, job

MOST_SMALL: Final = 24_000
"""Pixels of a picture on the sheet, at most."""

# All that is on the sheet together: what a browser draws anew within a frame or two.
_OF_ALL: Final = 1_500_000

# Files in an archive of ours were made at no time, so that it is the same each time.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class File:
    """A file that somebody gave.

    Attributes
    ----------
    name : str
        Its name, or its path in an archive.
    digest : str
        SHA-256 of it, in hexadecimal.
    data : callable
        Returns its bytes.
    """

    name: str
    digest: str
    data: Callable[[], bytes]

    @property
    def key(self) -> str:
        """Cache key of what is in it."""
        return self.digest


@dataclass(frozen=True, eq=False)
class Counted:
    """What is kept of a picture: its colors, and a small copy; not its pixels.

    Attributes
    ----------
    key : str
        Cache key: SHA-256 of its file, in hexadecimal, and what is set aside.
    width, height : int
        In pixels.
    room : int
        The most colors that a file of it has room for.
    table : ColorTable
        Its colors.
    small : SourceImage or None
        A copy of at most `MOST_SMALL` pixels, of an animation of its first frame; None
        where it could not be read.
    failed : str
        Why not, in a sentence; empty if it was.
    film : Film or None
        What else is known of an animation; None where it is a still.
    """

    key: str
    width: int
    height: int
    room: int
    table: ColorTable
    small: SourceImage | None
    failed: str = ""
    film: Film | None = None

    @property
    def pixels(self) -> int:
        """Width times height, of all frames."""
        return self.width * self.height * self.frames

    @property
    def frames(self) -> int:
        """How many pictures it is, one after the other; 1 if it does not move."""
        return 1 if self.film is None else len(self.film)


@cached(keep=PICTURES)
def counted(file: File, aside: SetAside | None) -> Counted:
    """Read a picture and count its colors; what cannot be read says why.

    Of an animation all frames count. What is set aside does not, and is not to be seen
    in the copy either.
    """
    key = file.key if aside is None else f"{file.key} {aside.key}"
    try:
        image = sandbox.read(file.data())
        film = sandbox.read_film(file.data()) if is_of_film(image) else None
        if film is not None and aside is not None:
            raise PictureError(NO_ASIDE)
    except (ImageError, PictureError) as problem:
        nothing = ColorTable(np.zeros((0, 3), np.uint8), np.zeros(0, np.int64))
        return Counted(key, 0, 0, 0, nothing, None, str(problem))
    if film is not None:
        return _counted_frames(key, film)
    left, table = without(aside, image)
    small = reduce_to(left, MOST_SMALL)
    return Counted(key, image.width, image.height, entries_for(left), table, small)


def _counted_frames(key: str, film: Film) -> Counted:
    assert film.strip is not None
    table = count_colors(film.strip)
    return Counted(
        key,
        film.width,
        film.height,
        entries_for_frames(film, table),
        table,
        reduce_to(film.frame(0), MOST_SMALL),
        film=film.without_frames,
    )


@dataclass(frozen=True, eq=False)
class Pictures:
    """Pictures that share a palette.

    Attributes
    ----------
    files : tuple of File
        Where they are from, by name; no two have the same.
    counted : tuple of Counted
        What is known of each.
    equally : bool
        Whether each weighs the same; otherwise each pixel does.
    failed : tuple of Failed
        Files that are left out, each with its sentence.
    aside : SetAside or None
        What does not count in any.
    """

    files: tuple[File, ...]
    counted: tuple[Counted, ...]
    equally: bool
    failed: tuple[Failed, ...] = ()
    aside: SetAside | None = None

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self.files)

    @cached_property
    def key(self) -> str:
        """Cache key of what they have in common: their order does not matter to it."""
        words = " ".join(sorted(each.key for each in self.counted))
        digest = hashlib.sha256(words.encode()).hexdigest()
        return f"{digest} {'equally' if self.equally else 'pixels'}"

    @property
    def sheet_key(self) -> str:
        """Tells the sheet from all others: order and names matter to that."""
        both = zip(self.files, self.counted, strict=True)
        words = repr([(file.name, known.key) for file, known in both])
        return hashlib.sha256(words.encode()).hexdigest()

    @property
    def room(self) -> int:
        """The most colors that a file of any has room for."""
        return min(each.room for each in self.counted)


@cached(keep=PICTURES)
def _together(pictures: Pictures) -> ColorTable:
    """Add up the colors of all."""
    return add_tables((each.table for each in pictures.counted), pictures.equally)


def together(pictures: Pictures) -> Picture:
    """Return what stands for all of them where only their colors matter."""
    return picture_of_all(_together(pictures), f"many {pictures.key}")


@cached(keep=PICTURES)
def sheet(counted: tuple[Counted, ...]) -> tuple[bytes, ...]:
    """Write the small copies of some pictures, as truecolor PNG."""
    most = min(MOST_SMALL, _OF_ALL // max(len(counted), 1))
    small = [each.small for each in counted if each.small is not None]
    return tuple(
        encode_lossless_png(reduce_to(each, most), effort="fast") for each in small
    )


@cached(keep=PICTURES)
def large(file: File, aside: SetAside | None) -> bytes:
    """Write a picture as large as the page shows pictures, as truecolor PNG.

    Of an animation it is the first frame; what is set aside is not to be seen.
    """
    if counted(file, aside).film is not None:
        image = _with_frames(file).frame(0)
    else:
        image, _ = without(aside, sandbox.read(file.data()))
    return encode_lossless_png(reduce_to(image, PREVIEW_PIXELS), effort="fast")


@job(keep=FIGURES, priority=priority.later)
def errors(
    report: Report, counted: Counted, palette: CommonPalette, way: Way
) -> Errors:
    """Find how far a picture is off in the palette for all, and in one of its own."""
    table = counted.table
    return Errors(
        error_in(table, palette.centers, palette.metric),
        own_error(table, palette, way.space, way.given, way.flat),
    )


@dataclass(frozen=True, eq=False)
class Parcel:
    """What is to be put into a ZIP.

    Attributes
    ----------
    pictures : Pictures
        Which.
    palette : CommonPalette
        What they are drawn in.
    style : Style
        How.
    way : Way
        How the palette was found.
    """

    pictures: Pictures
    palette: CommonPalette
    style: Style
    way: Way

    @property
    def key(self) -> str:
        """Cache key of the ZIP; it has names, and those of what is left out."""
        pictures = self.pictures
        failed = [(each.name, each.why) for each in pictures.failed]
        parts = pictures.sheet_key, failed, self.palette.key, self.style, self.way.key
        return hashlib.sha256(repr(parts).encode()).hexdigest()


# Two at a time: each has a picture in hand, and all files so far.
@job(keep=PICTURES, priority=priority.here, at_once=2)
def archive(report: Report, parcel: Parcel) -> bytes:
    """Draw all pictures, and put them into a ZIP, with the table of the command.

    It is told after each picture how far that is.
    """
    pictures, palette = parcel.pictures, parcel.palette
    results = name_results([each.name for each in pictures.files])
    drawn: list[tuple[str, bytes]] = []
    facts: list[Result] = []
    failed = list(pictures.failed)
    for number, (file, known) in enumerate(
        zip(pictures.files, pictures.counted, strict=True)
    ):
        report(number / len(pictures))
        off = errors.wait(say_nothing, known, palette, parcel.way)
        source = Source(file.name, results[file.name], len(file.data()))
        draws = _drawn if known.film is None else _drawn_moving
        try:
            result, written = draws(parcel, file, known, source, off)
        except (ImageError, PictureError) as problem:  # it was read before: no memory
            failed.append(Failed(file.name, str(problem)))
            continue
        facts.append(result)
        drawn.append((result.result, written))
    drawn.append((reports.TABLE, reports.table(facts, failed)))
    return zipped(drawn)


def _drawn(
    parcel: Parcel, file: File, known: Counted, source: Source, off: Errors
) -> tuple[Result, bytes]:
    """Draw a picture; also what there is to say of it."""
    image, _ = without(parcel.pictures.aside, sandbox.read(file.data()))
    palette = parcel.palette
    drawing = _drawing(image, known, palette, parcel.style)
    return result_of(source, image, drawing, len(palette), off), drawing.png


def _drawn_moving(
    parcel: Parcel, file: File, known: Counted, source: Source, off: Errors
) -> tuple[Result, bytes]:
    """Draw an animation, as `_drawn` draws a picture."""
    film, palette, style = known.film, parcel.palette, parcel.style
    assert film is not None
    kind = kind_of(film)
    drawing = film_file.peek(film, palette, style, kind) or film_file.wait(
        say_nothing, _with_frames(file), palette, style, kind
    )
    result = result_of(source, film, drawing, len(palette), off)
    name = names_of(source.result)[kind]
    return replace(result, result=name, frames=len(film)), drawing.png


def _with_frames(file: File) -> Film:
    """Read an animation anew, with its frames."""
    film = sandbox.read_film(file.data())
    assert film is not None  # it was one before
    return film


def _drawing(
    image: SourceImage, known: Counted, palette: CommonPalette, style: Style
) -> Drawing:
    """Draw a picture; what takes long is done in a process of its own."""
    key = f"many {known.key} {palette.key} {style.name}"
    rendering = in_common(palette, image, style, key)
    if style.squeezed:
        return work.squeeze.wait(say_nothing, rendering)
    return draw(rendering, style.effort)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Put files into a ZIP, which is the same each time; PNG cannot be packed further.

    Examples
    --------
    >>> zipped([("a.txt", b"a")]) == zipped([("a.txt", b"a")])
    True
    """
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), data)
    return whole.getvalue()
