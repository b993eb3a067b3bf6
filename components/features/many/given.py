"""Which pictures share a palette: files that somebody gave, or the page's samples."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.batch.files import Failed
from components.engine.reading.limits import MEGABYTE, MEGAPIXEL
from components.features.many import unzip
from components.features.many.unzip import Part, ZipError
from components.features.many.work import Counted, File, Pictures, counted
from components.model.set_aside import SetAside
from components.shared import text, work
from components.shared.callback import whole
from components.shared.filenames import as_its_owner_wrote_it
from components.shared.samples import SAMPLES
from components.work.cache import PICTURES
from components.work.settings import SETTINGS

FILES: Final = "many_files"
"""Of the uploader."""

MOST_FILES: Final = 100
MOST_BYTES: Final = SETTINGS.file_bytes
MOST_PIXELS: Final = 3 * SETTINGS.pixels

_MEGABYTES: Final = f"{MOST_BYTES / MEGABYTE:,.4g} MB"

_SAMPLES: Final = "_many_samples"  # whether the samples are taken, and no files
_DIGESTS: Final = "_many_digests"  # of the files that are there, by Streamlit's names

Watch = Callable[[int, int], None]
Parts = tuple[tuple[Part, str], ...]

_NO_COLOR: Final = (
    "Every pixel of it is fully transparent, so there is no color to see."
)


def limits_in_words() -> str:
    """Say how much can be given."""
    pictures, pixels = text.count(MOST_FILES, "picture"), MOST_PIXELS / MEGAPIXEL
    return (
        f"Up to {pictures}, {_MEGABYTES} and {pixels:,.4g} megapixels in all. A ZIP"
        " counts as what is in it, and an animation as all of its frames."
    )


@whole
def take_samples() -> None:
    """Take the page's samples; only from a callback."""
    st.session_state[_SAMPLES] = True


@whole
def files_changed() -> None:
    """React to files being given or taken away."""
    st.session_state[_SAMPLES] = False


def samples_taken() -> bool:
    """Tell whether the samples are taken."""
    return bool(st.session_state.get(_SAMPLES, False))


def files(uploads: Sequence[UploadedFile]) -> list[File | Failed]:
    """Return what there is to read, in the order of their names.

    Parameters
    ----------
    uploads : sequence of UploadedFile
        What somebody gave; archives are unpacked.
    """
    found = list(_samples() if samples_taken() else _given(uploads))
    return sorted(_told_apart(found), key=lambda each: each.name)


def _samples() -> Iterator[File]:
    for sample in SAMPLES.values():
        data = work.file_bytes(sample.path)
        digest = hashlib.sha256(data).hexdigest()
        yield File(sample.file, digest, _of_sample(sample.slug))


def _of_sample(slug: str) -> Callable[[], bytes]:
    return lambda: work.file_bytes(SAMPLES[slug].path)


def _given(uploads: Sequence[UploadedFile]) -> Iterator[File | Failed]:
    """Return what was given, as far as it is within the bounds."""
    files, left = 0, MOST_BYTES
    for each, size in _unpacked(uploads):
        if isinstance(each, Failed):
            yield each
        elif files == MOST_FILES:
            first = text.count(MOST_FILES, "picture")
            yield Failed(each.name, f"Only the first {first} can be taken.")
        elif size > left:
            yield Failed(each.name, f"With those before it, it is beyond {_MEGABYTES}.")
        else:
            files, left = files + 1, left - size
            yield each


def _unpacked(
    uploads: Sequence[UploadedFile],
) -> Iterator[tuple[File | Failed, int]]:
    """Return each file, and each in an archive, with its size in bytes."""
    digests = _digests(uploads)
    for upload in uploads:
        digest, name = digests[upload.file_id], _name(upload)
        if not unzip.is_zip(upload.getvalue()):
            yield File(name, digest, upload.getvalue), upload.size
            continue
        parts = _parts(upload, digest)
        if isinstance(parts, str):
            yield Failed(name, parts), 0
        elif not parts:
            yield Failed(name, "There is nothing in it."), 0
        else:
            yield from _of_archive(upload, digest, parts)


def _of_archive(
    upload: UploadedFile, digest: str, parts: Parts
) -> Iterator[tuple[File | Failed, int]]:
    for place, (part, inner) in enumerate(parts):
        if part.failed:
            yield Failed(part.name, part.failed), 0
        else:
            data = _of_part(upload, digest, place)
            yield File(part.name, inner, data), len(part.data)


def _of_part(upload: UploadedFile, digest: str, place: int) -> Callable[[], bytes]:
    """Return what gets a file of an archive; it is unpacked anew if it was dropped."""

    def data() -> bytes:
        parts = _parts(upload, digest)
        return b"" if isinstance(parts, str) else parts[place][0].data

    return data


def _parts(upload: UploadedFile, digest: str) -> Parts | str:
    """Unpack an archive, or say why it cannot be; each file with its SHA-256."""

    def make() -> Parts | str:
        try:
            parts = unzip.unzip(upload.getvalue(), MOST_FILES, MOST_BYTES)
        except ZipError as problem:
            return str(problem)
        return tuple((each, hashlib.sha256(each.data).hexdigest()) for each in parts)

    found: Parts | str = PICTURES.get(("unzipped", digest), make)
    return found


def _digests(uploads: Sequence[UploadedFile]) -> dict[str, str]:
    """Return the SHA-256 of each, found once."""
    known = st.session_state.get(_DIGESTS, {})
    found = {
        each.file_id: known.get(each.file_id)
        or hashlib.sha256(each.getvalue()).hexdigest()
        for each in uploads
    }
    st.session_state[_DIGESTS] = found
    return found


def _name(upload: UploadedFile) -> str:
    return unzip.within(as_its_owner_wrote_it(upload.name)) or "picture"


def _told_apart(found: Sequence[File | Failed]) -> Iterator[File | Failed]:
    """Give a file another name where one before it has the same."""
    taken: set[str] = set()
    for each in found:
        if isinstance(each, Failed):
            yield each
            continue
        path = PurePosixPath(each.name)
        name, number = each.name, 2
        while name in taken:
            name = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
            number += 1
        taken.add(name)
        yield File(name, each.digest, each.data)


def read(
    found: Sequence[File | Failed],
    equally: bool,
    aside: SetAside | None,
    watch: Watch,
) -> Pictures:
    """Read all files; what cannot be read is left out, and named.

    Parameters
    ----------
    found : sequence of File or Failed
        As of `files`.
    equally, aside
        As of `Pictures`.
    watch : callable
        Told how many were read, and of how many.
    """
    good: list[tuple[File, Counted]] = []
    failed: list[Failed] = []
    left = MOST_PIXELS
    for number, file in enumerate(found):
        watch(number, len(found))
        if isinstance(file, Failed):
            failed.append(file)
            continue
        known = counted(file, aside)
        why = _why_not(known, left)
        if why:
            failed.append(Failed(file.name, why))
        else:
            left -= known.pixels
            good.append((file, known))
    return Pictures(
        tuple(file for file, _ in good),
        tuple(known for _, known in good),
        equally,
        tuple(failed),
        aside,
    )


def _why_not(known: Counted, left: int) -> str:
    """Say why a picture is left out; empty if it is not."""
    if known.failed:
        return known.failed
    if known.pixels > left:
        limit = f"{MOST_PIXELS / MEGAPIXEL:,.4g} megapixels"
        return f"With those before it, it is beyond {limit}."
    return ""
