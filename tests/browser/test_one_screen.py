"""Everything that moves with k is in view, wherever the page is looked at."""

import io
import re
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Window
from tests.browser.sized import PHONE, night, resized
from tests.browser.view import (
    all_there,
    drawn,
    expect_k,
    give,
    points,
    settled,
    show,
    slider,
    snapshot,
    step_width,
    thumb,
    visit,
    wait_for_another_picture,
)
from tests.cases import case
from tests.pictures import distinct, encoded, photo

pytestmark = pytest.mark.browser

# Windows of laptops and screens, and how large a photo of 3 : 2 has to be at least.
SCREENS = {
    (1366, 650): (400, 260),
    (1440, 900): (440, 290),
    (1920, 1080): (600, 400),
}
PHONES = [PHONE, (360, 640), (844, 390)]

_AT = "/?sample=coffee&k=12"

_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const each of list.getEntries()) {
            if (!each.hadRecentInput) shifted += each.value;
        }
    }).observe({ type: "layout-shift", buffered: true });
"""


# Whether nothing of what something holds is cut at its right.
_WHOLE = "(of) => of.scrollWidth <= of.clientWidth"
_HIGH_ENOUGH = "(of) => of.scrollHeight <= of.clientHeight + 1"  # nor below
_TOP = "(of) => of.getBoundingClientRect().top"


# Whether nothing is wider than the window.
_WIDE = "document.documentElement.scrollWidth <= window.innerWidth"


def box(of: Locator) -> FloatRect:
    """Return where something stands in the window."""
    found = of.bounding_box()
    assert found is not None
    return found


def in_view(tab: Page, of: Locator) -> FloatRect:
    """Return where something stands, and see that all of it is in the window."""
    found, window = box(of), tab.viewport_size
    assert window is not None
    assert found["x"] >= -1
    assert found["y"] >= -1
    assert found["x"] + found["width"] <= window["width"] + 1
    assert found["y"] + found["height"] <= window["height"] + 1
    return found


def role(tab: Page, name: str) -> Locator:
    """Find what has a role of the page's own."""
    return tab.locator(f'[data-role="{name}"]')


def what_moves(tab: Page) -> dict[str, Locator]:
    """Find everything that follows k."""
    return {
        "slider": tab.locator(".st-key-k"),
        "original": role(tab, "original"),
        "quantized": role(tab, "quantized"),
        "strip": role(tab, "strip"),
        "curve": tab.locator(".st-key-elbow .js-plotly-plot"),
        "loaded": role(tab, "size-loaded"),
        "indexed": role(tab, "size-indexed"),
        "suggestions": tab.locator(".st-key-suggestions"),
        "download": tab.get_by_role("button", name="Download as PNG"),
    }


# --- in view


def test_everything_that_moves_with_k_is_in_view_without_scrolling(kept: Page) -> None:
    show(kept, _AT)
    all_there(kept)
    with resized(kept, (1366, 650)):
        for size, least in SCREENS.items():
            with case(size):
                take_size(kept, size)
                is_all_in_view(kept, *least)
    has_its_size(kept)


def nothing_moves_while_it_loads(tab: Page, path: str) -> None:
    """Load the page anew, and see that nothing makes room for what comes later."""
    tab.add_init_script(_SHIFTS)
    visit(tab, path)
    assert tab.evaluate("shifted") <= 0.05


def is_all_in_view(tab: Page, least_width: int, least_height: int) -> None:
    """Look for everything that follows k, and whether the pictures are large."""
    for name, each in what_moves(tab).items():
        with case(name):
            in_view(tab, each)
    for name in ("original", "quantized"):
        picture = box(role(tab, name))
        assert picture["width"] >= least_width
        assert picture["height"] >= least_height
    assert tab.evaluate(_WIDE)


# Whether the chart is as wide as its place: it follows some time after all else.
_CHART_FILLS = """() => {
    const place = document.querySelector(".st-key-elbow .js-plotly-plot");
    const { width } = place.querySelector(".main-svg").getBoundingClientRect();
    return Math.abs(width - place.getBoundingClientRect().width) < 1;
}"""
_DRAWN = "new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"


def take_size(tab: Page, size: tuple[int, int]) -> None:
    """Give a window another size, and wait until all of it has it."""
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    has_its_size(tab)


