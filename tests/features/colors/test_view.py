"""What the page tells about its colors can be read by people and by machines."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from components.engine.judging import vision
from components.engine.writing import Swatch, swatches
from components.features.colors.view import page

COLORS = np.array(
    [[0, 0, 0], [255, 255, 255], [118, 118, 118], [250, 250, 250]], np.uint8
)


def listed(colors: np.ndarray) -> tuple[Swatch, ...]:
    counts = np.arange(len(colors), 0, -1)
    return swatches(colors, counts, vision.nearest_name(colors))


def parsed(colors: np.ndarray) -> ElementTree.Element:
    """Read the page as XML, which takes no tag left open."""
    return ElementTree.fromstring(page(listed(colors)).replace("&ensp;", " "))


def text(element: ElementTree.Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext()))


def test_each_strip_shows_all_colors_as_somebody_sees_them() -> None:
    colors = np.array([[200, 30, 30], [30, 140, 30], [20, 40, 200]], np.uint8)
    strips = parsed(colors).findall(".//*[@class='kc-strip']")
    shown = [
        [re.findall("#[0-9a-f]{6}", str(part.get("style")))[0] for part in strip]
        for strip in strips
    ]
    expected = [colors, *(vision.as_seen(colors, kind) for kind in vision.BLINDNESSES)]
    assert shown == [["#" + each.tobytes().hex() for each in kind] for kind in expected]
    labels = [str(strip.get("aria-label")) for strip in strips]
    assert len(set(labels)) == 4
    assert [
        word
        for word, label in zip(
            ("most people", *vision.BLINDNESSES), labels, strict=True
        )
        if word in label
    ] == ["most people", "protanopia", "deuteranopia", "tritanopia"]


def test_the_pairs_that_stand_out_most_and_least_are_named_and_counted() -> None:
    said = text(parsed(COLORS))
    assert re.search("Highest: #000000 and #ffffff, 21.00 : 1", said)
    assert re.search("Lowest: #ffffff and #fafafa, 1.04 : 1", said)
    # Black against the three others, and white against the gray; pale on the gray
    # has 4.34, and white on pale next to nothing.
    assert "Of 6 pairs, 4 reach 4.5" in said
    assert "5 reach 3" in said


def test_a_ratio_just_too_low_is_not_rounded_to_enough() -> None:
    colors = np.array([[255, 255, 255], [119, 119, 119]], np.uint8)
    assert vision.contrast_ratio(*colors) == pytest.approx(4.478, abs=1e-3)
    said = text(parsed(colors))
    assert "4.47 : 1" in said
    assert "Of 1 pair, 0 reach 4.5" in said


def test_a_single_color_has_no_pairs() -> None:
    said = text(parsed(COLORS[:1]))
    assert "nothing to stand out from" in said
    assert "pairs" not in said


def test_headings_stand_in_order() -> None:
    headings = [text(each) for each in parsed(COLORS) if each.tag == "h3"]
    assert headings == ["To color-blind eyes", "Contrast"]
