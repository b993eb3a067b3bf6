"""Dragging the slider with the real mouse, and what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.browser.view import slider, step_width, thumb

# Notes in `window.drawn` what the quantized canvas shows, whenever it is drawn.
_WATCH = """canvas => {
    window.drawn = [];
    window.watching?.disconnect();
    window.watching = new MutationObserver(() => drawn.push({
        at: performance.now(), k: Number(canvas.dataset.k), url: canvas.toDataURL(),
    }));
    watching.observe(canvas, { attributes: true, attributeFilter: ["data-drawn"] });
}"""


@dataclass
class Messages:
    """How many messages the browser has sent to the server."""

    sent: int = 0


def listen(tab: Page) -> Messages:
    """Count messages; before the page is opened."""
    messages = Messages()

    def count(_: object) -> None:
        messages.sent += 1

    tab.on("websocket", lambda socket: socket.on("framesent", count))
    return messages


def canvas(tab: Page) -> Locator:
    """Find the picture that follows the slider."""
    return tab.locator('[data-role="quantized"]')


def watch(tab: Page) -> None:
    """Begin to note every drawing."""
    canvas(tab).evaluate(_WATCH)


@contextmanager
def watched(tab: Page) -> Iterator[None]:
    """Note every drawing for a while, since to write all of them as PNG costs a lot."""
    watch(tab)
    yield
    tab.evaluate("watching.disconnect()")


@contextmanager
def dragging(tab: Page) -> Iterator[Callable[[int], None]]:
    """Hold the slider; what comes drags it to a k, and waits for the picture."""
    x, y = thumb(tab)
    start, step = int(slider(tab).input_value()), step_width(tab)

    def drag_to(k: int) -> None:
        tab.mouse.move(x + (k - start) * step, y)
        # `expect` would draw up all that a screen reader finds, again and again.
        tab.locator(f'[data-role="quantized"][data-k="{k}"]').wait_for()

    tab.mouse.move(x, y)
    tab.mouse.down()
    yield drag_to
    tab.mouse.up()
