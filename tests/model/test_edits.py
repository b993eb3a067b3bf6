"""What somebody changes in a palette: exactly that changes, and nothing else."""

import io

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from components.engine import SPACES, Space, encode_png, metric_of, round_centers
from components.engine.clustering.colors import count_colors
from components.engine.source import SourceImage
from components.model.drawing import draw
from components.model.edits import NONE, Edits, read
from components.model.rendering import Rendering
from components.model.style import Style
from tests.engine.strategies import palettes, pictures
from tests.pictures import decoded, photo

STYLES = [
    Style(),
    Style(smaller="strong"),
    *(Style(True, dots=dots) for dots in ("full", "gentle", "bayer", "blue-noise")),
]
CODES = st.integers(0, 0xFFFFFF).map(lambda color: f"#{color:06x}")


def rendering(
    image: SourceImage,
    centers: np.ndarray,
    style: Style,
    space: Space = "srgb",
    edits: Edits = NONE,
) -> Rendering:
    """Return what draws a picture in some colors, with changes."""
    metric = metric_of(count_colors(image), space)
    return Rendering("a picture", image, centers, style, metric, None, edits=edits)


@st.composite
def edited(draw: st.DrawFn, k: int) -> Edits:
    """Do several things to a palette, of which only those count that can be done."""
    edits = NONE
    entry = st.integers(0, k - 1)
    for _ in range(draw(st.integers(0, 6))):
        does = draw(st.sampled_from(["color", "own color", "leave out", "merge"]))
        if does == "color":
            after = edits.recolor(draw(entry), draw(CODES))
        elif does == "own color":
            after = edits.recolor(draw(entry), None)
        elif does == "leave out":
            after = edits.leave_out(draw(entry))
        else:
            after = edits.merge(draw(entry), draw(entry))
        edits = after if after.fit(k) else edits
    return edits


@given(st.data())
def test_a_color_that_is_left_out_draws_nothing_and_all_else_stays(
    data: st.DataObject,
) -> None:
    image, centers = data.draw(pictures()), data.draw(palettes(6))
    assume(len(centers) > 1)
    entry = data.draw(st.integers(0, len(centers) - 1))
    space = data.draw(st.sampled_from(SPACES))
    edits = NONE.leave_out(entry)
    before = rendering(image, centers, Style(), space).quantized()
    after = rendering(image, centers, Style(), space, edits).quantized()
    seen = image.opacity > 0
    had = before.indices == entry
    assert not (after.indices[seen] == entry).any()
    assert after.counts[entry] == 0
    assert np.array_equal(after.indices[seen & ~had], before.indices[seen & ~had])
    assert after.counts.sum() == before.counts.sum()


@given(st.data())
def test_another_color_moves_no_pixel_to_another_entry(data: st.DataObject) -> None:
    image, centers = data.draw(pictures()), data.draw(palettes(6))
    style = data.draw(st.sampled_from(STYLES))
    entry, code = data.draw(st.integers(0, len(centers) - 1)), data.draw(CODES)
    before = rendering(image, centers, style).quantized()
    edits = NONE.recolor(entry, code)
    after = rendering(image, centers, style, edits=edits).quantized()
    assert np.array_equal(after.indices, before.indices)
    assert np.array_equal(after.counts, before.counts)
    if before.alpha is not None and after.alpha is not None:
        assert np.array_equal(after.alpha, before.alpha)
    others = np.arange(len(centers)) != entry
    assert np.array_equal(after.palette[others], before.palette[others])
    assert "#" + after.palette[entry].tobytes().hex() == code


@given(st.data())
def test_a_color_that_is_merged_gives_all_its_pixels_to_the_other(
    data: st.DataObject,
) -> None:
    image, centers = data.draw(pictures()), data.draw(palettes(6))
    style = data.draw(st.sampled_from(STYLES))
    assume(len(centers) > 1)
    entry, into = data.draw(
        st.tuples(*[st.integers(0, len(centers) - 1)] * 2).filter(
            lambda x: x[0] != x[1]
        )
    )
    before = rendering(image, centers, style).quantized()
    edits = NONE.merge(entry, into)
    after = rendering(image, centers, style, edits=edits).quantized()
    expected = before.counts.copy()
    expected[into] += expected[entry]
    expected[entry] = 0
    assert after.counts.tolist() == expected.tolist()
    assert after.weights.sum() == pytest.approx(before.weights.sum())
    moved = np.where(before.indices == entry, into, before.indices)
    assert np.array_equal(after.indices, moved)


@given(st.data())
def test_whatever_is_changed_the_file_has_the_pixels_and_at_most_k_colors(
    data: st.DataObject,
) -> None:
    image, centers = data.draw(pictures()), data.draw(palettes(6))
    style, edits = data.draw(st.sampled_from(STYLES)), data.draw(edited(len(centers)))
    changed = rendering(image, centers, style, edits=edits)
    drawn, png = changed.quantized(), draw(changed, "fast").png
    pixels, alpha = decoded(png), drawn.alpha
    seen = np.ones(drawn.indices.shape, bool) if alpha is None else alpha > 0
    assert np.array_equal(pixels[seen][:, :3], drawn.palette[drawn.indices[seen]])
    assert len(np.unique(drawn.indices[image.opacity > 0])) <= len(centers) - len(
        edits.gone
    )
    assert set(np.unique(drawn.indices[image.opacity > 0])).isdisjoint(edits.gone)


@given(st.data())
def test_the_short_form_says_it_all(data: st.DataObject) -> None:
    edits = data.draw(edited(data.draw(st.integers(1, 256))))
    assert read(edits.key) == (edits if edits else None)
    assert edits.count == len(edits.key.split(".")) if edits else not edits.key


@pytest.mark.parametrize(
    "text", ["", "x", "3-red", "3-ff0000 ", "3x5x", "1m", "-1x", "9999x", "3-FF0000"]
)
def test_what_is_no_short_form_is_none(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    ["4x", "0m4", "0m0", "0x.0-ff0000", "0x.1m0", "0m1.1m2", "0x.1x.2x.3x", "0x.0m1"],
)
def test_what_cannot_be_done_to_four_colors_is_told_from_what_can(text: str) -> None:
    edits = read(text)
    assert edits is not None
    assert not edits.fit(4)


def test_who_is_merged_goes_along_wherever_that_color_goes() -> None:
    both = NONE.merge(0, 1)
    assert both.merge(1, 2).targets(4).tolist() == [2, 2, 2, 3]
    out = both.leave_out(1)
    assert (out.left_out, out.merged) == ((0, 1), ())
    red = both.recolor(1, "#ff0000").colors(np.zeros((4, 3), np.uint8))
    assert red[:, 0].tolist() == [255, 255, 0, 0]


def test_the_file_says_what_was_changed_and_only_then() -> None:
    image = SourceImage(photo(40, 30), None, "PNG", 1)
    centers = np.array([[0, 0, 0], [90, 90, 90], [200, 200, 200]], np.float64)
    plain = rendering(image, centers, Style())
    assert draw(plain, "fast").png == encode_png(plain.quantized())
    edits = NONE.recolor(0, "#ff0000").leave_out(1)
    png = draw(rendering(image, centers, Style(), edits=edits), "fast").png
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.info["Comment"] == (
            "The colors were found by k-means and then changed by hand:"
            " #000000 changed to #ff0000, #5a5a5a left out."
        )
    assert round_centers(centers)[0].tolist() == [0, 0, 0]
