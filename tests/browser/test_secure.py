"""What the browser is kept from, and what the page does not do."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Dialog, Page, expect

from components.shared.filenames import safe_name, shown
from components.shared.tabs import NAMES
from tests.browser.conftest import PATIENCE
from tests.browser.sized import night
from tests.browser.view import (
    click_point,
    dithering,
    drawing_options,
    expect_k,
    give,
    open_picture,
    open_tab,
    save,
    settled,
    snapshot,
    visit,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser

# The library that reads Streamlit's messages would calculate with large numbers in
# WebAssembly; denied that, it does so in JavaScript.
KNOWN = "script-src wasm-eval"

# Each sign alone, as a name and on one line: tests/shared/test_filenames.py.
HOSTILE = (
    "<img src=x onerror=alert(1)> www.elsewhere.example a@elsewhere.example.png",
    "[click](javascript:alert(1)) **b** `c` :red[d] $x$.png",
    '..\\..\\gnp.\u202efdp two\nlines\r, 100 % %41 "; filename="other.exe.png',
    f"{'long ' * 40}.png",
)


def watch(tab: Page) -> tuple[list[str], list[str]]:
    """Collect what breaks the policy, and the addresses of all that is asked for."""
    broken: list[str] = []
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.expose_function("policyBroken", lambda what: broken.append(what))
    tab.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) =>"
        " window.policyBroken(`${event.violatedDirective} ${event.blockedURI}`))"
    )
    return broken, asked


def download(tab: Page, name: str) -> None:
    """Take a file by a button, whatever moves meanwhile."""
    buttons = tab.locator("[class*=st-key-download]")
    with tab.expect_download() as waiting:
        buttons.get_by_role("button", name=name).press("Enter")
    assert waiting.value.suggested_filename.startswith("holiday-k5")


def test_everything_on_the_page_keeps_to_the_policy_and_to_this_host(
    tab: Page, address: str
) -> None:
    broken, asked = watch(tab)
    visit(tab)
    compare(tab)
    before = snapshot(tab)
    give(tab, "holiday.png", encoded(photo(48, 36)))
    wait_for_another_picture(tab, before)
    expect_k(tab, 16)
    click_point(tab, 5)
    expect_k(tab, 5)
    with drawing_options(tab):
        dithering(tab).click()
        settled(tab)
    download(tab, "Download as PNG")
    for name in ("Colors", "Sizes", "Lost"):
        open_tab(tab, name)
    open_tab(tab, "Take away")
    tab.locator(".st-key-share").get_by_role("button", name="Copy link").click()
    download(tab, "Download as WebP")
    open_tab(tab, "Learn")
    download(tab, "Download the notebook")
    with night(tab):
        for name in NAMES:
            open_tab(tab, name)
        compare(tab)
    settled(tab)
    strangers = [u for u in asked if not u.startswith((address, "data:", "blob:"))]
    assert len(asked) > 20
    assert strangers == []
    assert set(broken) <= {KNOWN}


def compare(tab: Page) -> None:
    """Compare the pictures in every way."""
    for way in ("Wipe", "Hold", "Loss map", "Side by side"):
        tab.locator(".st-key-viewer").get_by_role("button", name=way).click()
        settled(tab)


def attack(tab: Page, script: str) -> str:
    """Run a script as if it had come into the page; tell how it went.

    A blob is what the viewer's own scripts are, so this is the worst that could be.
    """
    return str(
        tab.evaluate(
            """(script) => new Promise((done) => {
                window.tellHow = done;
                const tag = document.createElement("script");
                tag.src = URL.createObjectURL(new Blob([
                    `(async () => { try { await (${script})(); tellHow("done"); }
                     catch (error) { tellHow(error.name); } })()`,
                ], { type: "text/javascript" }));
                tag.onerror = () => done("not loaded");
                document.head.append(tag);
            })""",
            script,
        )
    )


def test_what_came_into_the_page_could_run_nothing_of_its_own_nor_send_anything(
    bare: Page,
) -> None:
    broken, _ = watch(bare)
    open_picture(bare)
    bare.evaluate(
        """() => {
            const box = document.createElement("div");
            box.innerHTML = '<img src="x:" onerror="window.ran = 1">'
                + '<iframe src="http://127.0.0.1:9/"></iframe>'
                + '<img src="http://127.0.0.1:9/tell.png">'
                + '<form action="/x"><input name="n"></form>';
            document.body.append(box);
            const tag = document.createElement("script");
            tag.textContent = "window.ran = 1";
            document.head.append(tag);
            box.querySelector("form").submit();
        }"""
    )
    kinds = {
        "script-src-attr",
        "script-src-elem",
        "frame-src",
        "img-src",
        "form-action",
    }
    for _ in range(PATIENCE // 50):
        if {each.split()[0] for each in broken} >= kinds:
            break
        bare.wait_for_timeout(50)
    assert {each.split()[0] for each in broken if each != KNOWN} == kinds
    assert bare.evaluate("window.ran") is None
    assert attack(bare, "() => 1") == "done"
    assert attack(bare, "() => eval('1')") == "EvalError"
    assert attack(bare, "() => new Function('return 1')()") == "EvalError"
    assert attack(bare, "() => fetch('http://127.0.0.1:9/')") == "TypeError"
    assert attack(bare, "() => import('http://127.0.0.1:9/a.js')") == "TypeError"


def test_a_hostile_file_name_is_shown_as_text_and_saved_as_a_plain_name(
    tab: Page, tmp_path: Path
) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.accept()

    tab.on("dialog", note)
    open_picture(tab, "/?sample=coffee&k=5&tab=Take+away")
    for number, name in enumerate(HOSTILE):
        with case(name):
            is_shown_as_text(tab, name)
            is_saved_as_a_plain_name(tab, name, encoded(small(number)), tmp_path)
            assert dialogs == []


def small(seed: int) -> NDArray[np.uint8]:
    """Draw a picture of few colors, so that all about it is soon worked out."""
    return np.random.default_rng(seed).integers(0, 256, (4, 6, 3), np.uint8)


def is_shown_as_text(tab: Page, name: str) -> None:
    """Give a broken file of this name; look at what the page says of it."""
    give(tab, name, b"no picture")
    alert = tab.get_by_test_id("stAlert")
    expect(alert).to_contain_text("could not be used")
    assert alert.locator("a, img, strong, .katex, br").count() == 0
    told = alert.locator("code").inner_text()
    assert told.isprintable()
    assert told == shown(name).strip("` ")


def is_saved_as_a_plain_name(tab: Page, name: str, data: bytes, folder: Path) -> None:
    """Give a picture under this name; save what comes of it."""
    before = snapshot(tab)
    give(tab, name, data)
    wait_for_another_picture(tab, before)
    expect_k(tab, 5)
    expect(tab.get_by_test_id("stAlert")).to_have_count(0)
    for button, ending in (("Download as PNG", ".png"), ("Download palette", ".gpl")):
        saved = save(tab, button, folder).name
        assert saved == safe_name(name, f"-k5{ending}")
    assert tab.locator('img[src="x"]').count() == 0
