"""Reading the pictures of a folder, one at a time."""

from contextlib import suppress
from dataclasses import dataclass

from components.batch.files import Source
from components.batch.kept import KEPT
from components.batch.places import Origin
from components.batch.store import sha256
from components.engine import (
    ColorTable,
    ImageError,
    SourceImage,
    count_colors,
    entries_for,
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
        Width times height.
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
    aside: SetAside | None = None,
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
    aside : SetAside or None
        What does not count.

    Returns
    -------
    tally : Tally
        The colors of all that could be read, added up.
    read : list of Read
        For each picture what is known of it.
    """
    total = TallySum(parts_of(equally))
    read = [_count(folder, equally, source.name, total, aside) for source in sources]
    return total.tally(), read


def parts_of(equally: bool) -> int:
    """Return in what parts pictures are weighed, alike or not."""
    return OF_A_PICTURE if equally else SOLID


def _count(
    folder: Origin, equally: bool, name: str, total: TallySum, aside: SetAside | None
) -> Read:
    digest = ""
    try:
        data = bytes_of(folder, name)
        digest = sha256(data)
        whole = picture_of(data)
        KEPT.put(digest, whole)
        image, table = without(aside, whole)
        tally = tally_of(table, equally)
    except PictureError as problem:
        return Read(name, digest, failed=str(problem))
    except MemoryError:
        return Read(name, digest, failed=_NO_MEMORY)
    total.add(tally)
    return Read(name, digest, image.width * image.height, entries_for(image))
