"""What there is to find about an animation: its colors, small frames, its files."""

import hashlib
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from components.batch.errors import error_in
from components.batch.palette import CommonPalette, keeps_flat, picture_of_all
from components.engine import (
    AnimationKind,
    ColorTable,
    ImageError,
    SourceImage,
    count_colors,
    encode_lossless_png,
    entries_for_frames,
    reduce_to,
)
from components.engine.progress import say_nothing
from components.model.drawing import PREVIEW_PIXELS
from components.model.film import Film
from components.model.picture import Picture
from components.model.way import Way
from components.work import priority, sandbox
from components.work.cache import FIGURES, PICTURES
from components.work.job import Report, cached, job

Kind = AnimationKind

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# Pixels of all frames that a browser is sent: what it can hold and draw on a phone.
_OF_ALL: Final = 6_000_000
_CHANGING: Final = 0.5  # of all pixels


@dataclass(frozen=True, eq=False)
class Upload:
    """A file that somebody gave.

    Attributes
    ----------
    name : str
        Its name, for people. No part of the identity.
    data : bytes
        All of it.
    digest : str
        SHA-256 of it, in hexadecimal.
    """

    name: str
    data: bytes
    digest: str

    @property
    def key(self) -> str:
        """Cache key of what is in it."""
        return self.digest


def upload(name: str, data: bytes) -> Upload:
    """Give a file its identity."""
    return Upload(name, data, hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, eq=False)
class Tables:
    """The colors of an animation.

    Attributes
    ----------
    digest : str
        SHA-256 of its file, in hexadecimal.
    whole : ColorTable
        Of all frames; each pixel of each frame counts once.
    first : ColorTable
        Of the first frame.
    """

    digest: str
    whole: ColorTable
    first: ColorTable

    @property
    def key(self) -> str:
        """Cache key of the animation."""
        return self.digest


@dataclass(frozen=True, eq=False)
class Small:
    """Frames as they are shown.

    Attributes
    ----------
    png : bytes
        All of them, one below the other, as truecolor PNG.
    width, height : int
        Of each, in pixels.
    changes : bool
        Whether the file has of each frame but the first what has changed: every bit
        that is not as it was in the frame before.
    """

    png: bytes
    width: int
    height: int
    changes: bool


@dataclass(frozen=True, eq=False)
class Known:
    """What is kept of an animation; not its frames.

    Attributes
    ----------
    film : Film
        It, without its frames.
    tables : Tables
        Its colors.
    small : Small
        Frames as they are shown.
    room : int
        The most colors that a file of it has room for.
    """

    film: Film
    tables: Tables
    small: Small
    room: int


@cached(keep=PICTURES)
def known_film(upload: Upload) -> Known | str | None:
    """Read an animation; say why where it cannot be read. None where it is a still."""
    try:
        film = sandbox.read_film(upload.data)
    except ImageError as problem:
        return str(problem)
    if film is None:
        return None
    assert film.strip is not None
    whole, first = count_colors(film.strip), count_colors(film.frame(0))
    tables = Tables(film.digest, whole, first)
    room = entries_for_frames(film, whole)
    return Known(film.without_frames, tables, _small(film), room)


def with_frames(upload: Upload, film: Film) -> Film:
    """Return an animation with its frames, which are read anew."""
    found = sandbox.read_film(upload.data)
    assert found is not None  # it was one before
    assert len(found) == len(film)
    return found


def stands_for(tables: Tables) -> Picture:
    """Return what stands for all frames where only their colors matter."""
    return picture_of_all(tables.whole, f"frames {tables.key}")


def _small(film: Film) -> Small:
    """Write all frames, no larger than a browser can hold."""
    most = min(PREVIEW_PIXELS, _OF_ALL // len(film))
    frames = [reduce_to(each, max(most, 1)) for each in film.frames()]
    height, width = frames[0].rgb.shape[:2]
    rgb = np.concatenate([each.rgb for each in frames])
    alpha = None
    if any(each.alpha is not None for each in frames):
        alpha = np.concatenate([each.opacity for each in frames])
    same = (rgb[height:] == rgb[:-height]).all(axis=-1)
    changes = len(film) > 1 and bool(same.mean() > _CHANGING)
    if changes:
        rgb, alpha = (
            _changes(rgb, height),
            None if alpha is None else _changes(alpha, height),
        )
    strip = SourceImage(rgb, alpha, film.format, film.file_bytes)
    png = encode_lossless_png(strip, effort="fast")
    return Small(png, width, height, changes)


def _changes(pixels: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    """Leave of each frame but the first what differs from the frame before."""
    after = pixels[height:] ^ pixels[:-height]
    return np.concatenate([pixels[:height], after])


@dataclass(frozen=True)
class Losses:
    """How far pixels are off, as of `error_in`, in one palette and in another.

    Attributes
    ----------
    first, first_alone : float
        Of the first frame: in the palette for all frames, and in one of its own.
    whole, whole_by_first : float
        Of all frames: in the palette for all frames, and in the first frame's own.
    """

    first: float
    first_alone: float
    whole: float
    whole_by_first: float


@job(keep=FIGURES, priority=priority.later)
def losses(report: Report, tables: Tables, palette: CommonPalette, way: Way) -> Losses:
    """Find what frames lose by sharing a palette, and what that spares the others."""
    own = _own_centers(tables.first, len(palette), way)
    return Losses(
        *(
            error_in(table, centers, palette.metric)
            for table in (tables.first, tables.whole)
            for centers in (palette.centers, own)
        )
    )


def _own_centers(table: ColorTable, k: int, way: Way) -> NDArray[np.float64]:
    """Find the palette of a frame by itself; of nothing, if it is invisible."""
    if len(table) == 0:
        return np.zeros((1, 3))
    flat = keeps_flat(way.flat, table, way.given)
    sweep = way.given.sweep(table, k, way.space, flat, say_nothing)
    return sweep.centers[-1]
