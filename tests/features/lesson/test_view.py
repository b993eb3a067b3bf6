"""A link opens a question and a mission; what is found, is told at once."""

from functools import cache
from urllib.parse import unquote_plus

import numpy as np
import pytest
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from components import engine
from components.features.lesson.catalogue import MISSIONS, offered
from components.features.lesson.view import MOST_LETTERS
from components.shared.samples import FOLDER, SAMPLES
from tests.pictures import encoded, photo
from tests.test_page import messages, page, parts, upload, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]


def at_k(at: AppTest, k: int) -> AppTest:
    at.slider(key="k").set_value(k).run()
    assert messages(at) == ""
    return at


def test_a_link_asks_a_question_as_plain_text_of_bounded_length() -> None:
    asked = "<img src=x onerror=alert(1)> **Which**\ncolor?"
    at = page(sample="pixel-art", tab="Learn", question=asked)
    assert messages(at) == ""
    shown = "<img src=x onerror=alert(1)> **Which** color?"
    assert parts(at)["task"]["question"] == shown
    assert at.text_input(key="question").value == shown
    # Nothing that could take it for markup has got it.
    told = [each.value for each in at.markdown]
    told += [each.proto.body for each in at.get("html")]
    assert not any("onerror" in each for each in told)
    at = page(sample="pixel-art", tab="Learn", question="why? " * 1000)
    assert len(parts(at)["task"]["question"]) <= MOST_LETTERS
    assert len(unquote_plus(at.query_params["question"])) <= MOST_LETTERS


def test_a_question_that_is_typed_is_in_the_address_and_leaves_it_again() -> None:
    at = page(sample="pixel-art", tab="Learn")
    assert "question" not in at.query_params
    at.text_input(key="question").set_value("What is lost first?").run()
    assert parts(at)["task"]["question"] == "What is lost first?"
    assert at.query_params["question"] == "What is lost first?"
    assert "letters" not in words(at)
    at.text_input(key="question").set_value("").run()
    assert parts(at)["task"]["question"] == ""
    assert "question" not in at.query_params


def test_a_question_that_is_too_long_is_taken_in_part_and_that_is_said() -> None:
    at = page(sample="pixel-art", tab="Learn")
    field = at.text_input(key="question")
    assert field.max_chars == 0  # else the browser takes nothing of it
    field.set_value("why? " * 60).run()
    assert parts(at)["task"]["question"].startswith("why? why?")
    assert len(parts(at)["task"]["question"]) <= MOST_LETTERS
    assert "A question has at most 200 letters: the end of yours" in words(at)


def test_a_mission_is_checked_as_k_moves_and_shown_after_three_tries() -> None:
    at = page(sample="logo", k="3", tab="Learn", mission="tongue")
    told = parts(at)["task"]
    assert told["task"] == "Find the fewest colors that keep the pink of the tongue."
    assert told["target"] == "#f06479"
    assert told["says"].startswith("The pink of the tongue is lost at 3 colors")
    assert told["nearest"] in told["says"]
    at_k(at, 30)
    assert parts(at)["task"]["says"].endswith("Fewer will do.")
    assert at.button(key="show_me").disabled
    at_k(at, 4)
    assert not parts(at)["task"]["right"]
    at.button(key="show_me").click().run()
    assert messages(at) == ""
    shown = parts(at)["task"]
    k = parts(at)["viewer"]["k"]
    assert shown["right"]
    assert shown["says"].startswith(f"Right: {k} colors keep the pink of the tongue")
    assert at.button(key="show_me").disabled
    at_k(at, k - 1)
    assert "is lost" in parts(at)["task"]["says"]


def test_a_mission_about_another_picture_says_so_and_nonsense_is_none() -> None:
    at = page(sample="pixel-art", tab="Learn", mission="eyes")
    told = parts(at)["task"]
    assert not told["right"]
    assert "choose Cat" in told["says"]
    assert told["target"] == ""
    at = page(sample="pixel-art", tab="Learn", mission="../../etc/passwd")
    assert messages(at) == ""
    assert parts(at)["task"]["task"] == ""
    assert "mission" not in at.query_params


def test_a_picture_of_one_s_own_has_the_missions_of_any_and_the_link_says_so() -> None:
    at = page(sample="pixel-art", tab="Learn")
    assert parts(at)["class_link"] == {"holds_picture": True}
    upload(at, "cat.png", encoded(photo(40, 30)))
    keys = ["", *(each.key for each in offered(""))]
    assert len(at.selectbox(key="mission").options) == len(keys)
    assert parts(at)["class_link"] == {"holds_picture": False}


@pytest.mark.parametrize("mission", ["vivid", "gain", "bend", "half", "eye"])
def test_each_mission_for_any_picture_is_solved_where_show_me_leads(
    mission: str,
) -> None:
    at = page(sample="pixel-art", k="1", tab="Learn", mission=mission)
    upload(at, "mine.png", encoded(photo(40, 30)))
    for k in (2, 3, 1):
        at_k(at, k)
    assert not parts(at)["task"]["right"]
    at.button(key="show_me").click().run()
    assert messages(at) == ""
    assert parts(at)["task"]["right"]
    assert parts(at)["task"]["says"].startswith("Right")


def test_the_task_is_only_in_its_tab() -> None:
    assert "task" not in parts(page(sample="pixel-art", mission="gain"))


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_sample_has_missions(slug: str) -> None:
    assert len(offered(slug)) >= 5


def test_each_color_to_keep_is_lost_first_and_found_by_the_fits_of_its_picture() -> (
    None
):
    """Answers stand nowhere: an area that no palette ever meets would be a riddle."""
    from components.engine.judging.missions import check_color, mean_color

    for mission in MISSIONS:
        if mission.area is None:
            continue
        image, colors = fits_of(mission.sample)
        target = mean_color(image, mission.area)
        assert target is not None
        answer = check_color(target, colors, 1, mission.what).answer
        assert answer is not None, mission.key
        assert answer > 3, mission.key


@cache
def fits_of(slug: str) -> tuple[engine.SourceImage, list[NDArray[np.uint8]]]:
    """Return a sample and its palettes; several missions are about the same."""
    # As it is: `FOLDER` is the real one here, whatever stands for it meanwhile.
    image = engine.read_image((FOLDER / SAMPLES[slug].file).read_bytes())
    table = engine.count_colors(image)
    sweep = engine.sweep_k(table, 64, keep_flat=engine.has_flat_colors(table))
    palettes = engine.palettes(image, table, sweep.colors)
    return image, [each.colors for each in palettes]
