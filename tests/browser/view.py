"""What a person can see and do on the page, for the browser tests."""

import base64
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.serving import PATIENCE

# What `show` can choose on the page, as it is where an address says nothing of it.
_USUAL: Final = {
    "sample": "cat",
    "k": "16",
    "compare": "side",
    "dither": "0",
    "tab": "Stop",
}

# What the address says besides where dithering is switched on.
_USUAL_DOTS: Final = "gentle"

# What is worked out when all else is there, in any tab, and how it looks till then.
_LATE: Final = (
    (".st-key-bars dl", "measuring"),
    (".st-key-bars_short dl", "measuring"),
    (".st-key-ladder ul", "measuring"),
    (".figures dd", "…"),
    (".st-key-looking", "…"),
)

_PATIENCE: Final = 1000 * PATIENCE  # ms

_WAYS: Final = {
    "side": "Side by side",
    "wipe": "Wipe",
    "hold": "Hold",
    "map": "Loss map",
}


def open_picture(tab: Page, path: str = "/") -> None:
    """Open the page and wait until picture and palette are the final ones.

    Curve, small pictures and figures may be on their way.
    """
    tab.goto(path)
    tab.locator('[data-role="quantized"][data-k]').wait_for()
    _file_is_there(tab)


# What is waited for long and often is waited for by `wait_for`. At each look that is in
# vain `expect` draws up all that a screen reader finds on the page, for what it would
# have to say in the end; that keeps the page from its work.


def _file_is_there(tab: Page) -> None:
    tab.locator(".st-key-viewer .facts", has_text="as PNG").wait_for(state="attached")


def visit(tab: Page, path: str = "/") -> None:
    """Open the page and wait until all of it is there."""
    open_picture(tab, path)
    all_there(tab)


def all_there(tab: Page) -> None:
    """Wait until all of the page is there, down to the figures that come last."""
    points(tab).first.wait_for()
    settled(tab)
    # What comes last: figures that are worked out when the picture is there.
    for late, waiting in _LATE:
        tab.locator(late, has_text=waiting).first.wait_for(state="detached")


def show(tab: Page, path: str = "/") -> None:
    """Bring a window to an address as `open_picture` does, by clicks if it is open.

    The pictures are then whole and in their place, and the palette in its first order.
    What else has been chosen or unfolded on the page stays so: who does that in a
    window that is kept puts it back.
    """
    wanted = named(path)
    is_open = tab.url != "about:blank"
    if is_open:
        settled(tab)
    now = named(tab.url)
    if now.get("dots") == _USUAL_DOTS:
        del now["dots"]  # they go when dithering is switched off
    if not is_open or (wanted | now).keys() - _USUAL.keys():
        open_picture(tab, path)
        return
    # On a page that is open, only an upload has no name.
    sample = now.get("sample")
    wanted, now = _USUAL | wanted, _USUAL | now
    tab.mouse.move(0, 0)
    _choose_way(tab, wanted["compare"])
    if sample != wanted["sample"]:
        _choose_sample(tab, wanted["sample"])
    if now["dither"] != wanted["dither"]:
        _switch_dithering(tab)
    if now["tab"] != wanted["tab"]:
        open_tab(tab, wanted["tab"])
    _move_to(tab, int(wanted["k"]))
    _let_go(tab)
    quantized = tab.locator(f'[data-role="quantized"][data-k="{wanted["k"]}"]')
    quantized.wait_for(state="attached")
    _file_is_there(tab)


