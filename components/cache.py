"""What is remembered between runs of the page, and under which names.

Everything is named by the SHA-256 of the file's bytes, so that nobody is ever given
the answer for another picture. How much is kept, and for how long, stands in
`memory`. Streamlit's own caches are bounded by number and not by bytes.
"""

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from components import engine, reader
from components.engine import export
from components.engine.encode import Effort
from components.jobs import Jobs
from components.memory import FIGURES, PICTURES
from components.style import Style

# Pictures on screen have at most so many pixels; files and figures have all.
PREVIEW_PIXELS = 1_000_000
THUMBNAIL_PIXELS = 24_000

# Seconds that a sweep goes on when nobody waits for it any more.
_LINGER = 2.0

# Niceness of the threads, for everybody's moves of k to be answered first: fits for
# whoever has just come are next, and then what nobody waits for.
_NEXT, _LAST = 5, 10


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
    image, table = PICTURES.get(("picture", digest), lambda: _read(data))
    return Picture(digest, name, image, table)


def _read(data: bytes) -> tuple[engine.SourceImage, engine.ColorTable]:
    image = reader.read(data)
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


_SWEEPS: Final[Jobs[engine.Sweep]] = Jobs(
    2, FIGURES, "sweep", linger=_LINGER, behind=_NEXT
)


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
        lambda report, offer: engine.sweep_k(
            picture.table, k_max, space, report, offer
        ),
        watch,
        soon,
    )


_BEHIND: Final[dict[str, Jobs[Any]]] = {
    what: Jobs(1, memory, what, linger=_LINGER, behind=_LAST)
    for what, memory in {
        "files": FIGURES,
        "looks": FIGURES,
        "same": FIGURES,
        "weights": FIGURES,
        "squeezing": PICTURES,
    }.items()
}


def jobs(what: str) -> Jobs[Any]:
    """Return the thread for one kind of work in the background, and its results."""
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

    def work(report: Callable[[float], None], _: object) -> Drawing:
        return _make(picture.image, centers, style, "best", report)

    key = (picture.digest, centers.tobytes(), style)
    found, _ = jobs("squeezing").get(key, work, watch)
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
    return PICTURES.get(key, lambda: _make(image, centers, style, "fast"))


def _make(
    image: engine.SourceImage,
    centers: NDArray[np.float64],
    style: Style,
    effort: Effort,
    report: Callable[[float], None] | None = None,
) -> Drawing:
    drawn = engine.quantize(image, centers, style.smoothness, style.dither)
    png = engine.encode_png(drawn, effort, report)
    palette = engine.Palette(drawn.palette, drawn.counts)
    if not style.smoothness or drawn.indices.size > PREVIEW_PIXELS:
        return Drawing(png, palette)
    labels = zlib.compress(drawn.indices.tobytes(), 1)
    return Drawing(png, palette, labels, _opacity(image.alpha, drawn.alpha))


def _opacity(
    before: NDArray[np.uint8] | None, after: NDArray[np.uint8] | None
) -> NDArray[np.uint8] | None:
    """Return what each opacity became; None if there are none."""
    if before is None or after is None:
        return None
    table = np.arange(256, dtype=np.uint8)
    table[before] = after
    return table


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


def file_bytes(path: Path) -> bytes:
    """Bytes of a file of ours, read once."""
    return PICTURES.get(("file", path), path.read_bytes)
