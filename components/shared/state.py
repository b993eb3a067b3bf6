"""What one visitor has chosen: in the session, and as far as it can be, in the address.

A `Setting` is declared beside the feature it belongs to; the number of colors, which
everything follows, stands here. Names that begin with ``_`` belong to the file that
they stand in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import streamlit as st

from components.shared.callback import whole

Choice = TypeVar("Choice", bound=str)

K: Final = "k"
MANY: Final = "many"  # whether k goes beyond K_MAX
K_MAX: Final = 64
K_MANY: Final = 256
K_DEFAULT: Final = 16

_RAN: Final = "_ran"
_WANTED_K: Final = "_wanted_k"
_DUE_K: Final = "_due_k"
_MOST: Final = "_most"


@dataclass(frozen=True)
class Setting(Generic[Choice]):
    """One of several choices, kept in the session and in the address.

    Attributes
    ----------
    key : str
        Key of the widget in the session, and name of the parameter in the address.
    choices : sequence of str
        All of them. The first is the usual one, which the address leaves out.
    """

    key: str
    choices: Sequence[Choice]

    def recall(self, among: Sequence[Choice] | None = None) -> Choice:
        """Return what is chosen; at first, what the address asks for.

        Call it before the widget, which then shows that.

        Parameters
        ----------
        among : sequence of str, optional
            The choices that there are now; another one gives way to the first.
        """
        choices = self.choices if among is None else among
        asked = st.session_state.get(self.key, st.query_params.get(self.key))
        chosen = next((each for each in choices if each == asked), choices[0])
        if st.session_state.get(self.key) != chosen:
            st.session_state[self.key] = chosen
        return chosen

    def in_address(self) -> Choice:
        """Return what the address asks for, or the usual choice."""
        asked = st.query_params.get(self.key)
        return next((each for each in self.choices if each == asked), self.choices[0])

    def write(self, chosen: str) -> None:
        """Put what is chosen into the address, unless it is the usual choice."""
        if chosen == self.choices[0]:
            st.query_params.pop(self.key, None)
        elif st.query_params.get(self.key) != chosen:
            st.query_params[self.key] = chosen


@dataclass(frozen=True)
class Switch:
    """Something that is on or off, in the session and in the address.

    Attributes
    ----------
    key : str
        Key of the widget in the session, and name of the parameter in the address,
        where it is ``1`` when it is on and ``0`` when it is off.
    usually : bool
        Its usual position, which the address leaves out.
    """

    key: str
    usually: bool = False

    def recall(self) -> bool:
        """Return its position; at first, that in the address. Call before the widget.

        A widget bound to the address would write its words for people there.
        """
        if self.key not in st.session_state:
            st.session_state[self.key] = self._address.in_address() == "1"
        return bool(st.session_state[self.key])

    def write(self, on: bool) -> None:
        """Put its position into the address, unless it is the usual one."""
        self._address.write("1" if on else "0")

    @property
    def _address(self) -> Setting[str]:
        return Setting(self.key, ("1", "0") if self.usually else ("0", "1"))


# --- runs of the page


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


# --- the number of colors


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


@whole
def k_moved() -> None:
    """React to the slider."""
    want_k(st.session_state[K])


@whole
def set_k(k: int) -> None:
    """Move the slider; only from a callback."""
    st.session_state[K] = k
    want_k(k)


def recall_many() -> None:
    """Take from the address, at first, whether k goes far; call before the widgets."""
    if MANY not in st.session_state:
        asked = st.query_params.get(K, "")
        digits = asked.isdecimal() and len(asked) <= len(str(K_MANY))
        st.session_state[MANY] = digits and K_MAX < int(asked) <= K_MANY


def k_max() -> int:
    """Return the largest k on offer."""
    return K_MANY if st.session_state[MANY] else K_MAX


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
