"""What the stage in the tab Learn is told to begin with."""

import pytest

from tests.test_page import messages, page, parts

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]


def test_an_address_opens_an_act_and_one_that_makes_no_sense_the_first() -> None:
    at = page(
        sample="pixel-art", k="5", tab="Learn", act="2", start="plusplus", seed="42"
    )
    assert messages(at) == ""
    told = parts(at)["learn"]
    assert (told["act"], told["start"], told["seed"]) == ("2", "plusplus", 42)
    at = page(sample="pixel-art", k="5", tab="Learn", act="7", start="no", seed="-1e9")
    assert messages(at) == ""
    told = parts(at)["learn"]
    assert (told["act"], told["start"], told["seed"]) == ("1", "random", 1)
    assert not {"act", "start", "seed"} & set(at.query_params)


def test_the_stage_knows_where_the_curve_bends() -> None:
    at = page(sample="logo", k="5", tab="Learn", act="5")
    told = parts(at)["learn"]
    assert told["act"] == "5"
    first, last = told["elbow"][0], told["elbow"][-1]
    number = f"{first}–{last}" if first < last else f"{last}"
    assert at.button(key="use_elbow").label.startswith(f"{number} · ")


def test_the_stage_is_only_in_its_tab_and_gets_nothing_new_with_another_k() -> None:
    assert "learn" not in parts(page(sample="pixel-art", k="5"))
    at = page(sample="pixel-art", k="5", tab="Learn")
    before = parts(at)["learn"]
    at.slider(key="k").set_value(6).run()
    assert parts(at)["learn"] == before
