"""What people do with the page, without a browser.

The pictures, the palette and the chart are opaque here (see tests/browser); what
Python sends them is checked all the same.
"""

import io
import json
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from streamlit.testing.v1 import AppTest

from components.engine import (
    Space,
    compare_colors,
    count_colors,
    encode_png,
    metric_of,
    read_image,
    round_centers,
    sweep_k,
    writing,
)
from components.engine.drawing.quantize import quantize
from components.engine.judging.vision import nearest_name
from components.engine.writing import PALETTE_FILES
from components.features.viewer import view
from components.features.viewer.work import preview_png
from components.model.picture import Picture
from components.shared import text, work
from components.shared.samples import SAMPLES
from components.work.job import Job
from tests.cases import case
from tests.pictures import decoded, encoded, photo, plain, poster
from tests.serving import PATIENCE
from tests.unpacked import header_and_file

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

APP = str(Path(__file__).parent.parent / "app.py")


# What the viewer is told of the k that somebody asked for.
ASKED = {"k", "wanted", "revision", "by_slider"}


def page(**address: str) -> AppTest:
    """Open the page at an address."""
    at = AppTest.from_file(APP, default_timeout=PATIENCE)
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def upload(at: AppTest, name: str, data: bytes, mime: str = "image/png") -> AppTest:
    """Give the page a file."""
    return at.file_uploader(key="upload").set_value((name, data, mime)).run()


def parts(at: AppTest) -> dict[str, Any]:
    """Return everything that was sent to the parts written in JavaScript, by name."""
    found: dict[str, Any] = {}
    for element in at.get("bidi_component"):
        proto = element.proto
        name = proto.component_name.rpartition("kcolors_")[2]
        if proto.WhichOneof("data") == "json":
            data = json.loads(proto.json)
        else:
            header, file = header_and_file(proto.bytes)
            data = header | ({"png": file} if file else {})
        kind = data.get("kind", name)
        if kind == "sizes":  # those that came late are more
            known = found.get(kind, {"sizes": {}})["sizes"]
            data["sizes"] = known | sizes_of(data)
        found[kind] = data
    return found


