"""Whatever is told twice is told alike, whatever is chosen.

What the slider's readout, the bars, the small pictures, the curve, its table and its
file, the sentences, the suggestions and the download say of one k, under every way of
drawing and writing, is compared with each other and with what the engine says when it
is asked directly.
"""

import base64
import csv
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pytest
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from components.engine import (
    QuantizedImage,
    Space,
    Sweep,
    count_colors,
    encode_png,
    quantize,
    read_image,
    sweep_k,
)
from components.model.style import CHOICES, Style
from components.shared import text, work
from tests.cases import case
from tests.pictures import decoded, encoded, photo
from tests.test_page import chart, messages, page, parts, upload, words

SPACES: Final[tuple[Space, ...]] = ("srgb", "oklab", "standardized")
# With dots, all that is chosen beyond the same pixels is written like these.
WAYS: Final = (
    *((False, smaller) for smaller in CHOICES),
    *((True, smaller) for smaller in ("no", "same", "strong")),
)
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
    """What is chosen, and what the engine makes of it."""

    data: bytes
    sweep: Sweep
    style: Style
    space: Space
    k: int

    def drawn(self, k: int) -> QuantizedImage:
        """Draw the picture in k colors, without the page."""
        image, style = read_image(self.data), self.style
        centers = self.sweep.centers[k - 1]
        return quantize(image, centers, style.smoothness, style.dither)

    def file(self, k: int) -> bytes:
        """Write its file, without the page."""
        return encode_png(self.drawn(k), "best" if self.style.squeezed else "fast")

    def check(self, size: int, k: int) -> None:
        """Compare the size of its file; one that loses nothing may be smaller yet."""
        due = len(self.file(k))
        assert size <= due if k == self.sweep.k_max else size == due


def seen(file: bytes) -> NDArray[np.uint8]:
    """Return the pixels of a file, all alike that are invisible."""
    pixels = decoded(file)
    return np.where(pixels[..., 3:] > 0, pixels, 0)


def choices(data: bytes) -> Iterator[Chosen]:
    """Yield every way of drawing and writing, with each space and some k in turn."""
    table = count_colors(read_image(data))
    sweeps = {space: sweep_k(table, space=space) for space in SPACES}
    turns = zip(WAYS, itertools.cycle(SPACES), itertools.count(2), strict=False)
    for (dither, smaller), space, turn in turns:
        sweep = sweeps[space]
        k = 1 + turn * 3 % sweep.k_max
        yield Chosen(data, sweep, Style(dither, smaller), space, k)


def choose(at: AppTest, chosen: Chosen) -> AppTest:
    """Bring an open page there."""
    at.session_state["smaller"] = chosen.style.smaller
    at.toggle(key="dither").set_value(chosen.style.dither)
    at.selectbox(key="space").set_value(chosen.space)
    at.slider(key="k").set_value(chosen.k)
    at.run()
    assert messages(at) == ""
    return at


def check_first_screen(at: AppTest, chosen: Chosen, given: Offered) -> None:
    """Compare what is on the page in every tab."""
    sent, k = parts(at), chosen.k
    png = given["download_png"]["data"]
    assert np.array_equal(seen(png), seen(chosen.file(k)))
    chosen.check(len(png), k)
    size = sent["sizes"]["sizes"][str(k)]
    assert size["bytes"] == len(png)
    assert size["text"] == text.size(len(png))
    (button,) = [
        each.proto.label
        for each in at.get("download_button")
        if each.proto.label.startswith("Download as PNG")
    ]
    assert button == f"Download as PNG, {size['text']}"
    # The readout, the two bars and the small pictures look sizes up by these.
    names = {"key": sent["sizes"]["key"], "file": sent["sizes"]["file"]}
    assert names["key"] == sent["palettes"]["key"]
    for asks in {"short", "ladder"} & sent.keys():
        assert {name: sent[asks][name] for name in names} == names
        assert sent[asks]["k"] == k
    assert sent["viewer"]["file"] == names["file"]
    assert sent["short"]["loaded_text"] == text.size(len(chosen.data))
    share = text.percent(float(chosen.sweep.variance_explained[k - 1]))
    assert sent["palettes"]["explained"][k - 1] == share
    reading = sent["readings"]["readings"][k - 1]
    before = sent["viewer"]["before"]
    assert reading.startswith(
        f"k = {k} explains {share} of the picture's color variance{before}."
    )
    assert bool(before) == (chosen.style.dither or chosen.style.smoothness > 0)
    used = sum(count > 0 for count in chosen.drawn(k).counts)
    assert used <= k


