"""What is remembered between runs of the page, and for how many pictures.

The only place with ``st.cache_*``. Everything is keyed by the SHA-256 of the
file's bytes: Streamlit hashes only a sample of large arrays, so two different
pictures could otherwise be given the same answer. Arguments with an underscore
are not part of the key.
"""

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components import engine
from components.engine import export
from components.jobs import Jobs
from components.style import Style

# Pictures on screen have at most so many pixels; files and figures have all.
PREVIEW_PIXELS = 1_000_000
THUMBNAIL_PIXELS = 24_000

# Bounds, by number of entries. A picture is at most 40 megapixels (200 MB with
# its table of colors), a typical photo of 12 megapixels 40 MB; a sweep is 60 kB,
# its palettes too.
_PICTURES = 6
_DRAWINGS = 96
_SWEEPS = 256
_FIGURES = 8192  # single numbers, or a few

# Seconds that a sweep goes on when nobody waits for it any more.
_LINGER = 2.0


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture that was read, with everything that does not depend on k.

    Attributes
    ----------
    digest : str
        SHA-256 of the file.
    name : str
        Name of the file, for people.
    image : engine.SourceImage
        Its pixels.
    table : engine.ColorTable
        Its distinct colors.
    """

    digest: str
    name: str
    image: engine.SourceImage
    table: engine.ColorTable


@dataclass(frozen=True, eq=False)
class Drawing:
    """A picture drawn in k colors.

    Attributes
    ----------
    png : bytes
        Indexed PNG.
    palette : engine.Palette
        The colors, and how many pixels each draws.
    labels : bytes or None
        Index of each pixel's color, a byte each, compressed by zlib; None for large
        pictures, and where a browser finds them by itself.
    opacity : ndarray of shape (256,), uint8, or None
        What each opacity of the picture became; None likewise, and where every
        pixel is solid.
    """

    png: bytes
    palette: engine.Palette
    labels: bytes | None = None
    opacity: NDArray[np.uint8] | None = None

    @cached_property
    def name(self) -> str:
        """Tells the drawing from all others: the same file, the same name."""
        return hashlib.sha256(self.png).hexdigest()


def load(name: str, data: bytes) -> Picture:
    """Read a picture and count its colors.

    Raises
    ------
    engine.ImageError
        If the file cannot be used; the message is for the reader.
    """
    digest = hashlib.sha256(data).hexdigest()
    image, table = _read(digest, data)
    return Picture(digest, name, image, table)


@st.cache_resource(max_entries=_PICTURES, show_spinner=False)
def _read(digest: str, _data: bytes) -> tuple[engine.SourceImage, engine.ColorTable]:
    image = engine.read_image(_data)
    return image, engine.count_colors(image)


@st.cache_resource(max_entries=_PICTURES, show_spinner=False)
def _preview(digest: str, _image: engine.SourceImage) -> engine.SourceImage:
    return engine.reduce_to(_image, PREVIEW_PIXELS)


def preview(picture: Picture) -> engine.SourceImage:
    """Return the picture as it is shown: itself, or reduced if it is large."""
    return _preview(picture.digest, picture.image)


@st.cache_resource(max_entries=_PICTURES, show_spinner=False)
def _preview_png(digest: str, _image: engine.SourceImage) -> bytes:
    return engine.encode_lossless_png(_image, effort="fast")


def preview_png(picture: Picture) -> bytes:
    """Return what is shown as the original, as a truecolor PNG."""
    return _preview_png(picture.digest, preview(picture))


@st.cache_resource(max_entries=_PICTURES * 4, show_spinner=False)
def _lossless_size(digest: str, _image: engine.SourceImage) -> int:
    return len(engine.encode_lossless_png(_image))


def lossless_size(picture: Picture) -> int:
    """Size in bytes of the picture's own pixels as a truecolor PNG."""
    return _lossless_size(picture.digest, picture.image)


@st.cache_resource(show_spinner=False)
def _sweeps() -> Jobs[engine.Sweep]:
    return Jobs(workers=2, keep=_SWEEPS, linger=_LINGER)


def sweep(
    picture: Picture,
    k_max: int,
    space: engine.Space,
    watch: Callable[[float], None],
    soon: bool = False,
) -> tuple[engine.Sweep, bool]:
    """Return the fits of a picture for every k up to k_max.

    Parameters
    ----------
    picture : Picture
        The picture.
    k_max : int
        Largest number of colors.
    space : {"srgb", "oklab", "standardized"}
        Space in which distances are measured.
    watch : callable
        Told the share done, 0–1, while it runs.
    soon : bool
        Whether fits that are not final will do.

    Returns
    -------
    sweep : engine.Sweep
        The fits.
    final : bool
        Whether they are final.
    """
    return _sweeps().get(
        (picture.digest, k_max, space),
        lambda report, offer: engine.sweep_k(
            picture.table, k_max, space, report, offer
        ),
        watch,
        soon,
    )


@st.cache_resource(show_spinner=False)
def jobs(what: str, keep: int = _FIGURES) -> Jobs[Any]:
    """Return the thread for one kind of work in the background, and its results."""
    return Jobs(workers=1, keep=keep, linger=_LINGER, behind=True)


@st.cache_resource(max_entries=_SWEEPS, show_spinner=False)
def _palettes(
    name: str, k_max: int, _picture: Picture, _sweep: engine.Sweep
) -> tuple[engine.Palette, ...]:
    return engine.palettes(_picture.image, _picture.table, _sweep.centers)


