"""Colors that are touched and kept."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.view import settled, show

pytestmark = pytest.mark.browser


def test_a_touched_color_is_kept_at_every_k_and_let_go_again(kept: Page) -> None:
    show(kept, "/?sample=pixel-art&k=3")
    kept.locator(".st-key-viewer").get_by_role("group", name="Picture in").click()
    button = kept.locator(".st-key-viewer .keep")
    code = button.inner_text().removeprefix("Keep ")
    marked = kept.locator(f'[data-role="swatch"].kept[data-hex="{code}"]')
    expect(marked).to_have_count(0)
    button.click()
    kept.wait_for_url(f"**pin={code[1:]}**")
    settled(kept)
    expect(marked).to_have_count(1)
    expect(marked).to_have_accessible_name(f"Copy {code} kept")

    # The same by keyboard, with a color of the palette.
    swatch = kept.locator('[data-role="swatch"]:not(.kept)').first
    other = str(swatch.get_attribute("data-hex"))
    swatch.focus()
    kept.keyboard.press("Enter")
    expect(button).to_have_text(f"Keep {other}")
    button.press("Enter")
    kept.wait_for_url(f"**pin={code[1:]}%2C{other[1:]}**")
    settled(kept)
    expect(kept.locator('[data-role="swatch"].kept')).to_have_count(2)

    kept.locator(".st-key-own_colors").get_by_role("button", name="Colors").click()
    kept.get_by_role("button", name="Let all go").click()
    kept.keyboard.press("Escape")
    kept.wait_for_url(lambda url: "pin" not in url)
    settled(kept)
    expect(kept.locator('[data-role="swatch"].kept')).to_have_count(0)
