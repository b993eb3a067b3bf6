"""With dots the palette is that for dots, and the choice of a space stays as it is."""

from typing import Any

import pytest

from components.engine import (
    count_colors,
    encode_png,
    quantize,
    read_image,
    round_centers,
    sweep_k,
)
from components.shared.drawing_settings import SPACE
from tests.pictures import encoded, photo
from tests.test_page import page, parts, upload, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

WHY = "With dots the palette reaches further out: dots mix what lies between."


def test_dots_bring_a_palette_that_reaches_further_out_and_take_it_along(
    offered: dict[str, dict[str, Any]],
) -> None:
    data = encoded(photo(48, 36))
    at = upload(page(sample="pixel-art", k="6", space="oklrab"), "own.png", data)
    before = parts(at)["palettes"]
    assert before["metric"]["space"] == "oklrab"
    assert WHY not in words(at)
    assert "mean difference" in words(at)
    at.toggle(key="dither").set_value(True).run()
    sent = parts(at)["palettes"]
    image = read_image(data)
    sweep = sweep_k(count_colors(image), space="oklrab-dots")
    colors = [round_centers(each).tobytes().hex() for each in sweep.for_dots]
    assert sent["colors"] == colors != before["colors"]
    assert sent["metric"] == {"space": "oklrab-dots", "times": [2, 2, 3]}
    drawn = quantize(image, sweep.for_dots[5], dither="gentle", space="oklrab-dots")
    assert offered["download_png"]["data"] == encode_png(drawn)
    assert WHY in words(at)
    assert "mean difference" not in words(at)
    assert at.selectbox(key="space").value == at.query_params["space"] == "oklrab"
    assert "oklrab-dots" not in SPACE.choices
    at.toggle(key="dither").set_value(False).run()
    assert parts(at)["palettes"] == before
