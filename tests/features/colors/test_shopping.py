"""A shopping list says what is needed, to people and to spreadsheets."""

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np

from components.engine import Entry, Palette, color_lists, read_palette
from components.features.colors.shopping import as_csv, items, to_print

THREADS = next(each for each in color_lists() if each.key == "dmc-floss")
PALETTE = Palette(
    np.array([[0, 0, 0], [9, 9, 9], [255, 255, 255]], np.uint8),
    np.array([1, 0, 3]),
)
ENTRIES = (Entry("310", "Black"), Entry("3799", "Gray"), Entry("BLANC", "White"))


def test_what_draws_nothing_is_not_bought_and_the_list_s_order_stays() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(items(PALETTE, ENTRIES)).decode())))
    assert rows == [
        ["code", "name", "hex", "pixels", "share"],
        ["310", "Black", "#000000", "1", "0.25"],
        ["BLANC", "White", "#ffffff", "3", "0.75"],
    ]


def test_a_spreadsheet_takes_no_name_for_a_formula() -> None:
    names = [*ENTRIES[:2], Entry("-1", "=1+1")]
    last = as_csv(items(PALETTE, tuple(names))).decode().splitlines()[-1]
    assert last.startswith("'-1,'=1+1,")


def test_the_page_to_print_has_each_color_and_takes_no_name_for_markup() -> None:
    names = (Entry("310", "<b>Black"), *ENTRIES[1:])
    source = replace(THREADS, name="A & B")
    page = to_print(items(PALETTE, names), source, "<i>cat", (2, 2)).decode()
    body = page[page.index("<h1>") : page.index("</html>")]
    read = ElementTree.fromstring(f"<div>{body}</div>")
    said = [[cell.text for cell in row] for row in read.iter("tr")]
    assert said[0] == [None, "Color", "Code", "Name", "Stitches", "Share"]
    assert said[1][2:] == ["310", "<b>Black", "1", "25.0 %"]
    assert said[2][2:] == ["BLANC", "White", "3", "75.0 %"]
    assert read[0].text == "<i>cat"
    assert read[1].text == (
        "2 colors of A & B. The picture is 2 × 2 pixels. One pixel counts as one"
        " stitch."
    )


def test_what_is_bought_can_be_loaded_as_colors_again() -> None:
    read = read_palette(as_csv(items(PALETTE, ENTRIES)), "cat-k3-shopping.csv")
    assert read.colors.tolist() == [[0, 0, 0], [255, 255, 255]]
    assert read.codes == ("310", "BLANC")
    assert read.names == ("Black", "White")
