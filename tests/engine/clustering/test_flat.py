"""Flat colors stay what they are, and every guarantee of a sweep still holds."""

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from components.engine import (
    SPACES,
    ColorTable,
    Space,
    count_colors,
    has_flat_colors,
    quantize,
    read_image,
    round_centers,
    sweep_k,
)
from components.engine.clustering.kmeans import Sweep
from components.engine.source import SourceImage
from components.shared.samples import SAMPLES
from tests.cases import in_turn
from tests.engine.strategies import picture, solid_pictures
from tests.pictures import photo

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]

WHITE, CYAN = (255, 255, 255), (42, 181, 200)


def logo(ground: tuple[int, int, int], ink: tuple[int, int, int]) -> SourceImage:
    """Draw soft rings of one color on another."""
    y, x = np.mgrid[0:120, 0:200]
    away = np.hypot(y - 60, (x - 100) / 1.5) % 30
    cover = np.clip((away - 17) / 2, 0, 1) * np.clip((30 - away) / 2, 0, 1)
    mixed = np.array(ground) + cover[..., None] * (np.array(ink) - ground)
    return picture(np.rint(mixed))


def most_frequent(table: ColorTable, centers: Floats) -> list[tuple[Bytes, float]]:
    """Return the most frequent color of each cluster, and its share of it."""
    away = ((table.colors[:, None].astype(float) - centers) ** 2).sum(axis=2)
    found = []
    for c in range(len(centers)):
        mine = away.argmin(axis=1) == c
        counts = table.counts[mine]
        found.append((table.colors[mine][counts.argmax()], counts.max() / counts.sum()))
    return found


def inertia(table: ColorTable, centers: Floats) -> float:
    """Add up the squared distances of all pixels to their nearest center, in sRGB."""
    away = ((table.colors[:, None].astype(float) - centers) ** 2).sum(axis=2)
    return float(away.min(axis=1) @ table.counts)


def kept(table: ColorTable, sweep: Sweep, k: int) -> Bytes:
    """Return the exact colors in a palette."""
    assert sweep.flat[k - 1].shape == (k,)
    return round_centers(sweep.centers[k - 1][sweep.flat[k - 1]])


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    ("ground", "ink"),
    [(WHITE, CYAN), ((0, 0, 0), (250, 220, 3)), ((253, 246, 227), (7, 54, 66))],
)
def test_paper_and_ink_keep_their_exact_colors(
    ground: tuple[int, int, int], ink: tuple[int, int, int], space: Space
) -> None:
    image = logo(ground, ink)
    table = count_colors(image)
    assert has_flat_colors(table)
    for k in (2, 3, 6):
        sweep = sweep_k(table, k, space, keep_flat=True)
        drawn = quantize(image, sweep.centers[-1])
        assert {ground, ink} <= set(map(tuple, drawn.palette.tolist()))
        for color in (ground, ink):
            area = (image.rgb == color).all(axis=2)
            assert (drawn.palette[drawn.indices[area]] == color).all()
    plain = sweep_k(table, 2, space).centers[-1]
    assert not (round_centers(plain)[:, None] == [ground, ink]).all(axis=2).all()


@given(solid_pictures())
def test_a_sweep_with_flat_colors_holds_what_every_sweep_does(
    image: SourceImage,
) -> None:
    table = count_colors(image)
    sweep = sweep_k(table, 20, keep_flat=True)
    assert sweep.k_max == min(20, len(table))
    assert (np.diff(sweep.inertia) <= 0).all()
    assert sweep.variance_explained[0] == (0 if sweep.inertia[0] else 1)
    expected = [inertia(table, centers) for centers in sweep.centers]
    np.testing.assert_allclose(sweep.inertia, expected, rtol=1e-6, atol=1e-3)
    for k, centers in enumerate(sweep.centers, start=1):
        assert len(np.unique(centers, axis=0)) == k
        exact = table.colors.tolist()
        assert all(each in exact for each in kept(table, sweep, k).tolist())
    if len(table) <= 20:
        assert sweep.inertia[-1] == 0
        assert sorted(sweep.centers[-1].tolist()) == exact


@given(solid_pictures())
def test_a_center_is_exact_where_half_of_its_cluster_has_one_color(
    image: SourceImage,
) -> None:
    """Unless the inertia would rise: then some stay the means that they were."""
    table = count_colors(image)
    sweep, plain = sweep_k(table, 8, keep_flat=True), sweep_k(table, 8)
    for k in range(1, sweep.k_max + 1):
        centers = plain.centers[k - 1].copy()
        frequent = most_frequent(table, centers)
        if any(share == 0.5 for _, share in frequent):
            continue  # either half will do
        for c, (color, share) in enumerate(frequent):
            centers[c] = color if share > 0.5 else centers[c]
        wanted = {tuple(color.tolist()) for color, share in frequent if share > 0.5}
        loss = inertia(table, centers)
        rises = k > 1 and loss > sweep.inertia[k - 2] - 1e-6
        falls = k < plain.k_max and loss < plain.inertia[k] + 1e-6
        found = set(map(tuple, kept(table, sweep, k).tolist()))
        assert rises or falls or wanted <= found


@given(solid_pictures())
def test_the_same_picture_twice_keeps_the_same(image: SourceImage) -> None:
    table = count_colors(image)
    one, other = (sweep_k(table, 12, keep_flat=True) for _ in range(2))
    for here, there in zip(one.centers, other.centers, strict=True):
        np.testing.assert_array_equal(here, there)
    np.testing.assert_array_equal(one.inertia, other.inertia)


def test_it_is_k_means_unless_asked_for_more() -> None:
    table = count_colors(logo(WHITE, CYAN))
    sweep = sweep_k(table, 4)
    assert sweep.flat == ()
    assert sweep.centers[1].round().tolist() != [list(WHITE), list(CYAN)]


def test_what_comes_soon_has_the_flat_colors_too() -> None:
    image = picture(np.vstack([photo(320, 240), np.full((240, 320, 3), 255)]))
    offered: list[Sweep] = []
    table = count_colors(image)
    sweep_k(table, 24, soon=offered.append, keep_flat=True)
    (early,) = offered
    assert (np.diff(early.inertia) <= 0).all()
    for centers in early.centers[1:]:
        assert [255, 255, 255] in centers.tolist()


@pytest.mark.parametrize("slug", ["logo", "pixel-art"])
def test_drawings_have_flat_colors(slug: str) -> None:
    assert has_flat_colors(count_colors(read_image(SAMPLES[slug].path.read_bytes())))


def test_a_photo_on_white_paper_and_a_blank_scan_have_flat_colors() -> None:
    sheet = np.vstack([photo(320, 240), np.full((80, 320, 3), 255)])
    assert has_flat_colors(count_colors(picture(sheet)))
    grain = np.random.default_rng(0).integers(252, 255, (60, 60, 1))
    assert has_flat_colors(count_colors(picture(grain.repeat(3, axis=2))))


@in_turn("slug", ["cat", "coffee", "astronaut", "deep-sky", "sunset", "color-wheel"])
def test_photos_and_gradients_have_none(slug: str) -> None:
    table = count_colors(read_image(SAMPLES[slug].path.read_bytes()))
    assert not has_flat_colors(table)


def test_a_picture_without_visible_pixels_has_none() -> None:
    empty = ColorTable(np.zeros((0, 3), np.uint8), np.zeros(0, np.int64))
    assert not has_flat_colors(empty)
    assert sweep_k(empty, keep_flat=True).k_max == 0
