"""Windows of some size, and what shuts people out in them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open

PHONE = (390, 844)
DESK = (1280, 900)


@contextmanager
def sized(
    opened: Open, size: tuple[int, int], dark: bool = False, still: bool = False
) -> Iterator[Page]:
    """Open a new window of some size; a small one is a phone's."""
    width, height = size
    tab = opened(min(size) < 500).tab
    tab.set_viewport_size({"width": width, "height": height})
    tab.emulate_media(
        color_scheme="dark" if dark else None,
        reduced_motion="reduce" if still else None,
    )
    try:
        yield tab
    finally:
        tab.close()


# Whether colors are on their way to others, in widgets too.
_FADES = """() => {
    const all = (root) => [root, ...[...root.querySelectorAll("*")]
        .filter((each) => each.shadowRoot).flatMap((each) => all(each.shadowRoot))];
    return all(document).flatMap((root) => root.getAnimations())
        .some((each) => each instanceof CSSTransition);
}"""
_PAPER = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"


@contextmanager
def resized(tab: Page, size: tuple[int, int], still: bool = False) -> Iterator[None]:
    """Give a window that is kept another size for a while."""
    before = tab.viewport_size
    assert before is not None
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    if still:
        tab.emulate_media(reduced_motion="reduce")
    yield
    if still:
        tab.emulate_media(reduced_motion="null")  # `None` would leave it as it is
    tab.set_viewport_size(before)


@contextmanager
def night(tab: Page) -> Iterator[None]:
    """Let it be night for a while, and wait until all of the page has seen it."""
    _turn(tab, "dark")
    yield
    _turn(tab, "light")


def _turn(tab: Page, scheme: Literal["dark", "light"]) -> None:
    before = tab.evaluate(_PAPER)
    tab.emulate_media(color_scheme=scheme)
    tab.wait_for_function(f"before => {_PAPER} !== before", arg=before)
    tab.wait_for_function(f"() => !({_FADES})()")


# Of axe's rules those that ask for colors, and are not stricter than all are by day.
COLORS: Final = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}


# The part of the page below the first screen that is open.
PANEL: Final = "[role=tabpanel]:not([hidden])"


def violations(
    tab: Page, rules: Mapping[str, object] = {}, within: str | None = None
) -> list[tuple[str, str]]:
    """Return what axe finds, when nothing fades: the rule, and who breaks it.

    Nothing is pointed at: what that unfolds stands over the page, not in a part of it.
    Of Streamlit's own uploader it says that a section for presentation has a name.

    Parameters
    ----------
    tab : Page
        The page.
    rules : mapping
        Which rules, in axe's words; by default all of them. By night nothing but the
        colors is other than by day, so `COLORS` is enough where the day has been
        looked at.
    within : str, optional
        Which part of the page, as a CSS selector; by default all of it. Axe asks of
        every element what lies above and below it, so a part costs much less.
    """
    tab.mouse.move(0, 0)
    tab.wait_for_function("() => !document.querySelector('[role=tooltip]')")
    tab.wait_for_function(f"() => !({_FADES})()")
    if not tab.evaluate("'axe' in window"):  # to read it takes as long as a small look
        tab.evaluate(Axe().axe_script)
    found = tab.evaluate(
        "([within, options]) => axe.run(within ?? document, options)",
        [within, {"resultTypes": ["violations"], **rules}],
    )
    return [
        (each["id"], node["html"])
        for each in found["violations"]
        for node in each["nodes"]
        if "stFileUploaderDropzone" not in node["html"]
    ]


# Of what is clicked, in widgets too; colors of the strip are as wide as their share.
_SMALL = """() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((each) =>
        [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])]);
    const clicked =
        "button:not([data-role=swatch]), summary, [role=button], [role=tab]";
    return all(document)
        .filter((each) => each.matches(clicked) && each.checkVisibility())
        .map((each) => [each.ariaLabel ?? each.innerText, each.getBoundingClientRect()])
        .filter(([_, { width }]) => width > 0)
        .filter(([_, { width, height }]) => Math.min(width, height) < 24)
        .map(([name, { width, height }]) => [name, width, height]);
}"""


def small_targets(tab: Page) -> list[list[object]]:
    """Return what is smaller than a finger can hit, 24 pixels (WCAG 2.2, 2.5.8)."""
    return list(tab.evaluate(_SMALL))
