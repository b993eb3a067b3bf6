"""Whether the browser draws every k exactly as the server does."""

import base64

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, expect

from components.engine import QuantizedImage, count_colors, read_image, sweep_k
from components.engine.drawing.quantize import quantize
from components.shared.samples import SAMPLES
from tests.browser.dragging import canvas
from tests.browser.view import slider

_DIFFER = """(canvas, pixels) => {
    const { width, height } = canvas;
    const area = [0, 0, width, height];
    const expected = new OffscreenCanvas(width, height).getContext("2d");
    const text = atob(pixels);
    const bytes = new Uint8ClampedArray(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    expected.putImageData(new ImageData(bytes, width, height), 0, 0);
    const theirs = expected.getImageData(...area).data;
    const mine = canvas.getContext("2d").getImageData(...area).data;
    let wrong = 0;
    for (let i = 0; i < mine.length; i++) if (mine[i] !== theirs[i]) wrong++;
    return wrong;
}"""


def wrong_bytes(tab: Page, slug: str, dither: bool = False) -> dict[int, int]:
    """Compare the canvas with the server's drawing for every k, as in a drag.

    Parameters
    ----------
    tab : Page
        The page, on the sample at k = 2; that k is left out.
    slug : str
        The sample.
    dither : bool
        Whether the page dithers.

    Returns
    -------
    dict
        For each k, how many bytes of all RGBA pixels differ.
    """
    image = read_image(SAMPLES[slug].path.read_bytes())
    sweep = sweep_k(count_colors(image))
    assert sweep.k_max == 64
    wrong = {}
    for k in [1, *range(3, 65)]:
        # What the slider does to its input at each step of a drag.
        slider(tab).evaluate("(i, k) => i.setAttribute('aria-valuetext', k)", str(k))
        expect(canvas(tab)).to_have_attribute("data-k", str(k))
        rgba = _rgba(quantize(image, sweep.centers[k - 1], dither=dither))
        pixels = base64.b64encode(rgba.tobytes()).decode()
        wrong[k] = canvas(tab).evaluate(_DIFFER, pixels)
    return wrong


def _rgba(picture: QuantizedImage) -> NDArray[np.uint8]:
    rgba = np.full((*picture.indices.shape, 4), 255, np.uint8)
    rgba[..., :3] = picture.palette[picture.indices]
    if picture.alpha is not None:
        rgba[..., 3] = picture.alpha
        rgba[picture.alpha == 0] = 0
    return rgba
