"""Clicks in the chart and words in the address: what they mean, without a browser."""

from typing import Any

import pytest
import streamlit as st

from components.features.curve import view as curve
from components.features.dithering.view import DITHER
from components.shared import state


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Put a plain dictionary in the place of a visitor's session."""
    session: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", session)
    return session


def clicked(session: dict[str, Any], *ks: int) -> None:
    """Do what Streamlit does when points are selected."""
    points = [{"x": k, "y": 0.5} for k in ks]
    session[curve.ELBOW] = {"selection": {"points": points}}
    curve.elbow_clicked()


def test_a_click_on_a_point_sets_k(session: dict[str, Any]) -> None:
    clicked(session, 5)
    assert session[state.K] == 5


def test_a_second_click_on_the_same_point_sets_it_again(
    session: dict[str, Any],
) -> None:
    clicked(session, 5)
    session[state.K] = 6
    clicked(session)
    assert session[state.K] == 5


def test_a_deselection_before_any_click_changes_nothing(
    session: dict[str, Any],
) -> None:
    clicked(session)
    assert state.K not in session


def test_keys_on_the_curve_set_k(session: dict[str, Any]) -> None:
    session[curve.CURVE] = {"k": 12}
    curve.curve_moved()
    assert session[state.K] == 12


def test_k_is_held_within_the_picture_and_comes_back(session: dict[str, Any]) -> None:
    state.set_k(16)
    state.fit_k(9)
    assert session[state.K] == 9
    state.fit_k(64)
    assert session[state.K] == 16


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
