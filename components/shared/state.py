"""What one visitor has chosen: in the session, and as far as it can be, in the address.

A `Setting` is declared beside the feature it belongs to; the number of colors, which
everything follows, stands in `wish`. Names that begin with ``_`` belong to the file
that they stand in.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import streamlit as st
from streamlit.errors import StreamlitAPIException

from components.shared import address
from components.shared.callback import whole

Choice = TypeVar("Choice", bound=str)

_CHOSEN: Final = "_chosen"  # what was last recalled, by the key of its widget
_RAN: Final = "_ran"
_LOOK: Final = "_look"


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
        _remember(self.key, chosen)
        return chosen

    def in_address(self) -> Choice:
        """Return what the address asks for, or the usual choice."""
        asked = st.query_params.get(self.key)
        return next((each for each in self.choices if each == asked), self.choices[0])

    def write(self, chosen: str) -> None:
        """Put what is chosen into the address, unless it is the usual choice."""
        address.write(self.key, None if chosen == self.choices[0] else chosen)


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
        on = bool(st.session_state[self.key])
        _remember(self.key, on)
        return on

    def write(self, on: bool) -> None:
        """Put its position into the address, unless it is the usual one."""
        self._address.write("1" if on else "0")

    @property
    def _address(self) -> Setting[str]:
        return Setting(self.key, ("1", "0") if self.usually else ("0", "1"))


def _remember(key: str, chosen: str | bool) -> None:
    st.session_state.setdefault(_CHOSEN, {})[key] = chosen


def keep_choices() -> None:
    """Keep what is chosen by widgets that this run has not drawn, as in a closed tab.

    Call it when all widgets are there. Streamlit forgets what was chosen by those that
    are not, and would find what they had been given first.
    """
    for key, chosen in st.session_state.get(_CHOSEN, {}).items():
        with suppress(StreamlitAPIException):  # it is there, and knows it by itself
            st.session_state[key] = chosen


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


# --- a place of the picture that somebody asks for


@dataclass(frozen=True)
class Look:
    """A place of a picture that the viewer is to show on the loss map.

    Attributes
    ----------
    picture : str
        Key of the picture.
    turn : int
        Grows with every wish, so that one is not fulfilled twice.
    row, column : float
        Its middle, as shares of the picture, 0–1.
    height, width : float
        What it reaches over, likewise.
    """

    picture: str
    turn: int
    row: float
    column: float
    height: float
    width: float


@whole
def look_at(
    picture: str, place: tuple[float, float], size: tuple[float, float]
) -> None:
    """Ask the viewer to show a place; only from a callback. Parameters as of `Look`."""
    before = st.session_state.get(_LOOK)
    turn = before.turn + 1 if isinstance(before, Look) else 1
    st.session_state[_LOOK] = Look(picture, turn, *place, *size)


def looked_at(picture: str) -> Look | None:
    """Return the place of a picture that was asked for last, if any."""
    wish = st.session_state.get(_LOOK)
    return wish if isinstance(wish, Look) and wish.picture == picture else None
