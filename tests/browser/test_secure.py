"""What the browser is kept from, and what the page does not do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Dialog, Page, expect

from components.shared import assets
from components.shared.filenames import safe_name, shown
from components.shared.tabs import NAMES
from tests.browser.conftest import PATIENCE, Window, open_window
from tests.browser.dragging import canvas
from tests.browser.messages import BUDGET, ONCE_MORE, Received, receive
from tests.browser.sized import night
from tests.browser.view import (
    all_there,
    click_point,
    dithering,
    drawing_options,
    expect_k,
    give,
    open_tab,
    settled,
    show,
    slider,
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
    "<img src=x onerror=alert(1)> a@elsewhere.example [c](javascript:alert(1)).png",
    # What is seen of a long one is its begin and its end.
    f'..\\..\\gnp.\u202efdp two\nlines\r, 100 % %41 {"long " * 40}"; filename="'
    "www.d.example **b** `c` :red[d] $x$.png",
)

WIDGETS = (
    "viewer/viewer",
    "curve/curve",
    "ladder/ladder",
    "sizes/short",
    "picker/loader",
)

# Whether widgets began long after the page had been loaded. The button for pictures
# asks for its looks when the viewer does, which has them ahead.
_SLOW = """() => {
    const looks = performance.getEntriesByType("resource")
        .find(({ name }) => name.endsWith("/picker/loader.css"));
    const [page] = performance.getEntriesByType("navigation");
    return looks.startTime - page.loadEventEnd > 2000;
}"""


@dataclass
class FirstVisit:
    """A window of a browser that had never seen the page, watched from the beginning.

    Attributes
    ----------
    window : Window
        It has loaded the page, with a sample in 17 colors.
    broken : list of str
        What has broken the policy.
    asked : list of str
        Addresses of all that it has asked for.
    lines : list of str
        What has been written to the console.
    received : Received
        What widgets have been sent.
    """

    window: Window
    broken: list[str]
    asked: list[str]
    lines: list[str]
    received: Received


@pytest.fixture(scope="module")
def first(browser: Browser, address: str) -> Iterator[FirstVisit]:
    """Come to the page for the first time; one such window is enough for all tests."""
    window = open_window(browser, address)
    seen = FirstVisit(window, [], [], [], receive(window.tab))
    tab = window.tab
    tab.on("request", lambda request: seen.asked.append(request.url))
    tab.on("console", lambda line: seen.lines.append(line.text))
    tab.expose_function("policyBroken", lambda what: seen.broken.append(what))
    tab.add_init_script(
        """document.addEventListener("securitypolicyviolation", (event) =>
            window.policyBroken(`${event.violatedDirective} ${event.blockedURI}`));
        {
            window.unpacked = 0;
            const Original = DecompressionStream;
            window.DecompressionStream = class extends Original {
                constructor(...all) { super(...all); window.unpacked++; }
            };
        }"""
    )
    visit(tab, "/?sample=coffee&k=17")
    yield seen
    tab.context.close()


# Bytes of the first file that a script has looked for; none if it never ends.
_LOOKED_FOR = """(patience) => new Promise((done) => {
    const files = new URL("media/", document.baseURI).href; // and not those of fonts
    new PerformanceObserver((list) => {
        const file = list.getEntries().find(({ name }) => name.startsWith(files));
        if (file) done(file.encodedBodySize);
    }).observe({ type: "resource", buffered: true });
    setTimeout(() => done(null), patience);
})"""


def test_nothing_is_loaded_or_decoded_twice_and_nothing_in_vain(
    first: FirstVisit,
) -> None:
    """Stands first here, for the others ask for more."""
    tab = first.window.tab
    asked = [urlsplit(each).path for each in first.asked]
    assert tab.evaluate("unpacked") == 1
    ours = [path for path in asked if path.startswith(f"/{assets.FOLDER}")]
    assert sorted(ours) == sorted(set(ours))
    widgets = {f"/{assets.address(f'features/{each}.js')}" for each in WIDGETS}
    assert widgets <= set(ours)
    # What is used late, on a slow machine, looks as if it were not used.
    in_vain = [each for each in first.lines if "preload" in each]
    assert tab.evaluate(_SLOW) or not in_vain
    # Streamlit looks whether there is a file behind the button. What it does not read
    # is not sent: it would hold one of the six connections of a browser.
    assert tab.evaluate(_LOOKED_FOR, PATIENCE) == 0
    names = assets.address("engine/judging/vision/color_names.csv")
    assert f"/{names}" not in ours
    tab.locator('[data-role="swatch"]').first.hover()
    expect(tab.locator(".st-key-viewer .probe")).to_contain_text(
        re.compile("#[0-9a-f]{6}, [a-z ]+: ")
    )
    assert [urlsplit(each).path for each in first.asked].count(f"/{names}") == 1
    # The picture that was decoded is there for whoever asks.
    again = """async (names) => {
        const [store, picture] = names.map((name) => new URL(name, document.baseURI));
        const { picture: message } = (await import(store.href)).store.items;
        const { decoded } = await import(picture.href);
        const all = [await decoded(message), await decoded({ ...message })];
        return [new Set(all).size, all[0].width, window.unpacked];
    }"""
    modules = [assets.address(f"static/{each}.js") for each in ("store", "picture")]
    width = int(canvas(tab).get_attribute("width") or 0)
    assert tab.evaluate(again, modules) == [1, width, 1]
    assert first.window.complaints == []


def test_everything_keeps_to_the_policy_and_to_this_host_and_a_new_k_sends_little(
    first: FirstVisit, address: str
) -> None:
    tab = first.window.tab
    show(tab, "/?sample=coffee&k=17")
    with case("a sample"):
        all_there(tab)
        sends_little(tab, first.received, "ArrowRight", 18)
    with case("a photo"):
        before = snapshot(tab)
        give(tab, "holiday.png", encoded(photo(384, 256)))
        wait_for_another_picture(tab, before)
        all_there(tab)
        sends_little(tab, first.received, "ArrowLeft", 17)
    # By night: by day others open them all, and fail if anything complains.
    with night(tab):
        compare(tab)
        moves = {"Sizes": ("ArrowRight", 18), "Lost": ("ArrowRight", 19)}
        moves |= {"Take away": ("ArrowLeft", 18)}
        for name, (key, k) in moves.items():
            with case(name):
                open_tab(tab, name)
                all_there(tab)
                sends_little(tab, first.received, key, k)
        with case("what one takes away"):
            take_away(tab)
        for name in NAMES:
            if name not in moves:
                open_tab(tab, name)
            if name == "Learn":
                assert download(tab, "Download the notebook").startswith("holiday-k5")
    settled(tab)
    usual = (address, "data:", "blob:")
    assert len(first.asked) > 20
    assert [each for each in first.asked if not each.startswith(usual)] == []
    assert set(first.broken) <= {KNOWN}
    assert first.window.complaints == []


def take_away(tab: Page) -> None:
    """Take what there is, of a picture in dots of 5 colors."""
    click_point(tab, 5)
    expect_k(tab, 5)
    with drawing_options(tab):
        dithering(tab).click()
        settled(tab)
    assert download(tab, "Download as PNG").startswith("holiday-k5")
    tab.locator(".st-key-share").get_by_role("button", name="Copy link").click()
    assert download(tab, "Download as WebP").startswith("holiday-k5")


def sends_little(tab: Page, received: Received, key: str, k: int) -> None:
    """Move the slider by a key to the next k; weigh what comes."""
    received.clear()
    slider(tab).press(key)
    expect_k(tab, k)
    all_there(tab)
    told = {name for name, _ in received.sizes}
    assert {"compare", "curve"} <= told
    assert received.total <= BUDGET + ONCE_MORE * received.again, received.sizes


def download(tab: Page, name: str) -> str:
    """Take a file by a button, whatever moves meanwhile; return its name."""
    buttons = tab.locator("[class*=st-key-download]")
    with tab.expect_download() as waiting:
        buttons.get_by_role("button", name=name).press("Enter")
    return waiting.value.suggested_filename


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
    first: FirstVisit,
) -> None:
    """Stands after what looks for complaints: here there are some."""
    tab, broken = first.window.tab, first.broken
    broken.clear()
    tab.evaluate(
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
        tab.wait_for_timeout(50)
    assert {each.split()[0] for each in broken if each != KNOWN} == kinds
    assert tab.evaluate("window.ran") is None
    assert attack(tab, "() => 1") == "done"
    assert attack(tab, "() => eval('1')") == "EvalError"
    assert attack(tab, "() => new Function('return 1')()") == "EvalError"
    assert attack(tab, "() => fetch('http://127.0.0.1:9/')") == "TypeError"
    assert attack(tab, "() => import('http://127.0.0.1:9/a.js')") == "TypeError"


def test_a_hostile_file_name_is_shown_as_text_and_saved_as_a_plain_name(
    kept: Page, tmp_path: Path
) -> None:
    tab = kept
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.accept()

    tab.on("dialog", note)
    show(tab, "/?sample=coffee&k=5&tab=Take+away")
    for number, name in enumerate(HOSTILE):
        with case(name):
            is_shown_as_text(tab, name)
            is_saved_as_a_plain_name(tab, name, encoded(small(number)), tmp_path)
            assert dialogs == []
    tab.remove_listener("dialog", note)


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
        saved = download(tab, button)
        assert saved == safe_name(name, f"-k5{ending}")
    assert tab.locator('img[src="x"]').count() == 0