def check_stop(at: AppTest, chosen: Chosen, given: Offered) -> None:
    """Compare small pictures, curve, table, its file, and suggestions."""
    sent = parts(at)
    known = {int(k): each for k, each in sent["sizes"]["sizes"].items()}
    explained = sent["palettes"]["explained"]
    all_k = range(1, chosen.sweep.k_max + 1)
    assert set(known) >= set(all_k)
    for k, rung in sent["rungs"]["rungs"].items():
        assert rung["explained"] == explained[int(k) - 1]
    for other in {1, all_k[-1]}:  # not the one on show alone
        chosen.check(known[other]["bytes"], other)
    trace = chart(at)["data"][1]
    heights = np.frombuffer(base64.b64decode(trace["y"]["bdata"]), trace["y"]["dtype"])
    assert heights.tolist() == [known[k]["bytes"] for k in all_k]
    assert trace["hovertext"] == [
        f"File size, indexed PNG: {known[k]['text']}" for k in all_k
    ]
    shares = chart(at)["data"][0]["hovertext"]
    assert all(f": {explained[k - 1]}<br>" in shares[k - 1] for k in all_k)
    (table,) = [
        each.proto.body
        for each in at.get("html")
        if 'class="kcolors-table"' in each.proto.body
    ]
    rows = [re.findall("<td>(.*?)</td>", row) for row in table.split("<tr>")[2:]]
    assert [row[1] for row in rows] == [
        each.replace("<", "&lt;").replace(">", "&gt;") for each in explained
    ]
    assert [row[4] for row in rows] == [known[k]["text"] for k in all_k]
    file = csv.DictReader(io.StringIO(given["download_csv"]["data"].decode()))
    assert [int(row["file_size"]) for row in file] == [known[k]["bytes"] for k in all_k]
    for button in at.button:
        stop = re.fullmatch(r"(\d+) · (.*)", button.label)
        if stop and "all colors" in stop[2]:
            assert int(stop[1]) == all_k[-1]
        elif stop and " %" in stop[2]:
            at_least = re.findall(r"(\d+) %", stop[2])[-1]
            share = chosen.sweep.variance_explained[int(stop[1]) - 1]
            assert share >= int(at_least) / 100


def check_sizes(at: AppTest, chosen: Chosen) -> None:
    """Compare all the bars with the first screen, and the sentences with these."""
    sent, k = parts(at), chosen.k
    size, loaded = sent["sizes"]["sizes"][str(k)], len(chosen.data)
    original, _, indexed = sent["bars"]["rows"][:3]
    assert (original["value"], original["text"]) == (loaded, text.size(loaded))
    assert (indexed["value"], indexed["text"]) == (size["bytes"], size["text"])
    used = sum(count > 0 for count in chosen.drawn(k).counts)
    assert indexed["hint"].endswith(f", {text.colors(used)}")
    change = text.change(loaded, size["bytes"])
    said = words(at)
    assert f"**{text.size(loaded)} → {size['text']}, {change}** than the" in said
    figure = r"\d[\d.]*"
    assert re.findall(figure, size["change"]) == re.findall(figure, change)
    plain = Chosen(chosen.data, chosen.sweep, Style(chosen.style.dither), "srgb", k)
    usual = len(plain.file(k))
    usual_change = text.change(usual, size["bytes"])
    instead = f"{size['text']} instead of {text.size(usual)}, {usual_change}." in said
    differs = size["text"] != text.size(usual)
    assert instead == (chosen.style.squeezed and differs)


@pytest.mark.parametrize("name", PICTURES)
def test_every_figure_is_the_same_wherever_it_is_told(
    offered: Offered, name: str
) -> None:
    data = encoded(PICTURES[name]())
    pages = {
        tab: upload(page(sample="pixel-art", tab=tab, curve_sizes="1"), "own.png", data)
        for tab in ("Stop", "Sizes")
    }
    for chosen in choices(data):
        with case((name, chosen.style, chosen.space, chosen.k)):
            at = choose(pages["Stop"], chosen)
            check_first_screen(at, chosen, offered)
            check_stop(at, chosen, offered)
            at = choose(pages["Sizes"], chosen)
            check_first_screen(at, chosen, offered)
            check_sizes(at, chosen)


def test_files_of_a_large_picture_that_take_long_are_not_written_unasked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(work, "AHEAD_PIXELS", 100)
    at = page(sample="pixel-art", k="5", smaller="strong")
    upload(at, "own.png", encoded(photo(20, 15)))
    sent = parts(at)
    assert not sent["ladder"]["measured"]
    assert set(sent["sizes"]["sizes"]) == {"5"}
    assert "once it has been written" in words(at)
    at.session_state["smaller"] = "no"
    sent = parts(at.run())
    assert sent["ladder"]["measured"]
    assert set(map(str, sent["ladder"]["ks"])) <= set(sent["sizes"]["sizes"])
    assert "once it has been written" not in words(at)