def has_its_size(tab: Page) -> None:
    """Wait until pictures and chart are as large as a new size of the window has it."""
    tab.evaluate(_DRAWN)
    tab.wait_for_function(_CHART_FILLS)
    settled(tab)


def test_on_a_phone_picture_palette_and_slider_stay_in_view_together(
    phone: Page,
) -> None:
    first, *others = PHONES
    with resized(phone, first):
        nothing_moves_while_it_loads(phone, f"{_AT}&compare=map&tab=Colors")
        by_map = phone.locator(".st-key-viewer").get_by_role("button", name="Loss map")
        expect(by_map).to_have_attribute("aria-pressed", "true")
        # A phone offers its gallery and its camera.
        kinds = phone.locator(".st-key-loader input").get_attribute("accept")
        assert kinds is not None
        assert {"image/*", ".heic", ".hif"} <= set(kinds.split(","))
        with case(first):
            stay_in_view_together(phone, first)
        for size in others:
            with case(size):
                take_size(phone, size)
                stay_in_view_together(phone, size)
    has_its_size(phone)


def stay_in_view_together(tab: Page, size: tuple[int, int]) -> None:
    """Look at a phone's page of some size, and scroll it from its top to its end."""
    viewer = tab.locator(".st-key-viewer")
    assert viewer.get_by_role("button", name="Side by side").is_hidden()
    words = viewer.locator(":is(figcaption, .legend, .legend ol)")
    for way in ("Loss map", "Wipe"):
        viewer.get_by_role("button", name=way).click()
        expect(viewer.locator(".facts")).to_contain_text("as PNG")
        assert words.evaluate_all(f"all => all.every({_WHOLE})")
        assert words.evaluate_all(f"all => all.every({_HIGH_ENOUGH})")
    colors = tab.locator(".st-key-colors").get_by_role(
        "list", name="Colors of the palette"
    )
    entries = colors.locator("li")
    assert entries.count() == 12
    assert entries.evaluate_all(f"all => new Set(all.map({_TOP})).size") <= 6
    page = tab.get_by_test_id("stMain")
    end = page.evaluate("page => page.scrollHeight - page.clientHeight")
    assert end > 300
    for share in (0, 0.4, 1):
        page.evaluate("(page, at) => { page.scrollTop = at; }", share * end)
        with case(share):
            shown = in_view(tab, role(tab, "quantized"))
            assert box(role(tab, "original")) == shown  # one over the other
            strip = in_view(tab, role(tab, "strip"))
            track = in_view(tab, tab.locator(".st-key-k"))
            assert shown["y"] + shown["height"] <= strip["y"]
            assert strip["y"] + strip["height"] <= track["y"]
    if size[0] < size[1]:
        assert shown["width"] >= size[0] - 30
    assert tab.evaluate(_WIDE)
    page.evaluate("page => { page.scrollTop = 0; }")


def test_the_curve_tells_points_apart_and_marks_where_one_could_stop(
    kept: Page, phone: Page
) -> None:
    with resized(kept, (1366, 650)):
        for name, tab in (("laptop", kept), ("phone", phone)):
            with case(name):
                show(tab, _AT)
                all_there(tab)
                tells_points_apart(tab)


def tells_points_apart(tab: Page) -> None:
    """Look at the points of the curve, and at the rings around some."""
    at = points(tab).evaluate_all(
        """points => points.map((p) => {
            const { x, width } = p.getBoundingClientRect();
            return x + width / 2;
        })"""
    )
    steps = np.diff(at)
    assert (steps[:15] >= 10).all()
    assert steps[:15] == pytest.approx(steps[0], abs=0.5)
    assert (steps[16:] < steps[0] / 2).all()
    assert (steps > 0).all()
    expect(tab.get_by_text("17–64, closer together")).to_be_visible()
    strokes = points(tab).evaluate_all(
        "points => points.map((p) => parseFloat(getComputedStyle(p).strokeWidth))"
    )
    offered = tab.locator(".st-key-suggestions button:enabled").all_inner_texts()
    ringed = [i + 1 for i, width in enumerate(strokes) if width == 3]
    numbers = [each.split(" · ")[0] for each in offered]
    # A range is ringed at its end, where its button goes.
    assert ringed == sorted({int(each.split("–")[-1]) for each in numbers})


