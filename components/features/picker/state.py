"""Which picture a visitor has chosen: a sample, or a file of their own.

``?sample=`` in the address names the sample on screen and is left out while an upload
is.
"""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from components.shared import address, announced
from components.shared.callback import newest, whole
from components.shared.samples import FIRST, SAMPLES, Sample

UPLOAD: Final = "upload"

_SAMPLE_PARAMETER: Final = "sample"
_SAMPLE: Final = "_sample"
_UPLOAD_SHOWN: Final = "_upload_shown"
_LAST_UPLOAD: Final = "_last_upload"
_TAKEN_AWAY: Final = "_taken_away"
_GIVEN: Final = "_given"
_UPLOAD_LOST: Final = "_upload_lost"
_UPLOADERS: Final = "_uploaders"
_READ: Final = "_read"
_OVERTAKEN: Final = "_overtaken"
_ASIDE: Final = "_aside"
_OVER_SAMPLE: Final = "_over_sample"


@dataclass(frozen=True)
class Upload:
    """A file that a visitor gave: its name and its bytes."""

    name: str
    data: bytes


def sample() -> Sample:
    """Return the sample that is chosen: by a click, by the address, or the first."""
    slug = st.session_state.get(_SAMPLE)
    if slug is None:
        slug = st.query_params.get(_SAMPLE_PARAMETER, FIRST)
        slug = slug if slug in SAMPLES else FIRST
        st.session_state[_SAMPLE] = slug
    return SAMPLES[slug]


@whole
@newest("picture")
def choose_sample(slug: str) -> None:
    """Show a sample (also when there is an upload, or one is still on its way)."""
    st.session_state[_SAMPLE] = slug
    st.session_state[_OVERTAKEN] = announced.before_the_click()
    file = st.session_state.get(UPLOAD)
    if file is None or not _given_since(file.file_id):
        leave_upload()


def leave_upload() -> None:
    """Show the sample; whoever goes on has read what was said of a refused file."""
    file = st.session_state.get(UPLOAD)
    if file is not None:
        st.session_state[_READ] = file.file_id
    st.session_state[_UPLOAD_SHOWN] = False
    st.session_state.pop(_TAKEN_AWAY, None)
    st.session_state[_UPLOAD_LOST] = False


def _given_since(file: str) -> bool:
    """Tell whether a file was given after the click that is heard of now."""
    return file == announced.latest() != announced.before_the_click()


@whole
@newest("picture")
def choose_upload() -> None:
    """Show the upload."""
    st.session_state[_UPLOAD_SHOWN] = True
    st.session_state[_OVER_SAMPLE] = False


def upload_shown() -> bool:
    """Tell whether an upload, and not a sample, is to be shown."""
    return bool(st.session_state.get(_UPLOAD_SHOWN, False))


@whole
def upload_changed() -> None:
    """React to a file being given or taken away."""
    file = st.session_state.get(UPLOAD)
    if file is None and _another_is_on_its_way():
        return  # until it is here, all stays as it is
    given = file is not None
    _note_what_was_shown(given)
    if file is not None:
        st.session_state[_GIVEN] = file.file_id
    aside = file is not None and file.file_id == st.session_state.get(_OVERTAKEN)
    st.session_state[_ASIDE] = aside
    st.session_state[_UPLOAD_SHOWN] = given and not aside
    st.session_state[_UPLOAD_LOST] = False
    # To give another file is to take this one away first. Should the other be of no
    # use, this one is still the picture before it.
    before, after = (_TAKEN_AWAY, _LAST_UPLOAD)[:: 1 if given else -1]
    if before in st.session_state:
        st.session_state[after] = st.session_state[before]
        del st.session_state[before]


def _note_what_was_shown(given: bool) -> None:
    """Note whether a sample is on the screen; of what was taken away it is known."""
    if not (given and _TAKEN_AWAY in st.session_state):
        st.session_state[_OVER_SAMPLE] = not upload_shown()


def given_over_sample() -> bool:
    """Tell whether a sample was on the screen when the latest file was given."""
    return bool(st.session_state.get(_OVER_SAMPLE, False))


def comes_aside() -> bool:
    """Tell, once, that a file came after a sample had been chosen in its place.

    It is there to be chosen, but does not push itself before what was asked for last.
    """
    return bool(st.session_state.pop(_ASIDE, False))


def _another_is_on_its_way() -> bool:
    """Tell whether the file is gone because the browser sends another one."""
    return announced.latest() not in (None, st.session_state.get(_GIVEN))


def upload_is_gone() -> bool:
    """Tell whether the browser speaks of a file that this server does not have.

    So it does when the server was started anew, or another one took its place. From
    then on there is another uploader, without that file.
    """
    if st.session_state.get(UPLOAD) is None:
        return False
    st.session_state[_UPLOAD_SHOWN] = last_upload() is not None
    st.session_state[_OVER_SAMPLE] = False
    st.session_state[_UPLOAD_LOST] = last_upload() is None
    st.session_state[_UPLOADERS] = uploaders() + 1
    return True


def uploaders() -> int:
    """Return how many uploaders there were before this one."""
    return int(st.session_state.get(_UPLOADERS, 0))


def upload_lost() -> bool:
    """Tell whether to say that the upload is gone."""
    return bool(st.session_state.get(_UPLOAD_LOST, False))


@whole
def note_read(file: str) -> None:
    """Note that the words about a file have been read; ``file`` is Streamlit's name."""
    st.session_state[_READ] = file


def is_read(file: str) -> bool:
    """Tell whether the words about a file have been read."""
    return bool(st.session_state.get(_READ) == file)


def remember_upload(upload: Upload) -> None:
    """Keep an upload that could be read, to fall back on."""
    st.session_state[_LAST_UPLOAD] = upload
    st.session_state[_OVER_SAMPLE] = False


def last_upload() -> Upload | None:
    """Return the latest upload that could be read."""
    return st.session_state.get(_LAST_UPLOAD)


def write_address() -> None:
    """Put what is shown into the address, where a link can hold it."""
    address.write(_SAMPLE_PARAMETER, None if upload_shown() else sample().slug)
