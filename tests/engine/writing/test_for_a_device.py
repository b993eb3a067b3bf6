"""A panel is sent its own codes; what is shown and judged is what it shows."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from components.engine import ColorList, color_lists, count_colors, sweep_list
from components.engine.drawing.quantize import QuantizedImage, quantize
from components.engine.source import SourceImage
from components.engine.writing import decode_indexed, encode_gif, encode_webp
from components.engine.writing.color_separations import separations
from components.engine.writing.png_writer import encode_png
from components.engine.writing.truecolor_jpeg import encode_truecolor
from tests.cases import in_turn
from tests.engine.strategies import PICTURES, picture, pictures
from tests.pictures import decoded

PANELS = [each for each in color_lists() if each.device is not None]

WRITERS: dict[str, Callable[[QuantizedImage], bytes]] = {
    "png": encode_png,
    "squeezed png": lambda drawn: encode_png(drawn, "best"),
    "webp": encode_webp,
    "gif": encode_gif,
    "truecolor": encode_truecolor,
}


def for_panel(panel: ColorList, image: SourceImage, k: int) -> QuantizedImage:
    """Draw a picture in what a panel shows, to be sent to it."""
    assert panel.device is not None
    rows = sweep_list(count_colors(image), panel.colors, k).chosen[-1]
    drawn = quantize(image, panel.colors[rows].astype(np.float64), dither=True)
    return replace(drawn, device=panel.device[rows])


@in_turn("writer", WRITERS)
@in_turn("panel", PANELS)
def test_every_file_holds_the_code_of_what_each_pixel_is_drawn_in(
    panel: ColorList, writer: str
) -> None:
    assert panel.device is not None
    drawn = for_panel(panel, picture(PICTURES["blobs"]()), 5)
    pixels = decoded(WRITERS[writer](drawn))[..., :3]
    codes = {
        bytes(color): bytes(code)
        for color, code in zip(panel.colors, panel.device, strict=True)
    }
    shown = drawn.palette[drawn.indices].reshape(-1, 3)
    wanted = [codes[bytes(color)] for color in shown]
    assert [bytes(each) for each in pixels.reshape(-1, 3)] == wanted
    assert len(set(wanted)) > 1


@given(pictures(), st.integers(2, 6))
def test_the_codes_change_no_pixel_s_place_and_no_file_s_size(
    image: SourceImage, k: int
) -> None:
    if not image.visible_mask.any():
        return
    drawn = for_panel(PANELS[0], image, k)
    plain = replace(drawn, device=None)
    sent, seen = (decode_indexed(encode_png(each)) for each in (drawn, plain))
    np.testing.assert_array_equal(sent.indices, seen.indices)
    np.testing.assert_array_equal(sent.counts, seen.counts)
    assert len(encode_png(drawn)) == len(encode_png(plain))
    assert drawn.colors_used == plain.colors_used


def test_the_layers_are_called_by_the_codes() -> None:
    drawn = for_panel(PANELS[-1], picture(PICTURES["blobs"]()), 3)
    with zipfile.ZipFile(io.BytesIO(separations(drawn))) as layers:
        named = {each[3:9] for each in layers.namelist() if each.endswith(".png")}
    assert named <= {bytes(code).hex() for code in drawn.written}
    assert not named & {bytes(color).hex() for color in drawn.palette}
