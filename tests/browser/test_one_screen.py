"""Everything that moves with k is in view, wherever the page is looked at."""

import io
import re
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.sized import COLORS, PHONE, night, resized, sized, violations
from tests.browser.view import (
    all_there,
    expect_k,
    give,
    open_picture,
    open_tab,
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
from tests.pictures import encoded, photo

pytestmark = pytest.mark.browser

# Windows of laptops and screens, and how large a photo of 3 : 2 has to be at least.
SCREENS = {
    (1366, 650): (400, 260),
    (1440, 900): (440, 290),
    (1920, 1080): (600, 400),
}
PHONES = [PHONE, (360, 640), (844, 390)]

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


@pytest.mark.parametrize("size", SCREENS)
def test_everything_that_moves_with_k_is_in_view_without_scrolling(
    opened: Open, size: tuple[int, int]
) -> None:
    with sized(opened, size) as tab:
        tab.add_init_script(_SHIFTS)
        visit(tab, "/?sample=coffee&k=12")
        for name, each in what_moves(tab).items():
            with case(name):
                in_view(tab, each)
        least_width, least_height = SCREENS[size]
        for name in ("original", "quantized"):
            picture = box(role(tab, name))
            assert picture["width"] >= least_width
            assert picture["height"] >= least_height
        assert tab.evaluate("shifted") <= 0.05
        wide = "document.documentElement.scrollWidth <= window.innerWidth"
        assert tab.evaluate(wide)


def test_all_of_it_follows_a_drag_and_nothing_moves(kept: Page) -> None:
    show(kept, "/?sample=coffee&k=12")
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


# Much taller ones have their width first: tests/browser/test_viewer.py.
def test_a_picture_of_any_shape_is_whole_and_in_view(kept: Page) -> None:
    with resized(kept, (1366, 650)):
        show(kept, "/?sample=coffee")
        for shape in ((400, 120), (60, 900), (16, 16)):
            with case(shape):
                is_whole_and_in_view(kept, shape)
        gallery = kept.locator(".st-key-gallery")
        expect(gallery.get_by_role("button", name="Your picture")).to_be_visible()
        assert gallery.evaluate(_WHOLE)  # with all samples beside it


def is_whole_and_in_view(tab: Page, shape: tuple[int, int]) -> None:
    """Give a picture of a shape, and look at it."""
    height, width = shape
    rows, columns = np.indices(shape)
    pixels = np.stack([rows % 256, columns % 256, (rows + columns) % 256], 2)
    before = snapshot(tab, "original")
    give(tab, "shape.png", encoded(pixels.astype(np.uint8)))
    wait_for_another_picture(tab, before, "original")
    settled(tab)
    for name in ("original", "quantized"):
        shown = in_view(tab, role(tab, name))
        assert shown["width"] / shown["height"] == pytest.approx(
            width / height, rel=0.02
        )
        assert max(shown["width"], shown["height"]) >= 180
    in_view(tab, role(tab, "strip"))


def test_of_few_colors_all_five_numbers_to_stop_at_are_whole(kept: Page) -> None:
    gray = np.tile(np.arange(256, dtype=np.uint8), (40, 1))[..., None].repeat(3, 2)
    with resized(kept, (1366, 650)):
        show(kept, "/?sample=coffee")
        give(kept, "gray.png", encoded(gray))
        buttons = kept.locator(".st-key-suggestions")
        expect(buttons.get_by_role("button", name="all colors")).to_be_visible()
        same = buttons.get_by_role("button", name=re.compile("^\\d+ · looks same"))
        expect(same).to_be_visible()
        expect(buttons.get_by_role("button")).to_have_count(5)
        assert buttons.evaluate(_WHOLE)


def test_that_there_is_no_choice_of_k_is_said_beside_the_buttons_not_over_them(
    kept: Page,
) -> None:
    with resized(kept, (1366, 650)):
        show(kept, "/?sample=coffee")
        bar = kept.locator(".st-key-slider")
        height = box(bar)["height"]
        give(kept, "plain.png", encoded(np.full((60, 90, 3), 99, np.uint8)))
        said = kept.get_by_text("a single color: there is nothing to choose.")
        in_view(kept, said)
        settled(kept)
        assert box(bar)["height"] == height
        for name in ("Side by side", "Wipe", "Hold", "Fit"):
            button = kept.locator(".st-key-viewer").get_by_role("button", name=name)
            button.click(trial=True)  # fails where something lies over it


@pytest.mark.parametrize("size", PHONES)
def test_on_a_phone_picture_palette_and_slider_stay_in_view_together(
    opened: Open, size: tuple[int, int]
) -> None:
    with sized(opened, size) as tab:
        tab.add_init_script(_SHIFTS)
        visit(tab, "/?sample=coffee&k=12&tab=Colors")
        assert tab.evaluate("shifted") <= 0.05
        assert tab.get_by_role("button", name="Side by side").is_hidden()
        words = tab.locator(".st-key-viewer :is(figcaption, .legend, .legend ol)")
        for way in ("Loss map", "Wipe"):
            tab.get_by_role("button", name=way).click()
            expect(tab.locator(".st-key-viewer .facts")).to_contain_text("as PNG")
            for each in words.all():
                assert each.evaluate(_WHOLE)
                assert each.evaluate("of => of.scrollHeight <= of.clientHeight + 1")
        colors = tab.get_by_role("list", name="Colors of the palette")
        assert len({box(each)["y"] for each in colors.locator("li").all()}) <= 6
        # A phone offers its gallery and its camera.
        kinds = tab.locator(".st-key-loader input").get_attribute("accept")
        assert kinds is not None
        assert {"image/*", ".heic", ".hif"} <= set(kinds.split(","))
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
        wide = "document.documentElement.scrollWidth <= window.innerWidth"
        assert tab.evaluate(wide)


def test_the_curve_tells_points_apart_and_marks_where_one_could_stop(
    kept: Page, phone: Page
) -> None:
    with resized(kept, (1366, 650)):
        for name, tab in (("laptop", kept), ("phone", phone)):
            with case(name):
                show(tab, "/?sample=coffee&k=12")
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


@pytest.mark.parametrize(
    ("how", "name"),
    [
        ("dropped on the page", "CAMERA.HIF"),
        ("pasted", "a.png"),
        ("by the button", "scan"),
    ],
)
def test_a_picture_is_loaded_by_one_gesture_whatever_its_name(
    kept: Page, how: str, name: str
) -> None:
    tab = kept
    show(tab, "/?sample=coffee&k=5")
    before = snapshot(tab, "original")
    data = encoded(photo(40, 60))
    if how == "by the button":
        assert choose(tab, name, data) == ""  # else the window grays out such names
    else:
        kind, field = (
            ("drop", "dataTransfer") if "dropped" in how else ("paste", "clipboardData")
        )
        make = "DragEvent" if kind == "drop" else "ClipboardEvent"
        tab.evaluate(
            f"""() => {{
                const carrier = new DataTransfer();
                carrier.items.add({as_file(data, name)});
                const options = {{ bubbles: true, cancelable: true, {field}: carrier }};
                const somewhere = document.querySelector(".st-key-elbow");
                somewhere.dispatchEvent(new {make}("{kind}", options));
            }}"""
        )
    wait_for_another_picture(tab, before, "original")
    settled(tab)
    assert box(role(tab, "original"))["width"] > 0
    tab.get_by_role("button", name="Coffee").click()
    tab.wait_for_url("**sample=coffee**")
    settled(tab)
    tab.get_by_role("button", name="Your picture").click()  # it is one click away
    tab.wait_for_url(lambda url: "sample=" not in url)
    expect(role(tab, "original")).to_have_attribute("width", "40")


def test_what_is_no_picture_is_refused_and_moves_nothing(kept: Page) -> None:
    tab = kept
    show(tab, "/?sample=coffee&k=5")
    parts = [*what_moves(tab).values(), tab.get_by_role("button", name="Drawing")]
    places = [box(each) for each in parts]
    refusal = tab.get_by_role("alert").filter(has_text="could not be used")
    give(tab, "bad.png", b"nothing")
    expect(refusal).to_be_visible()
    choose(tab, "a.txt", b"a")
    expect(refusal).to_contain_text("a.txt could not be used. This is a text file")
    settled(tab)
    assert [box(each) for each in parts] == places
    tab.get_by_role("button", name="Close").click()
    expect(refusal).to_have_count(0)


def test_what_was_said_of_a_refused_file_goes_with_the_next_picture(
    kept: Page,
) -> None:
    tab = kept
    show(tab, "/?sample=coffee&k=5")
    before = snapshot(tab, "original")
    choose(tab, "good.png", encoded(photo(40, 60)))
    wait_for_another_picture(tab, before, "original")
    settled(tab)
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
    tab.get_by_role("button", name="Coffee").click()
    tab.wait_for_url("**sample=coffee**")
    expect(refusal).to_have_count(0)
    tab.get_by_role("button", name="Your picture").click()
    tab.wait_for_url(lambda url: "sample=" not in url)
    settled(tab)
    expect(role(tab, "original")).to_have_attribute("width", "40")
    expect(refusal).to_have_count(0)


def test_a_file_that_did_not_arrive_is_told_of(opened: Open) -> None:
    with sized(opened, (1366, 650)) as tab:
        open_picture(tab, "/?sample=coffee&k=5")
        tab.route("**/_stcore/upload_file/**", lambda route: route.abort())
        choose(tab, "photo.png", encoded(photo()))
        told = "photo.png could not be sent to the server. Load it once more."
        expect(tab.get_by_text(told)).to_be_visible()
        before = snapshot(tab, "original")
        tab.unroute("**/_stcore/upload_file/**")
        choose(tab, "photo.png", encoded(photo()))
        wait_for_another_picture(tab, before, "original")
        expect(tab.get_by_text(told)).to_have_count(0)
        settled(tab)
        # "Your picture" has made room for itself and nothing stick out.
        line = box(tab.locator(".st-key-top"))
        last = box(tab.locator(".st-key-projector"))
        button = box(tab.get_by_role("button", name="Projector"))
        assert button["x"] + button["width"] <= last["x"] + last["width"] + 1
        assert last["x"] + last["width"] <= line["x"] + line["width"] + 1


def test_a_sample_s_thumbnail_has_nothing_of_its_other_end_at_an_edge(
    kept: Page,
) -> None:
    show(kept, "/?sample=logo")
    button = kept.locator(".st-key-sample_sunset button")
    shot = Image.open(io.BytesIO(button.screenshot())).convert("RGB")
    pixels = np.asarray(shot).astype(int)
    middle = pixels[:, 20:-20].mean(axis=(1, 2))
    # The sky gets no darker at its upper edge, as it did where the sea showed there.
    assert abs(middle[2] - middle[4]) < 12


# --- for a class


def test_the_projector_shows_what_a_class_needs_and_keys_move_k_from_anywhere(
    kept: Page,
) -> None:
    tab = kept
    with resized(tab, (1366, 650)):
        show(tab, "/?sample=coffee&k=12")
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
        expect_k(tab, 13)
        tab.keyboard.press("ArrowRight")
        expect_k(tab, 14)
        for elsewhere in ("Hold", "Fit", "Picture in"):
            there = tab.get_by_role("button", name=elsewhere, exact=True)
            there.or_(tab.get_by_role("group", name=elsewhere)).focus()
            tab.keyboard.press("ArrowLeft")
            settled(tab)
        expect_k(tab, 11)
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


def test_a_finger_over_the_slider_scrolls_or_chooses_as_it_moves(phone: Page) -> None:
    tab = phone
    show(tab, "/?sample=coffee&k=12")
    all_there(tab)
    track = tab.locator(".st-key-k").get_by_role("group")
    place = box(track)
    x = place["x"] + 0.7 * place["width"]
    y = place["y"] + place["height"] - 10
    finger(tab, "touchEnd", [(x, y - up) for up in (0, 10, 40, 90, 140)])
    settled(tab)
    expect(slider(tab)).to_have_value("12")  # that was a swipe
    page = tab.get_by_test_id("stMain")
    tab.wait_for_function("page => page.scrollTop > 80", arg=page.element_handle())
    for over in (".st-key-elbow .js-plotly-plot", ".st-key-suggestions"):
        page.evaluate("page => { page.scrollTop = 200; }")
        here = box(tab.locator(over))
        at, middle = here["x"] + 150, here["y"] + here["height"] / 2
        finger(tab, "touchEnd", [(at, middle - up) for up in (0, 10, 40, 90, 140)])
        scrolled = "page => page.scrollTop > 250"
        tab.wait_for_function(scrolled, arg=page.element_handle())
        expect(slider(tab)).to_have_value("12")
    tab.touchscreen.tap(x, y)
    expect(slider(tab)).not_to_have_value("12")
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


def test_a_tap_in_the_chart_sets_k_and_a_tap_on_a_pixel_tells_it(phone: Page) -> None:
    tab = phone
    show(tab, "/?sample=coffee&k=12")
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


# --- the viewer's ways


def reaches_both_ends(handle: Locator, of: FloatRect) -> None:
    """See that the wipe's line goes from edge to edge of something."""
    for key, at in (("Home", of["x"]), ("End", of["x"] + of["width"])):
        handle.press(key)
        line = box(handle)
        assert line["x"] + line["width"] / 2 == pytest.approx(at, abs=1)


def test_the_wipe_counts_the_picture_and_not_the_margin_beside_it(kept: Page) -> None:
    show(kept, "/?sample=astronaut&k=6")  # a square: there is a margin
    kept.get_by_role("button", name="Wipe").click()
    handle = kept.get_by_role("slider", name="Wipe")
    picture = box(role(kept, "quantized"))
    reaches_both_ends(handle, picture)
    handle.press("Home")
    for _ in range(5):
        handle.press("PageUp")
    expect(handle).to_have_attribute("aria-valuetext", "50 % original")
    # Enlarged, the picture fills the window from edge to edge.
    window = box(kept.locator(".st-key-viewer .after .stage"))
    for _ in range(4):
        kept.get_by_role("button", name="Zoom in").click()
    reaches_both_ends(handle, window)
    handle.press("Home")
    for _ in range(5):
        handle.press("PageUp")
    kept.get_by_role("button", name="Fit", exact=True).click()
    kept.get_by_role("button", name="Side by side").click()


def test_while_the_original_is_held_it_says_so(kept: Page) -> None:
    show(kept, "/?sample=astronaut&k=4&compare=hold")  # a margin beside it
    note = kept.locator(".st-key-viewer .held-note")
    expect(note).to_be_hidden()
    place = box(role(kept, "quantized"))
    kept.mouse.move(place["x"] + 50, place["y"] + 50)
    kept.mouse.down()
    expect(note).to_be_visible()
    expect(note).to_have_text("Original")
    word = box(note)
    assert place["x"] < word["x"]
    assert word["x"] + word["width"] < place["x"] + place["width"]
    assert place["y"] < word["y"] < place["y"] + place["height"] / 2
    kept.mouse.up()
    expect(note).to_be_hidden()
    kept.get_by_role("button", name="Side by side").click()
    settled(kept)


# --- by keyboard, and for everybody

_AT = """
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
"""
_FOCUSED = f"""() => {{
    {_AT}
    return at?.getAttribute("aria-label") ?? at?.innerText ?? "";
}}"""
# Not the slider, whose thumb has a ring, and the swatches, which have one inside.
_RINGED = f"""() => {{
    {_AT}
    const ring = getComputedStyle(at).outlineStyle === "solid";
    return ring || at.matches("input[type=range], [data-role=swatch]");
}}"""


def test_the_keyboard_comes_to_the_download_soon_and_keeps_its_place(
    tab: Page,
) -> None:
    visit(tab, "/?sample=coffee&k=16")
    stops: list[str] = []
    while len(stops) < 40 and "Download as PNG" not in (stops or [""])[-1]:
        tab.keyboard.press("Tab")
        stops.append(tab.evaluate(_FOCUSED))
        assert tab.evaluate(_RINGED), stops[-1]
    assert "Download as PNG" in stops[-1]
    assert len(stops) <= 30
    tab.keyboard.press("Tab")
    assert tab.evaluate(_RINGED)  # the tab, too
    for button, address in (("Sunset", "sample=sunset"), ("95 %", "k=")):
        there = tab.get_by_role("button", name=button)
        there.press("Enter")
        tab.wait_for_url(f"**{address}**")
        settled(tab)
        expect(there).to_be_focused()
        expect(there).to_have_css("outline-style", "solid")  # though it is marked
    # The options come after the button that opens them, and Escape leads back to it.
    options = tab.get_by_role("button", name="Drawing")
    options.press("Enter")
    dither = tab.get_by_role("switch", name="Dither")
    expect(dither).to_be_visible()
    tab.keyboard.press("Tab")
    expect(dither).to_be_focused()
    tab.keyboard.press("Shift+Tab")
    expect(options).to_be_focused()
    tab.keyboard.press("Tab")
    while tab.evaluate(_FOCUSED) != "Projector":
        assert tab.evaluate("document.activeElement.closest('[role=dialog]') !== null")
        tab.keyboard.press("Tab")
    tab.keyboard.press("Escape")
    expect(dither).to_have_count(0)
    role(tab, "swatch").first.focus()
    tab.keyboard.press("End")
    expect(role(tab, "swatch").last).to_be_focused()
    tab.keyboard.press("Tab")
    assert "Copy" not in tab.evaluate(_FOCUSED)  # one stop for all of the strip


_WIDE = "document.documentElement.scrollWidth <= window.innerWidth"


def test_axe_finds_nothing_on_a_phone_and_at_twice_the_size(
    kept: Page, phone: Page
) -> None:
    with resized(kept, (683, 450)):
        for name, tab in (("phone", phone), ("twice the size", kept)):
            show(tab, "/?sample=coffee&k=8")
            all_there(tab)
            with case((name, "light")):
                assert violations(tab) == []
                assert tab.evaluate(_WIDE)
            with case((name, "dark")), night(tab):
                assert violations(tab, COLORS) == []
                assert tab.evaluate(_WIDE)


def test_who_wants_little_motion_gets_none(kept: Page) -> None:
    with resized(kept, (1366, 650), still=True):
        show(kept, "/?sample=coffee&k=8")
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
        show(kept, "/?sample=coffee&k=8")
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
    show(kept)
    expect(kept.get_by_role("heading", name="Where to stop?")).to_be_visible()
    expect(kept.get_by_role("link", name="Link to heading")).to_have_count(0)


def test_a_tab_is_kept_in_the_address(kept: Page) -> None:
    visit(kept, "/?sample=coffee&k=8&tab=Lost")
    expect(kept.get_by_role("heading", name="What was lost?")).to_be_visible()
    for name in ("Take away", "Many"):  # all of them: test_takeaway.py
        open_tab(kept, name)
        assert f"tab={name.replace(' ', '+')}" in kept.url.replace("%20", "+")
    all_there(kept)
    expect(kept.get_by_role("heading", name="Many pictures")).to_be_visible()
    expect(kept.get_by_role("heading", name="What was lost?")).to_have_count(0)
