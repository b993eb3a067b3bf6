"""The recipe, unfolded and taken away."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sized import PANEL, violations
from tests.browser.view import open_tab, save, show

pytestmark = pytest.mark.browser


def test_the_recipe_unfolds_for_everybody_and_both_files_come(
    kept: Page, tmp_path: Path
) -> None:
    tab = kept
    show(tab, "/?sample=pixel-art&k=5")
    code = tab.locator("code", has_text="KMeans(n_clusters=K, init=START")
    expect(code).to_be_hidden()
    open_tab(tab, "Learn")
    expect(code).to_be_visible()
    assert violations(tab, within=PANEL) == []

    script = save(tab, "Download the script", tmp_path)
    assert script.name == "pixel-art-k5.py"
    assert script.read_text("utf-8").strip() == code.inner_text().strip()
    notebook = save(tab, "Download the notebook", tmp_path)
    assert notebook.name == "pixel-art-k5.ipynb"
    assert json.loads(notebook.read_bytes())["nbformat"] == 4