def named(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def _let_go(tab: Page) -> None:
    """Point at nothing, zoom nothing, and be at the top of the page."""
    viewer = tab.locator(".st-key-viewer")
    fit = viewer.locator("button", has_text=re.compile("^Fit$"))
    # Pressed at once: to look whether it could be costs more than all else here.
    if not fit.evaluate("fit => fit.checkVisibility() && (fit.click(), true)"):
        # A phone has none.
        viewer.get_by_role("group", name="Picture in").press("0")
    tab.mouse.move(0, 0)
    tab.evaluate(
        """() => {
            document.activeElement?.blur();
            document.querySelector("[data-testid=stMain]").scrollTop = 0;
        }"""
    )


def _choose_way(tab: Page, way: str) -> None:
    button = tab.locator(".st-key-viewer").get_by_role("button", name=_WAYS[way])
    if way == _USUAL["compare"] and button.is_hidden():
        return  # a phone has no room for it, and takes the next
    if button.get_attribute("aria-pressed") != "true":
        button.click()
    tab.wait_for_url(lambda url: (_USUAL | named(url))["compare"] == way)
    settled(tab)


def _choose_sample(tab: Page, slug: str) -> None:
    before = snapshot(tab, "original")
    tab.locator(f".st-key-sample_{slug}").get_by_role("button").click()
    wait_for_another_picture(tab, before, "original")
    settled(tab)


def _switch_dithering(tab: Page) -> None:
    # Where there are as many colors as the picture has, dots change none of it.
    before = tab.locator('[data-role="quantized"]').get_attribute("data-drawn")
    with drawing_options(tab):
        dithering(tab).click()
    drawn_again = f'[data-role="quantized"]:not([data-drawn="{before}"])'
    expect(tab.locator(drawn_again)).to_have_count(1)
    settled(tab)


@contextmanager
def drawing_options(tab: Page) -> Iterator[None]:
    """Open what can be chosen about the drawing, and close it in the end."""
    tab.locator(".st-key-drawing").get_by_role("button", name="Drawing").click()
    yield
    tab.keyboard.press("Escape")
    expect(dithering(tab)).to_have_count(0)


def choose_space(tab: Page, name: str) -> None:
    """Choose by what colors differ."""
    before = snapshot(tab)
    with drawing_options(tab):
        tab.get_by_role("combobox", name="Colors differ by").click()
        tab.get_by_role("option", name=name).click()
        wait_for_another_picture(tab, before)
    settled(tab)


def dithering(tab: Page) -> Locator:
    """Find the switch for dithering, among the options for drawing."""
    return tab.locator(".st-key-dither").get_by_text("Dither", exact=True)


def open_tab(tab: Page, name: str) -> None:
    """Open one of the tabs below the first screen, and wait for what is in it."""
    title = tab.get_by_role("tab", name=name, exact=True)
    title.click()
    expect(title).to_have_attribute("aria-selected", "true")
    tab.wait_for_url(lambda url: (_USUAL | named(url))["tab"] == name)
    expect(tab.get_by_role("tabpanel").locator("p").first).to_be_attached()
    settled(tab)


def _move_to(tab: Page, k: int) -> None:
    """Drag the slider there, and press keys for what is left; all is answered then.

    Where keys come so slowly that the page asks for one of them once more, it may be
    given an older value meanwhile; whoever looks at it presses again.
    """
    at = int(slider(tab).input_value())
    if abs(k - at) > 2:  # each key is answered, a drag once
        _drag(tab, k - at)
    for _ in range(3 if k != at else 0):
        at = int(slider(tab).input_value())
        for _ in range(abs(k - at)):
            slider(tab).press("ArrowRight" if k > at else "ArrowLeft")
        settled(tab)
    expect_k(tab, k)


def _drag(tab: Page, steps: int) -> None:
    slider(tab).scroll_into_view_if_needed()
    x, y = thumb(tab)
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + steps * step_width(tab), y)
    tab.mouse.up()
    settled(tab)


def settled(tab: Page) -> None:
    """Wait until the server has nothing more to send."""
    rests = '[data-testid="stApp"][data-test-script-state="notRunning"]'
    tab.locator(rests).wait_for(state="attached")


def slider(tab: Page) -> Locator:
    """Find the slider as a person with a screen reader finds it.

    Where it is: to ask the whole page for roles and names costs more than most tests.
    """
    place = tab.locator(".st-key-k")
    return place.get_by_role("slider", name="Number of colors, k")


