"""How quickly the picture follows the slider, in real Chromium without a GPU."""

import io
from statistics import median, quantiles
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.growth import resized
from tests.benchmarks.measure import largest_photo
from tests.browser.conftest import FLAGS, PATIENCE, chromium, serve
from tests.browser.dragging import Messages, listen
from tests.browser.view import (
    expect_k,
    settled,
    slider,
    step_width,
    thumb,
    visit,
)

SIZES = (0.25, 1, 2.5)  # megapixels
KS = (16, 54)  # where a drag of ten steps begins; the second ends at 64
STEPS = 10  # how far each drag goes, there and back
SWINGS = 6
PAUSE = 35  # ms between two steps of a hand that drags
RELEASES = 7
VISITS = 5

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

# The figures are final when the server has told the curve of k, and the size is there.
_FIGURES = """([facts, curve, k]) => new Promise((done) => {
    const look = () => {
        const page = document.querySelector("[data-testid=stMain]").innerText;
        const there = curve.dataset.told === k
            && page.includes("Download as PNG")
            && facts.textContent.includes("as PNG");
        if (there) done(performance.now() - window.released);
        else requestAnimationFrame(look);
    };
    look();
})"""


def measure() -> dict[str, Any]:
    """Drag, release and visit, for pictures of several sizes."""
    photo = largest_photo()
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        rows = []
        for megapixels in SIZES:
            file = io.BytesIO()
            Image.fromarray(resized(photo, megapixels).rgb).save(file, "PNG")
            tab, messages = _open(browser, address)
            upload = _upload(tab, file.getvalue())
            for k in KS:
                row = {"megapixels": megapixels, "k": k, "upload": upload}
                rows.append(row | _drag(tab, k, messages) | _release(tab, k))
                print(f"  {rows[-1]}", flush=True)
            tab.context.close()
        visits = [_first_visit(browser, address) for _ in range(VISITS)]
        browser.close()
    return {"rows": rows, "visit": median(visits)}


def _open(browser: Browser, address: str) -> tuple[Page, Messages]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, base_url=address
    )
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    messages = listen(tab)
    visit(tab)
    return tab, messages


def _upload(tab: Page, data: bytes) -> float:
    """Seconds from giving a file to its picture in k colors."""
    canvas = tab.locator('[data-role="quantized"]')
    width = canvas.evaluate(
        "c => { window.given = performance.now(); return c.width; }"
    )
    chooser = tab.get_by_test_id("stFileUploaderDropzoneInput")
    chooser.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": data})
    spent = canvas.evaluate(
        """(canvas, width) => new Promise((done) => {
            const pending = () => canvas.closest(".pending");
            const look = () => canvas.width === width || pending()
                ? requestAnimationFrame(look) : done(performance.now() - given);
            look();
        })""",
        width,
    )
    tab.get_by_text("explains").last.wait_for()
    settled(tab)
    return float(spent) / 1000


def _start_at(tab: Page, k: int) -> None:
    slider(tab).evaluate("s => s.focus()")
    now = int(slider(tab).input_value())
    for _ in range(abs(k - now)):
        tab.keyboard.press("ArrowRight" if k > now else "ArrowLeft")
    expect_k(tab, k)


def _drag(tab: Page, k: int, messages: Messages) -> dict[str, float]:
    """Milliseconds from pointer to picture, pictures a second, messages sent.

    Delays are those of a hand that drags, a step in some 40 ms; pictures a second
    are counted while the mouse moves as fast as it can be told to.
    """
    _start_at(tab, k)
    tab.locator('[data-role="quantized"]').evaluate(_WATCH)
    x, y = thumb(tab)
    tab.mouse.move(x, y)
    tab.mouse.down()
    before = messages.sent
    calm = _swing(tab, x, y, pause=PAUSE)
    quick = _swing(tab, x, y, pause=0)
    sent = messages.sent - before
    tab.mouse.up()
    settled(tab)
    delays = [frame["shown"] - frame["from"] for frame in calm]
    drawn = [frame["drawn"] - frame["from"] for frame in calm]
    seconds = (quick[-1]["shown"] - quick[0]["shown"]) / 1000
    return {
        "drawn": median(drawn),
        "drawn_90": quantiles(drawn, n=10)[-1],
        "shown": median(delays),
        "shown_90": quantiles(delays, n=10)[-1],
        "a_second": (len(quick) - 1) / seconds,
        "sent": sent,
    }


def _swing(tab: Page, x: float, y: float, pause: float) -> list[dict[str, float]]:
    """Move there and back; when the pointer moved and when pictures came of it."""
    tab.evaluate("frames_of.length = 0")
    there = [x + i * step_width(tab) for i in range(1, STEPS + 1)]
    for _ in range(SWINGS):
        for at in there + there[-2::-1]:
            tab.mouse.move(at, y)
            if pause:
                tab.wait_for_timeout(pause)
    return [frame for frame in tab.evaluate("frames_of") if frame["from"]]


def _release(tab: Page, k: int) -> dict[str, float]:
    """Milliseconds from letting the slider go to the final figures."""
    facts = tab.locator(".st-key-viewer .facts").element_handle()
    curve = tab.locator(".st-key-curve [data-told]").element_handle()
    _start_at(tab, k)
    spent = []
    for i in range(RELEASES):
        x, y = thumb(tab)
        tab.mouse.move(x, y)
        tab.mouse.down()
        # Each time to another k, whose figures nobody knows yet.
        tab.mouse.move(x + (-1) ** i * (5 + i) * step_width(tab), y, steps=3)
        tab.evaluate(
            "addEventListener('pointerup', () => { released = performance.now(); },"
            " { capture: true, once: true })"
        )
        now = tab.locator('[data-role="quantized"]').get_attribute("data-k")
        tab.mouse.up()
        spent.append(tab.evaluate(_FIGURES, [facts, curve, now]))
        settled(tab)
    return {"release": median(spent), "release_worst": max(spent)}


def _first_visit(browser: Browser, address: str) -> float:
    """Seconds from opening the page to the first picture in k colors."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 1000}, base_url=address
    )
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.goto("/?sample=astronaut", wait_until="commit")
    tab.locator('[data-role="quantized"][data-k]').wait_for()
    spent = tab.evaluate("performance.now()")
    context.close()
    return float(spent) / 1000


def table(found: dict[str, Any]) -> list[str]:
    """Write the figures as rows of Markdown."""
    lines = [
        "| megapixels | k | pointer to drawn | pointer to screen | pictures a second"
        " | messages while dragging | release to figures | upload to picture |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {row['megapixels']} | {row['k']}–{row['k'] + STEPS}"
        f" | {row['drawn']:.0f} / {row['drawn_90']:.0f} ms"
        f" | {row['shown']:.0f} / {row['shown_90']:.0f} ms | {row['a_second']:.0f}"
        f" | {row['sent']} | {row['release']:.0f} ms | {row['upload']:.1f} s |"
        for row in found["rows"]
    ]
    return [
        *lines,
        "",
        "From the first visit (a browser that has nothing yet, a server that has seen"
        f" the sample before) to the first picture: {found['visit']:.2f} s.",
    ]
