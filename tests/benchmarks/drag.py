"""A hand on the slider, and how soon the picture follows it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATIENCE
from tests.browser.dragging import Messages, listen
from tests.browser.view import (
    expect_k,
    settled,
    slider,
    step_width,
    thumb,
    visit,
)

STEPS = 10  # how far each drag goes, there and back
SWINGS = 6
PAUSE = 35  # ms between two steps of a hand that drags

# Notes when the browser has the file: to hand it one of 2 MB takes Playwright half a
# second, which nobody waits for who takes it from a disk.
_GIVEN = """canvas => {
    const given = (event) => { window.given = event.timeStamp; };
    addEventListener("change", given, { capture: true, once: true });
    return canvas.width;
}"""

# Notes when the pointer moved, when the canvas was drawn, and when that was on the
# screen: a task posted from an animation frame runs after the frame.
_WATCH = """canvas => {
    window.frames_of = []; window.moved = 0;
    addEventListener("pointermove", (event) => { moved ||= event.timeStamp; }, true);
    new MutationObserver(() => {
        const from = moved, drawn = performance.now();
        moved = 0;
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () =>
                frames_of.push({ from, drawn, shown: performance.now() });
            channel.port2.postMessage(0);
        });
    }).observe(canvas, { attributes: true, attributeFilter: ["data-drawn"] });
}"""


def open_window(
    browser: Browser, address: str, path: str = "/"
) -> tuple[Page, Messages]:
    """Open the page in a window of its own, and count what it sends."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, base_url=address
    )
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    messages = listen(tab)
    visit(tab, path)
    return tab, messages


def upload(
    tab: Page,
    data: bytes,
    kind: str = "PNG",
    then: Callable[[], object] = lambda: None,
) -> float:
    """Seconds from when the browser has a file to its k colors; then do something."""
    canvas = tab.locator('[data-role="quantized"]')
    width = canvas.evaluate(_GIVEN)
    chooser = tab.get_by_test_id("stFileUploaderDropzoneInput")
    ending = kind.lower()
    chooser.set_input_files(
        {"name": f"a.{ending}", "mimeType": f"image/{ending}", "buffer": data}
    )
    spent = canvas.evaluate(
        """(canvas, width) => new Promise((done) => {
            const pending = () => canvas.closest(".pending");
            const look = () => canvas.width === width || pending()
                ? requestAnimationFrame(look) : done(performance.now() - given);
            look();
        })""",
        width,
    )
    then()
    tab.get_by_text("explains").last.wait_for()
    settled(tab)
    return float(spent) / 1000


def start_at(tab: Page, k: int) -> None:
    """Bring the slider to k, by keys."""
    slider(tab).evaluate("s => s.focus()")
    now = int(slider(tab).input_value())
    for _ in range(abs(k - now)):
        tab.keyboard.press("ArrowRight" if k > now else "ArrowLeft")
    expect_k(tab, k)


@contextmanager
def held(tab: Page, k: int) -> Iterator[tuple[float, float]]:
    """Hold the slider at k, where that is; note every drawing till it is let go."""
    start_at(tab, k)
    tab.locator('[data-role="quantized"]').evaluate(_WATCH)
    x, y = thumb(tab)
    tab.mouse.move(x, y)
    tab.mouse.down()
    yield x, y
    tab.mouse.up()
    settled(tab)


def swing(
    tab: Page, x: float, y: float, pause: float, times: int = SWINGS
) -> list[dict[str, float]]:
    """Move there and back; when the pointer moved and when pictures came of it."""
    tab.evaluate("frames_of.length = 0")
    there = [x + i * step_width(tab) for i in range(1, STEPS + 1)]
    for _ in range(times):
        for at in there + there[-2::-1]:
            tab.mouse.move(at, y)
            if pause:
                tab.wait_for_timeout(pause)
    return [frame for frame in tab.evaluate("frames_of") if frame["from"]]
