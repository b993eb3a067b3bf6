"""Changes of palettes in the session and in the address, without a browser."""

from typing import Any

import pytest
import streamlit

from components.engine import sweep_k
from components.model.fits import Fits
from components.shared import edits, work
from tests.pictures import encoded, photo

WIDGET = "viewer"


class Visit:
    """A visitor's session and address, and what they do to the palette of four."""

    def __init__(self, patch: pytest.MonkeyPatch, asked: str = "") -> None:
        self.session: dict[str, Any] = {}
        self.address = {"edit": asked} if asked else {}
        patch.setattr(streamlit, "session_state", self.session)
        patch.setattr(streamlit, "query_params", self.address)
        picture = work.load("photo.png", encoded(photo(40, 30)))
        self.fits = Fits(picture, "srgb", sweep_k(picture.table, 6))

    def do(self, does: str, entry: int = 0, **more: object) -> str:
        """Do something, and run the page; the key of what is changed then."""
        nothing = {"code": None, "into": None, "again": False}
        place = {"palettes": self.fits.key, "k": 4, "does": does, "entry": entry}
        self.session[WIDGET] = {"edit": nothing | place | more}
        edits.take_from(WIDGET)
        return self.run()

    def run(self, k: int = 4) -> str:
        """Run the page at some k; the key of what is changed there."""
        edits.write(self.fits, k)
        found = edits.recall(self.fits).get(k)
        return found.key if found else ""


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Visit:
    return Visit(monkeypatch)


def test_undo_takes_back_step_by_step_and_undo_all_takes_back_all(visit: Visit) -> None:
    assert visit.do("color", 1, code="#ff0000") == "1-ff0000"
    assert visit.do("leave out", 2) == "1-ff0000.2x"
    assert visit.do("merge", 3, into=0) == "1-ff0000.2x.3m0"
    assert visit.do("undo") == "1-ff0000.2x"
    assert visit.do("undo") == "1-ff0000"
    assert visit.do("leave out", 0) == "1-ff0000.0x"
    assert visit.do("undo all") == ""
    assert visit.do("undo") == ""
    assert "edit" not in visit.address


def test_a_color_that_is_looked_for_is_one_step(visit: Visit) -> None:
    visit.do("leave out", 2)
    visit.do("color", 1, code="#ff0000")
    assert visit.do("color", 1, code="#00ff00", again=True) == "1-00ff00.2x"
    assert visit.do("undo") == "2x"


def test_what_cannot_be_done_changes_nothing(visit: Visit) -> None:
    visit.do("leave out", 2)
    for does, entry, more in (
        ("leave out", 2, {}),
        ("leave out", 4, {}),
        ("leave out", -1, {}),
        ("merge", 1, {"into": 2}),
        ("merge", 1, {"into": 1}),
        ("color", 2, {"code": "#ff0000"}),
        ("color", 1, {"code": "red; --"}),
    ):
        assert visit.do(does, entry, **more) == "2x"
    assert visit.do("undo") == ""


def test_a_palette_that_is_not_there_is_passed_over(visit: Visit) -> None:
    visit.do("leave out", 2)
    for k in (-1, 0, 7, 999):
        visit.session[WIDGET]["edit"] |= {"k": k, "entry": 0}
        edits.take_from(WIDGET)
    assert edits.recall(visit.fits).keys() == {4}


def test_each_palette_has_its_own_and_has_it_again(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert visit.do("leave out", 2) == "2x"
    assert visit.run(k=5) == ""
    assert "edit" not in visit.address
    assert visit.run(k=4) == "2x"
    flat = Fits(visit.fits.picture, "srgb", visit.fits.sweep, keeps_flat=True)
    assert edits.recall(flat) == {}


def test_a_link_changes_the_palette_it_was_made_of_and_no_other(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.do("color", 1, code="#ff0000")
    link = visit.address["edit"]
    other = Visit(monkeypatch, link)
    assert other.run(k=5) == ""  # k comes first to another palette
    assert other.run(k=4) == "1-ff0000"
    assert other.address["edit"] == link
    assert other.do("undo") == ""
    assert other.run() == ""


@pytest.mark.parametrize("junk", ["", ".", "00000000.1x", "x.1x", "1x", "00000000"])
def test_a_link_that_does_not_fit_changes_nothing(
    junk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(monkeypatch, junk)
    assert edits.recall(visit.fits) == {}
    visit.run()
    assert "edit" not in visit.address


def test_colors_that_are_not_final_are_left_alone(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.do("leave out", 2)
    link = visit.address["edit"]
    other = Visit(monkeypatch, link)
    rough = Fits(other.fits.picture, "srgb", other.fits.sweep, final=False)
    edits.write(rough, 4)
    assert edits.recall(rough) == {}
    assert other.address["edit"] == link  # until the final ones are there


def test_a_visit_does_not_grow_without_end(visit: Visit) -> None:
    for i in range(300):
        visit.do("color", 1, code=f"#{i:06x}")
    for k in range(100):
        visit.session[WIDGET]["edit"] |= {"palettes": "x" * 10_000, "k": k + 2}
        edits.take_from(WIDGET)
    kept = visit.session["_edits"]
    assert len(kept) <= 64
    assert max(len(steps) for steps in kept.values()) <= 100
    assert max(len(key) for key, _ in kept) <= 500
