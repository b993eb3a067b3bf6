"""Drawn frames come back from their file as they are, at their times."""

import io
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from components.engine import (
    Animation,
    AnimationKind,
    Dither,
    QuantizedImage,
    Resolution,
    count_frames,
    draw_frames,
    encode_animation,
    read_animation,
    sweep_k,
)
from components.engine.animation.gif_parts import gif_contents
from components.engine.animation.timing import as_fraction, in_hundredths
from tests.engine.animations import (
    KINDS,
    Clip,
    Shot,
    by_pillow,
    clips,
    moving,
    without_hidden,
)
from tests.engine.files import chunk
from tests.pictures import photo

OUT: tuple[AnimationKind, ...] = ("GIF", "APNG", "WEBP")


def animation_of(clip: Clip, kind: str = "PNG") -> Animation:
    animation = read_animation(clip.file(kind))
    assert animation is not None
    return animation


def drawn_rgba(drawn: QuantizedImage, kind: str) -> NDArray[np.uint8]:
    """Return the pixels that a file is to hold."""
    alpha = np.full(drawn.indices.shape, 255, np.uint8)
    if drawn.alpha is not None:
        alpha = drawn.alpha
    if kind == "GIF":
        alpha = np.where(alpha >= 128, np.uint8(255), np.uint8(0))
    return without_hidden(np.dstack([drawn.written[drawn.indices], alpha]))


def read_back(data: bytes) -> tuple[Animation, list[NDArray[np.uint8]]]:
    animation = read_animation(data)
    assert animation is not None
    return animation, [
        without_hidden(np.dstack([each.rgb, each.opacity]))
        for each in animation.frames()
    ]


