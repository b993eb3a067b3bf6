"""All frames in one palette, and nothing flickers."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine import (
    DITHERS,
    Animation,
    Dither,
    QuantizedImage,
    SourceImage,
    count_colors,
    count_frames,
    draw_frames,
    entries_for,
    entries_for_frames,
    metric_of,
    quantize,
    read_animation,
    sweep_k,
)
from tests.cases import in_turn
from tests.engine.animations import Clip, Shot, clips, moving

CENTERS = np.array([[0, 0, 0], [90.4, 120, 60], [250, 240, 30], [128, 128, 128]])
WAYS: list[tuple[float, Dither | bool]] = [
    (0.0, False),
    (0.5, False),
    *((0.0, each) for each in DITHERS),
]


def animation_of(clip: Clip) -> Animation:
    animation = read_animation(clip.file("PNG"))
    assert animation is not None
    return animation


@given(clips("PNG"))
def test_the_colors_of_all_frames_are_counted(clip: Clip) -> None:
    animation = animation_of(clip)
    frames = list(animation.frames())
    rgb = np.concatenate([each.rgb for each in frames])
    alpha = np.concatenate([each.opacity for each in frames])
    below_each_other = SourceImage(rgb, alpha, "PNG", 0)
    expected, found = count_colors(below_each_other), count_frames(animation)
    np.testing.assert_array_equal(found.colors, expected.colors)
    np.testing.assert_array_equal(found.counts, expected.counts)
    np.testing.assert_allclose(found.weights, expected.weights)
    room = min(entries_for(each) for each in frames)
    assert entries_for_frames(animation, found) == room


@pytest.mark.parametrize(("smoothness", "dither"), WAYS)
@given(data=st.data())
def test_what_does_not_change_keeps_its_color(
    smoothness: float, dither: Dither | bool, data: st.DataObject
) -> None:
    """With ordered dots: where its neighbors do not change either."""
    animation = animation_of(data.draw(clips("PNG")))
    drawn = list(draw_frames(animation, CENTERS, smoothness, dither))
    frames = list(animation.frames())
    for (one, two), (before, after) in zip(
        pairwise(frames), pairwise(drawn), strict=True
    ):
        same = (one.rgb == two.rgb).all(axis=-1) & (one.opacity == two.opacity)
        if dither in ("bayer", "blue-noise"):
            around = np.pad(same, 1, constant_values=True)
            same = around[1:-1, 1:-1] & around[:-2, 1:-1] & around[2:, 1:-1]
            same &= around[1:-1, :-2] & around[1:-1, 2:]
        same &= one.opacity > 0
        np.testing.assert_array_equal(before.indices[same], after.indices[same])
        if before.alpha is not None and after.alpha is not None:
            np.testing.assert_array_equal(before.alpha[same], after.alpha[same])


def opacity(drawn: QuantizedImage) -> NDArray[np.uint8]:
    solid = np.full(drawn.indices.shape, 255, np.uint8)
    return solid if drawn.alpha is None else drawn.alpha


def same_drawing(one: QuantizedImage, two: QuantizedImage) -> bool:
    return (
        np.array_equal(one.indices, two.indices)
        and np.array_equal(one.palette, two.palette)
        and np.array_equal(one.counts, two.counts)
        and np.array_equal(one.weights, two.weights)
        and np.array_equal(opacity(one), opacity(two))
    )


@in_turn(("smoothness", "dither"), WAYS)
def test_a_frame_that_changes_everywhere_is_drawn_as_a_picture(
    smoothness: float, dither: Dither | bool
) -> None:
    """And so are the first, and all where a pixel depends on its own color only."""
    rng = np.random.default_rng(3)
    shots = [Shot(rng.integers(0, 250, (20, 30, 4), np.uint8)) for _ in range(3)]
    for number, shot in enumerate(shots):
        shot.rgba[..., 0] = shot.rgba[..., 0] // 3 * 3 + number
        shot.rgba[..., 3] = 255
    animation = animation_of(Clip(30, 20, shots))
    drawn = draw_frames(animation, CENTERS, smoothness, dither)
    for frame, each in zip(animation.frames(), drawn, strict=True):
        assert same_drawing(each, quantize(frame, CENTERS, smoothness, dither))


@pytest.mark.parametrize(("smoothness", "dither"), WAYS)
def test_soft_pixels_are_as_in_a_picture_of_the_same(
    smoothness: float, dither: Dither | bool
) -> None:
    rgba = np.random.default_rng(4).integers(0, 256, (30, 40, 4), np.uint8)
    animation = animation_of(Clip(40, 30, [Shot(rgba, over=False)] * 2))
    centers = sweep_k(count_frames(animation), 40).centers[-1]
    drawn = list(draw_frames(animation, centers, smoothness, dither))
    alone = quantize(next(animation.frames()), centers, smoothness, dither)
    assert all(same_drawing(each, alone) for each in drawn)


def test_only_what_changes_is_diffused_anew() -> None:
    """A pixel that changes leaves the rest of a dithered gradient alone."""
    gray = np.tile(np.arange(60, 200, dtype=np.uint8), (40, 1))
    rgba = np.dstack([gray, gray, gray, np.full(gray.shape, 255, np.uint8)])
    other = rgba.copy()
    other[0, 0] = (255, 0, 0, 255)
    animation = animation_of(Clip(140, 40, [Shot(rgba), Shot(other)]))
    black_and_white = np.array([[0.0] * 3, [255.0] * 3])
    one, two = draw_frames(animation, black_and_white, dither=True)
    assert (one.indices[1:] == two.indices[1:]).all()
    # Drawn by itself, the second would look otherwise all over.
    alone = quantize(list(animation.frames())[1], black_and_white, dither=True)
    assert (alone.indices != one.indices).mean() > 0.05


def test_the_standardized_space_is_that_of_all_frames() -> None:
    animation = animation_of(moving())
    metric = metric_of(count_frames(animation), "standardized")
    by_name = draw_frames(animation, CENTERS, space="standardized")
    for one, two in zip(
        by_name, draw_frames(animation, CENTERS, space=metric), strict=True
    ):
        assert same_drawing(one, two)


def test_what_cannot_be_drawn_is_refused() -> None:
    animation = animation_of(moving())
    with pytest.raises(ValueError, match="undo each other"):
        next(draw_frames(animation, CENTERS, 0.5, "bayer"))
    with pytest.raises(ValueError, match="must be 0 or more"):
        next(draw_frames(animation, CENTERS, -1))
    with pytest.raises(ValueError, match="0 colors"):
        next(draw_frames(animation, CENTERS[:0]))