def thumb(tab: Page) -> tuple[float, float]:
    """Return where the slider can be taken hold of."""
    box = slider(tab).evaluate(
        """input => {
            const { x, y, width, height } = input.parentElement.getBoundingClientRect();
            return [x + width / 2, y + height / 2];
        }"""
    )
    return box[0], box[1]


def step_width(tab: Page) -> float:
    """Return how far the mouse moves the slider by one, in pixels."""
    track = slider(tab).evaluate(
        """input => {
            const thumb = input.closest("[style*='left:']");
            return thumb.parentElement.getBoundingClientRect().width;
        }"""
    )
    return float(track) / (int(slider(tab).get_attribute("max") or 64) - 1)


def points(tab: Page) -> Locator:
    """Find the markers of the elbow chart."""
    return tab.locator(".st-key-elbow .overplot > .xy > .scatterlayer .points path")


def click_point(tab: Page, k: int) -> None:
    """Click the chart where the marker of k is.

    The chart of the picture before is hidden till that of this one takes its place.
    """
    marker = points(tab).nth(k - 1)
    expect(marker).to_be_visible()
    marker.evaluate("marker => marker.scrollIntoView({ block: 'nearest' })")
    box = marker.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def expect_k(tab: Page, k: int) -> None:
    """Wait until slider, picture, sentence and server agree on k."""
    below_the_curve = tab.locator(f'.st-key-curve [data-told="{k}"]')
    below_the_curve.wait_for(state="attached")
    expect(slider(tab)).to_have_value(str(k))
    expect(tab.locator(".st-key-viewer .k")).to_have_text(f"k = {k}")
    expect(below_the_curve).to_contain_text(
        re.compile(f"k = {k} explains .* of the picture's color variance")
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
    # To write a picture as PNG takes long: only those are that have changed.
    tab.locator(f'[data-role="{role}"]').evaluate(
        """(canvas, [before, patience]) => new Promise((done, failed) => {
            const end = performance.now() + patience;
            const words = () => {
                const { width, height } = canvas;
                const area = canvas.getContext("2d").getImageData(0, 0, width, height);
                return new Uint32Array(area.data.buffer);
            };
            let seen = null;
            const other = () => {
                if (!canvas.width || !canvas.height) return false; // none as yet
                const now = words();
                if (seen?.length === now.length && now.every((w, i) => w === seen[i])) {
                    return false;
                }
                seen = now;
                return canvas.toDataURL() !== before;
            };
            const look = () => {
                if (other()) done();
                else if (performance.now() < end) setTimeout(look, 100);
                else failed(new Error("The picture is still the one before."));
            };
            look();
        })""",
        [before, _PATIENCE],
    )


def snapshot(tab: Page, role: str = "quantized") -> str:
    """Return what a canvas shows, as an address that holds all of it."""
    return str(tab.locator(f'[data-role="{role}"]').evaluate("c => c.toDataURL()"))


def give(tab: Page, name: str, data: bytes, mime: str = "image/png") -> None:
    """Put a file into the uploader."""
    uploader = tab.locator(".st-key-upload")
    chooser = uploader.get_by_test_id("stFileUploaderDropzoneInput")
    # While the page runs for another server, that of the one before stands beside it.
    expect(chooser).to_have_count(1)
    chooser.set_input_files({"name": name, "mimeType": mime, "buffer": data})


def download(tab: Page, folder: Path) -> Path:
    """Press the download button; return the file that came."""
    return save(tab, "Download as PNG", folder)


def save(tab: Page, button: str, folder: Path) -> Path:
    """Press a button that gives a file; return the file that came."""
    settled(tab)  # so that it is the file of what is on the page
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def distinct_pictures(tab: Page) -> int:
    """Count the different pictures that `dragging.watch` has noted."""
    return int(tab.evaluate("new Set(drawn.map(({ url }) => url)).size"))
