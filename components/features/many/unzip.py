"""What is in a ZIP, taken out within bounds: nothing of it is believed.

A ZIP of some kilobytes can say that it has a million files, or unpack to gigabytes.
Only files that are stored or deflated are taken, in memory, never by the paths that
they name; an archive in the archive is a file as any other, and no picture.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from components.engine.formatting import count
from components.engine.reading.limits import MEGABYTE

BEGIN: Final = b"PK\x03\x04"
"""How a ZIP begins."""

# The list of what is in it, which is read before anything can be left out: some 100
# bytes a file, and names may be long.
_LIST_BYTES: Final = 2 * MEGABYTE
_WAYS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Deflate gets to 1,032; pictures, which are packed in themselves, seldom beyond 2, and
# flat drawings as BMP to some hundreds.
_MOST_TIMES: Final = 500
_ENCRYPTED: Final = 0x1

_LAST_LIST: Final = b"PK\x05\x06"
_LAST_LIST_64: Final = b"PK\x06\x06"
_POINTER_64: Final = b"PK\x06\x07"
_LONGEST_COMMENT: Final = 2**16

# What `zipfile` raises for archives of all sorts.
_TROUBLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # what it does not implement is one too
)
_DAMAGED: Final = "It is damaged, and cannot be unpacked."
_TOO_LONG_A_LIST: Final = "There are too many files in it."


class ZipError(Exception):
    """An archive, or a file in it, that is not unpacked, and why, in a sentence."""


@dataclass(frozen=True)
class Part:
    """A file in an archive.

    Attributes
    ----------
    name : str
        Its path there, without what leads out of a folder.
    data : bytes
        All of it; nothing if it could not be had.
    failed : str
        Why not, in a sentence; empty if it could.
    """

    name: str
    data: bytes = b""
    failed: str = ""


def is_zip(data: bytes) -> bool:
    """Tell whether some bytes are those of a ZIP."""
    return data.startswith((BEGIN, _LAST_LIST))


def unzip(data: bytes, most_files: int, most_bytes: int) -> tuple[Part, ...]:
    """Take the files out of an archive.

    Folders, and what begins with a dot (as what a Mac puts beside each file), are left
    out.

    Parameters
    ----------
    data : bytes
        The archive.
    most_files : int
        How many are taken. The others are there too, as failed.
    most_bytes : int
        How much they may have together, unpacked; what goes beyond is failed.

    Returns
    -------
    tuple of Part
        In the order in which they stand there.

    Raises
    ------
    ZipError
        If nothing of it can be read.
    """
    if _list_bytes(data) > _LIST_BYTES:
        raise ZipError(_TOO_LONG_A_LIST)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(_parts(archive, most_files, most_bytes))
    except _TROUBLE:
        raise ZipError(_DAMAGED) from None


def _parts(
    archive: zipfile.ZipFile, most_files: int, most_bytes: int
) -> Iterator[Part]:
    taken, left = 0, most_bytes
    for info in archive.infolist():
        name = within(info.filename)
        if info.is_dir() or PurePosixPath(name).name.startswith(".") or not name:
            continue
        taken += 1
        if taken > most_files:
            first = count(most_files, "file")
            yield Part(name, failed=f"Only the first {first} of a ZIP can be taken.")
            continue
        try:
            data = _unpacked(archive, info, left)
        except ZipError as problem:
            yield Part(name, failed=str(problem))
        else:
            left -= len(data)
            yield Part(name, data)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack a file, no further than to a limit."""
    _check(info, most)
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except _TROUBLE:
        raise ZipError(_DAMAGED) from None
    if len(data) > most:  # it has more than it says
        raise ZipError(_DAMAGED)
    return data


def _check(info: zipfile.ZipInfo, most: int) -> None:
    """Refuse a file by what the archive says of it."""
    if info.flag_bits & _ENCRYPTED:
        raise ZipError("It is locked by a password.")
    if info.compress_type not in _WAYS:
        raise ZipError("It is packed in an unusual way.")
    if info.file_size > _MOST_TIMES * max(info.compress_size, MEGABYTE // _MOST_TIMES):
        raise ZipError("It would unpack to far more than it has.")
    if info.file_size > most:
        raise ZipError("Together with those before it, it is too large.")


def within(path: str) -> str:
    """Return a path from the folder that something is unpacked to, whatever it says.

    Examples
    --------
    >>> within("/etc/passwd"), within("../../a.png"), within("C:/photos/./b.png")
    ('etc/passwd', 'a.png', 'photos/b.png')
    """
    parts = path.replace("\\", "/").split("/")
    kept = [
        part
        for place, part in enumerate(parts)
        if part not in ("", ".", "..") and not (place == 0 and part.endswith(":"))
    ]
    return "/".join(kept)


def _list_bytes(data: bytes) -> int:
    """Return how long the list of files says it is, as `zipfile` will read it."""
    end = len(data) - 22
    if not (data[end : end + 4] == _LAST_LIST and data[-2:] == b"\0\0"):
        start = max(end - _LONGEST_COMMENT, 0)
        end = data.rfind(_LAST_LIST, start)
    if end < 0 or len(data) < end + 22:
        raise ZipError(_DAMAGED)
    (size,) = struct.unpack_from("<I", data, end + 12)
    pointer = end - 20
    longer = pointer - 56
    signs = (data[longer : longer + 4], data[pointer : pointer + 4])
    if longer >= 0 and signs == (_LAST_LIST_64, _POINTER_64):
        (size,) = struct.unpack_from("<Q", data, longer + 40)
    return int(size)
