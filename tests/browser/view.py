"""What a person can see and do on the page, for the browser tests."""

import base64
import io
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page, expect


def open_picture(tab: Page, path: str = "/") -> None:
    """Open the page and wait until picture and palette are the final ones.

    Curve, small pictures and figures may be on their way.
    """
    tab.goto(path)
    expect(tab.locator('[data-role="quantized"][data-k]')).to_be_visible()
    expect(tab.locator(".st-key-viewer .facts")).to_contain_text("as PNG")


def visit(tab: Page, path: str = "/") -> None:
    """Open the page and wait until all of it is there."""
    open_picture(tab, path)
    expect(points(tab).first).to_be_visible()
    settled(tab)
    # What comes last: figures that are worked out when the picture is there.
    expect(tab.get_by_role("button", name="Copy link")).to_be_visible()
    expect(tab.locator(".st-key-bars dl")).not_to_contain_text("measuring")
    expect(tab.locator(".st-key-ladder ul")).not_to_contain_text("measuring")
    expect(tab.locator(".figures dd", has_text="…")).to_have_count(0)


def settled(tab: Page) -> None:
    """Wait until the server has nothing more to send."""
    expect(tab.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning"
    )


def slider(tab: Page) -> Locator:
    """Find the slider as a person with a screen reader finds it."""
    return tab.get_by_role("slider", name="Number of colors, k")


def points(tab: Page) -> Locator:
    """Find the markers of the elbow chart."""
    return tab.locator(".st-key-elbow .overplot > .xy > .scatterlayer .points path")


def click_point(tab: Page, k: int) -> None:
    """Click the chart where the marker of k is."""
    marker = points(tab).nth(k - 1)
    marker.scroll_into_view_if_needed()
    box = marker.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def expect_k(tab: Page, k: int) -> None:
    """Wait until slider, picture, sentence and server agree on k."""
    expect(slider(tab)).to_have_value(str(k))
    expect(tab.get_by_text(f"k = {k}", exact=True).first).to_be_visible()
    below_the_curve = re.compile(f"k = {k} explains .* of the picture's color variance")
    expect(tab.get_by_text(below_the_curve)).to_be_visible()
    expect(tab.locator(".st-key-curve [data-told]")).to_have_attribute(
        "data-told", str(k)
    )
    settled(tab)


def drawn(tab: Page, role: str) -> NDArray[np.uint8]:
    """Return the RGBA pixels of a canvas, of shape (H, W, 4)."""
    png = base64.b64decode(snapshot(tab, role).partition(",")[2])
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGBA"))


def wait_for_another_picture(tab: Page, before: str, role: str = "quantized") -> None:
    """Wait until a canvas shows something else than it did.

    Parameters
    ----------
    tab : Page
        The page.
    before : str
        What `snapshot` returned then.
    role : str
        Which canvas.
    """
    tab.locator(f'[data-role="{role}"]').evaluate(
        """(canvas, before) => new Promise((done) => {
            const look = () =>
                canvas.toDataURL() === before ? requestAnimationFrame(look) : done();
            look();
        })""",
        before,
    )


def snapshot(tab: Page, role: str = "quantized") -> str:
    """Return what a canvas shows, as an address that holds all of it."""
    return str(tab.locator(f'[data-role="{role}"]').evaluate("c => c.toDataURL()"))


def download(tab: Page, folder: Path) -> Path:
    """Press the download button; return the file that came."""
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="Download as PNG").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def distinct_pictures(tab: Page) -> int:
    """Count the different pictures that `dragging.watch` has noted."""
    return int(tab.evaluate("new Set(drawn.map(({ url }) => url)).size"))
