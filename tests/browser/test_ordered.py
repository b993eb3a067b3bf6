"""Ordered dithering in the browser: the server's dots."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from components.engine import SourceImage
from components.engine.drawing.flat import SOLID, staying_pixels
from components.engine.drawing.nearest import nearest_indices, weigh_labels
from components.engine.drawing.ordered import luma, ordered_indices
from components.engine.drawing.thresholds.textures import bayer, blue_noise
from tests.browser.modules import numbers, run
from tests.engine.strategies import picture
from tests.pictures import photo, soft_badge

pytestmark = pytest.mark.browser

TEXTURES = {"bayer": bayer(), "blue": blue_noise()}

# As they are; and mixed up, as long as whole numbers allow.
SPACES = (np.eye(3, dtype=int), np.array([[40, -11, 3], [7, 60, -20], [-15, 9, 31]]))

DRAW = """({ indexColors, labelled, assign, order, TEXTURES }, tasks) => {
    const along = (colors, [r, g, b]) => Int32Array.from(colors,
        (c) => r * (c >> 16) + g * ((c >> 8) & 255) + b * (c & 255));
    return tasks.map(({ rgb, alpha, size, palette, texture, strength, axes }) => {
        const [height, width] = size;
        const colors = Uint32Array.from(rgb);
        const index = labelled(indexColors(colors));
        const opacity = alpha && Uint8Array.from(alpha);
        const picture = { rgb: colors, alpha: opacity, width, height, index };
        assign(index, palette);
        const points = axes.map((axis) => along(index.colors, axis));
        const palettePoints = axes.map((axis) => along(palette, axis));
        const space = { points, palettePoints };
        const weights = order(picture, palette, space, TEXTURES[texture], strength);
        return [String.fromCharCode(...picture.labels), [...weights]];
    });
}"""


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


def test_browser_and_server_put_the_same_dots_in_the_same_places(tab: Page) -> None:
    tasks, expected, stay = [], [], 0
    cases = itertools.product(pictures(), TEXTURES, (0, 5, 16), (1, 2, 9, 40), SPACES)
    for image, texture, strength, k, axes in [*cases][::7]:
        palette = nearly(image, k)
        size = image.rgb.shape[:2]
        labels = nearest_indices(image.rgb.reshape(-1, 3), palette).reshape(size)
        kept = staying_pixels(image, palette)
        stay += kept.sum()
        dots = ordered_indices(
            image.rgb.astype(int) @ axes.T,
            labels,
            palette.astype(int) @ axes.T,
            luma(palette),
            TEXTURES[texture],
            strength,
        )
        labels = np.where(~kept & (image.opacity == SOLID), dots, labels).ravel()
        weights = weigh_labels(labels, image.opacity.ravel(), k)
        expected.append((bytes(labels).decode("latin-1"), weights.tolist()))
        alpha = None if image.alpha is None else image.alpha.ravel().tolist()
        tasks.append(
            {
                "rgb": numbers(image.rgb),
                "alpha": alpha,
                "size": size,
                "palette": numbers(palette),
                "texture": texture,
                "strength": strength,
                "axes": axes.tolist(),
            }
        )
    assert stay > 200
    modules = [f"static/{name}.js" for name in ("nearest", "ordered", "textures")]
    found = run(tab, modules, DRAW, tasks)
    for (labels, weights), (owed, owed_weights) in zip(found, expected, strict=True):
        assert labels == owed
        assert weights == pytest.approx(owed_weights)
