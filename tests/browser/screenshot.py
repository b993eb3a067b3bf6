"""Take the README's screenshot: ``make screenshot``."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from components.engine import (
    count_colors,
    encode_png,
    quantize,
    read_image,
    sweep_k,
)
from tests.browser.conftest import FLAGS, PATIENCE, ROOT, chromium, serve
from tests.browser.view import settled, visit

TARGET = ROOT / ".github" / "page.png"
WIDTH = 1280
COLORS = 256
_WHOLE = "document.querySelector('[data-testid=stMain]').scrollHeight"


def take(address: str, target: Path) -> None:
    """Save a picture of the whole page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = browser.new_page(viewport={"width": WIDTH, "height": 900})
        tab.set_default_timeout(PATIENCE)
        visit(tab, f"{address}/?sample=astronaut&k=12")
        tab.set_viewport_size({"width": WIDTH, "height": tab.evaluate(_WHOLE)})
        settled(tab)
        tab.evaluate("new Promise((done) => setTimeout(done, 500))")
        target.write_bytes(fewer_colors(tab.screenshot()))
        browser.close()


def fewer_colors(png: bytes) -> bytes:
    """Write a picture the way this project would have it."""
    image = read_image(png)
    sweep = sweep_k(count_colors(image), COLORS)
    return encode_png(quantize(image, sweep.centers[-1]), effort="best")


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    with serve() as address:
        take(address, TARGET)
