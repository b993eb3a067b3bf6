"""Quick choices in a real browser: at rest, all on the page agrees."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.sequences import Wish, contradictions, run
from tests.browser.view import open_picture

pytestmark = pytest.mark.browser

# Together they hold every kind of choice, each where it changes something.
# `python -m tests.browser.sequences` tries as many as one likes.
SEEDS = (7, 30, 19, 28, 33)


def test_after_quick_choices_the_page_agrees_with_itself_and_with_what_was_asked(
    tab: Page, tmp_path: Path
) -> None:
    open_picture(tab)
    wish = Wish()
    for seed in SEEDS:
        run(tab, wish, seed)
        assert contradictions(tab, wish, tmp_path) == [], " · ".join(wish.done)
