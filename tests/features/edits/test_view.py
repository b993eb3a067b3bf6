"""Changes of the palette: in the picture, in every file, and in what is said."""

import io
import zlib
from typing import Any

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from tests.pictures import decoded, distinct
from tests.test_page import messages, page, parts, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]


def own_colors(at: AppTest, k: int) -> list[str]:
    """Return the colors of a palette, before anybody changes them."""
    hexes = parts(at)["palettes"]["colors"][k - 1]
    return [f"#{hexes[i : i + 6]}" for i in range(0, len(hexes), 6)]


def asked(own: list[str], changes: str) -> str:
    """Write changes as they stand in the address."""
    return f"{zlib.crc32(bytes.fromhex(''.join(own).replace('#', ''))):08x}.{changes}"


def linked(changes: str, k: int = 6, **address: str) -> tuple[AppTest, list[str]]:
    """Open the page by a link with changes; what the colors were."""
    where = {"sample": "pixel-art", "k": str(k)} | address
    own = own_colors(page(**where), k)
    return page(**where, edit=asked(own, changes)), own


def test_a_link_changes_picture_file_and_words(offered: dict[str, Any]) -> None:
    at, own = linked("1-ff00ff.2x", tab="Colors")
    assert not messages(at)
    assert at.query_params["edit"] == asked(own, "1-ff00ff.2x")
    told = parts(at)["edits"]
    assert told["palettes"] == parts(at)["palettes"]["key"]
    assert told["ks"]["6"]["recolored"] == {"1": "#ff00ff"}
    assert told["ks"]["6"]["remaining"]["entries"] == [0, 1, 3, 4, 5]
    assert told["ks"]["6"]["remaining"]["weights"][2] == 0

    png = offered["download_png"]["data"]
    seen = {"#" + bytes(each[:3]).hex() for each in decoded(png).reshape(-1, 4)}
    assert seen == {own[0], "#ff00ff", own[3], own[4], own[5]}
    with Image.open(io.BytesIO(png)) as picture:
        assert (
            f"{own[1]} changed to #ff00ff, {own[2]} left out"
            in (picture.info["Comment"])
        )
    html = " ".join(each.proto.body for each in at.get("html"))
    assert "#ff00ff" in html
    assert own[1] not in html
    assert "k = 6 explains" in parts(at)["readings"]["readings"][5]
    assert "before your changes" in parts(at)["readings"]["readings"][5]
    assert "your changes" not in parts(at)["readings"]["readings"][4]
    size = parts(at)["sizes"]  # of the file with these changes
    assert size["key"] in (told["palettes"], f"{told['palettes']} 1-ff00ff.2x")


def test_every_other_file_has_the_changes_too(offered: dict[str, Any]) -> None:
    at, own = linked("1-ff00ff.2x.3m0", tab="Take away")
    pixels = decoded(offered["download_png"]["data"])
    assert distinct(pixels) == 4
    assert (decoded(offered["download_webp"]["data"]()) == pixels).all()
    assert (decoded(offered["download_gif"]["data"]()) == pixels).all()
    assert not messages(at.selectbox(key="palette_as").set_value("gpl").run())
    lines = offered["download_palette"]["data"].decode().splitlines()
    assert lines[1] == "Name: pixel-art, 4 colors, 2 merged or left out"
    (changed,) = (line for line in lines if "changed from" in line)
    assert changed.startswith("255   0 255\t")
    assert changed.endswith(f", changed from {own[1]}")


def test_the_changes_stay_with_their_number_of_colors() -> None:
    at, own = linked("0-ff00ff")
    assert "You have changed 1 color." in words(at)
    at.slider(key="k").set_value(7).run()
    assert "edit" not in at.query_params
    assert "You have changed" not in words(at)
    at.slider(key="k").set_value(6).run()
    assert at.query_params["edit"] == asked(own, "0-ff00ff")
    assert not messages(at)


def test_who_changes_nothing_is_sent_nothing_of_it() -> None:
    at = page(sample="pixel-art", k="6", edit="00000000.1x")
    assert "edits" not in parts(at)
    assert "edit" not in at.query_params
    assert "your changes" not in " ".join(parts(at)["readings"]["readings"])


def test_a_changed_color_is_no_thread_any_more_unless_it_is_another() -> None:
    listed = {"sample": "pixel-art", "list": "pico-8", "k": "6", "tab": "Colors"}
    own = own_colors(page(**listed), 6)
    at = page(**listed, edit=asked(own, "0-123456.1-ff004d"))
    assert not messages(at)
    entries = parts(at)["edits"]["ks"]["6"]["entries"]
    assert entries["#123456"] == ["", "changed"]
    assert entries["#ff004d"][1] != "changed"


@pytest.mark.parametrize("tab", ["Sizes", "Lost", "Learn"])
def test_every_tab_copes_with_changes(tab: str) -> None:
    at, _ = linked("0-ff00ff.1x.2m3", tab=tab, dither="1")
    assert not messages(at)
    if tab == "Lost":
        html = " ".join(each.proto.body for each in at.get("html"))
        assert "You have changed colors" in html
