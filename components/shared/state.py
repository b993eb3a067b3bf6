"""What one visitor has chosen: the only session keys and query parameters.

=============== =========================================================
key             meaning
=============== =========================================================
``k``           the slider; also ``?k=`` in the address
``upload``      the uploader
``space``       how differences between colors are measured; also ``?space=``
``dither``      whether colors mix by dots; also ``?dither=1``
``smaller``     how the file is made smaller; also ``?smaller=``
``compare``     way of comparing; also ``?compare=``
``curve_view``  what the curve shows
``elbow``       what was clicked in the chart
``ladder``      what was clicked among the small pictures
``many``        whether k goes beyond 64; at first if ``?k=`` does
``sizes``       whether the curve shows the file size for each k
``curve``       the keyboard's way along the curve
``palette_as``  format in which the palette is saved
=============== =========================================================

The names that begin with ``_`` belong to this file. ``?sample=`` in the address
names the sample on screen and is left out while an upload is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from components.features.picker.samples import FIRST, SAMPLES, Sample
from components.model.style import Style, choices

K = "k"
UPLOAD = "upload"
SPACE = "space"
DITHER = "dither"
SMALLER = "smaller"
COMPARE = "compare"
CURVE_VIEW = "curve_view"
ELBOW = "elbow"
LADDER = "ladder"
MANY = "many"
CURVE = "curve"
SIZES = "sizes"
PALETTE_AS = "palette_as"

K_MAX = 64
K_MANY = 256
K_DEFAULT = 16

_ON, _OFF = "1", "0"
_SAMPLE_PARAMETER = "sample"
_SAMPLE = "_sample"
_UPLOAD_SHOWN = "_upload_shown"
_LAST_UPLOAD = "_last_upload"
_TAKEN_AWAY = "_taken_away"
_EMPTIED = "_emptied"
_UPLOAD_LOST = "_upload_lost"
_UPLOADERS = "_uploaders"
_WANTED_K = "_wanted_k"
_DUE_K = "_due_k"
_MOST = "_most"
_CLICKED_K = "_clicked_k"
_RAN = "_ran"


Mode = TypeVar("Mode", bound=str)


@dataclass(frozen=True)
class Upload:
    """A file that a visitor gave: its name and its bytes."""

    name: str
    data: bytes


def first_run() -> bool:
    """Tell whether this is asked for the first time in a visit."""
    first = _RAN not in st.session_state
    st.session_state[_RAN] = True
    return first


def make_way() -> None:
    """End this run of the page here if there is a reason to, such as a newer one.

    Streamlit looks for one whenever a run touches its session.
    """
    _ = _RAN in st.session_state


def sample() -> Sample:
    """Return the sample that is chosen: by a click, by the address, or the first."""
    slug = st.session_state.get(_SAMPLE)
    if slug is None:
        slug = st.query_params.get(_SAMPLE_PARAMETER, FIRST)
        slug = slug if slug in SAMPLES else FIRST
        st.session_state[_SAMPLE] = slug
    return SAMPLES[slug]


def choose_sample(slug: str) -> None:
    """Show a sample (also when there is an upload)."""
    st.session_state[_SAMPLE] = slug
    st.session_state[_UPLOAD_SHOWN] = False
    st.session_state.pop(_TAKEN_AWAY, None)
    st.session_state[_UPLOAD_LOST] = False


def choose_upload() -> None:
    """Show the upload."""
    st.session_state[_UPLOAD_SHOWN] = True


def upload_shown() -> bool:
    """Tell whether an upload, and not a sample, is to be shown."""
    return bool(st.session_state.get(_UPLOAD_SHOWN, False))


def upload_changed() -> None:
    """React to a file being given or taken away."""
    given = st.session_state.get(UPLOAD) is not None
    st.session_state[_UPLOAD_SHOWN] = given
    st.session_state[_UPLOAD_LOST] = False
    # To give another file is to take this one away first. Should the other be of no
    # use, this one is still the picture before it.
    before, after = (_TAKEN_AWAY, _LAST_UPLOAD)[:: 1 if given else -1]
    if before in st.session_state:
        st.session_state[after] = st.session_state.pop(before)
    st.session_state[_EMPTIED] = not given


def emptied_just_now() -> bool:
    """Tell, once, that the file was taken away: another may be on its way."""
    return bool(st.session_state.pop(_EMPTIED, False))


def upload_is_gone() -> bool:
    """Tell whether the browser speaks of a file that this server does not have.

    So it does when the server was started anew, or another one took its place. From
    then on there is another uploader, without that file.
    """
    if st.session_state.get(UPLOAD) is None:
        return False
    st.session_state[_UPLOAD_SHOWN] = last_upload() is not None
    st.session_state[_UPLOAD_LOST] = last_upload() is None
    st.session_state[_UPLOADERS] = uploaders() + 1
    return True


def uploaders() -> int:
    """Return how many uploaders there were before this one."""
    return int(st.session_state.get(_UPLOADERS, 0))


def upload_lost() -> bool:
    """Tell whether to say that the upload is gone."""
    return bool(st.session_state.get(_UPLOAD_LOST, False))


def remember_upload(upload: Upload) -> None:
    """Keep an upload that could be read, to fall back on."""
    st.session_state[_LAST_UPLOAD] = upload


def last_upload() -> Upload | None:
    """Return the latest upload that could be read."""
    return st.session_state.get(_LAST_UPLOAD)


def write_address() -> None:
    """Put what is shown into the address, where a link can hold it."""
    if upload_shown():
        st.query_params.pop(_SAMPLE_PARAMETER, None)
    elif st.query_params.get(_SAMPLE_PARAMETER) != sample().slug:
        st.query_params[_SAMPLE_PARAMETER] = sample().slug


def read_space(spaces: Sequence[str]) -> None:
    """Take the space from the address, at first; call before the widget.

    A widget bound to the address would write its words for people there.
    """
    if SPACE not in st.session_state:
        asked = st.query_params.get(SPACE)
        st.session_state[SPACE] = asked if asked in spaces else spaces[0]


def write_space(space: str, usual: str) -> None:
    """Put the space into the address, unless it is the usual one."""
    _write(SPACE, space, usual)


def read_dither() -> None:
    """Take from the address, at first, whether to dither; call before the widget."""
    if DITHER not in st.session_state:
        st.session_state[DITHER] = st.query_params.get(DITHER) == _ON


def write_dither(dither: bool) -> None:
    """Put into the address that colors are dithered; the usual is that they are not."""
    _write(DITHER, _ON if dither else _OFF, _OFF)


def read_style(dither: bool) -> Style:
    """Return how to draw and write, taking from the address at first.

    Call before the widget, which comes later on the page.
    """
    ways = choices(dither)
    asked = st.session_state.get(SMALLER, st.query_params.get(SMALLER))
    chosen = next((way for way in ways if way == asked), ways[0])
    if st.session_state.get(SMALLER) != chosen:
        st.session_state[SMALLER] = chosen
    _write(SMALLER, chosen, ways[0])
    return Style(dither, chosen)


def read_compare(modes: Sequence[Mode]) -> Mode:
    """Return the way of comparing that the address asks for, or the usual one."""
    asked = st.query_params.get(COMPARE)
    return next((mode for mode in modes if mode == asked), modes[0])


def write_compare(mode: str, usual: str) -> None:
    """Put the way of comparing into the address, unless it is the usual one."""
    _write(COMPARE, mode, usual)


def _write(parameter: str, value: str, usual: str) -> None:
    if value == usual:
        st.query_params.pop(parameter, None)
    elif st.query_params.get(parameter) != value:
        st.query_params[parameter] = value


def read_many() -> None:
    """Take the largest k from the address, at first; call before the widgets."""
    if MANY not in st.session_state:
        asked = st.query_params.get(K, "")
        digits = asked.isdecimal() and len(asked) <= len(str(K_MANY))
        st.session_state[MANY] = digits and K_MAX < int(asked) <= K_MANY


def k_max() -> int:
    """Return the largest k on offer."""
    return K_MANY if st.session_state[MANY] else K_MAX


def look_further() -> None:
    """Let k go beyond 64; only from a callback."""
    st.session_state[MANY] = True


def sizes_wanted() -> bool:
    """Tell whether the curve is to show the file size for each k."""
    return bool(st.session_state.get(SIZES, False))


def fit_k(most: int) -> None:
    """Keep k within a picture's number of colors; call before the slider.

    Whoever wanted 16 colors and passes a picture of 9 gets 16 again afterwards.
    """
    if K in st.session_state:
        wanted = st.session_state.get(_WANTED_K, st.session_state[K])
        k = max(1, min(wanted, most))
        new_slider = most != st.session_state.get(_MOST)
        # Setting what is set already would pull back a slider that has moved on. A
        # new one is told all the same: it would take what the last of its kind had.
        if new_slider or k != st.session_state[K]:
            st.session_state[K] = k
        if new_slider:
            st.session_state[_DUE_K] = k
    st.session_state[_MOST] = most


def k_was_overruled() -> bool:
    """Tell whether the slider has not taken the k that it should; call after it.

    With another largest k the slider is a new one to Streamlit, which then takes the
    value from the address, and that is still the one of before. Another run helps.
    """
    due = st.session_state.pop(_DUE_K, None)
    return due is not None and due != st.session_state[K]


def want_k(k: int) -> None:
    """Note the k that was chosen, whatever picture comes."""
    st.session_state[_WANTED_K] = k


def start_with_k(k: int) -> None:
    """Note the first k on the page, which may come from the address."""
    st.session_state.setdefault(_WANTED_K, k)


def k_moved() -> None:
    """React to the slider."""
    want_k(st.session_state[K])


def set_k(k: int) -> None:
    """Move the slider; only from a callback."""
    st.session_state[K] = k
    want_k(k)


def rung_clicked() -> None:
    """React to a click on one of the small pictures."""
    _take_k_from(LADDER)


def elbow_clicked() -> None:
    """React to a click in the chart.

    A second click on the same point takes the selection back; it still means
    that point.
    """
    points = st.session_state[ELBOW]["selection"]["points"]
    if points:
        st.session_state[_CLICKED_K] = int(points[0]["x"])
    if _CLICKED_K in st.session_state:
        set_k(st.session_state[_CLICKED_K])


def curve_moved() -> None:
    """React to the keyboard on the curve."""
    _take_k_from(CURVE)


def _take_k_from(widget: str) -> None:
    """Move the slider to the k that one of our own widgets has told."""
    k = st.session_state[widget]["k"]
    if k is not None:
        set_k(int(k))
