"""The lists of colors say what they are, and can be chosen from."""

import numpy as np

from components.engine import ColorList, color_lists, count_colors, sweep_list
from components.engine.lists.color_lists import KINDS
from tests.cases import in_turn
from tests.engine.strategies import PICTURES, picture

SIZES = {
    "dmc-floss": 489,
    "lego": 37,
    "eink-spectra6": 6,
    "web-safe": 216,
    "game-boy": 4,
    "pico-8": 16,
    "cga": 16,
    "commodore-64": 16,
    "zx-spectrum": 15,
    "black-and-white": 2,
    "gray-16": 16,
}


def by_key() -> dict[str, ColorList]:
    return {each.key: each for each in color_lists()}


def test_every_list_says_where_it_comes_from_and_how_far_to_trust_it() -> None:
    for each in color_lists():
        assert each.kind in KINDS
        assert each.name
        assert each.source
        assert each.licence
        trust = ("approximate, not measured", "exact by definition")
        assert any(words in each.note.lower() for words in trust)
        made = each.kind not in ("grays", "screens")
        assert not made or trust[0] in each.note.lower()
    assert {each.kind for each in color_lists()} == set(KINDS)


def test_every_color_has_a_code_of_its_own_and_a_name() -> None:
    for each in color_lists():
        assert each.colors.shape == (len(each), 3)
        assert each.colors.dtype == np.uint8
        assert not each.colors.flags.writeable
        assert len(set(each.codes)) == len(each.names) == len(each)
        assert all(each.codes)
        assert all(each.names)
    assert {key: len(by_key()[key]) for key in SIZES} == SIZES


@in_turn(
    ("key", "code", "name", "color"),
    [
        ("dmc-floss", "310", "Black", (0, 0, 0)),
        ("cga", "6", "brown", (0xAA, 0x55, 0)),
        ("zx-spectrum", "2", "red", (0xD8, 0, 0)),
        ("web-safe", "3366cc", "#3366cc", (0x33, 0x66, 0xCC)),
        ("gray-4", "1", "gray 1", (85, 85, 85)),
    ],
)
def test_a_color_is_found_by_its_code(
    key: str, code: str, name: str, color: tuple[int, int, int]
) -> None:
    found = by_key()[key]
    at = found.codes.index(code)
    assert found.names[at] == name
    assert tuple(found.colors[at].tolist()) == color


def test_panels_tell_what_they_look_like_and_what_their_files_hold() -> None:
    for each in color_lists():
        assert (each.device is not None) == (each.kind == "e-ink")
        if each.device is not None:
            assert each.device.shape == each.colors.shape
            assert each.device.tolist() != each.colors.tolist()
            # A file tells apart what is told apart on the panel, and the other way.
            for colors in (each.device, each.colors):
                assert len(np.unique(colors, axis=0)) == len(each)
            assert set(np.unique(each.device)) <= {0, 128, 255}


def test_the_best_colors_of_a_list_have_codes() -> None:
    threads = by_key()["dmc-floss"]
    table = count_colors(picture(PICTURES["blobs"]()))
    chosen = sweep_list(table, threads.colors, 12).chosen[-1]
    assert len({threads.codes[row] for row in chosen}) == 12
