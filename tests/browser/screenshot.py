"""Take the README's pictures of the page: ``make screenshot``."""

import io
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import expect, sync_playwright

from components.engine import count_colors, encode_png, read_image, sweep_k
from components.engine.drawing.quantize import quantize
from tests.browser.conftest import FLAGS, PATIENCE, chromium, serve
from tests.browser.dragging import canvas
from tests.browser.view import (
    drawn,
    step_width,
    thumb,
    visit,
)
from tests.serving import ROOT

TARGET = ROOT / ".github" / "page.png"
WIDTH, HEIGHT = 1366, 720
COLORS = 256
DRAG = (2, 3, 5, 8, 16, 32)


def take(address: str, target: Path) -> None:
    """Save a picture of the first screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        tab.set_default_timeout(PATIENCE)
        visit(tab, f"{address}/?sample=coffee&k=12")
        target.write_bytes(fewer_colors(tab.screenshot()))
        browser.close()


def take_drag(address: str, target: Path) -> None:
    """Save what the viewer shows at some steps of one drag, side by side."""
    frames = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = browser.new_page(viewport={"width": WIDTH, "height": 900})
        tab.set_default_timeout(PATIENCE)
        visit(tab, f"{address}/?sample=astronaut&k={DRAG[0]}")
        x, y = thumb(tab)
        tab.mouse.move(x, y)
        tab.mouse.down()
        for k in DRAG:
            tab.mouse.move(x + (k - DRAG[0]) * step_width(tab), y)
            expect(canvas(tab)).to_have_attribute("data-k", str(k))
            frames.append(Image.fromarray(drawn(tab, "quantized")[..., :3]))
        browser.close()
    side, gap = WIDTH // len(frames), 4
    strip = Image.new("RGB", (side * len(frames), side + 18), "white")
    for i, (k, frame) in enumerate(zip(DRAG, frames, strict=True)):
        strip.paste(frame.resize((side - gap, side - gap)), (i * side, 18))
        ImageDraw.Draw(strip).text((i * side, 2), f"k = {k}", fill="black")
    file = io.BytesIO()
    strip.save(file, "PNG")
    target.write_bytes(fewer_colors(file.getvalue()))


def fewer_colors(png: bytes) -> bytes:
    """Write a picture the way this project would have it."""
    image = read_image(png)
    sweep = sweep_k(count_colors(image), COLORS)
    return encode_png(quantize(image, sweep.centers[-1]), effort="best")


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    with serve() as address:
        take(address, TARGET)
        take_drag(address, TARGET.with_name("drag.png"))
