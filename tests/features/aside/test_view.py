"""A color is set aside, all over the page, and counts again."""

import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from streamlit.testing.v1 import AppTest

from components.shared import work
from tests.pictures import encoded, plain, poster
from tests.test_page import messages, original, page, parts, swatches, upload, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]


def remark(at: AppTest) -> str:
    """Return what is said below the pictures."""
    return str(parts(at)["viewer"]["remark"])


def told(at: AppTest) -> dict[str, Any] | None:
    """Return what the viewer is told of what is set aside."""
    aside: dict[str, Any] | None = parts(at)["picture"]["aside"]
    return aside


def filled(at: AppTest) -> bool:
    """Tell whether something is set aside, and drawn in its color."""
    aside = told(at)
    return aside is not None and bool(aside["filled"])


def on_paper() -> NDArray[np.uint8]:
    """Return a photo on a white sheet that covers half of the picture."""
    pixels = np.full((40, 50, 3), 255, np.uint8)
    pixels[10:35, 5:45] = poster(40, 25)
    pixels[::2, ::7][pixels[::2, ::7].min(axis=-1) == 255] = (250, 251, 247)
    return pixels


def test_a_link_sets_a_color_aside_and_all_the_page_is_about_the_rest() -> None:
    at = upload(
        page(sample="pixel-art", aside="FFFFFF", tab="Sizes"),
        "sheet.png",
        encoded(on_paper()),
    )
    assert messages(at) == ""
    assert at.query_params["aside"] == "ffffff"
    assert {"reach", "edge", "as"}.isdisjoint(at.query_params)
    said = remark(at)
    assert said.startswith("White (#ffffff), 50.0 % of the picture, is set aside")
    assert "transparent (the + 1)" in said
    assert (told(at) or {})["color"] == "ffffff"
    assert not filled(at)
    assert sum(parts(at)["palettes"]["weights"][15]) == 25 * 40
    assert np.array_equal(original(at)[..., :3], on_paper())
    assert min(min(bytes.fromhex(code[1:])) for code in swatches(at)) < 240
    labels = [row["label"] for row in parts(at)["bars"]["rows"]]
    assert "16 + 1 colors as indexed PNG" in labels
    assert "with something set aside" in words(at)

    at.button(key="count_again").click().run()
    assert "aside" not in at.query_params
    assert told(at) is None
    assert remark(at) == ""
    assert sum(parts(at)["palettes"]["weights"][15]) == 40 * 50


def test_how_near_where_and_what_it_becomes_can_be_chosen() -> None:
    address = {"aside": "ffffff", "reach": "exactly", "edge": "1", "as": "color"}
    at = page(sample="pixel-art", tab="Colors", **address)
    upload(at, "sheet.png", encoded(on_paper()))
    assert messages(at) == ""
    assert filled(at)
    assert "one more color" in remark(at)
    exactly = sum(parts(at)["palettes"]["weights"][15])
    at.segmented_control(key="reach").set_value("roughly").run()
    assert at.query_params["reach"] == "roughly"
    assert sum(parts(at)["palettes"]["weights"][15]) == 25 * 40 < exactly
    at.segmented_control(key="as").set_value("clear").run()
    assert "as" not in at.query_params
    assert not filled(at)
    at.toggle(key="edge").set_value(False).run()
    assert "edge" not in at.query_params


def test_each_answer_tells_where_every_choice_stands() -> None:
    at = page(
        sample="pixel-art",
        aside="ffffff",
        reach="remotely",
        edge="1",
        **{"as": "color"},
    )
    assert at.segmented_control(key="reach").proto.default == [3]
    assert at.toggle(key="edge").proto.default is True
    assert at.segmented_control(key="as").proto.default == [1]


def test_where_nothing_would_be_left_all_counts_and_a_sentence_says_so() -> None:
    at = upload(
        page(sample="pixel-art", aside="c81e1e"), "red.png", plain((200, 30, 30))
    )
    assert messages(at) == ""
    assert "nothing would be left, so all count" in remark(at)
    assert told(at) is None
    assert swatches(at) == {"#c81e1e": 1.0}
    at.button(key="sample_pixel-art").click().run()
    assert messages(at) == ""
    assert "nothing is set aside" in remark(at)