def sizes_of(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the sizes of a message as the browser keeps them, by k."""
    columns = zip(message["bytes"], message["texts"], message["changes"], strict=True)
    named = [
        dict(zip(("bytes", "text", "change"), each, strict=True)) for each in columns
    ]
    return dict(zip(map(str, message["ks"]), named, strict=True))


def original(at: AppTest) -> NDArray[np.uint8]:
    """Return the RGBA pixels of the picture that is on the page."""
    return decoded(parts(at)["picture"]["png"])


def swatches(at: AppTest) -> dict[str, float]:
    """Return the colors that are in use, and the share of each."""
    palettes, k = parts(at)["palettes"], parts(at)["viewer"]["k"]
    colors, weights = palettes["colors"][k - 1], palettes["weights"][k - 1]
    return {
        "#" + colors[6 * i : 6 * i + 6]: weight / sum(weights)
        for i, weight in enumerate(weights)
        if weight
    }


def messages(at: AppTest) -> str:
    """Return all error messages on the page."""
    assert not at.exception
    return " ".join(error.value for error in at.error)


def words(at: AppTest) -> str:
    """Return all running text of the page."""
    return " ".join(text.value for text in [*at.markdown, *at.caption])


def marked(at: AppTest) -> set[str]:
    """Return the keys of the buttons that are marked as taken."""
    rules = " ".join(each.proto.body for each in at.get("html"))
    return set(re.findall(r"\.st-key-(\w[\w-]*) button(?=[^{}]*\{box-shadow)", rules))


def shows_k(at: AppTest, k: int, colors: int) -> bool:
    """Tell whether the whole page agrees on k, and the picture has as many colors."""
    shown = parts(at)
    return (
        not at.exception
        and at.slider(key="k").value == k
        and shown["viewer"]["k"] == k
        and shown["short"]["k"] == k
        and str(k) in shown["sizes"]["sizes"]
        and shown["viewer"]["picture"] == shown["picture"]["id"]
        and shown["palettes"]["picture"] == shown["picture"]["id"]
        and len(swatches(at)) == colors
    )


def test_the_first_visit_shows_a_sample_already_quantized() -> None:
    at = page()
    assert shows_k(at, 16, 16)
    assert messages(at) == ""
    cat = decoded(SAMPLES["cat"].path.read_bytes())
    assert np.array_equal(original(at), cat)
    assert at.get("plotly_chart")
    assert at.get("download_button")


def test_no_heading_is_left_to_be_named_by_the_browser() -> None:
    # That searches its words for thousands of letters, whenever it draws it.
    at = page()
    assert [each.anchor for each in at.title] == [
        "how-few-colors-does-this-picture-need"
    ]
    assert len(at.header) > 1
    assert all(each.anchor for each in at.header)


def test_there_is_a_button_for_every_sample() -> None:
    keys = {str(each.key) for each in page().button}
    assert {key for key in keys if key.startswith("sample_")} == {
        f"sample_{slug}" for slug in SAMPLES
    }


def test_a_sample_opens_with_a_click() -> None:
    at = page()
    for slug in ("coffee", "pixel-art", "logo"):
        with case(slug):
            at.button(key=f"sample_{slug}").click().run()
            assert messages(at) == ""
            assert at.query_params["sample"] == slug
            sample = decoded(SAMPLES[slug].path.read_bytes())
            assert original(at).shape == sample.shape
            assert np.array_equal(original(at)[..., 3], sample[..., 3])


def test_moving_the_slider_draws_the_picture_in_that_many_colors() -> None:
    at = page()
    for k in (1, 2, 5, 64):
        at.slider(key="k").set_value(k).run()
        assert shows_k(at, k, k)


def test_a_link_opens_the_same_view() -> None:
    at = page(k="24", sample="coffee")
    assert shows_k(at, 24, 24)
    assert at.query_params["sample"] == "coffee"


def test_a_link_with_nonsense_opens_the_first_view() -> None:
    at = page(k="many", sample="../../etc/passwd")
    assert messages(at) == ""
    assert at.slider(key="k").value == 16
    assert at.query_params["sample"] == "cat"


def test_a_link_can_ask_for_more_than_64_colors() -> None:
    at = page(k="100", sample="pixel-art")  # which has 12, and is soon drawn
    upload(at, "small.png", encoded(photo(30, 20)))
    assert shows_k(at, 100, 100)
    assert at.toggle(key="many").value
    assert at.slider(key="k").max == 256


def test_the_slider_goes_to_256_when_asked_to_and_comes_back() -> None:
    pixels = np.dstack([photo(36, 24), np.full((24, 36), 255, np.uint8)])
    pixels[:9, :9, 3] = 0  # for which an entry is kept
    at = upload(page(sample="pixel-art"), "hole.png", encoded(pixels))
    assert at.slider(key="k").max == 64
    at.toggle(key="many").set_value(True).run()
    assert at.slider(key="k").max == 255
    at.slider(key="k").set_value(200).run()
    assert shows_k(at, 200, 200)
    at.toggle(key="many").set_value(False).run()
    assert shows_k(at, 64, 64)
    at.toggle(key="many").set_value(True).run()
    assert shows_k(at, 200, 200)


def test_an_uploaded_photo_takes_the_place_of_the_sample() -> None:
    at = page()
    pixels = poster(40, 30)
    upload(at, "holiday.png", encoded(pixels))
    assert shows_k(at, 16, 16)
    assert np.array_equal(original(at)[..., :3], pixels)
    assert "sample" not in at.query_params


def test_colors_are_looked_for_while_the_picture_is_made_ready_to_be_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    make, begin = preview_png, Job.begin

    def made(picture: Picture) -> bytes:
        done.append("picture")
        return make(picture)

    def begun(job: Job[..., Any], *arguments: Any) -> None:  # noqa: ANN401
        done.append(job.name)
        begin(job, *arguments)

    monkeypatch.setattr(view, "preview_png", made)
    monkeypatch.setattr(Job, "begin", begun)
    at = AppTest.from_file(APP, default_timeout=PATIENCE).run()
    assert not at.exception
    assert [each.rpartition(".")[2] for each in done[:2]] == ["sweep", "picture"]


def test_a_sample_can_be_chosen_after_an_upload_and_the_upload_again() -> None:
    at = page()
    pixels = poster(40, 30)
    upload(at, "holiday.png", encoded(pixels))
    at.button(key="sample_logo").click().run()
    assert parts(at)["picture"]["width"] == 120
    at.button(key="own").click().run()
    assert np.array_equal(original(at)[..., :3], pixels)


def test_taking_the_upload_away_brings_the_sample_back() -> None:
    at = page(sample="coffee")
    upload(at, "holiday.png", encoded(poster(40, 30)))
    at.file_uploader(key="upload").set_value([]).run()
    assert messages(at) == ""
    assert at.query_params["sample"] == "coffee"
    assert not [b for b in at.button if b.key == "own"]


BROKEN = {
    "empty": b"",
    "text": b"no picture at all",
    "cut off": encoded(poster(40, 30))[:300],
    "PDF": b"%PDF-1.7 and so on",
}


def test_a_broken_file_is_refused_and_the_picture_before_it_stays() -> None:
    at, pixels = page(sample="pixel-art"), poster(40, 30)
    upload(at, "good.png", encoded(pixels))
    for k, (kind, data) in enumerate(BROKEN.items(), 3):
        with case(kind):
            upload(at, "bad.png", data)
            assert "`bad.png` could not be used." in messages(at).replace("\\", "")
            assert np.array_equal(original(at)[..., :3], pixels)
            at.slider(key="k").set_value(k).run()
            assert shows_k(at, k, k)
    pixels = poster(40, 30, seed=11)
    upload(at, "good.png", encoded(pixels))
    assert messages(at) == ""
    assert np.array_equal(original(at)[..., :3], pixels)


def test_a_broken_first_upload_leaves_the_sample() -> None:
    at = upload(page(sample="coffee"), "bad.jpg", b"\xff\xd8\xff but no more")
    assert messages(at) != ""
    assert marked(at) == {"sample_coffee"}
    assert parts(at)["picture"]["width"] == 200
    at.slider(key="k").set_value(4).run()
    assert shows_k(at, 4, 4)


def test_a_broken_file_leaves_the_sample_that_was_chosen_after_an_upload() -> None:
    at = page()
    pixels = poster(40, 30)
    upload(at, "good.png", encoded(pixels))
    at.button(key="sample_logo").click().run()
    upload(at, "bad.png", b"no picture at all")
    assert "`bad.png` could not be used." in messages(at).replace("\\", "")
    assert marked(at) == {"sample_logo"}
    assert parts(at)["picture"]["width"] == 120
    at.button(key="own").click().run()
    assert np.array_equal(original(at)[..., :3], pixels)


def test_a_file_name_cannot_write_markup_into_the_page() -> None:
    at = upload(page(), "[x](http://y) <b>*.png", b"nothing")
    assert "`[x](http://y) <b>*.png`" in messages(at)


def test_transparent_pixels_are_no_color_and_stay_transparent() -> None:
    pixels = np.zeros((20, 30, 4), dtype=np.uint8)
    pixels[:, 10:20] = (250, 0, 0, 255)
    pixels[:, 20:] = (0, 0, 250, 255)
    at = upload(page(), "icon.png", encoded(pixels))
    assert shows_k(at, 2, 2)
    assert swatches(at) == {"#fa0000": 0.5, "#0000fa": 0.5}
    assert np.array_equal(original(at)[..., 3], pixels[..., 3])


def test_a_wholly_transparent_picture_is_refused_in_a_sentence() -> None:
    at = upload(page(), "nothing.png", plain((90, 20, 10, 0)))
    assert "fully transparent" in messages(at)
    assert np.array_equal(original(at), decoded(SAMPLES["cat"].path.read_bytes()))


def test_a_picture_of_one_color_leaves_nothing_to_choose() -> None:
    at = upload(page(), "red.png", plain((200, 30, 30)))
    assert shows_k(at, 1, 1)
    assert at.slider(key="k").disabled
    assert swatches(at) == {"#c81e1e": 1.0}
    assert parts(at)["readings"]["readings"] == [
        "k = 1 explains 100 % of the picture's color variance."
    ]
    assert "exactly 1 color" in words(at)
    stops = [b.label for b in at.button if str(b.key).startswith("use_")]
    assert stops[0] == "1 · all colors"
    assert not [label for label in stops if "%" in label]


def test_after_a_picture_of_one_color_the_wanted_k_is_back() -> None:
    at = page(k="9")
    upload(at, "red.png", plain((200, 30, 30)))
    at.button(key="sample_cat").click().run()
    assert shows_k(at, 9, 9)


def test_after_a_picture_of_few_colors_the_wanted_k_is_back() -> None:
    at = page(sample="coffee", k="20")
    upload(at, "few.png", encoded(np.arange(36, dtype=np.uint8).reshape(3, 4, 3)))
    assert shows_k(at, 12, 12)
    at.button(key="sample_cat").click().run()
    assert shows_k(at, 20, 20)
    assert at.query_params["k"] == "20"


def test_a_single_pixel_is_a_picture_too() -> None:
    at = upload(page(), "dot.png", plain((1, 2, 3), 1, 1))
    assert shows_k(at, 1, 1)


def test_two_colors_with_k_64_in_the_address_give_two() -> None:
    at = page(k="64")
    pixels = np.zeros((10, 10, 3), dtype=np.uint8)
    pixels[:5] = 255
    upload(at, "flag.png", encoded(pixels))
    assert shows_k(at, 2, 2)
    assert at.slider(key="k").max == 2
    at.button(key="sample_cat").click().run()
    assert shows_k(at, 64, 64)


def test_a_large_picture_is_shown_reduced_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "PREVIEW_PIXELS", 40_000)
    pixels = np.kron(photo(300, 25), np.ones((4, 4, 1), dtype=np.uint8))
    at = page(sample="pixel-art", tab="Colors")
    upload(at, "large.png", encoded(pixels))
    height, width = original(at).shape[:2]
    assert width * height <= 40_000
    remark = parts(at)["viewer"]["remark"]
    assert "Shown reduced" in remark
    assert "1,200 × 100" in remark
    assert sum(parts(at)["palettes"]["weights"][15]) == 1200 * 100


def test_what_was_done_to_a_file_is_told() -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    at = upload(page(), "dance.gif", file.getvalue(), "image/gif")
    said = parts(at)["viewer"]["remark"]
    assert "Only the first frame of this animation is used; it has 2." in said


def test_k_is_all_that_is_sent_when_the_slider_moves() -> None:
    at = page()
    before = parts(at)
    at.slider(key="k").set_value(5).run()
    after = parts(at)
    changed = {name for name in after if after[name] != before.get(name)}
    # Sizes that were measured before, for whomever, do not come late.
    assert changed - {"sizes"} == {"viewer", "short", "curve", "ladder"}
    told, untold = after["viewer"], before["viewer"]
    assert {name for name in told if told[name] != untold[name]} == ASKED


def test_the_address_names_the_way_of_comparing() -> None:
    assert parts(page(compare="wipe"))["viewer"]["mode"] == "wipe"
    at = page(compare="nonsense")
    assert parts(at)["viewer"]["mode"] == "side"
    assert messages(at) == ""


def test_the_sizes_are_those_of_real_files() -> None:
    at = page(sample="coffee", tab="Sizes")
    rows = parts(at)["bars"]["rows"]
    upload_size = SAMPLES["coffee"].path.stat().st_size
    assert rows[0]["value"] == upload_size
    sample = read_image(SAMPLES["coffee"].path.read_bytes())
    centers = sweep_k(count_colors(sample)).centers[15]
    assert rows[2]["value"] == len(encode_png(quantize(sample, centers)))
    short = parts(at)["sizes"]["sizes"]["16"]
    assert (short["bytes"], short["text"]) == (rows[2]["value"], rows[2]["text"])
    assert parts(at)["short"]["loaded"] == upload_size
    assert rows[1]["value"] > rows[2]["value"]


def test_files_that_take_longer_to_weigh_come_in_later_and_are_kept() -> None:
    # A drawing that no other test has weighed in this process.
    at = page(sample="logo", k="37", tab="Sizes")
    first, late = parts(at)["bars"], parts(at)["late_bars"]
    assert late["name"] == first["name"]
    assert [row["label"] for row in late["rows"]] == [
        row["label"] for row in first["rows"]
    ]
    assert all(row["value"] for row in late["rows"])
    again = parts(page(sample="logo", k="37", tab="Sizes"))
    assert again["bars"]["rows"] == late["rows"]
    assert "late_bars" not in again


def test_every_file_of_the_picture_opens_and_has_the_pixels_of_the_png(
    offered: dict[str, dict[str, Any]],
) -> None:
    at = page(sample="coffee", k="6", tab="Take away")
    assert messages(at) == ""
    pixels = decoded(offered["download_png"]["data"])
    for key, kind in (("download_webp", "WEBP"), ("download_gif", "GIF")):
        file = offered[key]["data"]()
        with Image.open(io.BytesIO(file)) as picture:
            assert picture.format == kind
        assert np.array_equal(decoded(file), pixels)
        assert offered[key]["file_name"] == f"coffee-k6.{kind.lower()}"
    with zipfile.ZipFile(io.BytesIO(offered["download_layers"]["data"]())) as layers:
        assert len(layers.namelist()) == 6 + 1
    assert offered["download_layers"]["file_name"] == "coffee-k6-layers.zip"


def test_files_that_take_long_are_not_made_before_somebody_asks(
    offered: dict[str, dict[str, Any]],
) -> None:
    page(sample="coffee", k="5", tab="Take away")
    for key in ("download_webp", "download_gif", "download_layers"):
        assert callable(offered[key]["data"])


def test_every_palette_format_can_be_had_with_the_colors_in_use(
    offered: dict[str, dict[str, Any]],
) -> None:
    at = page(sample="pixel-art", k="7", tab="Take away")
    sent = parts(at)["palettes"]
    palette, weights = sent["colors"][6], sent["weights"][6]
    colors = np.frombuffer(bytes.fromhex(palette), np.uint8).reshape(-1, 3)
    listed = writing.swatches(colors, np.array(weights), nearest_name(colors))
    title = f"pixel-art, {len(listed)} colors"
    for kind, file in PALETTE_FILES.items():
        with case(kind):
            at.selectbox(key="palette_as").set_value(kind).run()
            assert messages(at) == ""
            given = offered.pop("download_palette")
            assert given["file_name"] == f"pixel-art-k7{file.ending}"
            assert given["data"] == file.write(listed, title)
            assert parts(at)["palettes"] == sent


def test_a_gif_of_soft_pixels_is_warned_of_and_of_solid_ones_is_not() -> None:
    soft = words(page(sample="logo", tab="Take away"))
    assert "partly transparent" in soft
    assert "color layers, those that are at least half opaque" in soft
    assert "partly transparent" not in words(page(sample="coffee", tab="Take away"))


def test_the_colors_are_explained_with_names_and_contrasts() -> None:
    at = page(sample="coffee", k="5", tab="Colors")
    (html,) = [
        each.proto.body
        for each in at.get("html")
        if 'class="kc-strip"' in each.proto.body
    ]
    for code in swatches(at):
        assert f"background:{code}" in html
    assert "Of 10 pairs" in html


def test_a_result_larger_than_the_upload_is_called_larger() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (48, 48, 3), dtype=np.uint8)
    at = page(sample="pixel-art", k="64", tab="Sizes")
    upload(at, "noise.jpg", encoded(noise, "JPEG"), "image/jpeg")
    rows = parts(at)["bars"]["rows"]
    assert rows[2]["value"] > rows[0]["value"]
    assert "larger" in words(at)
    assert "do not pay" in words(at)


def chart(at: AppTest) -> dict[str, Any]:
    """Return the chart as it is sent."""
    return dict(json.loads(at.get("plotly_chart")[0].proto.spec))


def test_the_curve_upside_down_shows_the_error() -> None:
    at = page()
    upright = chart(at)
    at.segmented_control(key="curve_view").set_value("error").run()
    error = chart(at)
    assert upright["layout"]["yaxis"]["title"]["text"] == "Variance explained"
    assert error["layout"]["yaxis"]["title"]["text"] == "Error (inertia)"
    assert error["layout"]["yaxis"].get("type") != "log"
    at.segmented_control(key="curve_view").set_value("log").run()
    assert chart(at)["layout"]["yaxis"]["type"] == "log"
    assert messages(at) == ""


def test_flat_art_says_how_many_colors_it_has_and_offers_them() -> None:
    at = page(k="5", sample="pixel-art")
    assert "This picture has exactly 12 colors." in words(at)
    at.button(key="use_exact").click().run()
    assert shows_k(at, 12, 12)
    assert at.button(key="use_exact").label == "12 · all colors"
    assert "use_exact" in marked(at)
    at.slider(key="k").set_value(5).run()
    assert "use_exact" not in marked(at)


def test_a_photo_offers_the_fewest_colors_that_explain_most_of_it() -> None:
    at = page(sample="coffee")
    sweep = sweep_k(count_colors(read_image(SAMPLES["coffee"].path.read_bytes())))
    for percent in (90, 95):
        at.button(key=f"use_share{percent}").click().run()
        k = at.slider(key="k").value
        assert isinstance(k, int)
        assert shows_k(at, k, k)
        assert sweep.variance_explained[k - 1] >= percent / 100
        assert sweep.variance_explained[k - 2] < percent / 100
    assert not [b for b in at.button if b.key == "use_exact"]


def test_an_elbow_that_is_a_range_says_why_and_its_button_goes_to_the_end() -> None:
    at = page(sample="cat")
    button = at.button(key="use_elbow")
    first, last = map(int, button.label.removesuffix(" · elbow").split("–"))
    assert first < last
    reason = f"Elbow at {first} to {last} colors, but no clear one: it moves with how"
    assert reason in words(at)
    (band,) = [s for s in chart(at)["layout"]["shapes"] if s.get("name") == "elbow"]
    assert first - 1 < band["x0"] < first < last < band["x1"] < last + 1
    button.click().run()
    assert shows_k(at, last, last)
    assert "use_elbow" in marked(at)
    # What else is offered there keeps a button of its own: it is not so for the range.
    assert at.button(key="use_share90").label == f"{last} · 90 %"
    assert "use_share90" in marked(at)


def test_a_picture_of_100_colors_offers_them_all() -> None:
    ramp = np.arange(300, dtype=np.uint8).reshape(10, 10, 3)
    at = upload(page(sample="pixel-art", k="5"), "ramp.png", encoded(ramp))
    first = next(b for b in at.button if str(b.key).startswith("use_"))
    assert first.label == "100 · all colors"
    first.click().run()
    assert shows_k(at, 100, 100)
    assert "use_exact" in marked(at)
    assert parts(at)["palettes"]["explained"][99] == "100 %"
    assert not [b for b in at.button if b.key == "further"]


def test_a_sheet_around_a_photo_is_set_aside_and_the_page_says_so() -> None:
    sheet = np.full((80, 120, 3), 255, dtype=np.uint8)
    sheet[15:65, 20:100] = photo(80, 50)
    at = upload(page(sample="pixel-art", k="5"), "on-white.png", encoded(sheet))
    assert "One color, white (#ffffff), covers 58.3 % of this picture" in words(at)
    label = at.button(key="use_share95").label
    assert label.endswith("95 % of rest")
    k = int(label.split()[0])
    assert f"{k} colors explain 95 % of the color variance of the rest" in words(at)
    at.button(key="use_share95").click().run()
    assert shows_k(at, k, k)


def test_a_lost_spot_is_named_and_can_be_shown_on_the_loss_map() -> None:
    gray = np.linspace(40, 210, 20).round().astype(np.uint8).repeat(6)
    art = np.repeat(np.broadcast_to(gray[:, None], (120, 160))[..., None], 3, axis=2)
    art[18:23, 128:133] = (225, 20, 30)
    at = upload(page(sample="pixel-art", k="5", tab="Lost"), "map.png", encoded(art))
    told = " ".join(each.proto.body for each in at.get("html"))
    assert "A spot at the upper right, 5 × 5 pixels, has quite another color" in told
    assert "(#e1141e) became" in told
    assert parts(at)["viewer"]["look"] is None
    for turn in (1, 2):
        at.button(key="show_spot").click().run()
        look = parts(at)["viewer"]["look"]
        assert look["turn"] == turn
        assert (look["row"] * 120, look["column"] * 160) == pytest.approx((20.5, 130.5))
        assert (look["height"] * 120, look["width"] * 160) == pytest.approx((5, 5))
    at.button(key="sample_logo").click().run()
    assert parts(at)["viewer"]["look"] is None


def test_what_the_curve_says_is_sent_for_every_k_once() -> None:
    at = page(k="9")
    readings = parts(at)["readings"]["readings"]
    assert len(readings) == 64
    assert readings[8].startswith("k = 9 explains ")
    assert parts(at)["curve"]["k"] == 9
    assert parts(at)["readings"]["drawn"]


def test_the_curve_is_there_as_a_table_too() -> None:
    at = page(sample="pixel-art", k="3")
    bodies = [element.proto.body for element in at.get("html")]
    tables = [body for body in bodies if 'class="kcolors-table"' in body]
    assert len(tables) == 1
    assert tables[0].count("<tr>") == 1 + 12
    labels = [each.proto.label for each in at.get("download_button")]
    assert "Table as CSV" in labels


def test_the_chart_does_not_change_with_k() -> None:
    at = page()
    before = at.get("plotly_chart")[0].proto.SerializeToString()
    at.slider(key="k").set_value(40).run()
    assert at.get("plotly_chart")[0].proto.SerializeToString() == before


def test_colors_can_be_compared_as_the_eye_sees_them() -> None:
    at = upload(page(sample="pixel-art"), "photo.png", encoded(poster(48, 36)))
    before = swatches(at)
    for space in ("oklab", "standardized"):
        at.selectbox(key="space").set_value(space).run()
        assert shows_k(at, 16, 16)
        assert swatches(at) != before
    at.selectbox(key="space").set_value("srgb").run()
    assert swatches(at) == before


def test_the_address_names_the_space() -> None:
    at = page(sample="pixel-art", space="oklab")
    assert at.selectbox(key="space").value == "oklab"
    at = page(sample="pixel-art", space="nonsense")
    assert at.selectbox(key="space").value == "srgb"
    assert messages(at) == ""


def test_dithering_mixes_the_same_colors_in_another_file() -> None:
    at = page(sample="pixel-art", k="6", tab="Sizes")
    before = parts(at)
    at.toggle(key="dither").set_value(True).run()
    assert shows_k(at, 6, 6)
    after = parts(at)
    changed = {name for name in after if after[name] != before[name]}
    drawings = {"viewer", "sizes", "short", "bars", "late_bars", "readings"}
    assert changed <= drawings
    dotted = {"dither": True, "style": "gentle 0", "file": "gentle 0 quick"}
    dotted |= {"before": " before dithering", "dots": "gentle"}
    assert after["viewer"] == before["viewer"] | dotted
    sample = read_image(SAMPLES["pixel-art"].path.read_bytes())
    centers = sweep_k(count_colors(sample), keep_flat=True).centers[5]
    drawing = encode_png(quantize(sample, centers, dither="gentle"))
    assert after["bars"]["rows"][2]["value"] == len(drawing)
    assert at.query_params["dither"] == "1"
    assert at.query_params["dots"] == "gentle"
    at.toggle(key="dither").set_value(False).run()
    again = parts(at)
    # By now it is known what all files weigh; nothing else differs.
    known = {"bars", "sizes"}
    assert all(again[name] == before[name] for name in again if name not in known)
    assert "dither" not in at.query_params


def test_other_dots_in_the_space_of_the_fit_are_another_file_of_the_same_colors() -> (
    None
):
    at = page(sample="pixel-art", k="6", tab="Sizes", dither="1", space="oklab")
    before = swatches(at)
    at.selectbox(key="dots").set_value("bayer").run()
    assert at.query_params["dots"] == "bayer"
    assert swatches(at) == before
    image = read_image(SAMPLES["pixel-art"].path.read_bytes())
    table = count_colors(image)
    centers = sweep_k(table, space="oklab", keep_flat=True).centers[5]
    drawing = encode_png(quantize(image, centers, dither="bayer", space="oklab"))
    assert parts(at)["bars"]["rows"][2]["value"] == len(drawing)
    again = page(sample="pixel-art", k="6", dither="1", dots="bayer")
    assert again.selectbox(key="dots").value == "bayer"
    nonsense = page(sample="pixel-art", dither="1", dots="nonsense")
    assert nonsense.selectbox(key="dots").value == "full"


def test_whoever_chooses_a_space_reads_what_it_does_to_this_picture() -> None:
    at = page(sample="logo", k="5")
    said = [each.value for each in at.markdown]
    assert not any("mean difference" in each for each in said)
    at.selectbox(key="space").set_value("oklab").run()
    (told,) = [e.value for e in at.markdown if "This picture in 5 colors" in e.value]
    table = count_colors(read_image(SAMPLES["logo"].path.read_bytes()))
    words: dict[Space, str] = {"srgb": "with RGB values", "oklab": "as the eye sees"}
    for space, name in words.items():
        centers = sweep_k(table, space=space, keep_flat=True).centers[4]
        metric = metric_of(table, space)
        seen = compare_colors(table, round_centers(centers), metric)
        assert f"{text.difference(seen.mean_difference)} {name}" in told


def test_flat_colors_are_exact_until_that_is_switched_off() -> None:
    at = page(sample="logo", k="5")
    table = count_colors(read_image(SAMPLES["logo"].path.read_bytes()))
    exact, means = (
        round_centers(sweep_k(table, keep_flat=keep).centers[4]).tobytes().hex()
        for keep in (True, False)
    )
    assert exact != means
    assert parts(at)["palettes"]["colors"][4] == exact
    assert "one exact color" in words(at)
    assert "flat" not in at.query_params
    at.toggle(key="flat").set_value(False).run()
    assert parts(at)["palettes"]["colors"][4] == means
    assert at.query_params["flat"] == "0"


def test_a_photo_has_no_flat_colors_to_keep() -> None:
    at = page(sample="coffee", k="5")
    assert at.toggle(key="flat").disabled
    assert "no flat colors" in words(at)


@pytest.mark.parametrize(
    "address",
    [
        {"tab": "Sizes", "smaller": "more", "flat": "0", "space": "oklab"},
        {"tab": "Sizes", "smaller": "same", "dither": "1", "dots": "bayer"},
        {"tab": "Stop", "curve_view": "log", "curve_sizes": "1", "list": "pico-8"},
    ],
    ids=lambda address: " ".join(address),
)
def test_each_answer_tells_where_every_choice_stands(address: dict[str, str]) -> None:
    # A browser that gets two answers at once sees the second only, and what is set
    # through the session is told once: it would go back to the first choice unsaid.
    at = page(sample="pixel-art", k="6", **address).run()
    for widget in (*at.segmented_control, *at.selectbox):
        if widget.disabled or widget.key == "palette_as":
            continue
        told = widget.proto.default
        at_once = told if isinstance(told, int) else told[0]
        with case(widget.key):
            assert at_once == widget.options.index(widget.format_func(widget.value))
    for switch in at.toggle:
        with case(switch.key):
            assert switch.proto.default == switch.value
    for name, value in address.items():
        if name != "tab":
            assert at.query_params[name] == value


def test_a_smaller_file_is_offered_and_its_price_told() -> None:
    at = page(sample="pixel-art", k="6", tab="Sizes")
    usual = parts(at)["bars"]["rows"][2]["value"]
    at.segmented_control(key="smaller").set_value("more").run()
    assert shows_k(at, 6, 6)
    assert at.query_params["smaller"] == "more"
    small = parts(at)["bars"]["rows"][2]["value"]
    assert small < usual
    assert "instead of" in words(at)
    sample = read_image(SAMPLES["pixel-art"].path.read_bytes())
    centers = sweep_k(count_colors(sample), keep_flat=True).centers[5]
    drawing = encode_png(quantize(sample, centers, 0.3), "best")
    assert small == len(drawing)
    labels = zlib.decompress(parts(at)["labels"]["png"])
    assert labels == quantize(sample, centers, 0.3).indices.tobytes()
    assert at.get("download_button")


def test_dots_turn_off_what_would_undo_them_and_it_comes_back_with_them() -> None:
    at = page(sample="pixel-art", k="6", tab="Sizes", smaller="strong")
    strong = parts(at)["viewer"]
    at.toggle(key="dither").set_value(True).run()
    assert at.segmented_control(key="smaller_with_dots").value == "same"
    off = at.segmented_control(key="smaller_off")
    assert off.disabled
    assert off.options == ["Gently", "More", "Strongly"]
    assert "Strongly is back when Dither is off." in words(at)
    assert parts(at)["viewer"]["file"] == "gentle 0 squeezed"
    assert at.query_params["smaller"] == "strong"
    at.slider(key="k").set_value(5).run()
    at.toggle(key="dither").set_value(False).run()
    assert at.segmented_control(key="smaller").value == "strong"
    told = parts(at)["viewer"]
    assert {name for name in told if told[name] != strong[name]} == ASKED


def test_what_is_chosen_where_there_are_dots_holds_without_them_too() -> None:
    at = page(sample="pixel-art", k="6", tab="Sizes", smaller="strong", dither="1")
    at.segmented_control(key="smaller_with_dots").set_value("no").run()
    assert "is back" not in words(at)
    assert "smaller" not in at.query_params
    at.toggle(key="dither").set_value(False).run()
    assert at.segmented_control(key="smaller").value == "no"
    assert parts(at)["viewer"]["file"] == "flat 0 quick"


def test_a_link_opens_the_dithered_view_and_another_picture_keeps_it() -> None:
    at = page(dither="1", sample="pixel-art")
    assert at.toggle(key="dither").value
    upload(at, "photo.png", encoded(poster(40, 30)))
    assert messages(at) == ""
    assert at.toggle(key="dither").value
    assert parts(at)["viewer"]["style"] == "full 0"
    for dither in (False, True):
        at.toggle(key="dither").set_value(dither).run()
    assert parts(at)["viewer"]["style"] == "full 0"


@pytest.mark.parametrize("asked", ["0", "true", "", "2"])
def test_any_other_word_in_the_address_does_not_dither(asked: str) -> None:
    at = page(dither=asked)
    assert messages(at) == ""
    assert not at.toggle(key="dither").value
    assert not parts(at)["viewer"]["dither"]
    assert "dither" not in at.query_params


def test_the_recipe_has_the_page_s_settings_and_can_be_taken_away() -> None:
    at = page(sample="pixel-art", k="5", space="oklab", tab="Learn")
    assert messages(at) == ""
    (program,) = [each.value for each in at.code if "KMeans" in each.value]
    assert 'PICTURE = "pixel-art.png"' in program
    assert 'RESULT = "pixel-art-k5.png"' in program
    assert "K = 5 " in program
    assert "def to_oklab" in program
    assert all(f"# becomes {color}" in program for color in swatches(at))
    keys = {each.key for each in at.get("download_button")}
    assert {"download_script", "download_notebook"} <= keys
    at.slider(key="k").set_value(3).run()
    (program,) = [each.value for each in at.code if "KMeans" in each.value]
    assert program.count("# becomes") == 3


def test_the_recipe_does_for_a_deep_picture_what_the_page_does() -> None:
    file = io.BytesIO()
    deep = np.arange(3000, 63000, 2500, dtype=np.uint16).repeat(20).reshape(24, 20)
    Image.fromarray(deep).save(file, "PNG")
    at = upload(page(sample="pixel-art", tab="Learn"), "deep.png", file.getvalue())
    (program,) = [each.value for each in at.code if "KMeans" in each.value]
    assert "does not read your picture quite as the page does" not in program
    assert "I;16" in program or "65535" in program


def test_the_link_is_said_to_hold_a_sample_and_not_an_upload() -> None:
    at = page(tab="Take away")
    assert parts(at)["share"] == {"holds_picture": True}
    upload(at, "holiday.png", encoded(poster(40, 30)))
    assert parts(at)["share"] == {"holds_picture": False}


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Note the names of the jobs that anybody waits for."""
    names: set[str] = set()
    wait = Job.wait

    def noted(job: Job[..., Any], *arguments: Any) -> object:  # noqa: ANN401
        names.add(job.name.rpartition(".")[2])
        return wait(job, *arguments)

    monkeypatch.setattr(Job, "wait", noted)
    return names


def test_what_is_in_a_closed_tab_is_not_worked_out(worked_out: set[str]) -> None:
    at = page(sample="pixel-art", k="6", tab="Learn")
    at.slider(key="k").set_value(7).run()
    assert worked_out.isdisjoint({"weight", "quality"})
    assert {"bars", "ladder", "share"}.isdisjoint(parts(at))
    # Of what no other test has looked at in this process.
    page(sample="pixel-art", k="11", tab="Lost")
    assert "quality" in worked_out
    assert "weight" not in worked_out
    page(sample="pixel-art", k="11", tab="Sizes")
    assert "weight" in worked_out


def test_the_tab_in_the_address_is_the_one_that_is_open() -> None:
    assert "bars" in parts(page(tab="Sizes"))
    nonsense = page(tab="nonsense")
    assert messages(nonsense) == ""
    assert "ladder" in parts(nonsense)  # the first one


def test_for_a_projector_the_page_leaves_out_what_a_class_does_not_need() -> None:
    def hides(at: AppTest) -> bool:
        rules = " ".join(each.proto.body for each in at.get("html"))
        return ".st-key-suggestions" in rules and "display: none" in rules

    plain, shown = page(), page(show="1")
    assert not hides(plain)
    assert hides(shown)
    assert parts(plain)["projector"] == {"wall": ""}
    assert parts(shown)["projector"] == {"wall": "page"}


def test_in_the_tab_learn_a_projector_shows_the_stage_or_the_pictures() -> None:
    at = page(show="1", tab="Learn", sample="pixel-art")
    assert parts(at)["projector"] == {"wall": "stage"}
    at = page(show="1", tab="Learn", sample="pixel-art", pictures="1")
    assert parts(at)["projector"] == {"wall": "pictures"}
    assert at.query_params["pictures"] == "1"
