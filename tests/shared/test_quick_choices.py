"""Choices of k in any order, and what Streamlit makes of them, without a browser.

What a person does and what comes of its own accord are told apart: a new slider tells
the value that it was given, a run is cut off by a newer one, a move is told once more.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit
from hypothesis import example, given
from hypothesis import strategies as st

from components.shared import callback, wish
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
        stands = self.session[wish.K]
        wished = {"k": k, "stands": stands, "revision": revision}
        self.session[WIDGET] = {"wish": wished}
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


def test_of_several_clicks_heard_together_the_one_called_first_sets_k(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visit = Visit(None)
    monkeypatch.setattr(streamlit, "session_state", visit.session)
    monkeypatch.setattr(streamlit, "query_params", visit.address)
    monkeypatch.setattr(
        callback, "get_script_run_ctx", lambda: SimpleNamespace(cursors=visit)
    )
    visit.run()
    visit.press_a_button(3)
    wish.set_k(8)
    visit.run()


# --- keys alone, and a server that answers later than the next of them


class Session(dict[str, Any]):
    """What Streamlit remembers of a visit, and what the slider is given by the page."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[int] = []

    def __setitem__(self, key: str, value: Any) -> None:  # noqa: ANN401 - a session's
        if key == wish.K:
            self.given.append(value)
        super().__setitem__(key, value)

    def tell(self, k: int) -> bool:
        """Take what the slider in the browser stands at; return whether that is new."""
        before = self.get(wish.K)
        super().__setitem__(wish.K, k)
        return before != k


@dataclass(frozen=True)
class Request:
    """Where the slider stands, and perhaps a move that is told once more."""

    k: int
    again: dict[str, int] | None = None


class Keys:
    """Somebody at the keys of a slider that has just been given its value."""

    def __init__(self) -> None:
        self.session = Session()
        self.stands, self.open, self.confirmed = wish.K_DEFAULT, list[int](), -1
        self.requests: list[Request] = []
        self.answers: list[dict[str, Any]] = []

    def arrive(self) -> None:
        """Load the page."""
        self._answer()
        self.said = self.answers.pop()

    def press(self, by: int) -> None:
        """Press an arrow key."""
        self.stands += by
        self.open.append(self.stands)
        self.requests.append(Request(self.stands))

    def serve(self, many: int) -> None:
        """Run the page for so many requests as for one, as Streamlit does."""
        these, self.requests = self.requests[:many], self.requests[many:]
        if these and self.session.tell(these[-1].k):
            wish.k_moved()
        for again in [each.again for each in these if each.again][-1:]:
            self.session[WIDGET] = {"wish": again}
            wish.take_wish_from(WIDGET)
        self.session.given.clear()
        self._answer()

    def _answer(self) -> None:
        told = {"k": wish.fit_k(64), "revision": wish.revision()}
        more = {"doubted": wish.doubted(), "given": self.session.given.copy()}
        self.answers.append({**told, **more})

    def hear(self, many: int) -> None:
        """Let answers arrive: `told` of static/slider_moves.js."""
        for said in self.answers[:many]:
            assert set(said["given"]) <= {self.stands}  # else it would jump back
            if said["revision"] != self.said["revision"] and said["k"] in self.open:
                last = len(self.open) - 1 - self.open[::-1].index(said["k"])
                self.open = self.open[last + 1 :]
            self.said = said
            asked = self.open and self.open[-1] == said["doubted"]
            if asked and said["revision"] != self.confirmed:
                self.confirmed = said["revision"]
                self.tell_again(1)
        self.answers = self.answers[many:]

    def tell_again(self, _: int) -> None:
        """Tell a move once more that has got no answer: `wait` of the same file."""
        if self.open or self.stands != self.said["k"]:
            k = self.open[-1] if self.open else self.said["k"]
            again = {"k": k, "stands": self.stands, "revision": self.said["revision"]}
            self.requests.append(Request(self.stands, again))

    def rest(self) -> None:
        """Wait until all has been answered."""
        for _ in range(4):
            self.serve(len(self.requests))
            self.hear(len(self.answers))
            self.tell_again(1)


KEYS: dict[str, st.SearchStrategy[int]] = {
    "press": st.sampled_from([-1, 1]),
    "serve": st.integers(0, 3),
    "hear": st.integers(1, 2),
    "tell_again": st.just(1),
}
KEY = st.sampled_from(["press", *KEYS]).flatmap(
    lambda each: st.tuples(st.just(each), KEYS[each])
)


# Back at where it was at first, with a move told once more on the way there.
AWAY = [("press", -1), ("press", -1), ("press", 1)]
THERE_AND_BACK = [*AWAY, ("tell_again", 1), ("press", 1)]


@many()
@given(st.lists(KEY, max_size=25))
@example(THERE_AND_BACK)
def test_keys_are_never_taken_back_however_late_the_answers(
    steps: list[tuple[str, int]],
) -> None:
    visit = Keys()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(streamlit, "session_state", visit.session)
        patch.setattr(streamlit, "query_params", {})
        patch.setattr(streamlit, "context", SimpleNamespace(headers={"Host": "here"}))
        visit.arrive()
        for step, number in steps:
            getattr(visit, step)(number)
        visit.rest()
        assert wish.wanted_k() == visit.stands
