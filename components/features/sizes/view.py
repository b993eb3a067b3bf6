"""What fewer colors do to the size of the file, honestly."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import writing
from components.engine.writing import Entry, SizeReport
from components.features.sizes import widget
from components.features.sizes.work import lossless_size, weight
from components.model.document import Document
from components.model.drawing import Drawing
from components.model.picture import Picture
from components.shared import progress, run, text, work
from components.shared.heading import header

_LOSSY = {"JPEG"}
_LOSSY_OR_NOT = {"WEBP", "AVIF", "HEIF"}


def show(document: Document, drawing: Drawing, k: int) -> None:
    """Draw the sizes as bars, and say in a sentence what they mean.

    Files that take long to write have their place kept, and come later.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn and written.
    drawing : Drawing
        The whole picture in k colors.
    k : int
        Number of colors.
    """
    picture = document.picture
    header("File size")
    # Before the bars are drawn: what becomes known in between is drawn anew.
    missing = [
        encoding for encoding in writing.SLOW if weight.peek(drawing, encoding) is None
    ]
    report = known(picture, drawing)
    left = k - len(document.edits_in(k).gone)
    widget.bars(drawing.key, _bars(picture, report, left))
    with st.container(key="verdict"):
        spot = st.empty()
    if drawing.png == picture.bare:
        spot.write(handed_back(picture.image.file_bytes, len(drawing.png)))
    else:
        _judge(spot, document, report, k)

    def measure() -> None:
        for encoding in missing:
            weight.wait(progress.quietly, drawing, encoding)
        widget.give_bars(drawing.key, _bars(picture, known(picture, drawing), left))

    if missing:
        run.later(run.Turn.FILES, measure)


def _judge(
    spot: DeltaGenerator, document: Document, report: SizeReport, k: int
) -> None:
    """Say what the sizes mean; what has to be worked out for it comes later."""
    picture, plain = document.picture, document.quick
    loaded, lossless, indexed = (entry.size or 0 for entry in report[:3])

    def tell(usual: int) -> None:
        exact = document.fits.given.listed is None and not document.edits_in(k)
        reduced = k < len(picture.table) or not exact
        kind, aside = picture.image.format, picture.before is not None
        spot.write(
            verdict(
                kind,
                loaded,
                lossless,
                indexed,
                reduced,
                usual,
                aside,
                picture.image.narrowed,
            )
        )

    def find() -> None:
        tell(work.sizes(progress.quietly, plain, (k,))[k])

    if not document.style.squeezed:
        tell(indexed)
        return
    usual = work.known_sizes(plain, (k,)).get(k)
    if usual is not None:
        tell(usual)
    else:
        spot.write(_headline(loaded, indexed))
        run.later(run.Turn.FIGURES, find)


def known(picture: Picture, drawing: Drawing) -> SizeReport:
    """Return the report as far as it is known."""
    report = writing.begin_report(
        picture.image.file_bytes,
        lossless_size(picture.whole),
        len(drawing.png),
        len(picture.whole.table),
        drawing.palette.used + int(picture.image.filling is not None),
    )
    found = (weight.peek(drawing, encoding) for encoding in writing.SLOW)
    return writing.update_report(report, *(entry for entry in found if entry))


def _bars(picture: Picture, report: SizeReport, left: int) -> list[widget.Bar]:
    """Put a report into bars; of the colors, those count that somebody has left in."""
    image, aside = picture.image, picture.before is not None
    return bars(report, image.format, left, image.soft, aside, image.narrowed)


def bars(
    report: SizeReport,
    kind: str,
    k: int,
    soft: bool = False,
    aside: bool = False,
    narrowed: bool = False,
) -> list[widget.Bar]:
    """Put a report into words and lengths.

    Parameters
    ----------
    report : tuple of Entry
        What is known; a size of None is shown as being measured.
    kind : str
        Format of the file that was loaded.
    k : int
        Number of colors.
    soft : bool
        Whether the picture has softly transparent pixels.
    aside : bool
        Whether something of the picture is set aside.
    narrowed : bool
        Whether it has fewer pixels than the file that was loaded.
    """
    colors = text.colors_in_file(k, aside)
    labels = {
        "loaded": f"The original file ({kind})",
        "lossless": "Its fewer pixels as PNG, all colors"
        if narrowed
        else "The same pixels as PNG, all colors",
        "indexed": f"{colors} as indexed PNG",
        "webp": f"{colors} as lossless WebP",
        "gif": f"{colors} as GIF",
        "truecolor": f"{colors} as truecolor PNG",
        "jpeg": f"{colors} as JPEG, quality {writing.JPEG_QUALITY}",
    }
    return [
        {
            "label": labels[entry.encoding],
            "note": _note(entry, colors, soft),
            "value": entry.size,
            "text": _text(entry),
            "hint": _hint(entry, labels[entry.encoding]),
            "look": "strong"
            if entry.encoding == "indexed"
            else ("wrong" if entry.discouraged else "plain"),
        }
        for entry in report
    ]


def _note(entry: Entry, colors: str, soft: bool) -> str:
    if entry.encoding == "gif" and soft:
        return "Without partial transparency, which a GIF cannot hold"
    if entry.encoding == "truecolor":
        return f"The wrong way: {colors}, but saved as if there were millions"
    if entry.encoding == "jpeg":
        brought = "… colors" if entry.colors is None else text.colors(entry.colors)
        return f"The wrong way: brings back {brought}"
    return ""


def _text(entry: Entry) -> str:
    if not entry.possible:
        return "cannot hold it"
    return "measuring …" if entry.size is None else text.size(entry.size)


def _hint(entry: Entry, label: str) -> str:
    if entry.size is None:
        return f"{label}: {_text(entry)}"
    colors = "" if entry.colors is None else f", {text.colors(entry.colors)}"
    return f"{label}: {text.count(entry.size, 'byte')}{colors}"


def verdict(
    kind: str,
    before: int,
    lossless: int,
    after: int,
    reduced: bool = True,
    usual: int | None = None,
    aside: bool = False,
    narrowed: bool = False,
) -> str:
    """Say what happened to the size, and what did it: format, colors, squeezing.

    Parameters
    ----------
    kind : str
        Format of the file that was loaded.
    before, lossless, after : int
        Bytes of the file as loaded, of its pixels as PNG, and of the k colors as
        indexed PNG.
    reduced : bool
        Whether the k colors are fewer than the picture had.
    usual : int, optional
        Bytes of the k colors as indexed PNG without "Smaller file"; the same as
        ``after`` if not given.
    aside : bool
        Whether something of the picture is set aside.
    narrowed : bool
        Whether it has fewer pixels than the file that was loaded.

    Returns
    -------
    str
        Markdown.
    """
    usual = after if usual is None else usual
    reduced |= aside  # whatever is set aside has one color, or none
    cause = "fewer colors" if reduced else "numbering its colors (indexed PNG)"
    cause += ", with something set aside," if aside else ""
    headline = _headline(before, after)
    if after > before:
        took = _what_it_took(lossless, usual, after, cause)
        why = _why_larger(kind) if reduced else _why_larger_in_all_colors(kind)
        return f"{headline} {why}{took}"
    rest = _what_squeezing_did(usual, after)
    if lossless == before and not rest:
        return f"{headline} All of that comes from {cause}."
    make = "make" if reduced else "makes"
    colors = f"{cause} {make} it {text.change(lossless, usual)}{rest}"
    if lossless == before:
        return f"{headline} {colors[0].upper()}{colors[1:]}."
    format_alone = text.change(before, lossless)
    if narrowed:
        return (
            f"{headline} Fewer pixels, saved as PNG, make it {format_alone}; from"
            f" there, {colors}."
        )
    if kind == "PNG":
        return (
            f"{headline} Writing the file anew, with all its colors, makes it"
            f" {format_alone}; from there, {colors}."
        )
    return (
        f"{headline} Saving it as PNG alone makes it {format_alone}; from there,"
        f" {colors}."
    )


def _what_squeezing_did(usual: int, after: int) -> str:
    """Say what came after fewer colors; sizes that read the same are left out."""
    if after >= usual:
        return ""
    if text.size(after) == text.size(usual):
        return ", and *Smaller file* a little smaller still"
    return f", to {text.size(usual)}, and *Smaller file* does the rest"


def _headline(before: int, after: int) -> str:
    return (
        f"**{text.size(before)} → {text.size(after)}, {text.change(before, after)}**"
        " than the original file."
    )


def _why_larger(kind: str) -> str:
    if kind in _LOSSY:
        return (
            f"Fewer colors do not pay here: {kind} saves space by giving up fine"
            " detail, while an indexed PNG keeps every pixel as drawn. Take fewer"
            " colors, or keep the original."
        )
    if kind in _LOSSY_OR_NOT:
        return (
            f"Fewer colors do not pay here: {kind} packs pictures more tightly than"
            " PNG, most often by giving up fine detail, while an indexed PNG keeps"
            " every pixel as drawn. Take fewer colors, or keep the original."
        )
    return (
        "Fewer colors do not pay here: the original file was packed more tightly than"
        " this one is. Take fewer colors, or keep the original."
    )


def _why_larger_in_all_colors(kind: str) -> str:
    return (
        f"The file already has just these colors, and as {kind} it takes less room"
        " than as an indexed PNG: keep the original."
    )


def handed_back(before: int, after: int) -> str:
    """Say that the download is the file that was loaded: none is smaller.

    Parameters
    ----------
    before, after : int
        Bytes of that file, and of what is left of it when only the picture is kept.
    """
    without = f", {text.size(after)}, without the notes in it" if after < before else ""
    return (
        f"**{text.size(before)}, and it stays so.** The file already has just these"
        " pixels in these colors, and is packed more tightly than this page would pack"
        f" them. The download is that file again{without}."
    )


def _what_it_took(lossless: int, usual: int, after: int, cause: str) -> str:
    """Say what was saved all the same, compared with the picture as a PNG."""
    colors, squeezing = lossless - usual, min(lossless, usual) - after
    said = []
    if colors > 0:
        said.append(f"{text.percent(colors / lossless)} of that is saved by {cause}")
    if squeezing > 0:
        of_that = "" if said else " of that is saved"
        share = text.percent(squeezing / lossless)
        said.append(f"{share}{of_that} by *Smaller file*")
    if not said:
        return ""
    return (
        f" As PNG with all its colors it would be {text.size(lossless)}:"
        f" {' and '.join(said)}."
    )