def palette_of(animation: Animation, k: int) -> NDArray[np.float64]:
    """Return some of the colors of an animation; gray if all is invisible."""
    colors = count_frames(animation).colors
    return (
        colors[:: max(1, len(colors) // k)][:k].astype(float) + 0.2
        if len(colors)
        else np.full((1, 3), 99.0)
    )


@pytest.mark.parametrize("kind", OUT)
@given(data=st.data())
def test_every_frame_every_duration_and_the_loop_come_back(
    kind: AnimationKind, data: st.DataObject
) -> None:
    source = data.draw(st.sampled_from(KINDS))
    animation = animation_of(data.draw(clips(source)), source)
    ways: list[bool | Dither] = [False, True, "bayer"]
    dither = data.draw(st.sampled_from(ways))
    drawn = list(draw_frames(animation, palette_of(animation, 4), dither=dither))
    file = encode_animation(iter(drawn), animation, kind)
    assert file == encode_animation(drawn, animation, kind)
    found, frames = read_back(file)
    expected = [drawn_rgba(each, kind) for each in drawn]
    np.testing.assert_array_equal(frames, expected)
    assert found.loop == animation.loop
    assert found.durations == animation.durations
    assert found.notes == ()
    if kind != "GIF":  # Pillow composes some GIFs wrongly, see below
        assert_same_by_pillow(file, expected)


def assert_same_by_pillow(file: bytes, expected: Sequence[NDArray[np.uint8]]) -> None:
    for theirs, ours in zip(by_pillow(file), expected, strict=True):
        assert (np.abs(theirs.astype(int) - ours)[..., 3] <= 1).all()
        solid = ours[..., 3] == 255
        np.testing.assert_array_equal(theirs[solid], ours[solid])


@pytest.mark.parametrize("kind", OUT)
def test_other_programs_see_the_same_frames_of_a_solid_animation(
    kind: AnimationKind,
) -> None:
    animation = animation_of(moving())
    drawn = list(draw_frames(animation, palette_of(animation, 8), dither=True))
    file = encode_animation(drawn, animation, kind)
    np.testing.assert_array_equal(
        by_pillow(file), [drawn_rgba(each, kind) for each in drawn]
    )
    with Image.open(io.BytesIO(file)) as picture:
        assert picture.info["loop"] == 0
        for number, duration in enumerate(animation.durations):
            picture.seek(number)
            picture.load()
            assert picture.info["duration"] == duration


@pytest.mark.parametrize("kind", OUT)
def test_what_does_not_change_is_not_written_again(kind: AnimationKind) -> None:
    """Ten frames of noise that stands still take hardly more than one."""
    noise = np.random.default_rng(1).integers(0, 256, (60, 80, 4), np.uint8)
    noise[..., 3] = 255
    shots = []
    for number in range(10):
        rgba = noise.copy()
        rgba[5, 3 * number] = (0, 0, 0, 255)
        shots.append(Shot(rgba))
    many, one = Clip(80, 60, shots), Clip(80, 60, [shots[0], shots[0]])
    sizes = []
    for clip in (many, one):
        animation = animation_of(clip)
        drawn = draw_frames(animation, palette_of(animation, 16))
        sizes.append(len(encode_animation(drawn, animation, kind)))
    assert sizes[0] < sizes[1] + 1200


@pytest.mark.parametrize("kind", OUT)
def test_squeezed_hard_a_file_has_the_same_frames_in_fewer_bytes(
    kind: AnimationKind,
) -> None:
    solid = np.full((72, 96), 255, np.uint8)
    shots = [Shot(np.dstack([photo(96, 72, seed), solid])) for seed in (1, 2)]
    animation = animation_of(Clip(96, 72, shots))
    centers = sweep_k(count_frames(animation), 64).centers[-1]
    drawn = list(draw_frames(animation, centers))
    quick = encode_animation(drawn, animation, kind)
    hard = encode_animation(drawn, animation, kind, effort="best")
    for one, other in zip(read_back(quick)[1], read_back(hard)[1], strict=True):
        np.testing.assert_array_equal(one, other)
    assert hard == quick if kind == "GIF" else len(hard) < len(quick)


def test_pixels_that_vanish_are_cleared_in_a_gif() -> None:
    red, none = (200, 0, 0, 255), (0, 0, 0, 0)
    shots = []
    for number in range(4):
        rgba = np.full((4, 6, 4), none, np.uint8)
        rgba[1:3, number : number + 2] = red
        rgba[3, 0] = red  # stays, beside what is cleared
        shots.append(Shot(rgba, over=False))
    animation = animation_of(Clip(6, 4, shots))
    drawn = list(draw_frames(animation, np.array([red[:3]], float)))
    file = encode_animation(drawn, animation, "GIF")
    _, frames = read_back(file)
    np.testing.assert_array_equal(frames, [shot.rgba for shot in shots])


def test_a_gif_of_256_colors_has_them_all() -> None:
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    rgba = np.dstack([levels, levels, levels, np.full((16, 16), 255, np.uint8)])
    animation = animation_of(Clip(16, 16, [Shot(rgba), Shot(rgba[::-1])]))
    colors = count_frames(animation).colors.astype(float)
    file = encode_animation(draw_frames(animation, colors), animation, "GIF")
    np.testing.assert_array_equal(read_back(file)[1], [rgba, rgba[::-1]])


def test_opacities_of_all_frames_find_room_in_one_file() -> None:
    """Each frame has 100 opacities of its own: together too many."""
    y, x = np.mgrid[:10, :10]
    shots = []
    for number in range(3):
        rgba = np.full((10, 10, 4), (20, 90 * number, 40, 255), np.uint8)
        rgba[..., 3] = 20 + (10 * y + x) + 40 * number
        shots.append(Shot(rgba, over=False))
    animation = animation_of(Clip(10, 10, shots))
    centers = count_frames(animation).colors.astype(float)
    drawn = list(draw_frames(animation, centers))
    pairs = {
        (color, opacity)
        for each in drawn
        if each.alpha is not None
        for color, opacity in zip(
            each.indices.ravel().tolist(), each.alpha.ravel().tolist(), strict=True
        )
    }
    assert 100 < len(pairs) <= 256
    levels: dict[int, int] = {}
    for frame, each in zip(animation.frames(), drawn, strict=True):
        assert frame.alpha is not None
        assert each.alpha is not None
        for before, after in zip(frame.alpha.flat, each.alpha.flat, strict=True):
            assert levels.setdefault(int(before), int(after)) == after
    for kind in ("APNG", "WEBP"):
        file = encode_animation(drawn, animation, kind)
        expected = [drawn_rgba(each, kind) for each in drawn]
        np.testing.assert_array_equal(read_back(file)[1], expected)


@given(st.lists(st.floats(11, 5000), min_size=1, max_size=300))
def test_rounded_durations_do_not_drift(durations: list[float]) -> None:
    found = in_hundredths(durations)
    assert min(found) >= 2
    short = sum(max(0, 20 - each) for each in durations)
    assert -5.001 <= 10 * sum(found) - sum(durations) <= short + 5.001


def test_what_browsers_show_for_a_tenth_of_a_second_stays_so() -> None:
    assert in_hundredths([0, 10, 40]) == [0, 1, 4]
    assert in_hundredths([1000 / 60] * 6) == [2, 2, 2, 2, 2, 2]


@given(st.integers(0, 65535), st.integers(1, 65535))
def test_every_duration_of_an_apng_can_be_written_again(
    numerator: int, denominator: int
) -> None:
    found = as_fraction(1000 * numerator / denominator)
    assert found[0] * denominator == numerator * found[1]
    assert max(found) < 1 << 16


@pytest.mark.parametrize(("plays", "kind"), [(0, "GIF"), (1, "GIF"), (90_000, "GIF")])
def test_a_gif_repeats_as_often_as_it_can_say(plays: int, kind: AnimationKind) -> None:
    clip = moving(frames=2)
    animation = animation_of(Clip(clip.width, clip.height, clip.shots, plays))
    drawn = draw_frames(animation, np.zeros((1, 3)))
    found = gif_contents(encode_animation(drawn, animation, kind)).loop
    assert found == min(plays, 65536)


@pytest.mark.parametrize("kind", ["APNG", "WEBP"])
def test_the_resolution_is_written(kind: AnimationKind) -> None:
    file = moving(frames=2).file("PNG")
    start = file.index(b"acTL") - 4
    resolution = bytes.fromhex("00000b13 00000b13 01")  # 72 dots an inch
    animation = read_animation(file[:start] + chunk(b"pHYs", resolution) + file[start:])
    assert animation is not None
    assert animation.resolution == Resolution(2835, 2835)
    drawn = draw_frames(animation, np.zeros((1, 3)))
    found, _ = read_back(encode_animation(drawn, animation, kind))
    assert found.resolution is not None
    assert found.resolution.per_inch[0] == 72


def test_what_cannot_be_written_is_refused() -> None:
    animation = animation_of(moving(frames=2))
    drawn = list(draw_frames(animation, np.zeros((1, 3))))
    with pytest.raises(ValueError, match="'MP4' is none of GIF, APNG, WEBP"):
        encode_animation(drawn, animation, "MP4")  # type: ignore[arg-type]
    for frames in (drawn[:1], [*drawn, drawn[0]], []):
        with pytest.raises(ValueError, match="2 frames"):
            encode_animation(frames, animation, "GIF")
