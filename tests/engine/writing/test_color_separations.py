"""The layers of a separation give the picture when they are laid together."""

import io
import re
import zipfile

import numpy as np
import pytest
from hypothesis import assume, given
from numpy.typing import NDArray
from PIL import Image

from components.engine import QuantizedImage, SourceImage
from components.engine.drawing.quantize import quantize
from components.engine.writing import separations
from tests.engine.strategies import palettes, picture, pictures


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
    visible = (
        np.ones(drawn.indices.shape, bool) if drawn.alpha is None else drawn.alpha > 0
    )
    assume(visible.any())
    found = layers(separations(drawn))
    times = sum(layer.astype(int) for layer in found.values())
    np.testing.assert_array_equal(times, visible.astype(int))
    redrawn = np.zeros((*visible.shape, 3), np.uint8)
    for name, layer in found.items():
        code = re.fullmatch(r"\d+-([0-9a-f]{6})\.png", name)
        assert code is not None
        redrawn[layer] = list(bytes.fromhex(code[1]))
    expected = drawn.palette[drawn.indices]
    np.testing.assert_array_equal(redrawn[visible], expected[visible])


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


def test_a_picture_of_nothing_has_no_layers() -> None:
    drawn = quantize(picture([[[1, 2, 3]]], [[0]]), np.array([[1.0, 2, 3]]))
    with pytest.raises(ValueError, match="0 colors"):
        separations(drawn)
