"""What is remembered between runs of the page, and under which names.

Everything is named by the SHA-256 of the file's bytes, so that nobody is ever given
the answer for another picture. How much is kept, and for how long, stands in
`memory`. Streamlit's own caches are bounded by number and not by bytes.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from components import engine, tasks
from components.engine import writing
from components.features.curve import chart
from components.features.curve import table as tables
from components.model.drawing import PREVIEW_PIXELS, Drawing, drawn_in
from components.model.style import Style
from components.work import priority, sandbox
from components.work.cache import FIGURES, PICTURES
from components.work.jobs import Jobs

THUMBNAIL_PIXELS = 24_000

Sizes = NDArray[np.float64]

# Bytes of a chart, roughly.
_CHART: Final = 500_000

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


def load(name: str, data: bytes) -> Picture:
    """Read a picture and count its colors.

    Raises
    ------
    engine.ImageError
        If the file cannot be used; the message is for the reader.
    """
    digest = hashlib.sha256(data).hexdigest()
    image, table = PICTURES.get(("picture", digest), lambda: _read(data))
    return Picture(digest, name, image, table)


def _read(data: bytes) -> tuple[engine.SourceImage, engine.ColorTable]:
    image = sandbox.read(data)
    return image, engine.count_colors(image)


def preview(picture: Picture) -> engine.SourceImage:
    """Return the picture as it is shown: itself, or reduced if it is large."""
    image = picture.image
    if image.width * image.height <= PREVIEW_PIXELS:
        return image
    return PICTURES.get(
        ("preview", picture.digest), lambda: engine.reduce_to(image, PREVIEW_PIXELS)
    )


def preview_png(picture: Picture) -> bytes:
    """Return what is shown as the original, as a truecolor PNG."""
    return PICTURES.get(
        ("preview as PNG", picture.digest),
        lambda: engine.encode_lossless_png(preview(picture), effort="fast"),
    )


def lossless_size(picture: Picture) -> int:
    """Size in bytes of the picture's own pixels as a truecolor PNG."""
    return FIGURES.get(
        ("lossless size", picture.digest),
        lambda: len(engine.encode_lossless_png(picture.image)),
    )


# As many at once as a class has just loaded: what is short, and urgent, ends first.
_AT_ONCE: Final = 6
_SWEEPS: Final[Jobs[engine.Sweep]] = Jobs(_AT_ONCE, FIGURES, "sweep", linger=_LINGER)


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
    return _SWEEPS.get(
        (picture.digest, k_max, space),
        priority.soon(tasks.sweep, picture.table, k_max, space),
        watch,
        soon,
    )


_BEHIND: Final[dict[str, Jobs[Any]]] = {
    what: Jobs(1, memory, what, linger=_LINGER)
    for what, memory in {
        "files": FIGURES,
        "looks": FIGURES,
        "same": FIGURES,
        "weights": FIGURES,
        "squeezing": PICTURES,
    }.items()
}


def jobs(what: str) -> Jobs[Any]:
    """Return one kind of work in the background, and its results."""
    return _BEHIND[what]


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
    return FIGURES.get(
        ("palettes", name),
        lambda: engine.palettes(picture.image, picture.table, sweep.centers),
    )


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
    return FIGURES.get(
        ("suggestions", name), lambda: engine.suggest(sweep, len(picture.table))
    )


def curve(
    name: str, sweep: engine.Sweep, view: chart.View, sizes: Sizes | None
) -> go.Figure:
    """Draw the chart of a sweep; not to be changed.

    Parameters
    ----------
    name : str
        Tells the sweep and the way of drawing, on which sizes depend, from all others.
    sweep : engine.Sweep
        The fits.
    view : {"explained", "error", "log"}
        What is drawn over k.
    sizes : ndarray of shape (K,), float64, or None
        Bytes of the indexed PNG for each k; always the same ones.
    """
    return FIGURES.get(
        ("curve", name, view, sizes is None),
        lambda: chart.elbow(sweep, view, sizes),
        _CHART,
    )


def table(name: str, sweep: engine.Sweep, sizes: Sizes | None) -> str:
    """Write the curve as an HTML table; parameters as of `curve`."""
    return FIGURES.get(
        ("table", name, sizes is None), lambda: tables.html(sweep, sizes)
    )


def csv(name: str, sweep: engine.Sweep, sizes: Sizes | None) -> bytes:
    """Write the curve as a CSV file; parameters as of `curve`."""
    return FIGURES.get(
        ("csv", name, sizes is None), lambda: tables.as_csv(sweep, sizes)
    )


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
    if not style.squeezed:
        return _quick_drawing(picture.digest, picture.image, centers, style)

    found, _ = jobs("squeezing").get(
        (picture.digest, centers.tobytes(), style),
        priority.soon(tasks.squeeze, picture.image, centers, style),
        watch,
    )
    assert isinstance(found, Drawing)
    return found


def draw_preview(
    picture: Picture, centers: NDArray[np.float64], style: Style
) -> Drawing:
    """Draw what is shown on screen in some colors; its file is written quickly."""
    # Whole pictures, and reduced ones, under names of their own.
    name = f"{picture.digest} {PREVIEW_PIXELS}"
    shown = preview(picture)
    return _quick_drawing(
        picture.digest if shown is picture.image else name, shown, centers, style
    )


def _quick_drawing(
    name: str, image: engine.SourceImage, centers: NDArray[np.float64], style: Style
) -> Drawing:
    key = ("drawing", name, centers.tobytes(), style.smoothness, style.dither)
    return PICTURES.get(key, lambda: drawn_in(image, centers, style))


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

    def make() -> dict[int, bytes]:
        small = engine.reduce_to(preview(picture), THUMBNAIL_PIXELS)
        drawn = {
            k: engine.quantize(small, sweep.centers[k - 1], dither=dither) for k in ks
        }
        return {k: engine.encode_png(drawing) for k, drawing in drawn.items()}

    return FIGURES.get(("ladder", name, tuple(ks), dither), make)


def known_weight(name: str, way: writing.Way) -> writing.Entry | None:
    """Tell what a drawing weighs as another file, if that has been found out.

    Parameters
    ----------
    name : str
        Name of the drawing.
    way : str
        The file.
    """
    found: writing.Entry | None = jobs("weights").known((name, way))
    return found


def weight(
    drawing: Drawing, way: writing.Way, watch: Callable[[float], None]
) -> writing.Entry:
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
    entry, _ = jobs("weights").get(
        (drawing.name, way),
        priority.later(tasks.weigh, drawing.png, way),
        watch,
    )
    assert isinstance(entry, writing.Entry)
    return entry


def file_bytes(path: Path) -> bytes:
    """Bytes of a file of ours, read once."""
    return PICTURES.get(("file", path), path.read_bytes)
