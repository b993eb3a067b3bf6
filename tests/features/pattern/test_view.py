"""A photo becomes a pattern of as many stitches as somebody has the patience for."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.cases import case
from tests.pictures import decoded, encoded, photo, poster
from tests.test_page import messages, original, page, parts, upload, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

Offered = dict[str, dict[str, Any]]


def test_a_link_asks_for_a_width_and_all_counts_are_of_that_many_stitches(
    offered: Offered,
) -> None:
    pixels = photo(320, 40)
    address = {"list": "dmc-floss", "across": "80", "k": "12", "tab": "Colors"}
    at = upload(page(sample="pixel-art", **address), "a.png", encoded(pixels))
    assert messages(at) == ""
    assert at.query_params["across"] == "80"
    assert "80 × 10 stitches" in parts(at)["viewer"]["remark"]
    mean = Image.fromarray(pixels).resize((80, 10), Image.Resampling.BOX)
    assert np.array_equal(original(at)[..., :3], np.asarray(mean))
    drawn = decoded(offered["download_png"]["data"])
    assert drawn.shape[:2] == (10, 80)
    assert len(np.unique(drawn.reshape(-1, 4), axis=0)) == 12
    rows = offered["download_shopping_csv"]["data"].decode().splitlines()[1:]
    assert len(rows) == 12
    assert sum(int(row.split(",")[-2]) for row in rows) == 80 * 10
    assert "For fewer" not in words(at)

    at.number_input(key="across").set_value(320).run()
    assert "across" not in at.query_params
    assert original(at).shape[:2] == (40, 320)
    assert "For fewer stitches, say how many it is to be wide" in words(at)


def test_a_width_that_was_typed_stays_for_the_next_picture_if_it_fits() -> None:
    at = upload(
        page(sample="pixel-art", list="beads-hama", k="5", tab="Colors"),
        "a.png",
        encoded(poster(40, 26)),
    )
    at.number_input(key="across").set_value(20).run()
    assert at.query_params["across"] == "20"
    assert original(at).shape[:2] == (13, 20)
    upload(at, "b.png", encoded(poster(16, 16)))
    assert original(at).shape[:2] == (16, 16)
    upload(at, "c.png", encoded(poster(44, 16)))
    assert original(at).shape[:2] == (7, 20)
    assert messages(at) == ""


def test_where_a_pixel_is_a_pixel_nothing_is_reduced() -> None:
    at = page(sample="pixel-art", across="20", k="4")
    assert "across" not in at.query_params
    assert not at.number_input
    wide = original(at).shape
    at.selectbox(key="list").set_value("beads-hama").run()
    assert original(at).shape[1] == 20
    at.selectbox(key="list").set_value("any").run()
    assert original(at).shape == wide


def test_a_width_that_makes_no_sense_is_passed_over() -> None:
    wide = original(page(sample="pixel-art", k="4")).shape
    for asked in ("3", "-5", "1e3", "99999999", ""):
        with case(asked):
            at = page(sample="pixel-art", list="lego", across=asked, k="4")
            assert messages(at) == ""
            assert original(at).shape == wide


def test_paper_around_a_pattern_can_be_set_aside_too(offered: Offered) -> None:
    pixels = np.full((30, 40, 3), 255, np.uint8)
    pixels[10:20, 10:30] = poster(20, 10)
    address = {"list": "dmc-floss", "across": "20", "aside": "ffffff", "k": "6"}
    at = page(sample="pixel-art", tab="Sizes", **address)
    upload(at, "sheet.png", encoded(pixels))
    said = parts(at)["viewer"]["remark"]
    assert said.startswith("Reduced to 20 × 15 stitches. White (#ffffff), ")
    file = Image.open(io.BytesIO(offered["download_png"]["data"]))
    assert file.size == (20, 15)
    assert "Fewer pixels, saved as PNG, make it" in words(at)
