"""Dots of few colors mix to the colors between them, the same dots everywhere."""

import itertools
import math
import subprocess
import sys
from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine import count_colors, encode_png, read_image, sweep_k
from components.engine.drawing.dither import FULL, dithered_indices, largest_error
from components.engine.drawing.dots import STRENGTHS, Dither
from components.engine.drawing.flat import staying_pixels
from components.engine.drawing.nearest import nearest_indices
from components.engine.drawing.quantize import quantize, round_centers
from components.engine.judging.ciede2000 import (
    FOR_THE_PRACTISED,
    UNNOTICED,
    ciede2000,
    lab_from_srgb,
)
from components.engine.source import SourceImage
from components.shared.samples import SAMPLES
from tests.cases import in_turn
from tests.engine.strategies import PICTURES, palettes, picture, pictures, row
from tests.examples import many
from tests.pictures import decoded, photo

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

BLACK_AND_WHITE = np.array([[0.0] * 3, [255.0] * 3])


def bound_by_search(palette: Bytes) -> int:
    """Half of the shortest step with which every color can be reached."""
    colors = palette.astype(int)
    apart = ((colors[:, None] - colors[None]) ** 2).sum(axis=2)

    def reaches_all(step: int) -> bool:
        reached = apart[0] <= step
        for _ in colors:
            reached = (apart[reached] <= step).any(axis=0)
        return bool(reached.all())

    steps = np.unique(apart).tolist()
    return math.isqrt(steps[bisect_left(steps, True, key=reaches_all)]) + 1 >> 1


def is_flat(image: SourceImage, y: int, x: int) -> bool:
    """Tell whether the four pixels around have the same color, as far as they are."""
    height, width = image.rgb.shape[:2]
    for down, right in ((y, x + 1), (y, x - 1), (y + 1, x), (y - 1, x)):
        if not (0 <= down < height and 0 <= right < width):
            continue
        if image.alpha is not None and image.alpha[down, right] < 255:
            continue
        if (image.rgb[down, right] != image.rgb[y, x]).any():
            return False
    return True


def nobody_sees(color: list[int], difference: list[int]) -> bool:
    """Tell whether a color in a flat area may be so far off without dots."""
    red, green, blue = difference
    away = 3 * (red**2 + green**2 + blue**2) + (2 * green - red - blue) ** 2
    return away <= 36 + (max(color) - min(color)) / 2


def nearest(value: list[int], colors: list[list[int]]) -> tuple[int, list[int]]:
    """Return which color is nearest, and what it lacks in each channel."""
    lacks = [[a - b for a, b in zip(value, color, strict=True)] for color in colors]
    away = [sum(each**2 for each in lack) for lack in lacks]
    best = away.index(min(away))
    return best, lacks[best]


def by_the_book(
    image: SourceImage, palette: Bytes, strength: int = FULL
) -> list[list[int]]:
    """Floyd and Steinberg in plain Python, without a thought for speed."""
    colors = palette.astype(int).tolist()
    bound = bound_by_search(palette) if strength == FULL else 10**9
    height, width = image.rgb.shape[:2]
    errors: dict[tuple[int, int, int], int] = {}
    drawn = [[0] * width for _ in range(height)]
    for y in range(height):
        onward = 1 if y % 2 == 0 else -1
        for x in range(width)[::onward]:
            mixes = image.alpha is None or image.alpha[y, x] == 255
            value = image.rgb[y, x].astype(int).tolist()
            best, off = nearest(value, colors)
            mixes &= not (is_flat(image, y, x) and nobody_sees(value, off))
            if mixes:
                for j in range(3):
                    share = math.floor(errors.get((y, x, j), 0) / 16 + 0.5)
                    share = max(-bound, min(bound, share))
                    value[j] = max(0, min(255, value[j] + share))
                best, off = nearest(value, colors)
            drawn[y][x] = best
            for down, right, part in [(0, 1, 7), (1, -1, 3), (1, 0, 5), (1, 1, 1)]:
                for j in range(3):
                    at = (y + down, x + right * onward, j)
                    error = math.floor(strength * off[j] / 16 + 0.5) if mixes else 0
                    errors[at] = errors.get(at, 0) + part * error
    return drawn


@given(pictures(), palettes(), st.sampled_from(sorted(STRENGTHS)))
@many()
def test_every_pixel_is_as_by_the_book(
    image: SourceImage, centers: Floats, kind: Dither
) -> None:
    drawn = quantize(image, centers, dither=kind)
    expected = np.array(by_the_book(image, drawn.palette, STRENGTHS[kind]))
    seen = np.ones(expected.shape, bool) if image.visible is None else image.visible
    np.testing.assert_array_equal(drawn.indices[seen], expected[seen])
    counts = np.bincount(expected[seen], minlength=len(centers))
    np.testing.assert_array_equal(drawn.counts, counts)


