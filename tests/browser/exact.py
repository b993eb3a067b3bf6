"""Whether the browser draws a k exactly as the server does."""

import base64
import zlib
from collections.abc import Iterable
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

from components.engine import (
    Dither,
    SourceImage,
    Space,
    Sweep,
    count_colors,
    has_flat_colors,
    read_image,
    space_for,
    sweep_k,
)
from components.engine.drawing.quantize import quantize
from components.shared.samples import SAMPLES
from tests.browser.dragging import canvas, dragging
from tests.browser.view import slider

# Labels and opacities come packed, because sending them takes longer than drawing.
_DIFFER = """async (canvas, { labels, colors, alpha }) => {
    const unpack = async (text) => {
        const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const raw = new Blob([packed]).stream()
            .pipeThrough(new DecompressionStream("deflate"));
        return new Uint8Array(await new Response(raw).arrayBuffer());
    };
    const [label, color] = [await unpack(labels), await unpack(colors)];
    const opacity = alpha && (await unpack(alpha));
    const { width, height } = canvas;
    const area = [0, 0, width, height];
    const expected = new OffscreenCanvas(width, height).getContext("2d");
    const bytes = new Uint8ClampedArray(4 * label.length);
    for (let i = 0; i < label.length; i++) {
        const opaque = opacity ? opacity[i] : 255;
        if (opaque === 0) continue;
        for (let c = 0; c < 3; c++) bytes[4 * i + c] = color[3 * label[i] + c];
        bytes[4 * i + 3] = opaque;
    }
    expected.putImageData(new ImageData(bytes, width, height), 0, 0);
    const theirs = expected.getImageData(...area).data;
    const mine = canvas.getContext("2d").getImageData(...area).data;
    let wrong = 0;
    for (let i = 0; i < mine.length; i++) if (mine[i] !== theirs[i]) wrong++;
    return wrong;
}"""


def swept(image: SourceImage, space: Space = "srgb") -> Sweep:
    """Return the fits that the page shows: flat colors are kept where there are any."""
    table = count_colors(image)
    return sweep_k(table, space=space, keep_flat=has_flat_colors(table))


def wrong_bytes(
    tab: Page,
    slug: str,
    space: Space,
    dither: Dither | Literal[False] = False,
    *,
    ks: Iterable[int],
) -> dict[int, int]:
    """Compare the canvas with the server's drawing for each k, as in a drag.

    Parameters
    ----------
    tab : Page
        The page, on the sample.
    slug : str
        The sample.
    space : {"srgb", "oklab", "oklrab", "standardized"}
        Space that is chosen on the page.
    dither : {"full", "gentle", "bayer", "blue-noise"} or False
        How the page dithers.
    ks : iterable of int
        Which k, other than the one there is.

    Returns
    -------
    dict
        For each k, how many bytes of all RGBA pixels differ.
    """
    image = read_image(SAMPLES[slug].path.read_bytes())
    measure = space_for(space, dither is not False)
    sweep = swept(image, measure)
    assert sweep.k_max == 64
    wrong = {}
    began = int(slider(tab).input_value())
    with dragging(tab) as drag_to:
        for k in ks:
            drag_to(k)
            drawn = quantize(image, sweep.colors[k - 1], dither=dither, space=measure)
            expected = {
                "labels": _packed(drawn.indices.astype(np.uint8)),
                "colors": _packed(drawn.palette),
                "alpha": None if drawn.alpha is None else _packed(drawn.alpha),
            }
            wrong[k] = canvas(tab).evaluate(_DIFFER, expected)
        drag_to(began)  # so that nothing else has been chosen in the end
    return wrong


def _packed(numbers: NDArray[np.uint8]) -> str:
    return base64.b64encode(zlib.compress(numbers.tobytes(), 1)).decode()
