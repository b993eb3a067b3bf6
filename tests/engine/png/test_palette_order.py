"""Entries that stand side by side in the picture do so in the palette."""

import numpy as np
from numpy.typing import NDArray

from components.engine.png.palette_order import (
    modified_zeng,
    side_by_side,
    sorted_entries,
)
from tests.cases import in_turn

Bytes = NDArray[np.uint8]


def some(n: int, height: int = 13, width: int = 17) -> Bytes:
    return np.random.default_rng(n).integers(0, n, (height, width), np.uint8)


@in_turn("n", [1, 2, 3, 40, 256])
def test_the_order_has_every_entry_once(n: int) -> None:
    opacity = np.full(n, 255, np.uint8)
    assert sorted(sorted_entries(some(n), opacity).tolist()) == list(range(n))


def test_entries_that_are_not_solid_come_first() -> None:
    opacity = np.where(np.arange(40) % 3, 255, np.arange(40)).astype(np.uint8)
    sorted_opacity = opacity[sorted_entries(some(40), opacity)]
    assert (sorted_opacity[:14] < 255).all()
    assert (sorted_opacity[14:] == 255).all()


def test_neighbors_are_counted_to_all_four_sides() -> None:
    entries = some(5, 6, 7)
    expected = np.zeros((5, 5), int)
    for y, x in np.ndindex(6, 7):
        for other in ((y, x + 1), (y + 1, x), (y, x - 1), (y - 1, x)):
            if 0 <= other[0] < 6 and 0 <= other[1] < 7:
                expected[entries[y, x], entries[other]] += 1
    np.fill_diagonal(expected, 0)
    np.testing.assert_array_equal(side_by_side(entries, 5), expected)


def test_a_chain_of_neighbors_is_found() -> None:
    """Shuffled entries of a gradient come back in the gradient's order."""
    shuffled = np.random.default_rng(0).permutation(12).astype(np.uint8)
    gradient = np.repeat(shuffled[np.repeat(np.arange(12), 3)][None], 4, axis=0)
    chain = modified_zeng(side_by_side(gradient, 12)).tolist()
    assert chain in (shuffled.tolist(), shuffled[::-1].tolist())
