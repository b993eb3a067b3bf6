"""Work that several features ask for: fits, drawings, what they weigh and lose."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from components import engine
from components.engine import machine_code
from components.engine.reading.formats import identify
from components.model.document import Document
from components.model.drawing import PREVIEW_PIXELS, Drawing, draw
from components.model.fits import Fits
from components.model.given import ANY, Given
from components.model.picture import Picture, bare_file
from components.model.rendering import Rendering
from components.model.style import Style
from components.work import priority, sandbox
from components.work.cache import FIGURES, PICTURES
from components.work.job import Report, Watch, cached, job, on_idle_core

# As many at once as a class has just loaded: what is short, and urgent, ends first.
_AT_ONCE: Final = 6

# Files are written ahead up to this k: beyond, few people drag.
_AHEAD: Final = 64

# Pictures up to here have files written that nobody has asked for, and that take long.
AHEAD_PIXELS: Final = 1_100_000


def load(name: str, data: bytes) -> Picture:
    """Read a picture and count its colors.

    Parameters
    ----------
    name : str
        Name of the file, for people.
    data : bytes
        The whole file.

    Raises
    ------
    engine.ImageError
        If the file cannot be used; the message is for the reader.
    """
    digest = hashlib.sha256(data).hexdigest()
    image, table, bare = PICTURES.get(("picture", digest), lambda: _read(data))
    return Picture(digest, name, image, table, bare)


def begin_to_load(data: bytes) -> None:
    """Begin to read a file, if it may be a picture: a page is about to ask for it.

    Who asks (`load`) waits for that, and hears what is wrong with it.

    Parameters
    ----------
    data : bytes
        The whole file.
    """

    def read() -> None:
        identify(data)
        load("", data)

    on_idle_core(read)


def _read(data: bytes) -> tuple[engine.SourceImage, engine.ColorTable, bytes | None]:
    image = sandbox.read(data)
    table = engine.count_colors(image)
    return image, table, bare_file(data, image, table)


@cached(keep=PICTURES)
def file_bytes(path: Path) -> bytes:
    """Bytes of a file of ours, read once."""
    return path.read_bytes()


def first_sweep(
    picture: Picture, k_max: int, space: engine.Space, *others: object
) -> engine.Sweep:
    """Find good colors for every k up to k_max where no loops are compiled yet."""
    found = engine.first_fits(picture.table, k_max, space)
    given = next((each for each in others if isinstance(each, Given)), ANY)
    return given.among(found, min(k_max, given.end(picture)))


class _EnoughError(Exception):
    """What was offered is all that is wanted."""

    def __init__(self, offered: engine.Sweep) -> None:
        super().__init__()
        self.offered = offered


@job(keep=FIGURES, priority=priority.soon, at_once=_AT_ONCE, meanwhile=first_sweep)
def early_sweep(report: Report, *wanted: object) -> engine.Sweep:
    """Find the good colors that `sweep` offers before the best ones."""

    def enough(found: engine.Sweep) -> None:
        raise _EnoughError(found)

    try:
        return sweep(*wanted, report.share, enough)
    except _EnoughError as found:
        return found.offered


@job(
    keep=FIGURES,
    priority=priority.soon,
    at_once=_AT_ONCE,
    meanwhile=first_sweep,
    early=early_sweep,
)
def sweep(
    report: Report,
    picture: Picture,
    k_max: int,
    space: engine.Space,
    keep_flat: bool = False,
    given: Given = ANY,
) -> engine.Sweep:
    """Find the best colors for every k up to k_max; offer good ones before."""
    table, offer = picture.table, report.offer
    return given.sweep(table, k_max, space, keep_flat, report, offer)


def polishing() -> str:
    """Say what is done to colors that are not yet final."""
    if machine_code.at_hand():
        return "Polishing the colors …"
    return "This page has just started. Even better colors follow in some seconds …"


@cached(keep=FIGURES)
def has_flat_colors(picture: Picture) -> bool:
    """Tell whether a picture has flat colors, as logos, slides and scans have."""
    return engine.has_flat_colors(picture.table)


@cached(keep=FIGURES)
def palettes(fits: Fits) -> tuple[engine.Palette, ...]:
    """Return the palettes of every k.

    Of fits that are not final the shares are near: what each color draws is told of
    gathered colors, which are few, so that a large photo is soon on the screen.
    """
    image, table = fits.picture.image, fits.picture.table
    if not fits.final:
        table = engine.gather(table)
    return engine.palettes(image, table, fits.sweep.colors, fits.metric)


@cached(keep=FIGURES)
def remaining_palette(document: Document, k: int) -> engine.Palette:
    """Return the palette of those of k colors that somebody has not left out."""
    picture, fits = document.picture, document.fits
    centers = fits.sweep.colors[k - 1][document.edits_in(k).remaining(k)]
    image, table = picture.image, picture.table
    (found,) = engine.palettes(image, table, [centers], fits.metric)
    return found


def preview(picture: Picture) -> engine.SourceImage:
    """Return the picture as it is shown: itself, or reduced if it is large."""
    image = picture.image
    if image.width * image.height <= PREVIEW_PIXELS:
        return image
    return _reduced(picture)


@cached(keep=PICTURES)
def _reduced(picture: Picture) -> engine.SourceImage:
    return engine.reduce_to(picture.image, PREVIEW_PIXELS)


def drawing(watch: Watch, document: Document, k: int) -> Drawing:
    """Draw the whole picture in k colors: what the download button gives.

    Parameters
    ----------
    watch : callable
        Told the share done, 0–1, of what takes long. An exception that it raises
        ends the waiting.
    document : Document
        The picture, its fits, and how it is drawn.
    k : int
        Number of colors.
    """
    rendering = document.drawn_in(k)
    if document.style.squeezed:
        return squeeze.wait(watch, rendering)
    if document.style.dither:
        machine_code.wait_for(watch, machine_code.DOTS)
    return quick_drawing(rendering)


def is_drawable(style: Style) -> bool:
    """Tell whether a picture can be drawn like this without waiting for a compiler."""
    return not style.dither or machine_code.at_hand(machine_code.DOTS)


def is_quick(style: Style) -> bool:
    """Tell whether a picture is drawn and written like this in a moment, by now."""
    return not style.squeezed and is_drawable(style)


def making(style: Style) -> str:
    """Say what is done when a picture is drawn."""
    if style.squeezed or is_drawable(style):
        return "Making the file smaller …"
    return "This page has just started. Dots follow in some seconds …"


@job(keep=PICTURES, priority=priority.soon)
def squeeze(report: Report, rendering: Rendering) -> Drawing:
    """Draw a picture, and make its file small."""
    return draw(rendering, "best", report)


@cached(keep=PICTURES)
def quick_drawing(rendering: Rendering) -> Drawing:
    """Draw a picture, and write its file quickly."""
    return draw(rendering, "fast")


def preview_drawing(document: Document, k: int) -> Drawing:
    """Draw what is shown on screen in k colors; its file is written quickly."""
    shown = preview(document.picture)
    return quick_drawing(document.shown_in(k, shown))


@job(keep=FIGURES, priority=priority.later)
def file_sizes(report: Report, renderings: tuple[Rendering, ...]) -> tuple[int, ...]:
    """Write the indexed PNG of each quickly; their bytes."""
    sizes = []
    for done, rendering in enumerate(renderings):
        report(done / len(renderings))
        sizes.append(len(draw(rendering, "fast").png))
    return tuple(sizes)


@job(keep=FIGURES, priority=priority.later)
def squeezed_size(report: Report, rendering: Rendering) -> int:
    """Draw a picture, and make its file small; the bytes of that."""
    return len(draw(rendering, "best", report).png)


def first_ks(document: Document) -> tuple[int, ...]:
    """Return the k whose files are written ahead, for the drag."""
    return tuple(range(1, min(document.sweep.k_max, _AHEAD) + 1))


def known_sizes(document: Document, ks: tuple[int, ...]) -> dict[int, int]:
    """Return the bytes of the download for each k of which they are known."""
    if document.style.squeezed:
        found = {k: _known_squeezed(document.drawn_in(k)) for k in ks}
        return {k: size for k, size in found.items() if size is not None}
    for written in dict.fromkeys((ks, first_ks(document))):  # mostly the same
        sizes = file_sizes.peek(_renderings(document, written))
        if sizes is not None and set(ks) <= set(written):
            all_of_them = dict(zip(written, sizes, strict=True))
            return {k: all_of_them[k] for k in ks}
    return {}


def _known_squeezed(rendering: Rendering) -> int | None:
    size = squeezed_size.peek(rendering)
    if size is None and (drawn := squeeze.peek(rendering)) is not None:
        return len(drawn.png)
    return size


def sizes(
    watch: Watch,
    document: Document,
    ks: tuple[int, ...],
    tell: Callable[[dict[int, int]], None] = lambda found: None,
) -> dict[int, int]:
    """Write the file for each k as the download button does; their bytes.

    Quick files are written all in one go. What squeezes one takes from a tenth of a
    second to a minute, so each of those is kept as soon as it is there: whoever
    comes again goes on from it.

    Parameters
    ----------
    watch : callable
        Told the share done, 0–1. An exception that it raises ends the waiting.
    document : Document
        The picture, its fits, and how it is drawn and written.
    ks : tuple of int
        Numbers of colors.
    tell : callable
        Given what has become known, as soon as it has.
    """
    known = known_sizes(document, ks)
    missing = tuple(k for k in ks if k not in known)
    if not missing:
        return known
    if not document.style.squeezed:
        found = file_sizes.wait(watch, _renderings(document, ks))
        known = dict(zip(ks, found, strict=True))
        tell(known)
        return known
    for done, k in enumerate(missing):
        part = _part_of(watch, done, len(missing))
        known[k] = squeezed_size.wait(part, document.drawn_in(k))
        tell({k: known[k]})
    return {k: known[k] for k in ks}


def _part_of(watch: Watch, done: int, parts: int) -> Watch:
    """Return what tells the share of the whole, told that of a part."""
    return lambda share: watch((done + share) / parts)


def _renderings(document: Document, ks: tuple[int, ...]) -> tuple[Rendering, ...]:
    return tuple(document.drawn_in(k) for k in ks)


@job(keep=FIGURES, priority=priority.later)
def quality(report: Report, rendering: Rendering) -> engine.Quality:
    """Compare the picture in k colors with the original."""
    return engine.compare(rendering.image, rendering.quantized(), report)