def test_what_is_no_color_in_the_address_sets_nothing_aside() -> None:
    at = page(aside="white", sample="pixel-art")
    assert messages(at) == ""
    assert "aside" not in at.query_params
    assert told(at) is None
    assert "To leave a color out" in words(at)


def test_of_a_picture_of_two_colors_one_is_left() -> None:
    pixels = np.zeros((10, 10, 3), np.uint8)
    pixels[:5] = 255
    at = upload(page(sample="pixel-art", aside="ffffff"), "flag.png", encoded(pixels))
    assert messages(at) == ""
    assert swatches(at) == {"#000000": 1.0}
    assert "What is left of this picture has a single color" in words(at)
    assert "What counts of this picture has exactly 1 color." in words(at)


def test_a_kept_color_can_be_the_one_that_is_set_aside() -> None:
    at = page(sample="pixel-art", aside="ffffff", pin="ffffff", k="4", tab="Colors")
    upload(at, "sheet.png", encoded(on_paper()))
    assert messages(at) == ""
    assert parts(at)["palettes"]["colors"][0] == "ffffff"
    assert swatches(at)
    assert "50.0 % of the picture, is set aside" in remark(at)


def test_a_list_chooses_for_what_is_left() -> None:
    at = page(sample="pixel-art", aside="ffffff", list="pico-8", k="3", tab="Colors")
    upload(at, "sheet.png", encoded(on_paper()))
    assert messages(at) == ""
    assert sum(parts(at)["palettes"]["weights"][2]) == 25 * 40


@pytest.mark.parametrize("tab", ["Stop", "Colors", "Sizes", "Lost", "Take away"])
def test_transparent_pictures_stay_so_in_every_tab(tab: str) -> None:
    pixels = np.dstack([on_paper(), np.full((40, 50), 255, np.uint8)])
    pixels[30:, :, 3] = np.linspace(0, 255, 50).astype(np.uint8)
    at = page(sample="pixel-art", aside="ffffff", tab=tab, k="5", **{"as": "color"})
    upload(at, "soft.png", encoded(pixels))
    assert messages(at) == ""
    assert np.array_equal(original(at)[..., 3], pixels[..., 3])
    assert filled(at)


def test_of_an_animation_the_first_frame_is_what_counts() -> None:
    file = io.BytesIO()
    frames = [Image.fromarray(on_paper()).quantize(64), Image.new("P", (50, 40), 3)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    at = upload(
        page(sample="pixel-art", aside="ffffff"),
        "dance.gif",
        file.getvalue(),
        "image/gif",
    )
    assert messages(at) == ""
    assert "is set aside" in remark(at)
    assert "Only the first frame" in remark(at)


def test_a_large_picture_is_shown_reduced_with_the_same_set_aside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "PREVIEW_PIXELS", 10_000)
    large = np.kron(on_paper(), np.ones((4, 4, 1), np.uint8))
    at = page(sample="pixel-art", aside="ffffff", tab="Colors")
    upload(at, "large.png", encoded(large))
    assert messages(at) == ""
    assert "Shown reduced" in remark(at)
    assert "50.0 % of the picture, is set aside" in remark(at)
    assert sum(parts(at)["palettes"]["weights"][15]) == 16 * 25 * 40


def test_the_recipe_sets_the_same_aside() -> None:
    at = page(
        sample="pixel-art", aside="ffffff", tab="Learn", edge="1", **{"as": "color"}
    )
    upload(at, "sheet.png", encoded(on_paper()))
    (program,) = [each.value for each in at.code if "KMeans" in each.value]
    assert "ASIDE = [255, 255, 255]" in program
    assert "REACH = 0.05" in program
    assert "ndimage.label" in program
    assert "indices[filled] = K" in program
