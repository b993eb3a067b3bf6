"""Whatever is told twice is told alike, whatever is chosen.

What the slider's readout, the bars, the small pictures, the curve, its table and its
file, the sentences, the suggestions and the download say of one k, under every way of
drawing and writing, is compared with each other, with the pixels of the download, and
with what is downloaded where one goes to another k.
"""

import base64
import csv
import io
import itertools
import re
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from components.engine import Space
from components.model.style import CHOICES, Smaller, Style
from components.shared import text, work
from components.shared.drawing_settings import SPACE
from tests.cases import case
from tests.pictures import decoded, distinct, encoded, photo, poster
from tests.test_page import chart, messages, page, parts, upload, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

# With dots, all that is chosen beyond the same pixels is written like these.
WAYS: Final[dict[bool, tuple[Smaller, ...]]] = {
    False: CHOICES,
    True: ("no", "same", "strong"),
}
Offered = dict[str, dict[str, Any]]


def solid() -> NDArray[np.uint8]:
    """Draw a photo in some ten colors, so that the file of every k is soon written."""
    return (photo(48, 36) // 100 * 90 + 20).astype(np.uint8)


def transparent() -> NDArray[np.uint8]:
    """Draw a picture with pixels that are invisible, soft and solid."""
    rgb = (photo(160, 120, seed=3)[::4, ::4] // 100 * 90).astype(np.uint8)
    alpha = np.repeat(np.linspace(0, 255, 40).round(), 30).reshape(40, 30).T
    return np.dstack([rgb, alpha.astype(np.uint8)])


def tiny() -> NDArray[np.uint8]:
    """Draw six pixels."""
    return np.arange(0, 180, 10, dtype=np.uint8).reshape(2, 3, 3)


def flat() -> NDArray[np.uint8]:
    """Draw five plain stripes."""
    colors = [
        (250, 250, 250),
        (20, 20, 30),
        (200, 30, 40),
        (30, 90, 200),
        (240, 200, 0),
    ]
    stripes = np.repeat(np.array(colors, np.uint8), (90, 40, 20, 10, 4), axis=0)
    return np.repeat(stripes[None], 30, axis=0)


PICTURES: Final = {each.__name__: each for each in (solid, transparent, tiny, flat)}


@dataclass(frozen=True)
class Chosen:
    """What is chosen for a picture."""

    data: bytes
    style: Style
    space: Space
    k: int


def choose(at: AppTest, chosen: Chosen) -> AppTest:
    """Bring an open page there."""
    at.session_state["smaller"] = chosen.style.smaller
    at.toggle(key="dither").set_value(chosen.style.dither)
    at.selectbox(key="space").set_value(chosen.space)
    at.slider(key="k").set_value(chosen.k)
    at.run()
    assert messages(at) == ""
    return at


def check_first_screen(at: AppTest, chosen: Chosen, png: bytes) -> None:
    """Compare what is on the page in every tab."""
    sent, k = parts(at), chosen.k
    size = sent["sizes"]["sizes"][str(k)]
    assert size["bytes"] == len(png)
    assert size["text"] == text.size(len(png))
    # The readout, the two bars and the small pictures look sizes up by these.
    names = {"key": sent["palettes"]["key"], "file": sent["viewer"]["file"]}
    for part in {"sizes", "short", "ladder"} & sent.keys():
        assert {name: sent[part][name] for name in names} == names, part
    assert sent["short"]["k"] == sent["viewer"]["k"] == sent["curve"]["k"] == k
    assert sent["short"]["loaded_text"] == text.size(len(chosen.data))
    share = sent["palettes"]["explained"][k - 1]
    before = sent["viewer"]["before"]
    assert bool(before) == (chosen.style.dither or chosen.style.smoothness > 0)
    assert sent["readings"]["readings"][k - 1].startswith(
        f"k = {k} explains {share} of the picture's color variance{before}."
    )
    palette = bytes.fromhex(sent["palettes"]["colors"][k - 1])
    listed = set(map(tuple, np.frombuffer(palette, np.uint8).reshape(-1, 3).tolist()))
    pixels = decoded(png)
    assert set(map(tuple, pixels[pixels[..., 3] > 0][:, :3].tolist())) <= listed
    assert len(listed) <= k


def check_stop(at: AppTest, given: Offered) -> dict[int, int]:
    """Compare small pictures, curve, table, its file, and suggestions; the sizes."""
    sent = parts(at)
    known = {int(k): each for k, each in sent["sizes"]["sizes"].items()}
    explained = sent["palettes"]["explained"]
    every_k = range(1, len(explained) + 1)
    assert set(known) >= set(every_k)
    told = [known[k]["bytes"] for k in every_k]
    assert sent["rungs"]["rungs"]
    for k, rung in sent["rungs"]["rungs"].items():
        assert rung["explained"] == explained[int(k) - 1]
    shares, sizes = chart(at)["data"]
    heights = np.frombuffer(base64.b64decode(sizes["y"]["bdata"]), sizes["y"]["dtype"])
    assert heights.tolist() == told
    for k in every_k:
        assert f": {explained[k - 1]}<br>" in shares["hovertext"][k - 1]
        assert sizes["hovertext"][k - 1].endswith(f": {known[k]['text']}")
    bodies = [each.proto.body for each in at.get("html")]
    (table,) = [each for each in bodies if 'class="kcolors-table"' in each]
    rows = [re.findall("<td>(.*?)</td>", row) for row in table.split("<tr>")[2:]]
    assert [row[-1] for row in rows] == [known[k]["text"] for k in every_k]
    shown = [row[1].replace("&lt;", "<").replace("&gt;", ">") for row in rows]
    assert shown == explained
    file = csv.DictReader(io.StringIO(given["download_csv"]["data"].decode()))
    lines = list(file)
    assert [int(line["file_size"]) for line in lines] == told
    in_full = [text.percent(float(line["variance_explained"])) for line in lines]
    assert in_full == explained
    for button in at.button:
        stop = re.fullmatch(r"(\d+) · (all colors|.*\b(\d+) %)", button.label)
        if stop and stop[3]:
            reached = explained[int(stop[1]) - 1]
            assert float(reached.strip("<> %")) >= int(stop[3])
        elif stop:
            assert int(stop[1]) == every_k[-1]
    return dict(zip(every_k, told, strict=True))


def check_sizes(at: AppTest, chosen: Chosen, png: bytes, usual: int) -> None:
    """Compare all the bars with the first screen, and the sentences with these."""
    size, loaded = parts(at)["sizes"]["sizes"][str(chosen.k)], len(chosen.data)
    original, _, indexed = parts(at)["bars"]["rows"][:3]
    assert (original["value"], original["text"]) == (loaded, text.size(loaded))
    assert (indexed["value"], indexed["text"]) == (size["bytes"], size["text"])
    assert indexed["hint"].endswith(f", {text.colors(distinct(decoded(png)))}")
    change = text.change(loaded, size["bytes"])
    figure = r"\d[\d.]*"
    assert re.findall(figure, size["change"]) == re.findall(figure, change)
    said = words(at)
    assert f"**{text.size(loaded)} → {size['text']}, {change}** than the" in said
    saved = f"{text.size(usual)}, {text.change(usual, size['bytes'])}."
    differs = chosen.style.squeezed and size["text"] != text.size(usual)
    assert (f"{size['text']} instead of {saved}" in said) == differs


@pytest.mark.parametrize("name", PICTURES)
def test_every_figure_is_the_same_wherever_it_is_told(
    offered: Offered, name: str
) -> None:
    data = encoded(PICTURES[name]())
    stop, sizes = (
        upload(page(sample="pixel-art", **address), "own.png", data)
        for address in ({"tab": "Stop", "curve_sizes": "1"}, {"tab": "Sizes"})
    )
    most = distinct(decoded(data))
    at_first = list(PICTURES).index(name)
    spaces = itertools.islice(itertools.cycle(SPACE.choices), at_first, None)
    turn = itertools.count(at_first)
    # Of two pictures that have a way, one is looked at there in the same k, and the
    # other in all of its colors.
    elsewhere = itertools.cycle((at_first < 2, at_first >= 2))
    for dither, ways in WAYS.items():
        measure = next(spaces)
        usual: dict[int, int] = {}
        # What is usual comes first; of the rest, each picture has every second way.
        for smaller in (ways[0], *ways[1 + at_first % 2 :: 2]):
            k = 1 + next(turn) * 3 % most
            chosen = Chosen(data, Style(dither, smaller), measure, k)
            with case((name, chosen.style, measure, k)):
                at = choose(stop, chosen)
                png = offered["download_png"]["data"]
                check_first_screen(at, chosen, png)
                told = check_stop(at, offered)
                usual = usual or told
                if next(elsewhere):
                    most_of_all = replace(chosen, k=most)
                    at = choose(sizes, most_of_all)
                    png = offered["download_png"]["data"]
                    assert len(png) == told[most]
                    check_first_screen(at, most_of_all, png)
                else:
                    at = choose(sizes, chosen)
                    assert offered["download_png"]["data"] == png
                    check_first_screen(at, chosen, png)
                    check_sizes(at, chosen, png, usual[k])


def test_files_of_a_large_picture_that_take_long_are_not_written_unasked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "AHEAD_PIXELS", 100)
    at = page(sample="pixel-art", k="5", smaller="strong")
    upload(at, "own.png", encoded(poster(20, 15)))
    sent = parts(at)
    assert not sent["ladder"]["measured"]
    assert set(sent["sizes"]["sizes"]) == {"5"}
    assert "once it has been written" in words(at)
    at.session_state["smaller"] = "no"
    sent = parts(at.run())
    assert sent["ladder"]["measured"]
    assert set(map(str, sent["ladder"]["ks"])) <= set(sent["sizes"]["sizes"])
    assert "once it has been written" not in words(at)
