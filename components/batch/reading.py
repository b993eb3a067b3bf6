"""Reading the pictures of a folder, one at a time."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from components.batch.files import Source
from components.batch.kept import KEPT
from components.batch.places import Origin
from components.batch.store import sha256
from components.batch.wish import Wish
from components.engine import (
    Animation,
    ColorTable,
    DamagedFrameError,
    ImageError,
    SourceImage,
    count_colors,
    count_frames,
    entries_for,
    entries_for_frames,
    read_animation,
    read_image,
)
from components.engine.clustering.adding import OF_A_PICTURE, Tally, TallySum, tally_of
from components.engine.source import SOLID
from components.model.set_aside import SetAside
from components.work.settings import SETTINGS

BROKE = (
    "This file cannot be read: it breaks the program that reads it. "
    "Open it in another program, save it as PNG and use that."
)
CHANGED = "This file was changed while it was worked on. Start once more."
NO_ASIDE = "Of an animation no color can be set aside."
_NO_MEMORY = "This picture takes more memory than there is."


Sources = tuple[Source, ...]
Found = TypeVar("Found")


class PictureError(Exception):
    """A picture that nothing comes of, and why, in a sentence."""


@dataclass(frozen=True)
class Read:
    """What is known of a picture that was read, or that it could not be.

    Attributes
    ----------
    name : str
        The picture.
    digest : str
        SHA-256 of its file, in hexadecimal; empty if not even that could be read.
    pixels : int
        Width times height, of all frames.
    room : int
        The most colors that a file of it has room for.
    failed : str
        Why it could not be read, in a sentence; empty if it was.
    """

    name: str
    digest: str = ""
    pixels: int = 0
    room: int = 0
    failed: str = ""


def bytes_of(folder: Origin, name: str) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    PictureError
        If they cannot be had.
    """
    try:
        return folder.read(name)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise PictureError(f"This file cannot be opened: {reason}.") from None


def picture_of(data: bytes) -> SourceImage:
    """Read a picture.

    Raises
    ------
    PictureError
        If it cannot be read, with the engine's sentence.
    """
    try:
        return read_image(data, SETTINGS.limits)
    except ImageError as problem:
        raise PictureError(str(problem)) from None
    except MemoryError:
        raise PictureError(_NO_MEMORY) from None


def animation_of(data: bytes, wish: Wish) -> Animation | None:
    """Read an animation; None for a picture, or where the first frame is wanted.

    Raises
    ------
    PictureError
        As of `picture_of`; or if something is set aside, which is for stills.
    """
    if wish.animations == "first":
        return None
    try:
        animation = read_animation(data, SETTINGS.limits)
    except ImageError as problem:
        raise PictureError(str(problem)) from None
    except MemoryError:
        raise PictureError(_NO_MEMORY) from None
    if animation is not None and wish.aside is not None:
        raise PictureError(NO_ASIDE)
    return animation


def with_frames(animation: Animation, work: Callable[[Animation], Found]) -> Found:
    """Do something with an animation, as far as it can be decoded.

    Damage in its frames comes to light only on the way. Then all is done anew, with the
    frames before it, and their notes say so.

    Parameters
    ----------
    animation : Animation
        All of it.
    work : callable
        What is done with it.

    Raises
    ------
    PictureError
        If not even the first frame can be decoded, with the engine's sentence.
    """
    try:
        try:
            return work(animation)
        except DamagedFrameError as problem:
            if problem.before == 0:
                raise
            return work(animation.up_to(problem.before))
    except ImageError as problem:
        raise PictureError(str(problem)) from None


def hash_all(folder: Origin, sources: Sources) -> dict[str, str]:
    """Return the SHA-256 of files, by name; of those that can be opened."""
    found = {}
    for source in sources:
        with suppress(OSError):
            found[source.name] = sha256(folder.read(source.name))
    return found


def without(
    aside: SetAside | None, image: SourceImage
) -> tuple[SourceImage, ColorTable]:
    """Return a picture, or what is left of it, and its colors.

    Parameters
    ----------
    aside : SetAside or None
        What is set aside.
    image : SourceImage
        The picture. All of it counts where nothing else would be left.
    """
    table = count_colors(image)
    if aside is None:
        return image, table
    left, colors = aside.left_of(image, table)
    return (left, colors) if len(colors) else (image, table)


def count_all(
    folder: Origin,
    equally: bool,
    sources: Sources,
    wish: Wish,
) -> tuple[Tally, list[Read]]:
    """Count the colors of some pictures.

    Parameters
    ----------
    folder : Origin
        Where they are.
    equally : bool
        As of `engine.add_tables`.
    sources : tuple of Source
        Which.
    wish : Wish
        What becomes of animations, and what does not count.

    Returns
    -------
    tally : Tally
        The colors of all that could be read, added up.
    read : list of Read
        For each picture what is known of it.
    """
    total = TallySum(parts_of(equally))
    read = [_count(folder, equally, source.name, total, wish) for source in sources]
    return total.tally(), read


def parts_of(equally: bool) -> int:
    """Return in what parts pictures are weighed, alike or not."""
    return OF_A_PICTURE if equally else SOLID


def _count(
    folder: Origin, equally: bool, name: str, total: TallySum, wish: Wish
) -> Read:
    digest = ""
    try:
        data = bytes_of(folder, name)
        digest = sha256(data)
        table, pixels, room = _colors_of(data, digest, wish)
        tally = tally_of(table, equally)
    except PictureError as problem:
        return Read(name, digest, failed=str(problem))
    except MemoryError:
        return Read(name, digest, failed=_NO_MEMORY)
    total.add(tally)
    return Read(name, digest, pixels, room)


def _colors_of(data: bytes, digest: str, wish: Wish) -> tuple[ColorTable, int, int]:
    """Return a picture's colors, how many pixels it has, and for how many is room."""
    moving = animation_of(data, wish)
    if moving is None:
        whole = picture_of(data)
        KEPT.put(digest, whole)
        image, table = without(wish.aside, whole)
        return table, image.width * image.height, entries_for(image)
    return with_frames(moving, _colors_of_frames)


def _colors_of_frames(moving: Animation) -> tuple[ColorTable, int, int]:
    table, pixels = count_frames(moving), moving.width * moving.height * len(moving)
    return table, pixels, entries_for_frames(moving, table)
