"""Saying that a file holds more pictures than the one that is shown."""

from typing import Final

from PIL import ImageFile

from components.engine.notes import Note, Step
from components.engine.reading.attempt import attempt
from components.engine.reading.guards.tiff import layout

# Counting stops here: a few bytes are enough for another page of a TIFF.
MAX_COUNT: Final = 10_000

# An honest GIF of the largest file allowed has a fifth of that; a block may be a
# single byte.
MAX_BLOCKS: Final = 1_000_000

MOVING: Final = ("GIF", "PNG", "WEBP")
"""Formats of which all frames can be read (`read_animation`)."""

_WORDS: Final = {"TIFF": ("page", "document"), "HEIF": ("picture", "file")}


def frames_note(image: ImageFile.ImageFile, data: bytes, kind: str) -> tuple[str, ...]:
    """Say which frame of how many is used, if there are several.

    Must be called before the pixels are loaded. A JPEG is never counted: what
    cameras add to one is a preview or a depth map, not another frame.
    """
    if kind == "JPEG":
        return ()
    word, whole = _WORDS.get(kind, ("frame", "animation"))
    count = attempt(lambda: _count(image, data, kind), None)
    if count == 1:
        return ()
    if count is None:
        said = f"Only the first {word} was read; the rest of the file is damaged."
        return (_note(said, kind),)
    which = "main" if kind == "HEIF" else "first"
    amount = f"more than {MAX_COUNT:,}" if count > MAX_COUNT else f"{count:,}"
    said = f"Only the {which} {word} of this {whole} is used; it has {amount}."
    return (_note(said, kind),)


def _note(said: str, kind: str) -> str:
    """Mark a sentence where the other frames can be had, too."""
    return Note(said, Step.FRAMES) if kind in MOVING else said


def _count(image: ImageFile.ImageFile, data: bytes, kind: str) -> int:
    """Return the number of frames, counting no further than needed."""
    if kind == "TIFF":
        return count_tiff_pages(data)
    if kind == "GIF":
        return count_gif_frames(data)
    return int(getattr(image, "n_frames", 1))


def count_tiff_pages(data: bytes) -> int:
    """Count the pages of a TIFF by following the chain of its directories.

    References
    ----------
    TIFF Revision 6.0, section 2; the BigTIFF proposal of 2007 for magic 43.
    """
    form = layout(data)

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], form.order)

    at = form.first
    seen: set[int] = set()
    while 0 < at < len(data) and at not in seen and len(seen) <= MAX_COUNT:
        seen.add(at)
        tags = number(at, form.count)
        at = number(at + form.count + form.entry * tags, form.pointer)
    return max(1, len(seen))


def count_gif_frames(data: bytes) -> int:
    """Count the frames of a GIF by stepping over its blocks.

    Raises
    ------
    ValueError
        If there are more than `MAX_BLOCKS` of them.

    References
    ----------
    Graphics Interchange Format, version 89a, appendix A.
    """
    at, frames, blocks = 13 + _color_table(data[10]), 0, MAX_BLOCKS
    while frames <= MAX_COUNT and data[at : at + 1] in (b"!", b","):
        if data[at] == ord(","):
            frames += 1
            at += 11 + _color_table(data[at + 9])
        else:
            at += 2
        at, blocks = _skip_blocks(data, at, blocks)
    return max(1, frames)


def _color_table(flags: int) -> int:
    """Return the bytes of the color table that a flag byte announces."""
    return 3 << ((flags & 7) + 1) if flags & 128 else 0


def _skip_blocks(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return the position after a run of blocks, and how many may still follow."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
        most -= 1
        if most < 0:
            raise ValueError("too many blocks")
    return at + 1, most
