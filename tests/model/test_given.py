"""What somebody gives is told from all else that could be given."""

from dataclasses import replace

import numpy as np

from components.engine import ColorTable, color_lists, first_fits
from components.model.given import ANY, Given

PICO = next(each for each in color_lists() if each.key == "pico-8")


def test_a_list_is_told_from_every_other_by_all_that_is_in_it() -> None:
    darker = PICO.colors.copy()
    darker[3, 1] -= 1
    others = [
        PICO,
        replace(PICO, colors=darker),
        replace(PICO, names=(*PICO.names[:-1], "another")),
        replace(PICO, codes=(*PICO.codes[:-1], "15b")),
        replace(PICO, device=PICO.colors),
        replace(PICO, device=darker),
    ]
    keys = [ANY.key, *(Given(each).key for each in others)]
    assert len(set(keys)) == len(keys)
    assert Given(replace(PICO, colors=PICO.colors.copy())).key == Given(PICO).key


def test_kept_colors_are_told_from_others_and_by_their_order() -> None:
    some = [(), ("#000000",), ("#000000", "#ff0000"), ("#ff0000", "#000000")]
    assert len({Given(pins=each).key for each in some}) == len(some)


def test_kept_colors_come_before_those_that_were_found_without_them() -> None:
    table = ColorTable(np.array([[9, 9, 9], [200, 0, 0]], np.uint8), np.array([3, 1]))
    given = Given(pins=("#000000", "#ff0000"))
    found = given.among(first_fits(table), 4)
    assert [len(each) for each in found.centers] == [1, 2, 3, 4]
    assert found.centers[0].tolist() == [[0, 0, 0]]
    assert found.centers[3].tolist() == [
        [0, 0, 0],
        [255, 0, 0],
        [9, 9, 9],
        [200, 0, 0],
    ]
    assert (np.diff(found.inertia) <= 0).all()


def test_a_color_that_is_listed_twice_is_one_to_choose() -> None:
    assert Given(PICO).different == 16
    twice = np.vstack([PICO.colors[:1], PICO.colors[:-1]])
    assert Given(replace(PICO, colors=twice)).different == 15
