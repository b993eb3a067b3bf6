"""How quickly the picture follows the slider, in real Chromium without a GPU."""

import io
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from components.engine import SourceImage
from tests.benchmarks import arrivals, kinds
from tests.benchmarks.drag import (
    PAUSE,
    STEPS,
    held,
    open_window,
    start_at,
    swing,
    upload,
)
from tests.benchmarks.growth import resized
from tests.benchmarks.measure import largest_photo
from tests.browser.conftest import FLAGS, chromium, serve
from tests.browser.dragging import Messages
from tests.browser.view import settled, slider, step_width, thumb

SIZES = (0.25, 1, 2.5, 12)  # megapixels
KS = (16, 54)  # where a drag of ten steps begins; the second ends at 64
# How far from there the slider is let go: at once, or after a look. Never twice at the
# same k, so that nobody knows its figures yet.
AT_ONCE = (5, -1, 6, -2, 7, -3, 8)
AFTER_A_LOOK = (4, -4, 3, -5, 2, -6, 1)
LOOK = 500  # milliseconds

# The figures are there when share, size and curve are those of k; the server has
# answered when a run of the page has told the curve of k.
_FIGURES = """([facts, label, bar, curve, k]) => new Promise((done) => {
    let figures = null;
    const look = () => {
        const spent = performance.now() - window.released;
        const there = facts.textContent.includes("as PNG")
            && label.textContent.startsWith(`${k} `)
            && /^[0-9]/.test(bar.textContent)
            && curve.getAttribute("aria-valuenow") === k;
        if (there) figures ??= spent;
        if (there && curve.dataset.told === k) done([figures, spent]);
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
            tab, messages = open_window(browser, address)
            spent = upload(tab, _file(photo, megapixels))
            for k in KS:
                row = {"megapixels": megapixels, "k": k, "upload": spent}
                row |= _release(tab, k) | _drag(tab, k, messages)
                rows.append(row)
                print(f"  {rows[-1]}", flush=True)
            tab.context.close()
        arrived = arrivals.measure(browser, address, photo)
        found = kinds.measure(browser, address, _file(photo, kinds.MEGAPIXELS))
        browser.close()
    at = (kinds.MEGAPIXELS, kinds.K)
    usual = next(row for row in rows if (row["megapixels"], row["k"]) == at)
    found.insert(0, {"name": "RGB"} | usual)
    return {"rows": rows, "kinds": found} | arrived


def _file(photo: SourceImage, megapixels: float) -> bytes:
    file = io.BytesIO()
    Image.fromarray(resized(photo, megapixels).rgb).save(file, "PNG")
    return file.getvalue()


def _drag(tab: Page, k: int, messages: Messages) -> dict[str, float]:
    """Milliseconds from pointer to picture, pictures a second, messages sent.

    Delays are those of a hand that drags, a step in some 40 ms; pictures a second
    are counted while the mouse moves as fast as it can be told to.
    """
    with held(tab, k) as place:
        before = messages.sent
        calm = swing(tab, *place, pause=PAUSE)
        quick = swing(tab, *place, pause=0)
        sent = messages.sent - before
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


def _release(tab: Page, k: int) -> dict[str, float]:
    """Milliseconds from letting the slider go to the figures, and to an answer."""
    start_at(tab, k)
    at_once = _let_go(tab, [k + far for far in AT_ONCE], 0)
    looked = _let_go(tab, [k + far for far in AFTER_A_LOOK], LOOK)
    return {
        "release": median(figures for figures, _ in at_once),
        "looked": median(figures for figures, _ in looked),
        "answer": median(answer for _, answer in at_once),
    }


def _let_go(tab: Page, ks: Sequence[int], look: float) -> list[tuple[float, float]]:
    """Let the slider go at each k, held still before for some milliseconds."""
    found = [
        tab.locator(place).element_handle()
        for place in (
            ".st-key-viewer .facts",
            ".st-key-bars_short .in-k",
            '[data-role="size-indexed"] span',
            ".st-key-curve [data-told]",
        )
    ]
    spent = []
    for k in ks:
        x, y = thumb(tab)
        far = k - int(slider(tab).input_value())
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x + far * step_width(tab), y, steps=3)
        tab.evaluate(
            "addEventListener('pointerup', () => { released = performance.now(); },"
            " { capture: true, once: true })"
        )
        now = tab.locator('[data-role="quantized"]').get_attribute("data-k")
        if look:
            tab.wait_for_timeout(look)
        tab.mouse.up()
        figures, answer = tab.evaluate(_FIGURES, [*found, now])
        spent.append((figures, answer))
        settled(tab)
    return spent


def table(found: dict[str, Any]) -> list[str]:
    """Write the figures as rows of Markdown."""
    lines = [
        "| megapixels | k | pointer to drawn | pointer to screen | pictures a second"
        " | messages while dragging | release to figures, at once / after a look"
        " | to the server's answer | upload to picture |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {row['megapixels']} | {row['k']}–{row['k'] + STEPS}"
        f" | {row['drawn']:.0f} / {row['drawn_90']:.0f} ms"
        f" | {row['shown']:.0f} / {row['shown_90']:.0f} ms | {row['a_second']:.0f}"
        f" | {row['sent']} | {row['release']:.0f} / {row['looked']:.0f} ms"
        f" | {row['answer']:.0f} ms | {row['upload']:.1f} s |"
        for row in found["rows"]
    ]
    lines += ["", *arrivals.table(found)]
    if "kinds" in found:  # what was measured before there were any has none
        lines += ["", *kinds.table(found["kinds"])]
    return lines
