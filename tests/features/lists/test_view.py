"""The page keeps to a list, all over."""

import re
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from components.engine import color_lists
from tests.pictures import decoded
from tests.test_page import messages, page, parts, swatches, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

LISTS = {each.key: each for each in color_lists()}


def test_a_list_that_the_address_names_is_kept_to_all_over_the_page() -> None:
    at = page(sample="pixel-art", list="dmc", k="12", tab="Colors")
    threads = LISTS["dmc-floss"]
    hexes = ["#" + bytes(color).hex() for color in threads.colors]
    assert not messages(at)
    assert at.query_params["list"] == "dmc-floss"
    assert at.slider(key="k").label == "Number of colors, k, of DMC stranded cotton"
    chosen = list(swatches(at))
    assert len(chosen) == 12
    assert [hexes.index(each) for each in chosen] == sorted(map(hexes.index, chosen))
    entries = parts(at)["palettes"]["entries"]
    for each in chosen:
        code, label = entries[each]
        assert threads.codes.index(code) == hexes.index(each)
        assert label.startswith(code)
    assert at.toggle(key="flat").disabled
    assert "One pixel counts as one stitch." in words(at)
    assert len(at.get("download_button")) == 3  # the picture, and two shopping lists


def test_a_list_of_two_goes_to_two_and_what_makes_no_sense_for_so_few_is_said() -> None:
    at = page(sample="pixel-art", list="black-and-white", k="12")
    assert not messages(at)
    assert at.slider(key="k").max == 2
    assert swatches(at).keys() == {"#000000", "#ffffff"}
    assert "No elbow: a curve of 2 colors is too short to bend." in words(at)
    assert "This picture has exactly" not in words(at)
    assert parts(at)["ladder"]["ks"] == [2]

    at.selectbox(key="list").set_value("any").run()
    assert "list" not in at.query_params
    assert at.slider(key="k").value == 12  # as was wanted
    assert parts(at)["palettes"]["entries"] is None


def test_a_panel_is_shown_as_it_looks_and_its_files_hold_its_codes(
    offered: dict[str, dict[str, Any]],
) -> None:
    at = page(sample="pixel-art", list="eink-spectra6", k="4", tab="Take away")
    panel = LISTS["eink-spectra6"]
    assert not messages(at)
    assert panel.device is not None
    looks = ["#" + bytes(color).hex() for color in panel.colors]
    codes = ["#" + bytes(code).hex() for code in panel.device]
    entries = parts(at)["palettes"]["entries"]
    shown = swatches(at)
    assert all(entries[each][2] == codes[looks.index(each)] for each in shown)
    assert "What you save holds those that have to be sent to it" in words(at)
    assert "The file holds the panel's own codes" in words(at)
    assert "In a palette the name of a color says what it looks like" in words(at)

    sent = {codes[looks.index(each)] for each in shown}
    pixels = decoded(offered["download_png"]["data"])[..., :3].reshape(-1, 3)
    assert {f"#{bytes(each).hex()}" for each in np.unique(pixels, axis=0)} == sent
    palette = offered["download_palette"]["data"].decode()
    for each in shown:
        red, green, blue = bytes.fromhex(codes[looks.index(each)][1:])
        line = rf"^\s*{red}\s+{green}\s+{blue}\s.*, looks like {each}$"
        assert re.search(line, palette, re.MULTILINE)

    at.selectbox(key="list").set_value("pico-8").run()
    assert "panel" not in words(at)


def test_a_panel_s_colors_are_not_taken_along_without_its_codes() -> None:
    at = page(sample="pixel-art", list="eink-spectra6", k="4", tab="Colors")
    assert not messages(at)
    assert "Each with its code and name there" in words(at)
    assert "reuse" not in {each.key for each in at.button}


