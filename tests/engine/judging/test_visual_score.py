"""One figure for how good a picture looks, also where the package has none to give."""

import io

import numpy as np
import pytest
from PIL import Image

from components.engine.clustering.colors import count_colors
from components.engine.clustering.kmeans import sweep_k
from components.engine.drawing.quantize import QuantizedImage, quantize
from components.engine.judging.visual_score import visual_score
from components.engine.source import SourceImage
from tests.engine.strategies import picture
from tests.pictures import encoded, photo, soft_badge


def drawn_in(image: SourceImage, k: int) -> QuantizedImage:
    return quantize(image, sweep_k(count_colors(image), k).centers[k - 1])


def test_of_a_solid_picture_it_is_what_the_package_says_of_two_files() -> None:
    from ssimulacra2 import compute_ssimulacra2  # takes long to load

    image = picture(photo(300, 260))
    drawn = drawn_in(image, 8)
    files = image.rgb, drawn.palette[drawn.indices]
    truth = compute_ssimulacra2(*(io.BytesIO(encoded(each)) for each in files))
    assert visual_score(image, drawn) == pytest.approx(truth)
    assert truth < 70


@pytest.mark.slow
def test_a_cut_out_is_judged_on_dark_and_on_light_and_by_what_is_visible() -> None:
    from ssimulacra2 import compute_ssimulacra2  # takes long to load

    rgba = soft_badge(300)
    image = picture(rgba[..., :3], rgba[..., 3])
    drawn = drawn_in(image, 3)
    score = visual_score(image, drawn)

    def on(gray: int) -> float:
        laid = []
        for rgb, alpha in (
            (image.rgb, image.opacity),
            (drawn.palette[drawn.indices], drawn.alpha),
        ):
            ground = Image.new("RGBA", (300, 300), (gray, gray, gray, 255))
            assert alpha is not None
            top = Image.fromarray(np.dstack([rgb, alpha]))
            laid.append(
                encoded(np.asarray(Image.alpha_composite(ground, top))[..., :3])
            )
        return float(compute_ssimulacra2(*map(io.BytesIO, laid)))

    # The shadow reaches to the border, so that the box is the whole picture.
    assert score == pytest.approx(min(on(26), on(230)), abs=0.5)

    margin = ((90, 90), (90, 90))
    wider = picture(np.pad(image.rgb, (*margin, (0, 0))), np.pad(image.opacity, margin))
    assert visual_score(wider, drawn_in(wider, 3)) == pytest.approx(score)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (3, 5), (7, 400), (24, 24)])
def test_small_and_thin_pictures_have_a_score_that_falls_with_what_is_lost(
    height: int, width: int
) -> None:
    """The package calls every picture of less than 8 pixels a side perfect."""
    rgb = np.random.default_rng(5).integers(60, 190, (height, width, 3), np.uint8)
    image = picture(rgb)
    palettes = (rgb.reshape(-1, 3)[:1], 255 - rgb.reshape(-1, 3)[:1])
    same, other = (visual_score(image, quantize(image, each)) for each in palettes)
    assert other < same <= 100
    assert other < 70


def test_what_is_the_same_or_cannot_be_seen_has_lost_nothing() -> None:
    image = picture(photo(40, 30) // 64 * 64)
    every = count_colors(image).colors.astype(np.float64)
    assert visual_score(image, quantize(image, every)) == 100
    unseen = picture(image.rgb, np.zeros((30, 40)))
    assert visual_score(unseen, quantize(unseen, 255 - every[:1])) == 100


def test_pictures_of_two_sizes_are_not_compared() -> None:
    image = picture(photo(40, 30))
    with pytest.raises(ValueError, match="30"):
        visual_score(picture(photo(41, 30)), drawn_in(image, 2))