@pytest.mark.slow
@in_turn("name", PICTURES)
@in_turn("k", [1, 2, 16])
def test_whole_pictures_are_drawn_by_the_book(name: str, k: int) -> None:
    image = picture(PICTURES[name]())
    palette = round_centers(np.random.default_rng(k).uniform(0, 255, (k, 3)))
    found = dithered_indices(image, palette)
    np.testing.assert_array_equal(found, by_the_book(image, palette))


@given(palettes())
def test_the_bound_is_half_of_the_widest_gap(centers: Floats) -> None:
    palette = round_centers(centers)
    assert largest_error(palette.astype(np.int64)) == bound_by_search(palette)


def test_two_tight_pairs_far_apart_still_mix() -> None:
    image = picture(np.full((40, 40, 3), 128))
    centers = np.array([[0.0] * 3, [9.0] * 3, [246.0] * 3, [255.0] * 3])
    drawn = quantize(image, centers, dither=True)
    assert drawn.palette[drawn.indices].mean() == pytest.approx(128, abs=4)


@given(pictures())
def test_a_picture_of_the_palette_s_colors_is_left_as_it_is(image: SourceImage) -> None:
    colors = count_colors(image).colors
    if not 1 <= len(colors) <= 255:
        return
    drawn = quantize(image, colors.astype(np.float64), dither=True)
    plain = quantize(image, colors.astype(np.float64))
    np.testing.assert_array_equal(drawn.indices, plain.indices)


@pytest.mark.parametrize(
    ("slug", "k"), [("astronaut", 2), ("coffee", 4), ("sunset", 8), ("cat", 16)]
)
def test_areas_are_nearer_to_the_original_in_the_mean(slug: str, k: int) -> None:
    image = read_image(SAMPLES[slug].path.read_bytes())
    centers = sweep_k(count_colors(image), k).centers[k - 1]
    side = 32
    height, width = image.height // side * side, image.width // side * side

    def means(pixels: NDArray[np.generic]) -> Floats:
        blocks = pixels[:height, :width].reshape(
            height // side, side, width // side, side, 3
        )
        result: Floats = blocks.mean(axis=(1, 3))
        return result

    def off(dither: bool) -> float:
        drawn = quantize(image, centers, dither=dither)
        difference = means(drawn.palette[drawn.indices]) - means(image.rgb)
        return float(np.sqrt((difference**2).sum(axis=-1)).mean())

    assert off(dither=True) < off(dither=False)


@in_turn("gray", [1, 30, 85, 128, 200, 254])
def test_an_even_gray_is_mixed_from_black_and_white(gray: int) -> None:
    drawn = quantize(picture(np.full((64, 64, 3), gray)), BLACK_AND_WHITE, dither=True)
    assert 255 * drawn.indices.mean() == pytest.approx(gray, abs=2)


def test_what_no_dots_can_mix_does_not_break_out_elsewhere() -> None:
    """Bright red between gray and black would ask for ever more red."""
    rgb = np.full((40, 80, 3), 100)
    rgb[:, :40] = (255, 0, 0)
    centers = np.array([[100.0] * 3, [0.0] * 3])
    drawn = quantize(picture(rgb), centers, dither=True)
    assert not drawn.indices[:, 46:].any()


@given(pictures(), palettes(), st.integers(0, 2**32 - 1))
def test_the_color_of_invisible_pixels_changes_nothing(
    image: SourceImage, centers: Floats, seed: int
) -> None:
    if image.alpha is None:
        return
    noise = np.random.default_rng(seed).integers(0, 256, image.rgb.shape, np.uint8)
    rgb = np.where((image.alpha > 0)[..., None], image.rgb, noise)
    one = quantize(image, centers, dither=True)
    other = quantize(picture(rgb, image.alpha), centers, dither=True)
    np.testing.assert_array_equal(one.indices, other.indices)
    np.testing.assert_array_equal(one.counts, other.counts)
    np.testing.assert_array_equal(one.alpha, other.alpha)


@given(pictures(), palettes())
def test_soft_pixels_have_the_color_nearest_to_theirs(
    image: SourceImage, centers: Floats
) -> None:
    if image.alpha is None:
        return
    drawn = quantize(image, centers, dither=True)
    soft = (image.alpha > 0) & (image.alpha < 255)
    nearest = nearest_indices(image.rgb[soft], drawn.palette)
    np.testing.assert_array_equal(drawn.indices[soft], nearest)


