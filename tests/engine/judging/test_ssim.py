"""SSIM is scikit-image's, whatever the size of the picture."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine.clustering.colors import count_colors
from components.engine.clustering.kmeans import sweep_k
from components.engine.drawing.quantize import QuantizedImage, quantize
from components.engine.judging.ssim import ssim
from components.engine.reading.image import read_image
from components.engine.source import SourceImage
from tests.cases import in_turn
from tests.engine.drawings import drawn_anyhow, drawn_exactly, drawn_in
from tests.engine.strategies import Bytes, Floats, picture, pictures

ROOT = Path(__file__).parents[3]


def luma(rgb: Bytes) -> Floats:
    return rgb.astype(np.float64) @ [0.2126, 0.7152, 0.0722]


def in_one_piece(image: SourceImage, drawn: QuantizedImage) -> Floats:
    """Scikit-image's map of a solid picture of at least 11 × 11 pixels."""
    from skimage.metrics import structural_similarity  # slow to load

    _, each = structural_similarity(
        luma(image.rgb),
        luma(drawn.palette)[drawn.indices],
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        data_range=255,
        full=True,
    )
    return np.asarray(each, np.float64)


def noisy(height: int, width: int) -> tuple[SourceImage, QuantizedImage]:
    random = np.random.default_rng(height)
    image = picture(random.integers(0, 256, (height, width, 3)))
    return image, quantize(image, random.uniform(0, 255, (5, 3)))


@pytest.fixture(scope="module")
def photo() -> tuple[SourceImage, QuantizedImage]:
    solid = read_image((ROOT / "sample_images" / "coffee.jpg").read_bytes())
    return solid, quantize(solid, sweep_k(count_colors(solid), 8).centers[-1])


def test_a_photo_has_the_mean_of_scikit_images_map(
    photo: tuple[SourceImage, QuantizedImage],
) -> None:
    expected = in_one_piece(*photo).mean()
    assert 0.5 < expected < 0.99
    assert ssim(*photo) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("tile", [64, 100, 333, 5000])
def test_the_size_of_the_tiles_makes_no_difference(
    photo: tuple[SourceImage, QuantizedImage], tile: int
) -> None:
    assert ssim(*photo, tile=tile) == pytest.approx(ssim(*photo, tile=10_000), abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("shape", [(11, 11), (12, 40), (64, 64), (65, 63)])
def test_small_tiles_do_not_show_in_noise(shape: tuple[int, int]) -> None:
    image, drawn = noisy(*shape)
    expected = in_one_piece(image, drawn).mean()
    # Thousands of tiles of one pixel take a second.
    for tile in (1, 7, 16) if image.rgb[..., 0].size < 1000 else (7, 16):
        assert ssim(image, drawn, tile=tile) == pytest.approx(expected, abs=1e-5)


@in_turn("shape", [(1, 1), (1, 50), (50, 1), (5, 5), (10, 300)])
def test_pictures_smaller_than_the_window_are_mirrored(shape: tuple[int, int]) -> None:
    image, drawn = noisy(*shape)
    wide = [(5, 5), (5, 5)]
    mirrored = picture(np.pad(image.rgb, [*wide, (0, 0)], mode="symmetric"))
    indices = np.pad(drawn.indices, wide, mode="symmetric")
    each = in_one_piece(mirrored, drawn_in(mirrored, indices, drawn.palette))
    expected = each[5:-5, 5:-5].mean()
    assert expected < 0.999
    assert ssim(image, drawn) == pytest.approx(expected, abs=1e-5)


@given(pictures())
def test_a_picture_is_exactly_like_itself(image: SourceImage) -> None:
    assert ssim(image, drawn_exactly(image)) == 1.0


@given(pictures(), st.data())
def test_it_is_never_out_of_bounds_and_its_mirror_image_is_the_same(
    image: SourceImage, data: st.DataObject
) -> None:
    drawn = data.draw(drawn_anyhow(image))
    found = ssim(image, drawn)
    assert -1 <= found <= 1
    alpha = None if image.alpha is None else image.alpha[:, ::-1]
    mirrored = picture(image.rgb[:, ::-1], alpha)
    again = ssim(mirrored, drawn_in(mirrored, drawn.indices[:, ::-1], drawn.palette))
    assert again == pytest.approx(found, abs=1e-4)


def test_soft_pixels_lie_on_gray_and_are_averaged_by_their_opacity() -> None:
    from skimage.metrics import structural_similarity  # slow to load

    image, drawn = noisy(60, 40)
    alpha = np.random.default_rng(2).integers(1, 256, (60, 40))
    share = alpha / 255
    before, after = (
        share * each + (1 - share) * 127.5
        for each in (luma(image.rgb), luma(drawn.palette)[drawn.indices])
    )
    _, each = structural_similarity(
        before,
        after,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        data_range=255,
        full=True,
    )
    expected = np.average(each, weights=alpha)
    assert ssim(picture(image.rgb, alpha), drawn) == pytest.approx(expected, abs=1e-5)
    assert expected > in_one_piece(image, drawn).mean() + 0.01


def test_only_visible_pixels_are_averaged() -> None:
    image, drawn = noisy(60, 40)
    alpha = np.full((60, 40), 255)
    alpha[:30] = 0
    half = ssim(picture(image.rgb, alpha), drawn)
    assert half == pytest.approx(in_one_piece(image, drawn)[30:].mean(), abs=0.05)
    assert ssim(picture(image.rgb, alpha * 0), drawn) == 1.0


def test_progress_is_told_to_the_end_and_may_be_ended() -> None:
    image, drawn = noisy(40, 40)
    shares: list[float] = []
    ssim(image, drawn, shares.append, tile=16)
    assert shares == sorted(shares)
    assert len(shares) == 9
    assert shares[-1] == 1

    def abandon(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        ssim(image, drawn, abandon)


@pytest.mark.parametrize("shape", [(1500, 2000), (200, 12_000)])
def test_a_large_picture_takes_little_memory(shape: tuple[int, int]) -> None:
    image = picture(np.zeros((*shape, 3)))
    drawn = quantize(image, np.ones((1, 3)))
    ssim(*noisy(20, 20))
    tracemalloc.start()
    ssim(image, drawn)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30e6  # and no more if it is four times as large