# --- for everybody


def test_who_wants_little_motion_gets_none(kept: Page) -> None:
    with resized(kept, (1366, 650), still=True):
        show(kept, _AT)
        all_there(kept)
        moving = kept.evaluate("document.getAnimations().length")
        assert moving == 0


_GROUND = """() => {
    const parts = [document.querySelector(".st-key-page > :has(> .st-key-slider)")];
    parts.push(document.querySelector(".stApp"));
    return parts.map((each) => getComputedStyle(each).backgroundColor);
}"""


def test_what_scrolls_by_goes_under_the_slider(kept: Page) -> None:
    with resized(kept, (1366, 650)):
        show(kept, _AT)
        all_there(kept)
        with case("dark"), night(kept):
            goes_under_the_slider(kept)
        with case("light"):
            goes_under_the_slider(kept)


def goes_under_the_slider(tab: Page) -> None:
    """Scroll the page, and look at the slider."""
    bar, page = tab.evaluate(_GROUND)
    assert bar == page
    scroll = "document.querySelector('[data-testid=stMain]').scrollTop = {}"
    tab.evaluate(scroll.format(400))
    expect(tab.locator(".st-key-k")).to_be_in_viewport()
    expect(role(tab, "original")).not_to_be_in_viewport(ratio=0.5)
    top = "document.elementFromPoint(200, 30).closest('.st-key-slider') !== null"
    assert tab.evaluate(top)
    tab.evaluate(scroll.format(0))


def test_no_heading_offers_a_link_to_itself(kept: Page) -> None:
    show(kept, _AT)
    all_there(kept)
    expect(kept.get_by_role("heading", name="Where to stop?")).to_be_visible()
    expect(kept.get_by_role("link", name="Link to heading")).to_have_count(0)


def test_a_sample_s_thumbnail_has_nothing_of_its_other_end_at_an_edge(
    kept: Page,
) -> None:
    show(kept, _AT)
    button = kept.locator(".st-key-sample_sunset button")
    shot = Image.open(io.BytesIO(button.screenshot())).convert("RGB")
    pixels = np.asarray(shot).astype(int)
    middle = pixels[:, 20:-20].mean(axis=(1, 2))
    # The sky gets no darker at its upper edge, as it did where the sea showed there.
    assert abs(middle[2] - middle[4]) < 12


def test_all_of_it_follows_a_drag_and_nothing_moves(kept: Page) -> None:
    show(kept, _AT)
    all_there(kept)
    places = {name: box(each) for name, each in what_moves(kept).items()}
    sizes = set()
    x, y = thumb(kept)
    kept.mouse.move(x, y)
    kept.mouse.down()
    for k in range(13, 19):
        kept.mouse.move(x + (k - 12) * step_width(kept), y)
        expect(role(kept, "quantized")).to_have_attribute("data-k", str(k))
        expect(role(kept, "swatch")).to_have_count(k)
        expect(kept.locator(".st-key-curve .reading")).to_contain_text(f"k = {k} ")
        expect(kept.get_by_text(f"{k} colors (PNG)")).to_be_visible()
        # The file of every k has been written by now.
        expect(role(kept, "size-indexed")).to_contain_text("kB")
        sizes.add(role(kept, "size-indexed").inner_text())
    assert len(sizes) == 6
    for name, each in what_moves(kept).items():
        if name not in ("loaded", "indexed"):  # they are as long as what they tell
            assert box(each) == places[name], name
    kept.mouse.up()
    expect_k(kept, 18)


# --- for a class


