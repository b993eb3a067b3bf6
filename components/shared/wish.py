"""How many colors somebody has asked for, whatever picture is on the page.

The wish stands by itself and is counted; the slider, which people and Streamlit and
the page all move, shows as much of it as the picture has. What is asked for last is
what is seen, in whatever order requests and answers cross.
"""

from typing import Final

import streamlit as st

from components.shared import address
from components.shared.callback import newest, whole

K: Final = "k"
MANY: Final = "many"  # whether k goes beyond K_MAX
K_MAX: Final = 64
K_MANY: Final = 256
K_DEFAULT: Final = 16

_WANTED_K: Final = "_wanted_k"
_MOST: Final = "_most"
_REVISION: Final = "_revision"
_BY_SLIDER: Final = "_by_slider"  # whether the wish came from there
_DUE: Final = "_due"  # whether the slider is to be given its value once more
_OLD: Final = "_old"  # values that the browser's slider may still stand at
_DOUBTED: Final = "_doubted"  # which of them it has told


def fit_k(most: int) -> int:
    """Keep k within a picture's number of colors; call before the slider.

    Whoever wanted 16 colors and passes a picture of 9 gets 16 again afterwards. The
    slider is given its value here, and only where it has another one: what is set
    pulls back a slider that has moved on meanwhile.

    Parameters
    ----------
    most : int
        The largest k there is.

    Returns
    -------
    int
        The k that the page shows.
    """
    st.session_state.setdefault(_WANTED_K, _k_in_address() or K_DEFAULT)
    k = _wanted_of(most)
    due = st.session_state.get(_DUE, False)
    # Another range is another slider to Streamlit: it is told all the same.
    due |= st.session_state.get(K, 0) not in (k, doubted())
    due |= most != st.session_state.get(_MOST)
    if due:
        st.session_state[K] = k
        st.session_state[_DOUBTED] = None
    st.session_state[_DUE] = False
    st.session_state[_MOST] = most
    _forget_old_values(k if due else None)
    _write_k(k, min(K_DEFAULT, most))
    return k


def _wanted_of(most: int) -> int:
    """Return as many colors as are wanted, or as there are."""
    return max(1, min(wanted_k(), most))


def _k_in_address() -> int | None:
    asked = st.query_params.get(K, "")
    if not (asked.isdecimal() and len(asked) <= len(str(K_MANY))):
        return None
    return int(asked) or None


def _write_k(k: int, usual: int) -> None:
    """Put k into the address, unless it is the usual one."""
    address.write(K, None if k == usual else str(k))


def want_k(k: int, by_slider: bool = False) -> None:
    """Note the k that was chosen, whatever picture comes."""
    st.session_state[_WANTED_K] = k
    st.session_state[_DOUBTED] = None
    st.session_state[_BY_SLIDER] = by_slider
    st.session_state[_REVISION] = revision() + 1


def wanted_k() -> int:
    """Return the k that was chosen last, also where the picture has fewer colors."""
    return int(st.session_state[_WANTED_K])


def doubted() -> int | None:
    """Return a k that the slider has told, if it may be only an old one."""
    return st.session_state.get(_DOUBTED)


def by_slider() -> bool:
    """Tell whether that was done by the slider."""
    return bool(st.session_state.get(_BY_SLIDER, False))


def revision() -> int:
    """Return how often a k was chosen in this visit."""
    return int(st.session_state.get(_REVISION, 0))


@whole
def k_moved() -> None:
    """React to the slider.

    A slider that is new to the browser tells the value that it was given: nobody has
    moved it, and whoever wanted more colors than the picture has wants them still.
    """
    k = st.session_state[K]
    if k == _wanted_of(st.session_state[_MOST]):
        st.session_state[_DOUBTED] = None
    elif _may_be_old(k):
        _keep_old_value(k)
        st.session_state[_DOUBTED] = k
    else:
        want_k(k, by_slider=True)


@whole
@newest("k")
def set_k(k: int) -> None:
    """Move the slider, beyond 64 too; only from a callback."""
    if K in st.session_state:
        _keep_old_value(st.session_state[K])
    if k > k_max():
        st.session_state[MANY] = True
    st.session_state[K] = k
    st.session_state[_DUE] = True  # also where the slider has crossed it
    want_k(k)


def _may_be_old(k: int) -> bool:
    """Tell whether a slider may say this only because it has not heard of a newer k.

    A click that comes before the browser has heard of that brings the old value along,
    which then looks as if somebody had moved the slider back. So the browser is asked
    (`doubted`), and tells it once more if it is so (`take_wish_from`); the slider stays
    where it is, for whoever moves it may be further already. Where there is no browser,
    it is so.
    """
    return k in st.session_state.get(_OLD, {}) and bool(st.context.headers)


def _keep_old_value(k: int) -> None:
    """Note what the slider in the browser may stand at for one more run."""
    st.session_state[_OLD] = {**st.session_state.get(_OLD, {}), k: 0}


def _forget_old_values(sent: int | None) -> None:
    """Count a run; keep what is sent to the slider in it."""
    aged = {k: runs + 1 for k, runs in st.session_state.get(_OLD, {}).items()}
    st.session_state[_OLD] = {k: runs for k, runs in aged.items() if runs <= 1}
    if sent is not None:
        _keep_old_value(sent)


def recall_many() -> None:
    """Take from the address, at first, whether k goes far; call before the widgets."""
    if MANY not in st.session_state:
        st.session_state[MANY] = K_MAX < (_k_in_address() or 0) <= K_MANY


def k_max() -> int:
    """Return the largest k on offer."""
    return K_MANY if st.session_state.get(MANY) else K_MAX


@whole
def look_further() -> None:
    """Let k go beyond 64; only from a callback."""
    st.session_state[MANY] = True


@whole
def take_k_from(widget: str) -> None:
    """Move the slider to the k that one of our own widgets has told."""
    k = st.session_state[widget]["k"]
    if k is not None:
        set_k(int(k))


@whole
def take_wish_from(widget: str) -> None:
    """Hear of a move of the slider that has got no answer, unless it is out of date.

    So it is if another k was chosen since the browser saw the page that it was made on,
    or the slider has moved on, be it to where it was at first. A slider that stands
    elsewhere is given its value once more; any other is left alone, for it may be
    further by then.
    """
    wish = st.session_state[widget]["wish"]
    if wish is None or int(wish["revision"]) != revision():
        return
    k, stands = int(wish["k"]), int(wish["stands"])
    if stands != st.session_state[K]:
        return
    if k != stands:
        st.session_state[_DUE] = True
    if k != wanted_k():
        want_k(k, by_slider=True)
