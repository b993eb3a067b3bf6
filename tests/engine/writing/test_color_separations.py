"""The layers of a separation give the picture when they are laid together."""

import io
import re
import zipfile

import numpy as np
import pytest
from hypothesis import assume, given
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from components.engine import (
    QuantizedImage,
    SourceImage,
    count_colors,
    encode_png,
    sweep_k,
)
from components.engine.drawing.quantize import quantize
from components.engine.writing import decode_indexed, encode_gif, separations
from tests.engine.strategies import palettes, picture, pictures
from tests.pictures import soft_badge


def layers(data: bytes) -> dict[str, NDArray[np.bool_]]:
    """Return, by name of the file, where each color prints."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name != "readme.txt":
                with Image.open(io.BytesIO(archive.read(name))) as layer:
                    assert (layer.format, layer.mode) == ("PNG", "1")
                    found[name] = ~np.asarray(layer)
    return found


@given(pictures(), palettes(30))
def test_together_the_layers_are_the_picture(
    image: SourceImage, centers: NDArray[np.float64]
) -> None:
    drawn = quantize(image, centers)
    inked = (
        np.ones(drawn.indices.shape, bool)
        if drawn.alpha is None
        else drawn.alpha >= 128
    )
    assume(inked.any())
    found = layers(separations(drawn))
    times = sum(layer.astype(int) for layer in found.values())
    np.testing.assert_array_equal(times, inked.astype(int))
    redrawn = np.zeros((*inked.shape, 3), np.uint8)
    for name, layer in found.items():
        code = re.fullmatch(r"\d+-([0-9a-f]{6})\.png", name)
        assert code is not None
        redrawn[layer] = list(bytes.fromhex(code[1]))
    expected = drawn.palette[drawn.indices]
    np.testing.assert_array_equal(redrawn[inked], expected[inked])
    with Image.open(io.BytesIO(encode_gif(drawn))) as gif:
        seen = np.asarray(gif.convert("RGBA"))
    np.testing.assert_array_equal(seen[..., 3] > 0, inked)
    np.testing.assert_array_equal(seen[inked, :3], redrawn[inked])


def printed(rgba: NDArray[np.uint8], k: int) -> dict[str, NDArray[np.bool_]]:
    """Return the layers of a picture in k colors, by hex code."""
    image = picture(rgba[..., :3], rgba[..., 3])
    drawn = quantize(image, sweep_k(count_colors(image), k).centers[-1])
    found = layers(separations(decode_indexed(encode_png(drawn))))
    return {f"#{name[-10:-4]}": layer for name, layer in found.items()}


def test_a_soft_shadow_prints_where_it_is_half_solid_and_no_more() -> None:
    rgba = soft_badge(240)
    soft = rgba[..., 3] < 255
    rgba[soft, 3] *= 2  # up to 156
    (shadow,) = (layer for code, layer in printed(rgba, 3).items() if code < "#80")
    np.testing.assert_array_equal(shadow, soft & (rgba[..., 3] >= 128))
    assert 0 < shadow.sum() < 0.2 * (soft & (rgba[..., 3] > 0)).sum()


def test_thin_text_with_soft_edges_prints_as_thick_as_it_is() -> None:
    sheet = Image.new("L", (1200, 200))
    font = ImageFont.load_default(160)
    ImageDraw.Draw(sheet).text((20, 10), "Thin lines", fill=255, font=font)
    alpha = np.asarray(sheet.resize((150, 25), Image.Resampling.BOX))
    rgba = np.dstack([np.full((25, 150, 3), (20, 20, 60), np.uint8), alpha])
    (ink,) = printed(rgba, 1).values()
    covered = alpha.sum(dtype=int) / 255
    assert ink.sum() == pytest.approx(covered, rel=0.1)
    assert (alpha > 0).sum() > 1.5 * covered  # what it would be as solid as it is seen


def test_layers_are_numbered_by_coverage_and_nothing_else_is_in_the_file() -> None:
    image = picture([[[255, 136, 0]] * 3 + [[0, 0, 0]] * 2 + [[9, 9, 9]]])
    drawn = quantize(
        image, np.array([[9.0] * 3, [0.0] * 3, [80.0] * 3, [255.0, 136, 0]])
    )
    data = separations(drawn)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            "01-ff8800.png",
            "02-000000.png",
            "03-090909.png",
            "readme.txt",
        ]
        readme = archive.read("readme.txt").decode("ascii")
    assert "01-ff8800.png  #ff8800  50.00 %" in readme
    assert "#505050" not in readme  # draws nothing
    assert separations(drawn) == data


def test_256_layers_keep_their_order_when_sorted_by_name() -> None:
    indices = np.arange(256, dtype=np.uint8).reshape(16, 16)
    palette = np.random.default_rng(0).integers(0, 256, (256, 3), np.uint8)
    drawn = QuantizedImage(indices, palette, np.ones(256, np.int64))
    names = list(layers(separations(drawn)))
    assert len(names) == 256
    assert names == sorted(names)
    assert names[0].startswith("001-")


@pytest.mark.parametrize("opacity", [0, 1, 127])
def test_where_nothing_is_half_solid_a_note_says_that_nothing_prints(
    opacity: int,
) -> None:
    drawn = quantize(picture([[[1, 2, 3]]], [[opacity]]), np.array([[1.0, 2, 3]]))
    with zipfile.ZipFile(io.BytesIO(separations(drawn))) as archive:
        assert archive.namelist() == ["readme.txt"]
        assert b"nothing prints" in archive.read("readme.txt")