def test_the_projector_shows_what_a_class_needs_and_keys_move_k_from_anywhere(
    kept: Page,
) -> None:
    tab = kept
    with resized(tab, (1366, 650)):
        show(tab, "/?sample=coffee&k=18")  # where the drag before has ended
        all_there(tab)
        tab.get_by_role("button", name="Projector").click()
        tab.wait_for_url("**show=1**")
        for name in ("slider", "original", "quantized", "strip", "curve"):
            with case(name):
                in_view(tab, what_moves(tab)[name])
        for name in ("suggestions", "download", "loaded"):
            expect(what_moves(tab)[name]).to_be_hidden()
        for gone in (".st-key-tab", ".st-key-gallery", ".st-key-load"):
            expect(tab.locator(gone)).to_be_hidden()
        settled(tab)
        tab.evaluate("document.activeElement?.blur()")
        tab.keyboard.press("ArrowRight")
        expect_k(tab, 19)
        for elsewhere in ("Hold", "Picture in"):
            there = tab.get_by_role("button", name=elsewhere, exact=True)
            there.or_(tab.get_by_role("group", name=elsewhere)).focus()
            tab.keyboard.press("ArrowLeft")
            settled(tab)
        expect_k(tab, 17)
        expect(tab.get_by_role("button", name="Leave")).to_be_visible()
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("tab", name="Colors")).to_be_visible()
        tab.wait_for_url(lambda url: "show" not in url)


# --- fingers


def finger(tab: Page, kind: str, places: Sequence[tuple[float, float]]) -> None:
    """Touch the screen in one place after the other, and let go."""
    hand = tab.context.new_cdp_session(tab)
    for step, (x, y) in enumerate(places):
        name = "touchMove" if step else "touchStart"
        touch = {"type": name, "touchPoints": [{"x": x, "y": y, "id": 0}]}
        hand.send("Input.dispatchTouchEvent", touch)
    hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": []})


def test_a_tap_in_the_chart_sets_k_and_a_tap_on_a_pixel_tells_it(phone: Page) -> None:
    tab = phone
    show(tab, _AT)
    all_there(tab)
    point = points(tab).nth(4)
    point.scroll_into_view_if_needed()
    tab.get_by_test_id("stMain").evaluate("page => { page.scrollTop += 200; }")
    place = box(point)
    tab.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + 20)
    expect_k(tab, 5)
    line = tab.locator(".st-key-viewer .probe")
    expect(line).to_contain_text("Tap a pixel")
    expect(line).not_to_contain_text("double click")
    picture = box(role(tab, "original"))
    tab.touchscreen.tap(picture["x"] + 40, picture["y"] + 40)
    expect(line).to_contain_text("becomes")


def test_a_finger_over_the_slider_scrolls_or_chooses_as_it_moves(phone: Page) -> None:
    tab = phone
    show(tab, "/?sample=coffee&k=5")  # where a tap has just brought it
    all_there(tab)
    track = tab.locator(".st-key-k").get_by_role("group")
    place = box(track)
    x = place["x"] + 0.7 * place["width"]
    y = place["y"] + place["height"] - 10
    finger(tab, "touchEnd", [(x, y - up) for up in (0, 10, 40, 90, 140)])
    settled(tab)
    expect(slider(tab)).to_have_value("5")  # that was a swipe
    page = tab.get_by_test_id("stMain")
    tab.wait_for_function("page => page.scrollTop > 80", arg=page.element_handle())
    for over in (".st-key-elbow .js-plotly-plot", ".st-key-suggestions"):
        page.evaluate("page => { page.scrollTop = 200; }")
        here = box(tab.locator(over))
        at, middle = here["x"] + 150, here["y"] + here["height"] / 2
        finger(tab, "touchEnd", [(at, middle - up) for up in (0, 10, 40, 90, 140)])
        scrolled = "page => page.scrollTop > 250"
        tab.wait_for_function(scrolled, arg=page.element_handle())
        expect(slider(tab)).to_have_value("5")
    tab.touchscreen.tap(x, y)
    expect(slider(tab)).not_to_have_value("5")
    chosen = int(slider(tab).input_value())
    assert 40 < chosen < 50
    expect_k(tab, chosen)
    left = place["x"] + 0.3 * place["width"]
    finger(tab, "touchEnd", [(left + on, y) for on in (0, 12, 40, 80)])
    expect(slider(tab)).not_to_have_value(str(chosen))
    # The finger passes others on its way; the server hears of the last one.
    told = tab.locator(".st-key-curve [data-told]")
    expect(told).not_to_have_attribute("data-told", str(chosen))
    expect_k(tab, int(told.get_attribute("data-told") or 0))


# --- loading a picture


def as_file(data: bytes, name: str) -> str:
    """Write JavaScript that makes a file."""
    return f"new File([new Uint8Array({list(data)})], {name!r})"


