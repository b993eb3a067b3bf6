"""Banding is found where the original is smooth, and only there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine.drawing.quantize import QuantizedImage, quantize
from components.engine.judging.banding import false_contours
from components.engine.judging.ciede2000 import ciede2000, lab_from_srgb
from components.engine.source import SourceImage
from tests.engine.drawings import drawn_anyhow, drawn_exactly
from tests.engine.strategies import picture, pictures

GRAYS = np.arange(100, 164)


def gradient(height: int = 64) -> SourceImage:
    """Gray that rises by one level a column."""
    return picture(np.tile(GRAYS[None, :, None], (height, 1, 3)))


def in_grays(image: SourceImage, *levels: float) -> QuantizedImage:
    return quantize(image, np.repeat(np.array(levels)[:, None], 3, axis=1))


def weighed_plainly(image: SourceImage, drawn: QuantizedImage) -> int:
    """Take the rule word for word, going over rows and, turned, over columns."""
    before = lab_from_srgb(image.rgb.reshape(-1, 3)).reshape(image.rgb.shape)
    after = lab_from_srgb(drawn.palette)[drawn.indices]
    weight = 0
    for turn in ((0, 1), (1, 0)):
        old, new = before.transpose(*turn, 2), after.transpose(*turn, 2)
        lines = zip(old, new, image.opacity.transpose(turn), strict=True)
        for colors, drawn_colors, opacity in lines:
            for at in range(len(colors) - 7):
                run, step = colors[at : at + 8].copy(), drawn_colors[at + 3 : at + 5]
                if (
                    (ciede2000(run[:-1], run[1:]) < 1).all()
                    and opacity[at : at + 8].all()
                    and ciede2000(step[:1].copy(), step[1:].copy())[0] > 2
                ):
                    weight += int(opacity[at + 3 : at + 5].min())
    return weight


@st.composite
def smooth_pictures(draw: st.DrawFn) -> SourceImage:
    """Pictures with runs of eight whose colors nobody tells apart."""
    rgb = draw(st.integers(60, 120)) + np.cumsum(
        draw(st.lists(st.sampled_from([0, 0, 1, 2, 6]), min_size=9, max_size=24))
    )
    height = draw(st.integers(1, 12))
    image = np.repeat(np.tile(rgb, (height, 1))[..., None], 3, axis=2)
    alpha = draw(st.sampled_from([None, 0, 1, 200]))
    if alpha is None:
        return picture(image)
    opacity = np.full(image.shape[:2], 255)
    opacity[:, draw(st.integers(0, len(rgb) - 1))] = alpha
    return picture(image, opacity)


@given(st.one_of(smooth_pictures(), pictures()), st.data())
def test_places_are_those_that_a_plain_loop_finds(
    image: SourceImage, data: st.DataObject
) -> None:
    drawn = data.draw(drawn_anyhow(image))
    side = max(1, image.opacity.sum(dtype=int) / 255) ** 0.5
    expected = weighed_plainly(image, drawn) / 255 / side
    assert false_contours(image, drawn) == pytest.approx(expected)


def test_bands_of_a_gradient_are_lines_across_it() -> None:
    image = gradient()
    assert false_contours(image, in_grays(image, 110, 130, 150)) == 2.0


def test_a_gradient_turned_has_as_many() -> None:
    image = gradient()
    turned = picture(image.rgb.transpose(1, 0, 2))
    assert false_contours(turned, in_grays(turned, 110, 130, 150)) == 2.0


def test_steps_too_small_to_be_seen_are_no_bands() -> None:
    image = gradient()
    fine = in_grays(image, *range(100, 164, 4))
    assert len(np.unique(fine.indices)) > 10
    assert false_contours(image, fine) == 0


def test_edges_of_the_original_are_no_bands() -> None:
    halves = np.full((40, 40, 3), 50)
    halves[:, 20:] = 200
    image = picture(halves)
    assert false_contours(image, in_grays(image, 60, 180)) == 0


def test_grain_hides_bands() -> None:
    image = gradient()
    grain = np.random.default_rng(1).integers(-6, 7, image.rgb.shape[:2])
    rough = picture(image.rgb + grain[..., None])
    assert false_contours(rough, in_grays(rough, 110, 130, 150)) < 0.1


def test_bands_that_nobody_sees_do_not_count() -> None:
    image = gradient()
    alpha = np.full(image.rgb.shape[:2], 255)
    alpha[:, 20] = 0
    one_left = false_contours(picture(image.rgb, alpha), in_grays(image, 110, 130, 150))
    assert one_left == pytest.approx(64 / np.sqrt(64 * 63))
    assert false_contours(picture(image.rgb, alpha * 0), in_grays(image, 110)) == 0


def test_counting_stops_when_there_are_enough() -> None:
    image = gradient(400)
    drawn = in_grays(image, 105, 115, 125, 135, 145, 155)
    everything = false_contours(image, drawn)
    stopped = false_contours(image, drawn, enough=1.0)
    assert 1 < stopped < everything
    assert false_contours(image, drawn, enough=everything) == everything


def test_bands_that_are_hardly_seen_hardly_count_and_stop_nothing() -> None:
    """Above they are faint; those below are found all the same."""
    image = gradient(128)
    drawn = in_grays(image, 110, 130, 150)
    alpha = np.full(image.rgb.shape[:2], 255)
    alpha[:64] = 3
    half = picture(image.rgb, alpha)
    plain = false_contours(gradient(64), in_grays(gradient(64), 110, 130, 150))
    assert false_contours(half, drawn) == pytest.approx(plain, rel=0.01)
    everything = false_contours(half, drawn)
    for enough in (everything, 0.99 * everything, 0.5 * everything):
        found = false_contours(half, drawn, enough)
        assert (found > enough) == (everything > enough)


@given(pictures())
def test_an_exact_copy_has_none(image: SourceImage) -> None:
    assert false_contours(image, drawn_exactly(image)) == 0
