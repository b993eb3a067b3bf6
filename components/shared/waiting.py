"""What is seen while another picture is worked out: how far it is, and nothing old.

For a large picture that takes seconds, in several steps and more than one run of the
page. One bar stays from the first to the last, and what is still there of the picture
before (its figures, its download) is not to be seen until it has been replaced.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import streamlit as st

from components.shared import progress
from components.shared.tabs import KEY as TABS

# Names of the parts of the page that hold figures of a picture.
_PARTS: Final = ("side", TABS)

_SHOWN: Final = "_figures_shown"
_LEFT: Final = "_waiting_left"


@dataclass(frozen=True)
class _Shown:
    """Of which picture figures are on the page, and which parts still lack them."""

    picture: str
    old: Sequence[str] = ()


@dataclass(frozen=True)
class _Left:
    """How it stood when a run of the page ended before its time."""

    picture: str
    text: str
    share: float


class Waiting:
    """The place over the pictures that says how far it is; it takes no room.

    Parameters
    ----------
    picture : str
        Key of the picture that is worked out.
    """

    def __init__(self, picture: str) -> None:
        shown: _Shown = st.session_state.get(_SHOWN, _Shown(""))
        self._picture = picture
        self._old = shown.old if shown.picture == picture else _PARTS
        self._before = _SHOWN in st.session_state
        left: _Left | None = st.session_state.get(_LEFT)
        self._seen = left is not None and left.picture == picture
        with st.container(key="status"):
            if left is None or not self._seen:
                self._veil, self._bar = st.empty(), st.empty()
            else:
                # At once, and not into a place that is empty first: a frame may lie
                # between the two, without a bar and with all that is old.
                hides = self._covers()
                self._veil = st.html(unseen(self._old)) if hides else st.empty()
                self._bar = st.progress(left.share, text=left.text)

    @contextmanager
    def step(self, text: str) -> Iterator[Callable[[float], None]]:
        """Offer a function that shows the share done, 0–1.

        What is quick shows nothing, unless something before it was not.

        Parameters
        ----------
        text : str
            What is going on, in words.
        """

        def show(share: float) -> None:
            self._show(_Left(self._picture, text, share))

        yield progress.watcher(show, at_once=lambda: self._seen)

    def only(self, *parts: str) -> None:
        """Say that all but some parts of the page are this picture's.

        What once was stays so, even if its figures are to become better.
        """
        if not self._old:
            return
        if self._old is not _PARTS:
            parts = tuple(part for part in parts if part in self._old)
        self._note(parts)

    def anew(self, *parts: str) -> None:
        """Say that parts of the page are of another drawing of this picture.

        They are not seen where it takes long until they are replaced.
        """
        self._note(parts)

    def done(self) -> None:
        """Say that all of the page is this picture's."""
        self._bar.empty()
        self._veil.empty()
        st.session_state[_SHOWN] = _Shown(self._picture)
        st.session_state.pop(_LEFT, None)

    def _note(self, old: Sequence[str]) -> None:
        self._old = old
        st.session_state[_SHOWN] = _Shown(self._picture, old)
        if self._seen:
            self._cover()

    def _show(self, now: _Left) -> None:
        if not self._seen:
            self._cover()  # before the bar: where a browser is busy, frames lie between
        self._seen = True
        self._bar.progress(now.share, text=now.text)
        # Once its figures are on the page, each wait is short, and begins anew.
        if self._old:
            st.session_state[_LEFT] = now

    def _covers(self) -> bool:
        return bool(self._old) and self._before

    def _cover(self) -> None:
        if self._covers():
            self._veil.html(unseen(self._old))
        else:
            self._veil.empty()


def unseen(parts: Sequence[str]) -> str:
    """Write the rule of style that hides parts of the page; their room stays.

    Parameters
    ----------
    parts : sequence of str
        Keys of containers. Of the tabs it is what the open one holds.

    Examples
    --------
    >>> unseen(["short"])
    '<style>.st-key-short{visibility:hidden}</style><i hidden></i>'
    """
    names = {TABS: f".st-key-{TABS} [role=tabpanel]"}
    rule = ",".join(names.get(part, f".st-key-{part}") for part in parts)
    # Rules alone, Streamlit would put where nothing takes them away again.
    return f"<style>{rule}{{visibility:hidden}}</style><i hidden></i>"