def choose(tab: Page, name: str, data: bytes) -> str:
    """Give a file by the button; return which kinds it asks for."""
    with tab.expect_file_chooser() as asked:
        tab.get_by_role("button", name="Load a picture").click()
    kinds = str(asked.value.element.get_attribute("accept"))
    asked.value.set_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    return kinds


def hand_over(tab: Page, by: str, name: str, data: bytes) -> None:
    """Drop a file on the chart, or paste it there."""
    make, field = {
        "drop": ("DragEvent", "dataTransfer"),
        "paste": ("ClipboardEvent", "clipboardData"),
    }[by]
    tab.evaluate(
        f"""() => {{
            const carrier = new DataTransfer();
            carrier.items.add({as_file(data, name)});
            const options = {{ bubbles: true, cancelable: true, {field}: carrier }};
            const somewhere = document.querySelector(".st-key-elbow");
            somewhere.dispatchEvent(new {make}("{by}", options));
        }}"""
    )


def test_what_is_no_picture_is_refused_and_moves_nothing_and_the_page_goes_on(
    kept: Page,
) -> None:
    tab = kept
    show(tab, "/?sample=coffee&k=17")
    drawing = tab.locator(".st-key-drawing").get_by_role("button", name="Drawing")
    parts = [*what_moves(tab).values(), drawing]
    places = [box(each) for each in parts]
    before = snapshot(tab, "original")
    refusal = tab.get_by_role("alert").filter(has_text="could not be used")
    give(tab, "broken.png", encoded(photo())[:3000])
    expect(refusal).to_contain_text("broken.png could not be used.")
    settled(tab)
    assert snapshot(tab, "original") == before
    with resized(tab, PHONE):
        words = box(tab.locator(".st-key-messages"))
        assert words["y"] + words["height"] <= box(tab.locator(".st-key-slider"))["y"]
    has_its_size(tab)
    choose(tab, "a.txt", b"a")
    expect(refusal).to_contain_text("a.txt could not be used. This is a text file")
    settled(tab)
    assert [box(each) for each in parts] == places
    tab.get_by_role("button", name="Close").click()
    expect(refusal).to_have_count(0)
    slider(tab).press("ArrowRight")
    expect_k(tab, 18)
    assert distinct(drawn(tab, "quantized")) == 18


# One after the other, because each picture takes as long as all that is looked at.
def test_a_picture_of_any_name_and_shape_is_loaded_by_one_gesture_and_is_in_view(
    kept_window: Window,
) -> None:
    tab = kept_window.tab
    with resized(tab, (1366, 650)):
        show(tab, "/?sample=coffee&k=18")
        height = box(tab.locator(".st-key-slider"))["height"]
        with case("a high one, dropped on the page"):
            before = snapshot(tab, "original")
            hand_over(tab, "drop", "CAMERA.HIF", encoded(grays(400, 120)))
            is_there(tab, before)
            is_whole_and_in_view(tab, 400, 120)
        gallery = tab.locator(".st-key-gallery")
        assert gallery.evaluate(_WHOLE)  # with all samples beside it
        with case("a wide one of all grays, pasted"):
            before = snapshot(tab, "original")
            hand_over(tab, "paste", "a.png", encoded(grays(20, 300)))
            is_there(tab, before)
            is_whole_and_in_view(tab, 20, 300)
            all_five_numbers_to_stop_at_are_whole(tab)
        with case("a small one of one color, by the button, though not at first"):
            small = encoded(np.full((16, 16, 3), 99, np.uint8))
            a_file_that_did_not_arrive_is_told_of(kept_window, small)
            is_whole_and_in_view(tab, 16, 16)
            no_choice_of_k_is_said_beside_the_buttons(tab, height)
            refusal = refuse_two(tab)
            is_one_click_away(tab, "16", refusal)


def is_there(tab: Page, before: str) -> None:
    """Wait for a picture that is on its way."""
    wait_for_another_picture(tab, before, "original")
    settled(tab)