def palettes(
    name: str, picture: Picture, sweep: engine.Sweep
) -> tuple[engine.Palette, ...]:
    """Return the palettes of every k.

    Parameters
    ----------
    name : str
        Tells the sweep from all others, of this picture and of others.
    picture : Picture
        The picture.
    sweep : engine.Sweep
        Its fits.
    """
    return _palettes(name, sweep.k_max, picture, sweep)


@st.cache_resource(max_entries=_SWEEPS, show_spinner=False)
def _suggestions(
    name: str, k_max: int, distinct: int, _sweep: engine.Sweep
) -> tuple[engine.Suggestion, ...]:
    return engine.suggest(_sweep, distinct)


def suggestions(
    name: str, picture: Picture, sweep: engine.Sweep
) -> tuple[engine.Suggestion, ...]:
    """Return where one could stop, by the curve of a sweep.

    Parameters
    ----------
    name : str
        Tells the sweep from all others, as in `palettes`.
    picture : Picture
        The picture.
    sweep : engine.Sweep
        Its fits.
    """
    return _suggestions(name, sweep.k_max, len(picture.table), sweep)


@st.cache_resource(max_entries=_DRAWINGS, show_spinner=False)
def _draw(
    digest: str,
    key: bytes,
    whole: bool,
    style: Style,
    _image: engine.SourceImage,
    _centers: NDArray[np.float64],
    _report: Callable[[float], None] | None = None,
) -> Drawing:
    drawn = engine.quantize(_image, _centers, style.smoothness, style.dither)
    png = engine.encode_png(drawn, "best" if style.squeezed else "fast", _report)
    palette = engine.Palette(drawn.palette, drawn.counts)
    if not style.smoothness or drawn.indices.size > PREVIEW_PIXELS:
        return Drawing(png, palette)
    labels = zlib.compress(drawn.indices.tobytes(), 1)
    return Drawing(png, palette, labels, _opacity(_image.alpha, drawn.alpha))


def _opacity(
    before: NDArray[np.uint8] | None, after: NDArray[np.uint8] | None
) -> NDArray[np.uint8] | None:
    """Return what each opacity became; None if there are none."""
    if before is None or after is None:
        return None
    table = np.arange(256, dtype=np.uint8)
    table[before] = after
    return table


def draw(
    picture: Picture,
    centers: NDArray[np.float64],
    style: Style,
    watch: Callable[[float], None],
) -> Drawing:
    """Draw the whole picture in some colors: what the download button gives.

    Parameters
    ----------
    picture : Picture
        The picture.
    centers : ndarray of shape (k, 3), float64
        Its colors.
    style : Style
        How.
    watch : callable
        Told the share done, 0–1, of what takes long. An exception that it raises
        ends the waiting.
    """
    key = centers.tobytes()
    if not style.squeezed:
        return _draw(picture.digest, key, True, style, picture.image, centers)

    def work(report: Callable[[float], None], _: object) -> Drawing:
        return _draw(picture.digest, key, True, style, picture.image, centers, report)

    found, _ = jobs("squeezing", _DRAWINGS).get(
        (picture.digest, key, style), work, watch
    )
    assert isinstance(found, Drawing)
    return found


def draw_preview(
    picture: Picture, centers: NDArray[np.float64], style: Style
) -> Drawing:
    """Draw what is shown on screen in some colors."""
    shown, key = preview(picture), centers.tobytes()
    whole = shown is picture.image
    plain = Style(style.dither) if style.smoothness == 0 else style
    return _draw(picture.digest, key, whole, plain, shown, centers)


@st.cache_resource(max_entries=_DRAWINGS, show_spinner=False)
def _ladder(
    name: str,
    ks: tuple[int, ...],
    dither: bool,
    _picture: Picture,
    _centers: Sequence[NDArray[np.float64]],
) -> dict[int, bytes]:
    small = engine.reduce_to(preview(_picture), THUMBNAIL_PIXELS)
    return {
        k: engine.encode_png(engine.quantize(small, _centers[k - 1], dither=dither))
        for k in ks
    }


def ladder(
    name: str, picture: Picture, sweep: engine.Sweep, ks: Sequence[int], dither: bool
) -> dict[int, bytes]:
    """Draw the picture small in several numbers of colors.

    Parameters
    ----------
    name : str
        Tells the sweep from all others.
    picture : Picture
        The picture.
    sweep : engine.Sweep
        Its fits.
    ks : sequence of int
        Numbers of colors.
    dither : bool
        Whether colors are mixed by dots.

    Returns
    -------
    dict
        For each k an indexed PNG.
    """
    return _ladder(name, tuple(ks), dither, picture, sweep.centers)


def known_weight(name: str, way: export.Way) -> export.Entry | None:
    """Tell what a drawing weighs as another file, if that has been found out.

    Parameters
    ----------
    name : str
        Name of the drawing.
    way : str
        The file.
    """
    found: export.Entry | None = jobs("weights").known((name, way))
    return found


def weight(
    drawing: Drawing, way: export.Way, watch: Callable[[float], None]
) -> export.Entry:
    """Write a drawing as another file, and weigh that: seconds for a large picture.

    Parameters
    ----------
    drawing : Drawing
        The drawing.
    way : str
        The file.
    watch : callable
        Called while it takes; an exception that it raises ends the waiting.
    """

    def work(report: Callable[[float], None], _: object) -> export.Entry:
        report(0.0)  # gives up what nobody waits for any more
        return export.weigh(way, export.reread(drawing.png))

    entry, _ = jobs("weights").get((drawing.name, way), work, watch)
    assert isinstance(entry, export.Entry)
    return entry


@st.cache_resource(max_entries=32, show_spinner=False)
def file_bytes(path: Path) -> bytes:
    """Bytes of a file of ours, read once."""
    return path.read_bytes()
