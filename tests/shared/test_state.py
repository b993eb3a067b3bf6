"""Clicks in the chart and words in the address: what they mean, without a browser."""

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.features.curve import view as curve
from components.shared import wish
from components.shared.drawing_settings import DITHER, FLAT
from components.shared.state import Setting
from tests.cases import case
from tests.serving import PATIENCE


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Put a plain dictionary in the place of a visitor's session."""
    session: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", session)
    return session


def clicked(session: dict[str, Any], *ks: int) -> None:
    """Do what Streamlit does when points are selected."""
    points = [{"x": k, "y": 0.5, "point_index": k - 1} for k in ks]
    session[curve.ELBOW] = {"selection": {"points": points}}
    curve.elbow_clicked()


def test_a_click_on_a_point_sets_k(session: dict[str, Any]) -> None:
    clicked(session, 5)
    assert session[wish.K] == 5


def test_a_second_click_on_the_same_point_sets_it_again(
    session: dict[str, Any],
) -> None:
    clicked(session, 5)
    session[wish.K] = 6
    clicked(session)
    assert session[wish.K] == 5


def test_a_deselection_before_any_click_changes_nothing(
    session: dict[str, Any],
) -> None:
    clicked(session)
    assert wish.K not in session


def test_what_was_selected_in_another_chart_changes_nothing(
    session: dict[str, Any],
) -> None:
    session[curve._DRAWN] = "a chart"
    clicked(session, 2)
    wish.set_k(59)
    session[curve._DRAWN] = "another"
    # So it comes if the browser has not heard yet that the first one is gone.
    clicked(session)
    assert session[wish.K] == 59
    with case("a click there counts, and so does the second"):
        clicked(session, 7)
        assert session[wish.K] == 7
        wish.set_k(8)
        clicked(session)
        assert session[wish.K] == 7


def test_k_is_held_within_the_picture_and_comes_back(
    session: dict[str, Any], address: dict[str, str]
) -> None:
    wish.set_k(16)
    wish.fit_k(9)
    assert session[wish.K] == 9
    wish.fit_k(64)
    assert session[wish.K] == 16


def test_the_address_asks_for_dithering_only_until_the_switch_is_there(
    session: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = {"dither": "1"}
    monkeypatch.setattr(st, "query_params", address)
    DITHER.recall()
    assert session[DITHER.key] is True
    session[DITHER.key] = False
    DITHER.recall()
    assert session[DITHER.key] is False
    DITHER.write(False)
    assert address == {}
    DITHER.write(True)
    assert address == {"dither": "1"}


def test_a_switch_that_is_usually_on_is_in_the_address_when_it_is_off(
    session: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    address: dict[str, str] = {}
    monkeypatch.setattr(st, "query_params", address)
    assert FLAT.recall() is True
    FLAT.write(False)
    assert address == {FLAT.key: "0"}
    del session[FLAT.key]
    assert FLAT.recall() is False
    FLAT.write(True)
    assert address == {}


WAY = Setting("way", ("usual", "other", "rare"))


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Put a plain dictionary in the place of the page's address."""
    address: dict[str, str] = {}
    monkeypatch.setattr(st, "query_params", address)
    return address


def test_the_address_asks_for_a_choice_only_until_something_is_chosen(
    session: dict[str, Any], address: dict[str, str]
) -> None:
    address["way"] = "rare"
    assert WAY.recall() == session["way"] == "rare"
    session["way"] = "other"
    assert WAY.recall() == "other"


def test_nonsense_in_the_address_is_the_usual_choice(
    session: dict[str, Any], address: dict[str, str]
) -> None:
    address["way"] = "../../etc/passwd"
    assert WAY.recall() == WAY.in_address() == "usual"


def test_a_choice_that_there_no_longer_is_gives_way_to_the_first(
    session: dict[str, Any], address: dict[str, str]
) -> None:
    session["way"] = "rare"
    assert WAY.recall(among=("usual", "other")) == session["way"] == "usual"


def test_the_address_leaves_out_the_usual_choice(address: dict[str, str]) -> None:
    WAY.write("other")
    assert address == {"way": "other"}
    WAY.write("usual")
    assert address == {}


def a_page() -> None:
    """Draw a choice and a switch in a part that can be closed."""
    import streamlit as st

    from components.shared import state

    way = state.Setting("way", ("usual", "other", "rare"))
    switch = state.Switch("switch")
    st.text(f"{way.recall()} {switch.recall()}")
    if st.checkbox("open", value=True, key="open"):
        st.segmented_control("Way", way.choices, key=way.key, required=True)
        st.toggle("Switch", key=switch.key)
    state.keep_choices()


def test_what_is_chosen_in_a_part_that_is_closed_stays_chosen() -> None:
    at = AppTest.from_function(a_page, default_timeout=PATIENCE).run()
    at.segmented_control(key="way").set_value("rare")
    at.toggle(key="switch").set_value(True).run()
    with case("closed"):
        at.checkbox(key="open").uncheck()
        assert [at.run().text[0].value for _ in range(3)] == 3 * ["rare True"]
    with case("open again"):
        at.checkbox(key="open").check().run()
        assert at.segmented_control(key="way").value == "rare"
        assert at.toggle(key="switch").value is True
    with case("another choice after that"):
        at.segmented_control(key="way").set_value("other").run()
        assert at.text[0].value == "other True"
