"""Reading the pictures of a folder, one at a time."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from components.batch.files import Source
from components.batch.store import sha256
from components.batch.wish import Animations
from components.engine import (
    Animation,
    ColorTable,
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
from components.work.settings import SETTINGS

BROKE = (
    "This file cannot be read: it breaks the program that reads it. "
    "Open it in another program, save it as PNG and use that."
)
CHANGED = "This file was changed while it was worked on. Start once more."
_NO_MEMORY = "This picture takes more memory than there is."


Sources = tuple[Source, ...]


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


def bytes_of(folder: Path, name: str) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    PictureError
        If they cannot be had.
    """
    try:
        return (folder / name).read_bytes()
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


def animation_of(data: bytes, animations: Animations) -> Animation | None:
    """Read an animation; None for a picture, or where the first frame is wanted.

    Raises
    ------
    PictureError
        As of `picture_of`.
    """
    if animations == "first":
        return None
    try:
        return read_animation(data, SETTINGS.limits)
    except ImageError as problem:
        raise PictureError(str(problem)) from None
    except MemoryError:
        raise PictureError(_NO_MEMORY) from None


def table_of(animation: Animation) -> ColorTable:
    """Count the colors of all frames.

    Raises
    ------
    PictureError
        If one cannot be read, with the engine's sentence.
    """
    try:
        return count_frames(animation)
    except ImageError as problem:
        raise PictureError(str(problem)) from None


def hash_all(folder: Path, sources: Sources) -> dict[str, str]:
    """Return the SHA-256 of files, by name; of those that can be opened."""
    found = {}
    for source in sources:
        with suppress(OSError), (folder / source.name).open("rb") as file:
            found[source.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def count_all(
    folder: Path, equally: bool, sources: Sources, animations: Animations = "same"
) -> tuple[Tally, list[Read]]:
    """Count the colors of some pictures.

    Parameters
    ----------
    folder : Path
        Where they are.
    equally : bool
        As of `engine.add_tables`.
    sources : tuple of Source
        Which.
    animations : {"same", "gif", "apng", "webp", "first"}
        As of `Wish`.

    Returns
    -------
    tally : Tally
        The colors of all that could be read, added up.
    read : list of Read
        For each picture what is known of it.
    """
    total = TallySum(parts_of(equally))
    read = [
        _count(folder, equally, source.name, total, animations) for source in sources
    ]
    return total.tally(), read


def parts_of(equally: bool) -> int:
    """Return in what parts pictures are weighed, alike or not."""
    return OF_A_PICTURE if equally else SOLID


def _count(
    folder: Path, equally: bool, name: str, total: TallySum, animations: Animations
) -> Read:
    digest = ""
    try:
        data = bytes_of(folder, name)
        digest = sha256(data)
        table, pixels, room = _colors_of(data, animations)
        tally = tally_of(table, equally)
    except PictureError as problem:
        return Read(name, digest, failed=str(problem))
    except MemoryError:
        return Read(name, digest, failed=_NO_MEMORY)
    total.add(tally)
    return Read(name, digest, pixels, room)


def _colors_of(data: bytes, animations: Animations) -> tuple[ColorTable, int, int]:
    """Return a picture's colors, how many pixels it has, and for how many is room."""
    moving = animation_of(data, animations)
    if moving is None:
        image = picture_of(data)
        return count_colors(image), image.width * image.height, entries_for(image)
    table, pixels = table_of(moving), moving.width * moving.height * len(moving)
    return table, pixels, entries_for_frames(moving, table)