@given(pictures(), palettes())
def test_the_same_picture_twice_is_the_same_drawing(
    image: SourceImage, centers: Floats
) -> None:
    rgb = image.rgb.copy()
    one, other = (quantize(image, centers, dither=True) for _ in range(2))
    np.testing.assert_array_equal(one.indices, other.indices)
    np.testing.assert_array_equal(image.rgb, rgb)


@given(pictures(), palettes())
def test_the_file_holds_the_drawing_and_no_other_color(
    image: SourceImage, centers: Floats
) -> None:
    drawn = quantize(image, centers, dither=True)
    saved = decoded(encode_png(drawn))
    alpha = np.full(image.rgb.shape[:2], 255) if drawn.alpha is None else drawn.alpha
    np.testing.assert_array_equal(saved[..., 3], alpha)
    seen = alpha > 0
    expected = drawn.palette[drawn.indices][seen]
    np.testing.assert_array_equal(saved[..., :3][seen], expected)


def test_soft_edges_fit_into_the_file_whatever_the_dots_are() -> None:
    alpha = np.tile(np.arange(256), (64, 1))
    rgb = np.random.default_rng(0).integers(0, 256, (64, 256, 3))
    centers = np.random.default_rng(1).uniform(0, 255, (64, 3))
    drawn = quantize(picture(rgb, alpha), centers, dither=True)
    assert drawn.alpha is not None
    assert drawn.alpha_steps > 0
    np.testing.assert_array_equal(decoded(encode_png(drawn))[..., 3], drawn.alpha)


# --- flat areas


def soft_things(ground: Bytes, seed: int) -> Bytes:
    """Draw soft round things on one half of a flat ground."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:70, 0:100]
    drawn = np.tile(ground.astype(float), (70, 100, 1))
    for color in rng.integers(0, 256, (3, 3)):
        away = np.hypot(y - rng.uniform(15, 55), x - rng.uniform(15, 45))
        cover = np.clip(rng.uniform(5, 10) - away, 0, 1)[..., None]
        drawn = drawn * (1 - cover) + color * cover
    return np.asarray(np.rint(drawn), np.uint8)


GROUND = (47, 93, 155)


def slide() -> Bytes:
    """Draw a slide: a box of nearly the ground's color, a red disc, white writing."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[0:400, 0:600]
    drawn = np.tile(np.array(GROUND, float), (400, 600, 1))
    drawn[230:360, 60:300] = (30, 90, 160)
    letters = rng.uniform(0, 1, (6, 10, 270)) ** 2
    for line, cover in enumerate(letters):
        part = drawn[35 + 24 * line : 45 + 24 * line, 30:300]
        part += (255 - part) * cover[..., None]
    disc = np.clip(60 - np.hypot(y - 120, x - 480), 0, 1)[..., None]
    drawn += ((190, 30, 45) - drawn) * disc
    return np.asarray(np.rint(drawn), np.uint8)


def far_from_all_else(rgb: Bytes, color: Bytes, steps: int = 1) -> NDArray[np.bool_]:
    """Return the pixels of a color that nothing else is near."""
    inside: NDArray[np.bool_] = (rgb == color).all(axis=2)
    for _ in range(steps):
        grown = np.pad(inside, 1, constant_values=True)
        inside = (
            grown[1:-1, 1:-1]
            & grown[1:-1, 2:]
            & grown[1:-1, :-2]
            & grown[2:, 1:-1]
            & grown[:-2, 1:-1]
        )
    return inside


OFFSETS = list(itertools.product(range(-7, 8), repeat=3))


@given(hnp.arrays(np.uint8, 3), st.integers(0, 2**32 - 1))
@example(np.array([0, 210, 1], np.uint8), 11)  # nothing is less red
def test_a_flat_sheet_gets_no_dots_where_its_color_is_off_by_what_nobody_sees(
    ground: Bytes, seed: int
) -> None:
    """Whatever else is in the palette and on the sheet."""
    rgb, rng = soft_things(ground, seed), np.random.default_rng(seed)
    unseen = [off for off in OFFSETS if nobody_sees(ground.tolist(), list(off))]
    near = ground.astype(int) + unseen
    near = near[((near >= 0) & (near <= 255)).all(axis=1)]  # elsewhere are no colors
    nearly = near[rng.integers(len(near))]
    others = rng.integers(0, 256, (3, 3))
    away = ((others - ground.astype(int)) ** 2).sum(axis=1)
    centers = np.vstack([others[away > 100], nearly]).astype(float)
    drawn = quantize(picture(rgb), centers, dither=True)
    sheet = far_from_all_else(rgb, ground)
    assert sheet.sum() > 1500
    assert (drawn.indices[sheet] == len(centers) - 1).all()


