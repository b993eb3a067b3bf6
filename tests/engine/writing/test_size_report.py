"""The report weighs real files and says how many colors come back out of them."""

import numpy as np
import pytest

from components.engine import QuantizedImage, count_colors, sweep_k
from components.engine.drawing.quantize import quantize
from components.engine.writing import (
    QUICK,
    SLOW,
    Entry,
    begin_report,
    encode_gif,
    encode_jpeg,
    encode_truecolor,
    encode_webp,
    measure_file,
    update_report,
)
from tests.engine.strategies import PICTURES, picture


def drawn() -> QuantizedImage:
    image = picture(PICTURES["few colors"]())
    return quantize(image, sweep_k(count_colors(image), 6).centers[-1])


def test_a_ledger_begins_with_what_is_known_and_keeps_a_place_for_the_rest() -> None:
    report = begin_report(100, 90, 30, colors=5000, used=16)
    assert [entry.encoding for entry in report] == [*QUICK, *SLOW]
    assert [entry.size for entry in report] == [100, 90, 30, None, None, None, None]
    assert [entry.colors for entry in report[:3]] == [5000, 5000, 16]
    assert [entry.encoding for entry in report if entry.discouraged] == [
        "truecolor",
        "jpeg",
    ]


def test_an_entry_takes_the_place_of_the_one_that_waited_for_it() -> None:
    report = update_report(begin_report(9, 8, 7, 6, 5), Entry("gif", 3, 5))
    assert [entry.encoding for entry in report] == [*QUICK, *SLOW]
    assert report[4] == Entry("gif", 3, 5)
    assert report[3].size is None


def test_entries_are_those_of_the_real_files() -> None:
    picture_of_six = drawn()
    sizes = {encoding: measure_file(encoding, picture_of_six).size for encoding in SLOW}
    assert sizes == {
        "webp": len(encode_webp(picture_of_six)),
        "gif": len(encode_gif(picture_of_six)),
        "truecolor": len(encode_truecolor(picture_of_six)),
        "jpeg": len(encode_jpeg(picture_of_six)),
    }


def test_only_jpeg_changes_the_number_of_colors() -> None:
    colors = {
        encoding: measure_file(encoding, drawn()).colors or 0 for encoding in SLOW
    }
    assert colors.pop("jpeg") > 50
    assert set(colors.values()) == {6}


def test_what_a_format_cannot_hold_is_entered_as_impossible() -> None:
    long = QuantizedImage(
        np.zeros((1, 20_000), np.uint8), np.zeros((1, 3), np.uint8), np.array([20_000])
    )
    assert measure_file("webp", long) == Entry("webp", possible=False)
    assert measure_file("gif", long).possible


def test_only_the_slow_ways_are_weighed_here() -> None:
    with pytest.raises(ValueError, match="'indexed' is not one of webp, gif"):
        measure_file("indexed", drawn())
