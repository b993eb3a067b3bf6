"""Choices of k in any order, and what Streamlit makes of them, without a browser.

What a person does and what comes of its own accord are told apart: a new slider tells
the value that it was given, a run is cut off by a newer one, a move is told once more.
"""

from typing import Any

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st

from components.shared import wish
from tests.examples import many

WIDGET = "viewer"


class Visit:
    """A visitor's session, the address of their page, and what they asked for last."""

    def __init__(self, asked: int | None) -> None:
        self.session: dict[str, Any] = {}
        self.address = {} if asked is None else {wish.K: str(asked)}
        self.wanted = asked or wish.K_DEFAULT
        self.most = 64

    def another_picture(self, most: int) -> None:
        """Choose a picture of so many colors; it is there with the next run."""
        self.most = most

    def another_picture_cut_off(self, most: int) -> None:
        """Run the page with a picture, as far as its slider; a newer run follows."""
        self.seen, self.seen_most = wish.fit_k(most), most

    def move_the_slider(self, k: int) -> None:
        """Move it as far as it goes; what it stands at already is no move."""
        k = min(k, self.seen_most)
        if k != self.seen:
            self.session[wish.K] = self.wanted = self.seen = k
            wish.k_moved()

    def press_a_button(self, k: int) -> None:
        """Press one that sets k; there is none for more colors than the picture has."""
        self.wanted = min(k, self.seen_most)
        wish.set_k(self.wanted)

    def hear_a_new_slider(self, _: int) -> None:
        """Streamlit tells the value that a new slider was given as if it had moved."""
        wish.k_moved()

    def hear_of_a_lost_move(self, k: int) -> None:
        """Have the browser tell once more what it has got no answer to."""
        self._wish(k, wish.revision())
        self.wanted = k
        self.run()

    def hear_of_it_too_late(self, k: int) -> None:
        """Have it do so when another k was chosen since."""
        self._wish(k, wish.revision() - 1)

    def _wish(self, k: int, revision: int) -> None:
        self.session[WIDGET] = {"wish": {"k": k, "revision": revision}}
        wish.take_wish_from(WIDGET)

    def run(self, _: int = 0) -> None:
        """Run the page; compare what is seen with what was asked for."""
        k = self.seen = wish.fit_k(self.most)
        self.seen_most = self.most
        assert k == self.session[wish.K] == max(1, min(self.wanted, self.most))
        usual = min(wish.K_DEFAULT, self.most)
        assert int(self.address.get(wish.K, usual)) == k


K = st.integers(1, 64)
COLORS = st.sampled_from([1, 2, 9, 12, 64])
STEPS: dict[str, st.SearchStrategy[int]] = {
    "another_picture": COLORS,
    "another_picture_cut_off": COLORS,
    "move_the_slider": K,
    "press_a_button": K,
    "hear_a_new_slider": K,
    "hear_of_a_lost_move": K,
    "hear_of_it_too_late": K,
    "run": K,
}
STEP = st.sampled_from(list(STEPS)).flatmap(
    lambda each: st.tuples(st.just(each), STEPS[each])
)


@many()
@given(st.lists(STEP, max_size=20), st.none() | st.integers(1, 999))
def test_slider_and_address_show_what_was_asked_for_last_whatever_came_between(
    steps: list[tuple[str, int]], asked: int | None
) -> None:
    visit = Visit(asked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streamlit, "session_state", visit.session)
        patch.setattr(streamlit, "query_params", visit.address)
        visit.run()
        for step, number in steps:
            getattr(visit, step)(number)
        visit.run()