def test_kept_colors_are_there_at_every_k_and_let_go_one_by_one() -> None:
    at = page(sample="pixel-art", pin="ff00ff,00FF00,junk,ff00ff", k="12")
    assert not messages(at)
    assert at.query_params["pin"] == "ff00ff,00ff00"
    assert parts(at)["viewer"]["pins"] == ["#ff00ff", "#00ff00"]
    colors = parts(at)["palettes"]["colors"]
    assert colors[0] == "ff00ff"
    for palette in colors[1:]:
        each = {palette[at : at + 6] for at in range(0, len(palette), 6)}
        assert {"ff00ff", "00ff00"} <= each
    # The picture has 12 colors, and neither of these.
    assert at.slider(key="k").max == 14
    assert "with those that are kept beside them 14 colors" in words(at)
    assert "They stay as they are from 2 colors on" in words(at)

    at.selectbox(key="list").set_value("pico-8").run()
    assert parts(at)["viewer"]["pins"] is None  # nothing can be kept
    assert "They wait" in words(at)
    assert at.query_params["pin"] == "ff00ff,00ff00"

    at.selectbox(key="list").set_value("any").run()
    at.button(key="unpin_ff00ff").click().run()
    assert at.query_params["pin"] == "00ff00"
    assert parts(at)["palettes"]["colors"][0] == "00ff00"
    at.button(key="unpin_00ff00").click().run()
    assert "pin" not in at.query_params
    assert at.slider(key="k").max == 12


def press(at: AppTest, label: str) -> AppTest:
    """Press the button of a form."""
    (button,) = (each for each in at.button if each.label == label)
    return button.click().run()


def test_own_colors_are_pasted_reused_and_what_is_none_is_refused() -> None:
    at = page(sample="pixel-art", list="own", tab="Colors", k="2")
    assert "There are none yet" in words(at)
    at.text_area(key="own_codes").set_value("#ff8800 orange, #0088ff, #369")
    press(at, "Use these codes")
    assert not messages(at)
    assert at.query_params["own"] == "ff8800,0088ff,336699"
    assert at.slider(key="k").max == 3
    chosen = set(swatches(at))
    assert len(chosen) == 2
    assert chosen < {"#ff8800", "#0088ff", "#336699"}

    at.text_area(key="own_codes").set_value("no color")
    press(at, "Use these codes")
    assert "“no color”, is no color. The colors before are still here." in messages(at)
    assert set(swatches(at)) == chosen

    at.button(key="reuse").click().run()
    at.button(key="sample_logo").click().run()
    assert at.slider(key="k").max == 2
    assert set(swatches(at)) == chosen  # of the other picture


def test_of_a_list_only_what_somebody_has_is_used() -> None:
    at = page(sample="pixel-art", list="dmc", have="310,321,no such")
    assert at.query_params["have"] == "310,321"
    assert at.slider(key="k").max == 2
    at.text_input(key="have_codes").set_value("blanc; 9999 666")
    press(at, "Add them")
    assert "9999." in messages(at)
    assert at.slider(key="k").max == 4
    entries = parts(at)["palettes"]["entries"]
    assert {code for code, _ in entries.values()} == {"310", "321", "BLANC", "666"}
    assert "the best of the 4 that you have of these 489" in words(at)
    at.multiselect(key="have_dmc-floss").set_value([]).run()
    assert not messages(at)
    assert "have" not in at.query_params
    assert at.slider(key="k").max == 12
    assert "the best of these 489" in words(at)


def test_a_link_carries_all_that_somebody_has_however_many() -> None:
    at = page(sample="pixel-art", list="dmc", k="12")
    rows = list(range(0, 489, 3))
    at.multiselect(key="have_dmc-floss").set_value(rows).run()
    assert not messages(at)
    assert "the best of the 163 that you have of these 489" in words(at)
    asked = at.query_params["have"]
    assert len(asked) < 100
    again = page(sample="pixel-art", list="dmc", k="12", have=asked)
    assert again.multiselect(key="have_dmc-floss").value == rows
    assert swatches(again) == swatches(at)
    assert again.query_params["have"] == asked
