"""In every space the browser finds the colors that the server finds, for every k."""

import base64
import itertools
import zlib
from collections.abc import Iterator
from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from components.engine import (
    DITHERS,
    SPACES,
    Dither,
    SourceImage,
    Space,
    count_colors,
    metric_of,
    read_image,
    space_for,
    sweep_k,
)
from components.engine.drawing.quantize import quantize, round_centers
from components.shared.samples import SAMPLES
from tests.browser.modules import numbers, run
from tests.cases import case
from tests.pictures import photo

pytestmark = pytest.mark.browser

# Of each drawing the CRC-32 of its labels, so that little has to travel.
_DRAW = """(
    { Metric, indexColors, labelled, assign, dotted },
    { rgb, alpha, size: [height, width], rule, palettes, kinds },
) => {
    const table = Uint32Array.from({ length: 256 }, (_, n) => {
        for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
        return n;
    });
    const sum = (labels) => {
        let crc = -1;
        for (const each of labels) crc = table[(crc ^ each) & 255] ^ (crc >>> 8);
        return ~crc >>> 0;
    };
    const metric = new Metric(rule);
    const colors = Uint32Array.from(rgb);
    const opacity = alpha && Uint8Array.from(alpha);
    const index = labelled(indexColors(colors));
    const picture = { rgb: colors, alpha: opacity, index, width, height };
    const seen = (labels) => labels.map((label, i) => (alpha?.[i] === 0 ? 0 : label));
    return palettes.map((palette, i) => {
        assign(index, palette, metric);
        const drawn = [Uint8Array.from(index.pixels, (color) => index.labels[color])];
        if (kinds.length) {
            dotted(picture, palette, metric, kinds[i % kinds.length]);
            drawn.push(picture.labels);
        }
        return drawn.map((labels) => sum(seen(labels)));
    });
}"""

Kind = Dither | Literal[False]

MODULES = [f"static/{name}.js" for name in ("metric", "nearest", "dots")]


def a_photo() -> SourceImage:
    return SourceImage(photo(48, 36), None, "PNG", 0)


def a_gradient() -> SourceImage:
    across, down = np.meshgrid(np.linspace(0, 255, 48), np.linspace(0, 255, 24))
    rgb = np.dstack([across, down, 255 - across]).astype(np.uint8)
    return SourceImage(rgb, None, "PNG", 0)


def a_transparent_logo() -> SourceImage:
    logo = read_image(SAMPLES["logo"].path.read_bytes())
    assert logo.alpha is not None
    rgb, alpha = logo.rgb[::10, ::10], logo.alpha[::10, ::10]
    return SourceImage(rgb.copy(), alpha.copy(), "PNG", 0)


PICTURES = (a_photo, a_gradient, a_transparent_logo)


def test_every_k_has_the_server_s_labels_in_every_space(blank: Page) -> None:
    """Without dots, and, where there are any, with one kind after the other."""
    for picture, space in itertools.product(PICTURES, SPACES):
        with case((picture.__name__, space)):
            browser_and_server_agree(blank, picture(), space)


def browser_and_server_agree(blank: Page, image: SourceImage, space: Space) -> None:
    table = count_colors(image)
    centers = sweep_k(table, space=space).colors
    metric = metric_of(table, space)
    kinds = DITHERS if space_for(space, dots=True) == space else ()
    found = run(
        blank,
        MODULES,
        _DRAW,
        {
            "rgb": numbers(image.rgb),
            "alpha": None if image.alpha is None else image.alpha.ravel().tolist(),
            "size": [image.height, image.width],
            "rule": {"space": space, "times": list(metric.times)},
            "kinds": kinds,
            "palettes": [numbers(round_centers(each)) for each in centers],
        },
    )
    assert found == [
        [checksum(image, each, space, kind) for kind in both]
        for each, both in zip(centers, one_by_one(kinds), strict=False)
    ]


def one_by_one(kinds: tuple[Dither, ...]) -> Iterator[tuple[Kind, ...]]:
    """Return no kind, and one after the other with it if there are any."""
    both: list[tuple[Kind, ...]] = [(False, kind) for kind in kinds]
    return itertools.cycle(both or [(False,)])


def checksum(
    image: SourceImage,
    centers: NDArray[np.float64],
    space: Space,
    kind: Dither | Literal[False],
) -> int:
    drawn = quantize(image, centers, dither=kind, space=space)
    return zlib.crc32(np.where(image.visible_mask, drawn.indices, 0).tobytes())


# Coordinates come as letters: to send so many numbers takes longer than all else.
_POINTS = """({ Metric }, [rule, colors]) => {
    const { x, y, z } = new Metric(rule).points(colors);
    return [x, y, z].map((axis) => {
        let letters = "";
        for (const byte of new Uint8Array(axis.buffer)) {
            letters += String.fromCharCode(byte);
        }
        return btoa(letters);
    });
}"""


def test_the_browser_puts_every_color_where_the_server_does(blank: Page) -> None:
    """One in 997 of all colors, and all grays."""
    some = np.arange(0, 2**24, 997)
    colors = np.concatenate([some, np.arange(256) * 0x010101])
    rgb = np.column_stack([colors >> 16, colors >> 8 & 255, colors & 255])
    table = count_colors(a_photo())
    for space in SPACES:
        with case(space):
            metric = metric_of(table, space)
            rule = {"space": space, "times": list(metric.times)}
            found = run(blank, MODULES[:1], _POINTS, [rule, colors.tolist()])
            axes = [np.frombuffer(base64.b64decode(each), np.int32) for each in found]
            np.testing.assert_array_equal(
                np.stack(axes, -1), metric.points(rgb.astype(np.uint8))
            )
