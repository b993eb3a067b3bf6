"""The curve as a table says what the curve says, and in the file all of it."""

import csv
import io

import numpy as np

from components.engine import Sweep, count_colors, round_centers, sweep_k
from components.engine.source import SourceImage
from components.features.curve import table
from tests.pictures import photo


def sweep_of_a_photo() -> Sweep:
    """Fit a small photo."""
    return sweep_k(count_colors(SourceImage(photo(80, 60), None, "PNG", 1)), 20)


def read(file: bytes) -> list[dict[str, str]]:
    """Read a CSV file as spreadsheets do."""
    return list(csv.DictReader(io.StringIO(file.decode("utf-8"), newline="")))


def test_the_file_gives_back_every_number_in_full() -> None:
    sweep = sweep_of_a_photo()
    rows = read(table.as_csv(sweep))
    assert list(rows[0]) == ["k", "variance_explained", "gain", "inertia", "palette"]
    assert [int(row["k"]) for row in rows] == list(range(1, 21))
    explained = np.array([float(row["variance_explained"]) for row in rows])
    assert np.array_equal(explained, sweep.variance_explained)
    inertia = np.array([float(row["inertia"]) for row in rows])
    assert np.array_equal(inertia, sweep.inertia)
    assert rows[0]["gain"] == ""
    gain = np.array([float(row["gain"]) for row in rows[1:]])
    assert np.array_equal(gain, np.diff(sweep.variance_explained))


def test_the_file_holds_the_palette_of_every_k() -> None:
    sweep = sweep_of_a_photo()
    for row, centers in zip(read(table.as_csv(sweep)), sweep.centers, strict=True):
        codes = row["palette"].split(" ")
        colors = np.array([list(bytes.fromhex(code[1:])) for code in codes])
        assert np.array_equal(colors, round_centers(centers))


def test_sizes_are_in_both_where_they_are_known() -> None:
    sweep = sweep_of_a_photo()
    sizes = np.full(20, np.nan)
    sizes[4] = 61_200
    rows = read(table.as_csv(sweep, sizes))
    assert [row["file_size"] for row in rows[3:6]] == ["", "61200", ""]
    page = table.html(sweep, sizes)
    assert page.count('<th scope="col">') == 5
    assert "<td>61 kB</td>" in page
    assert "file size" not in table.html(sweep)


def test_the_table_can_be_scrolled_and_read_without_a_mouse() -> None:
    page = table.html(sweep_of_a_photo())
    assert 'tabindex="0" role="region" aria-label="The curve as a table"' in page
    assert page.count('<th scope="col">') == 4
    assert page.count("<tr>") == 21
    assert "<td>100 %</td>" not in page
