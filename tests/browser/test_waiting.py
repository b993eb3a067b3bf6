"""What is seen while another picture is worked out."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.view import give, settled, show
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser

# Notes at every frame: the bar's words, the size of the download, the width of the
# original, and whether the palette is seen before that picture has one.
_RECORD = """() => {
    const viewer = document.querySelector('[data-role="original"]') ? document
        : [...document.querySelectorAll(".st-key-viewer *")]
            .find((each) => each.shadowRoot?.querySelector("canvas")).shadowRoot;
    const seen = (each) => each && getComputedStyle(each).visibility === "visible";
    const part = (of, what) => of.querySelector(what);
    window.noted = [];
    const note = () => {
        if (!window.noted) return;
        const sizes = [...document.querySelectorAll(".st-key-bars_short *")]
            .find((each) => each.shadowRoot)?.shadowRoot;
        const save = sizes && part(sizes, "[data-role=size-indexed]");
        const early = part(viewer, ".pending") && seen(part(viewer, ".strip"));
        const now = [
            part(document, ".st-key-status")?.innerText.trim() ?? "",
            seen(save) ? save.innerText : "",
            part(viewer, "[data-role=original]").width,
            Boolean(early),
        ];
        if (String(now) !== String(noted.at(-1))) noted.push(now);
        requestAnimationFrame(note);
    };
    note();
}"""
# The window stays: no more is noted.
_NOTED = """() => {
    const { noted } = window;
    delete window.noted;
    return noted;
}"""


def test_while_a_large_picture_is_worked_out_nothing_old_can_be_taken_for_it(
    kept: Page,
) -> None:
    tab = kept
    show(tab, "/?sample=coffee&k=12")
    settled(tab)  # no bar is to be noted that is still the sample's
    tab.evaluate(_RECORD)
    give(tab, "large.png", encoded(photo(800, 600)))
    tab.get_by_text("Polishing the colors").wait_for()
    tab.locator(".st-key-viewer .facts", has_text="as PNG").wait_for(state="attached")
    settled(tab)
    expect(tab.locator("[role=progressbar]")).to_have_count(0)
    noted = tab.evaluate(_NOTED)
    old, new = noted[0], noted[-1]
    assert old[1] != new[1] != ""
    bars = [bar for bar, *_ in noted]
    begun, ended = bars.index(next(filter(None, bars))), len(bars) - 1
    while not bars[ended]:
        ended -= 1
    during = noted[begun:ended]
    # It stays from the first to the last.
    assert all(bar for bar, *_ in during), noted
    for _, save, width, early in during:
        assert save in ("", new[1])
        assert not early
        assert width in (old[2], new[2])