@pytest.mark.parametrize("channels", [(0, 1, 2), (2, 1, 0)])
def test_a_slide_in_the_colors_that_k_means_finds_has_a_ground_without_dots(
    channels: tuple[int, int, int],
) -> None:
    """Soft edges and a similar color pull its center away, by a unit or two."""
    rgb = slide()[..., channels]
    ground = np.array(GROUND, np.uint8)[list(channels)]
    image = picture(rgb)
    centers = sweep_k(count_colors(image), 4).centers[3]
    drawn = quantize(image, centers, dither=True)
    sheet = far_from_all_else(rgb, ground, 12)
    assert sheet.sum() > 100_000
    used = np.unique(drawn.indices[sheet])
    assert used.size == 1
    assert 0 < np.abs(drawn.palette[used[0]].astype(int) - ground).max() < 4


def test_what_a_colorful_neighbor_lacks_does_not_drip_into_a_flat_sheet() -> None:
    rgb = np.full((30, 60, 3), 250)
    rgb[:, :20] = (128, 64, 0)  # mixed of the palette's colors by dots
    centers = np.array([[250.0] * 3, [225.0] * 3, [255.0, 0, 0], [0.0] * 3])
    drawn = quantize(picture(rgb), centers, dither=True)
    assert len(np.unique(drawn.indices[:, :20])) > 1
    assert not drawn.indices[:, 21:].any()


def test_a_flat_color_that_is_off_by_more_is_mixed_all_the_same() -> None:
    rgb = np.full((40, 40, 3), 100)
    centers = np.array([[106.0] * 3, [0.0] * 3])
    drawn = quantize(picture(rgb), centers, dither=True)
    assert drawn.palette[drawn.indices].mean() == pytest.approx(100, abs=2)


@pytest.mark.parametrize("k", [4, 64])
def test_photos_keep_their_dots(k: int) -> None:
    """Hardly a pixel of a photo has the very color of all its neighbors."""
    image = picture(photo())
    centers = sweep_k(count_colors(image), k).centers[-1]
    assert staying_pixels(image, round_centers(centers)).mean() < 0.001


def test_hardly_anybody_sees_the_differences_that_get_no_dots() -> None:
    steps = np.linspace(0, 255, 9).astype(int)
    colors = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    vivid = colors.max(axis=1) - colors.min(axis=1)
    found = []
    for red, green, blue in OFFSETS:
        away = 3 * (red**2 + green**2 + blue**2) + (2 * green - red - blue) ** 2
        other = colors + np.array((red, green, blue))
        there = (other >= 0).all(axis=1) & (other <= 255).all(axis=1)
        there &= 2 * away <= 72 + vivid
        lab = (lab_from_srgb(each[there].astype(np.uint8)) for each in (colors, other))
        found.append(ciede2000(*lab))
    differences = np.concatenate(found)
    assert differences.max() < 3.3
    assert (differences < UNNOTICED).mean() > 0.75
    assert (differences < FOR_THE_PRACTISED).mean() > 0.995


def test_dithering_is_off_unless_asked_for() -> None:
    image = row(*[(90, 90, 90)] * 12)
    assert not quantize(image, BLACK_AND_WHITE).indices.any()
    assert quantize(image, BLACK_AND_WHITE, dither=True).indices.any()


@pytest.mark.slow
def test_no_visitor_waits_for_the_compiler() -> None:
    """What was compiled ahead is what pictures from files need."""
    code = """
from components.engine import palettes, count_colors, quantize, read_image
from components.engine.drawing.coverage import _by_cell, _count
from components.engine.drawing.dither import _diffuse
from components.engine.drawing.flat import _keep_unseen
from components.engine.drawing.nearest import _nearest_indices
from components.engine.drawing.ordered import _draw, _mixing
from components.engine.precompile import precompile
from components.shared.samples import SAMPLES
import numpy as np

def compiled():
    loops = (_diffuse, _keep_unseen, _nearest_indices, _draw, _mixing)
    loops += (_by_cell, _count)
    return [len(loop.signatures) for loop in loops]

precompile()
before = compiled()
for slug in ("coffee", "logo"):
    image = read_image(SAMPLES[slug].path.read_bytes())
    centers = np.array([[0.0, 0, 0], [200, 100, 0]])
    palettes(image, count_colors(image), [centers] * 64)
    for dither in (False, True, "bayer", "blue-noise"):
        quantize(image, centers, dither=dither)
assert compiled() == before, (before, compiled())
"""
    subprocess.run([sys.executable, "-c", code], check=True)