def is_one_click_away(tab: Page, width: str, refusal: Locator) -> None:
    """Leave one's own picture for a sample, and come back; a refusal does not."""
    gallery = tab.locator(".st-key-gallery")
    gallery.get_by_role("button", name="Coffee").click()
    tab.wait_for_url("**sample=coffee**")
    expect(refusal).to_have_count(0)
    settled(tab)
    gallery.get_by_role("button", name="Your picture").click()
    tab.wait_for_url(lambda url: "sample=" not in url)
    settled(tab)
    expect(role(tab, "original")).to_have_attribute("width", width)
    expect(refusal).to_have_count(0)


def refuse_two(tab: Page) -> Locator:
    """Give what is no picture, and drop what is too large; what is said of either.

    It goes with the next picture.
    """
    refusal = tab.get_by_role("alert").filter(has_text=re.compile("bad.png|large.png"))
    choose(tab, "bad.png", b"nothing")
    expect(refusal).to_contain_text("could not be used")
    tab.evaluate(
        """() => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([new Uint8Array(60e6)], "large.png"));
            const options = { bubbles: true, cancelable: true, dataTransfer };
            document.body.dispatchEvent(new DragEvent("drop", options));
        }"""
    )
    expect(refusal.filter(has_text="large.png has 57.2 MB.")).to_be_visible()
    return refusal


def grays(height: int, width: int) -> NDArray[np.uint8]:
    """Draw all 256 grays; or of one that is no wider than high, eight."""
    column = np.linspace(0, 255, width).astype(np.uint8)
    if width < height:
        column = column // 32 * 32
    return np.tile(column, (height, 1))[..., None].repeat(3, 2)


def a_file_that_did_not_arrive_is_told_of(window: Window, data: bytes) -> None:
    """Give a picture twice: at first it does not come to the server."""
    tab = window.tab
    before = snapshot(tab, "original")
    told = tab.get_by_text("scan could not be sent to the server. Load it once more.")
    tab.route("**/_stcore/upload_file/**", lambda route: route.abort())
    # Else the window that asks for a file grays out such names.
    assert choose(tab, "scan", data) == ""
    expect(told).to_be_visible()
    tab.unroute("**/_stcore/upload_file/**")
    choose(tab, "scan", data)
    wait_for_another_picture(tab, before, "original")
    expect(told).to_have_count(0)
    settled(tab)
    # "Your picture" has made room for itself and nothing stick out.
    line = box(tab.locator(".st-key-top"))
    projector = tab.locator(".st-key-projector")
    last = box(projector)
    button = box(projector.get_by_role("button", name="Projector"))
    assert button["x"] + button["width"] <= last["x"] + last["width"] + 1
    assert last["x"] + last["width"] <= line["x"] + line["width"] + 1
    # The browser and Streamlit, too, have told of what did not arrive.
    expected = ("net::ERR_FAILED", "File uploader error", "Network Error")
    window.complaints[:] = [
        each
        for each in window.complaints
        if not any(words in each for words in expected)
    ]


def is_whole_and_in_view(tab: Page, height: int, width: int) -> None:
    """Look at both pictures of such a shape, and at the palette."""
    for name in ("original", "quantized"):
        shown = in_view(tab, role(tab, name))
        assert shown["width"] / shown["height"] == pytest.approx(
            width / height, rel=0.02
        )
        assert max(shown["width"], shown["height"]) >= 180
    in_view(tab, role(tab, "strip"))


def all_five_numbers_to_stop_at_are_whole(tab: Page) -> None:
    """Look at the suggestions for a picture of which all of them differ."""
    buttons = tab.locator(".st-key-suggestions")
    expect(buttons.get_by_role("button", name="all colors")).to_be_visible()
    same = buttons.get_by_role("button", name=re.compile("^\\d+ · looks same"))
    expect(same).to_be_visible()
    expect(buttons.get_by_role("button")).to_have_count(5)
    assert buttons.evaluate(_WHOLE)


def no_choice_of_k_is_said_beside_the_buttons(tab: Page, height: float) -> None:
    """See what is said of a single color: it lies over no button, and moves none."""
    in_view(tab, tab.get_by_text("a single color: there is nothing to choose."))
    settled(tab)
    assert box(tab.locator(".st-key-slider"))["height"] == height
    for name in ("Side by side", "Wipe", "Hold", "Fit"):
        button = tab.locator(".st-key-viewer").get_by_role("button", name=name)
        button.click(trial=True)  # fails where something lies over it
