"""Ordered dithering in the browser: the server's dots."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from components.engine import SPACES, SourceImage, count_colors, metric_of
from components.engine.drawing.flat import staying_pixels
from components.engine.drawing.nearest import weigh_labels
from components.engine.drawing.ordered import ordered_dither
from components.engine.drawing.thresholds.textures import bayer, blue_noise
from tests.browser.modules import numbers, run
from tests.engine.strategies import picture
from tests.pictures import photo, soft_badge

pytestmark = pytest.mark.browser

NAMES = ("metric", "nearest", "ordered", "textures")
TEXTURES = {"bayer": bayer(), "blue-noise": blue_noise()}

DRAW = """({ Metric, indexColors, labelled, order, TEXTURES }, tasks) =>
    tasks.map(({ rgb, alpha, size, palette, texture, strength, rule }) => {
        const [height, width] = size;
        const colors = Uint32Array.from(rgb);
        const index = labelled(indexColors(colors));
        const opacity = alpha && Uint8Array.from(alpha);
        const picture = { rgb: colors, alpha: opacity, width, height, index };
        const metric = new Metric(rule);
        const weights = order(picture, palette, metric, TEXTURES[texture], strength);
        return [String.fromCharCode(...picture.labels), [...weights]];
    })
"""


def pictures() -> list[SourceImage]:
    """Draw a photo, a soft badge, and flat areas with soft edges, opaque or not."""
    badge = soft_badge(40)
    drawn = [picture(photo(48, 36)), picture(badge[..., :3], badge[..., 3])]
    for seed in range(2):
        rng = np.random.default_rng(seed)
        blocks = rng.integers(0, 256, (4, 5, 3)).repeat(6, axis=0).repeat(8, axis=1)
        alpha = rng.choice([0, 90, 255, 255, 255], blocks.shape[:2])
        drawn.append(picture(blocks, alpha if seed else None))
    return drawn


def nearly(image: SourceImage, k: int) -> NDArray[np.uint8]:
    """Return a palette of colors that some pixels nearly have."""
    rng = np.random.default_rng(k)
    own = image.rgb.reshape(-1, 3)[rng.integers(0, image.rgb.size // 3, k)]
    near = np.clip(own + rng.integers(-4, 5, (k, 3)), 0, 255)
    return np.asarray(near, np.uint8)


def test_browser_and_server_put_the_same_dots_in_the_same_places(blank: Page) -> None:
    tasks, expected, stay = [], [], 0
    cases = itertools.product(pictures(), TEXTURES, (0, 5, 16), (1, 2, 9, 40), SPACES)
    for image, texture, strength, k, space in [*cases][::7]:
        palette = nearly(image, k)
        metric = metric_of(count_colors(image), space)
        stay += staying_pixels(image, palette, metric).sum()
        labels = ordered_dither(image, palette, TEXTURES[texture], metric, strength)
        weights = weigh_labels(labels.ravel(), image.opacity.ravel(), k)
        expected.append((bytes(labels.ravel()).decode("latin-1"), weights.tolist()))
        alpha = None if image.alpha is None else image.alpha.ravel().tolist()
        tasks.append(
            {
                "rgb": numbers(image.rgb),
                "alpha": alpha,
                "size": image.rgb.shape[:2],
                "palette": numbers(palette),
                "texture": texture,
                "strength": strength,
                "rule": {"space": space, "times": list(metric.times)},
            }
        )
    assert stay > 200
    modules = [f"static/{name}.js" for name in NAMES]
    found = run(blank, modules, DRAW, tasks)
    for (labels, weights), (owed, owed_weights) in zip(found, expected, strict=True):
        assert labels == owed
        assert weights == pytest.approx(owed_weights)
