"""How soon a picture is there: at a first visit, after a click, after an upload."""

import io
from statistics import median
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page

from components.engine import SourceImage
from components.shared.samples import SAMPLES
from tests.benchmarks.drag import open_window, upload
from tests.benchmarks.growth import resized
from tests.browser.conftest import PATIENCE
from tests.browser.view import settled

VISITS = 5
MEGAPIXELS = 12
UPLOADS = 5
_FIRST, _OTHERS = "astronaut", ("coffee", "sunset", "deep-sky", "cat", "logo")

# When the first picture in k colors and its palette have been painted. The page notes
# it by itself: Playwright looks every half a second, or when a busy page lets it.
FIRST_SEEN = """(() => {
    const look = () => {
        for (const { shadowRoot } of document.querySelectorAll(".st-key-viewer *")) {
            const drawn = shadowRoot?.querySelector("[data-role=quantized][data-k]")
                && shadowRoot.querySelector("[data-role=swatch]");
            if (drawn) {
                // A task after the next frame: that frame is on the screen.
                requestAnimationFrame(() => setTimeout(() => {
                    window.seen = performance.now();
                }));
                return;
            }
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})()"""

# The click is noted where it happens; the canvas takes the size of its picture when
# that is drawn, and is pending until it has its colors.
_CLICKED = """canvas => new Promise((done) => {
    const before = store().picture.id;
    let clicked = 0;
    const look = () => {
        const items = store();
        const other = items.picture.id !== before && canvas.dataset.k
            && canvas.width === items.picture.width
            && items.palettes.picture === items.picture.id;
        if (clicked && other && !canvas.closest(".pending"))
            done(performance.now() - clicked);
        else requestAnimationFrame(look);
    };
    addEventListener("click", (event) => { clicked = event.timeStamp; },
        { capture: true, once: true });
    look();
})"""

# What the server has sent; fits that are final have a name that says so.
_STORE = 'window.store = () => window[Symbol.for("k-colors")].items;'
_FINAL = """() => new Promise((done) => {
    const look = () => store().palettes.picture === store().picture.id
            && store().palettes.key.endsWith(" final")
        ? requestAnimationFrame(() => done(performance.now() - given))
        : requestAnimationFrame(look);
    look();
})"""


def measure(browser: Browser, address: str, photo: SourceImage) -> dict[str, float]:
    """Take the medians, in seconds."""
    visits = [_visit(browser, address) for _ in range(VISITS)]
    uploads = [_upload(browser, address, photo, nth) for nth in range(UPLOADS)]
    found = {
        "visit": median(first for first, _ in visits),
        "second": median(each for _, others in visits for each in others),
        "large": median(soon for soon, _ in uploads),
        "large_final": median(final for _, final in uploads),
    }
    print(f"  {found}", flush=True)
    return found


def _visit(browser: Browser, address: str) -> tuple[float, list[float]]:
    """Open the page in a browser that has nothing of it, and click other samples.

    Returns
    -------
    first : float
        Seconds from opening it to the first picture in k colors.
    others : list of float
        Seconds from each click to that sample in k colors.
    """
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, base_url=address
    )
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.add_init_script(FIRST_SEEN)
    tab.goto(f"/?sample={_FIRST}", wait_until="commit")
    tab.locator(".st-key-elbow .points path").first.wait_for()
    settled(tab)
    first = tab.evaluate("window.seen")
    tab.evaluate(_STORE)
    others = [_click(tab, slug) for slug in _OTHERS]
    context.close()
    return float(first) / 1000, others


def _click(tab: Page, slug: str) -> float:
    button = tab.get_by_role("button", name=SAMPLES[slug].title, exact=True)
    canvas = tab.locator('[data-role="quantized"]')
    waiting = canvas.evaluate_handle(f"canvas => [({_CLICKED})(canvas)]")
    button.click()
    spent = tab.evaluate("([promise]) => promise", waiting)
    settled(tab)
    return float(spent) / 1000


def _upload(
    browser: Browser, address: str, photo: SourceImage, nth: int
) -> tuple[float, float]:
    """Load a photo that nobody has loaded before.

    Returns
    -------
    soon, final : float
        Seconds until it is there in k colors, and until these are the final ones.
    """
    tab, _ = open_window(browser, address)
    tab.evaluate(_STORE)
    file = io.BytesIO()
    pixels = resized(photo, MEGAPIXELS).rgb
    Image.fromarray(pixels).save(file, "JPEG", quality=88 + nth)
    found: list[float] = []
    soon = upload(
        tab, file.getvalue(), "JPEG", lambda: found.append(tab.evaluate(_FINAL))
    )
    tab.context.close()
    return soon, found[0] / 1000


def table(found: dict[str, Any]) -> list[str]:
    """Write the figures as rows of Markdown."""
    # A first visit is that of a browser that has nothing of the page yet.
    rows = {
        "visit": "a first visit, to a server that has seen the sample before",
        "second": "another sample in the same visit, from the click",
        "large": f"a JPEG of {MEGAPIXELS} megapixels, once the browser has it",
        "large_final": "the same, to its final colors",
    }
    return [
        "| until there is the first picture of | |",
        "| --- | --- |",
        *[f"| {name} | {found[key]:.2f} s |" for key, name in rows.items()],
    ]
