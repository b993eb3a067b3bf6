"""What is remembered between runs of the page, and for how many pictures.

The only place with ``st.cache_*``. Everything is keyed by the SHA-256 of the
file's bytes: Streamlit hashes only a sample of large arrays, so two different
pictures could otherwise be given the same answer. Arguments with an underscore
are not part of the key.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components import engine
from components.engine import export
from components.jobs import Jobs

# Pictures on screen have at most so many pixels; files and figures have all.
PREVIEW_PIXELS = 1_000_000

# Bounds, by number of entries. A picture is at most 40 megapixels (200 MB with
# its table of colors), a typical photo of 12 megapixels 40 MB; a sweep is 60 kB,
# its palettes too.
_PICTURES = 6
_DRAWINGS = 96
_SWEEPS = 256
_WEIGHTS = 8192  # a few numbers each

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
    alpha_exact : bool
        Whether soft transparency was kept as it is.
    alpha_steps : int
        How many partial opacities are left.
    """

    png: bytes
    alpha_exact: bool
    alpha_steps: int

    @property
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


@st.cache_resource(max_entries=_DRAWINGS, show_spinner=False)
def _draw(
    digest: str,
    key: bytes,
    whole: bool,
    _image: engine.SourceImage,
    _centers: NDArray[np.float64],
) -> Drawing:
    drawn = engine.quantize(_image, _centers)
    return Drawing(
        engine.encode_png(drawn),
        drawn.alpha_exact,
        drawn.alpha_steps,
    )


def draw(picture: Picture, centers: NDArray[np.float64]) -> Drawing:
    """Draw the whole picture in some colors: what the download button gives."""
    key = centers.tobytes()
    return _draw(picture.digest, key, True, picture.image, centers)


def draw_preview(picture: Picture, centers: NDArray[np.float64]) -> Drawing:
    """Draw what is shown on screen in some colors."""
    shown = preview(picture)
    if shown is picture.image:
        return draw(picture, centers)
    return _draw(picture.digest, centers.tobytes(), False, shown, centers)


@st.cache_resource(show_spinner=False)
def _weights() -> Jobs[export.Entry]:
    return Jobs(workers=1, keep=_WEIGHTS, linger=_LINGER)


def known_weight(name: str, way: export.Way) -> export.Entry | None:
    """Tell what a drawing weighs as another file, if that has been found out.

    Parameters
    ----------
    name : str
        Name of the drawing.
    way : str
        The file.
    """
    return _weights().known((name, way))


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

    entry, _ = _weights().get((drawing.name, way), work, watch)
    return entry


@st.cache_data(max_entries=32, show_spinner=False)
def file_bytes(path: Path) -> bytes:
    """Bytes of a file of ours, read once."""
    return path.read_bytes()
