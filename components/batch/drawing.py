"""Drawing the pictures of a folder, one at a time, and writing the results."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Final

import numpy as np

from components.batch.errors import error_in
from components.batch.files import Failed, Source
from components.batch.kept import KEPT
from components.batch.moving import draw_moving, kind_of, names_of
from components.batch.palette import (
    CommonPalette,
    keeps_flat,
    palette_of,
    picture_of_all,
)
from components.batch.places import Origin
from components.batch.reading import (
    CHANGED,
    PictureError,
    animation_of,
    bytes_of,
    picture_of,
    with_frames,
    without,
)
from components.batch.same import Tries, because, fewest_for_all, frames_of
from components.batch.scoring import looks_of_frames, score_of, small
from components.batch.stops import impossible, k_by_curve, k_by_score
from components.batch.store import Facts, Store, sha256
from components.batch.wish import Wish, digest
from components.engine import (
    Animation,
    ColorTable,
    Palette,
    SourceImage,
    Space,
    count_frames,
    entries_for_frames,
    hex_code,
)
from components.engine.clustering.kmeans import MOST_COLORS
from components.engine.progress import say_nothing
from components.model.document import Document
from components.model.drawing import Drawing, draw
from components.model.film import Film
from components.model.fits import Fits
from components.model.given import Given
from components.model.picture import Picture, bare_file
from components.model.rendering import Rendering
from components.model.style import Style


@dataclass(frozen=True)
class Result:
    """A picture that was drawn.

    Attributes
    ----------
    name : str
        The picture.
    result : str
        Its result: a path in the folder of the results.
    key : str
        Tells the result from that of any other file and any other wish.
    width, height : int
        Of the picture, in pixels.
    bytes_before, bytes_after : int
        Of the picture's file, and of the result.
    k : int
        Number of colors of the palette.
    used : int
        How many of them draw any pixel.
    shares : str
        Each of these, as ``#rrggbb``, and what share of the picture it draws, 0–1; the
        most first, with spaces between. As text, for there may be many pictures.
    error : float or None
        How far a pixel is from its nearest color in the palette for all, as of
        `error_in`; None where there is no such palette.
    own_error : float or None
        The same in a palette of the picture's own, of as many colors.
    why : str
        Why there are so many colors, where the picture has a palette of its own.
    notes : tuple of str
        What was done to the picture when it was read, a sentence each.
    frames : int
        How many pictures it is, one after the other; 1 if it does not move.
    """

    name: str
    result: str
    key: str
    width: int
    height: int
    bytes_before: int
    bytes_after: int
    k: int
    used: int
    shares: str = ""
    error: float | None = None
    own_error: float | None = None
    why: str = ""
    notes: tuple[str, ...] = ()
    frames: int = 1

    @property
    def loss(self) -> float | None:
        """What the picture loses by sharing a palette: how much farther off it is."""
        if self.error is None or self.own_error is None:
            return None
        return self.error - self.own_error

    @property
    def facts(self) -> Facts:
        """All of it, as JSON holds it."""
        return asdict(self)

    @classmethod
    def from_facts(cls, facts: Facts) -> "Result":
        """Return what `facts` are of; other facts may stand among them."""
        own = {name: facts[name] for name in cls.__dataclass_fields__}
        return cls(**own | {"notes": tuple(own["notes"])})


@dataclass(frozen=True)
class Task:
    """What is to be done with every picture.

    Attributes
    ----------
    folder : Origin
        Where the pictures are.
    store : Store
        Where the results go.
    wish : Wish
        How they are drawn.
    palette : CommonPalette or None
        What all are drawn in; None where each has a palette of its own.
    """

    folder: Origin
    store: Store
    wish: Wish
    palette: CommonPalette | None = None


@dataclass(frozen=True)
class Piece:
    """Some pictures, with what is known of them.

    Attributes
    ----------
    sources : tuple of Source
        Which.
    digests : dict
        What each file was when it was counted, as SHA-256; by name.
    done : dict
        The results that were there before, by their names.
    """

    sources: tuple[Source, ...]
    digests: dict[str, str] = field(default_factory=dict)
    done: dict[str, Facts] = field(default_factory=dict)

    def apart(self) -> list["Piece"]:
        """Take it apart, into one picture each."""
        return [replace(self, sources=(source,)) for source in self.sources]


def draw_all(task: Task, piece: Piece) -> list[Result | Failed]:
    """Draw some pictures and write the results, except those that are there."""
    return [_draw(task, piece, source) for source in piece.sources]


def _draw(task: Task, piece: Piece, source: Source) -> Result | Failed:
    try:
        data = bytes_of(task.folder, source.name)
        now = sha256(data)
        if piece.digests.get(source.name, now) != now:
            raise PictureError(CHANGED)
        key = digest(now, task.wish.key, task.palette.key if task.palette else "")
        for name in names_of(source.result).values():
            before = piece.done.get(name)
            if before and before["key"] == key and task.store.has(name, before):
                # The same file under another name would do as well.
                return replace(Result.from_facts(before), name=source.name)
        result, png = _drawn(task, source, key, data, now)
        task.store.keep_result(result.result, png, result.facts)
    except PictureError as problem:
        return Failed(source.name, str(problem))
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        return Failed(source.name, f"Its result cannot be written: {reason}.")
    except MemoryError:
        return Failed(source.name, "Drawing it takes more memory than there is.")
    except Exception as problem:  # noqa: BLE001 - one picture never ends the work
        return Failed(source.name, f"Drawing it went wrong: {problem!r}.")
    return result


def _drawn(
    task: Task, source: Source, key: str, data: bytes, now: str
) -> tuple[Result, bytes]:
    wish, palette = task.wish, task.palette
    moving = animation_of(data, wish)
    if moving is not None:
        return with_frames(moving, partial(_drawn_moving, task, source, key))
    image = KEPT.take(now) or picture_of(data)
    if palette is not None:
        if wish.compare or wish.aside is not None:
            image, table = without(wish.aside, image)
        errors = _errors(table, palette, wish) if wish.compare else NONE
        drawing = draw_in(palette, image, wish.style)
        drawn = result_of(source, image, drawing, len(palette), errors)
        return replace(drawn, key=key), drawing.png
    document, k, why = _by_itself(source, data, image, wish)
    table, metric = document.picture.table, document.fits.metric
    own = error_in(table, document.sweep.centers[k - 1], metric)
    drawing = draw(document.drawn_in(k), wish.style.effort)
    image = document.picture.image
    drawn = result_of(source, image, drawing, k, Errors(own=own))
    return replace(drawn, key=key, why=why), drawing.png


def _drawn_moving(
    task: Task, source: Source, key: str, moving: Animation
) -> tuple[Result, bytes]:
    """Draw an animation; as `_drawn` draws a picture."""
    wish, palette, why, errors = task.wish, task.palette, "", NONE
    if palette is None:
        table = count_frames(moving)
        palette, why = _palette_of_frames(moving, table, wish)
        errors = Errors(own=error_in(table, palette.centers, palette.metric))
    elif wish.compare:
        errors = _errors(count_frames(moving), palette, wish)
    kind = kind_of(moving, wish.animations)
    drawing = draw_moving(moving, palette, wish.style, kind)
    result = result_of(source, moving, drawing, len(palette), errors)
    name = names_of(source.result)[kind]
    return replace(
        result, result=name, key=key, why=why, frames=len(moving)
    ), drawing.png


def _palette_of_frames(
    moving: Animation, table: ColorTable, wish: Wish
) -> tuple[CommonPalette, str]:
    """Find the palette of an animation; also why it has so many colors."""
    most = entries_for_frames(moving, table)
    refused = impossible(wish.stop, len(table), most) if len(table) else _INVISIBLE
    if refused:
        raise PictureError(refused)
    stands = picture_of_all(table)
    fits = fits_of(stands, wish, min(wish.stop.k_max, most))
    if wish.stop.kind == "score":
        shown = list(looks_of_frames(moving))
        fits, k, why = _searched(fits, stands, most, wish, shown)
    elif wish.stop.kind == "same":
        looks = frames_of(moving)
        fits, k, why = _alike(fits, most, wish, lambda tries: tries.fewest_of(looks))
    else:
        k, why = k_by_curve(wish.stop, fits, most)
    return palette_of(fits, k), why


def draw_in(palette: CommonPalette, image: SourceImage, style: Style) -> Drawing:
    """Draw a picture in the palette for all, and write its file."""
    return draw(in_common(palette, image, style), style.effort)


def in_common(
    palette: CommonPalette, image: SourceImage, style: Style, key: str = ""
) -> Rendering:
    """Return a picture as it is to be drawn in the palette for all.

    Parameters
    ----------
    palette : CommonPalette
        The palette.
    image : SourceImage
        The picture.
    style : Style
        How.
    key : str
        Cache key of the pixels that come out, where anything keeps them.
    """
    return Rendering(
        key, image, palette.drawn, style, palette.metric, device=palette.device
    )


@dataclass(frozen=True)
class Errors:
    """How far a pixel of a picture is off on the whole, as of `error_in`.

    Attributes
    ----------
    common : float or None
        In the palette for all; None where there is none.
    own : float or None
        In a palette of the picture's own, of as many colors; None if nobody asks.
    """

    common: float | None = None
    own: float | None = None


NONE: Final = Errors()
_INVISIBLE: Final = "Every pixel of this picture is invisible."


def result_of(
    source: Source,
    image: SourceImage | Animation | Film,
    drawing: Drawing,
    k: int,
    errors: Errors = NONE,
) -> Result:
    """Put together what there is to say of a picture that was drawn."""
    return Result(
        name=source.name,
        result=source.result,
        key="",
        width=image.width,
        height=image.height,
        bytes_before=image.file_bytes,
        bytes_after=len(drawing.png),
        k=k,
        used=drawing.palette.used,
        shares=shares_of(drawing.palette),
        error=errors.common,
        own_error=errors.own,
        notes=tuple(str(note) for note in image.notes) + _set_aside_of(image),
    )


def _set_aside_of(image: SourceImage | Animation | Film) -> tuple[str, ...]:
    """Say in a sentence what is set aside of a picture, if anything is."""
    if not isinstance(image, SourceImage) or image.aside is None:
        return ()
    share = float(image.aside.mask.mean())
    return (f"{hex_code(image.aside.color)} is set aside: {share:.1%} of the picture.",)


def _errors(table: ColorTable, palette: CommonPalette, wish: Wish) -> Errors:
    return Errors(
        error_in(table, palette.centers, palette.metric),
        own_error(table, palette, wish.fit_space, wish.given, wish.flat),
    )


def own_error(
    table: ColorTable,
    palette: CommonPalette,
    space: Space,
    given: Given,
    flat: bool,
) -> float:
    """Return how far a picture would be off in a palette of its own.

    Parameters
    ----------
    table : ColorTable
        Its colors.
    palette : CommonPalette
        The one for all: of as many colors, and measured in its space.
    space : {"srgb", "oklab", "oklrab", "oklrab-dots", "standardized"}
        The space in which colors are found.
    given : Given
        What they are taken from.
    flat : bool
        Whether flat colors are kept exact where there are any.
    """
    if len(table) == 0:
        return 0.0
    flat = keeps_flat(flat, table, given)
    sweep = given.sweep(table, len(palette), space, flat, say_nothing)
    return error_in(table, sweep.centers[-1], palette.metric)


def _by_itself(
    source: Source, data: bytes, image: SourceImage, wish: Wish
) -> tuple[Document, int, str]:
    """Fit a picture by itself; also its number of colors, and why."""
    image, table = without(wish.aside, image)
    if len(table) == 0:
        raise PictureError(_INVISIBLE)
    bare = bare_file(data, image, table) if image.aside is None else None
    picture = Picture(sha256(data), source.name, image, table, bare)
    refused = impossible(wish.stop, len(table), picture.most_colors)
    if refused:
        raise PictureError(refused)
    fits = fits_of(picture, wish, min(wish.stop.k_max, picture.most_colors))
    if wish.stop.kind == "score":
        return _by_score(fits, wish)
    if wish.stop.kind == "same":
        return _by_same(fits, wish)
    k, why = k_by_curve(wish.stop, fits, picture.most_colors)
    return Document(fits, wish.style), k, why


def _by_score(fits: Fits, wish: Wish) -> tuple[Document, int, str]:
    """Look for the fewest colors that look good enough, also beyond a usual sweep."""
    picture = fits.picture
    shown = [small(picture.image)]
    found, k, why = _searched(fits, picture, picture.most_colors, wish, shown)
    return Document(found, wish.style), k, why


def _searched(
    fits: Fits, picture: Picture, most: int, wish: Wish, shown: Sequence[SourceImage]
) -> tuple[Fits, int, str]:
    """Look for the fewest colors in which all that is shown looks good enough."""
    found = {fits.sweep.k_max: fits}
    limits = sorted({fits.sweep.k_max, min(most, fits.end, MOST_COLORS)})

    def measure(k: int) -> float:
        enough = next(limit for limit in limits if k <= limit)
        if enough not in found:
            found[enough] = fits_of(picture, wish, enough)
        palette = palette_of(found[enough], k)
        return min(score_of(each, palette, wish) for each in shown)

    k, why = k_by_score(wish.stop, measure, tuple(limits))
    enough = next(limit for limit in sorted(found) if k <= limit)
    return found[enough], k, why


def _by_same(fits: Fits, wish: Wish) -> tuple[Document, int, str]:
    """Look for the fewest colors that look the same, also beyond a usual sweep."""
    picture = fits.picture

    def ask(tries: Tries) -> int | None:
        return tries.fewest(picture.image, picture.table)

    fits, k, why = _alike(fits, picture.most_colors, wish, ask)
    return Document(fits, wish.style), k, why


def _alike(
    fits: Fits, most: int, wish: Wish, ask: Callable[[Tries], int | None]
) -> tuple[Fits, int, str]:
    """Look for the fewest colors with which all that is asked agrees."""
    picture = fits.picture
    for limit in sorted({fits.sweep.k_max, min(most, fits.end)}):
        if limit > fits.sweep.k_max:
            fits = fits_of(picture, wish, min(limit, MOST_COLORS))
        k = fewest_for_all(fits, ask)
        if k is not None:
            break
    tried = fits.sweep.k_max
    return fits, k or tried, because(k, tried)


def fits_of(
    picture: Picture,
    wish: Wish,
    k_max: int,
    report: Callable[[float], None] = say_nothing,
) -> Fits:
    """Find the best colors of a picture, or of what stands for many."""
    table, space, given = picture.table, wish.fit_space, wish.given
    flat = keeps_flat(wish.flat, table, given)
    sweep = given.sweep(table, k_max, space, flat, report)
    return Fits(picture, space, sweep, keeps_flat=flat, given=given)


def shares_of(palette: Palette) -> str:
    """Write the colors of a picture and their shares, as of `Result`."""
    whole = max(float(palette.weights.sum()), np.finfo(float).tiny)
    by = np.argsort(-palette.weights, kind="stable")
    return " ".join(
        f"{hex_code(palette.colors[row])} {palette.weights[row] / whole:.4f}"
        for row in by
        if palette.counts[row]
    )
