"""Colors along a curve: every color in one place, in cubes in cubes."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine.clustering.morton import Cubes, morton

Bytes = NDArray[np.uint8]

some_colors = st.integers(1, 40).flatmap(lambda n: hnp.arrays(np.uint8, (n, 3)))

# --- Morton order


@given(some_colors)
def test_a_key_takes_a_bit_of_each_channel_in_turn_the_highest_first(
    colors: Bytes,
) -> None:
    for color, key in zip(colors, morton(colors), strict=True):
        red, green, blue = (format(channel, "08b") for channel in color)
        turns = ["".join(bits) for bits in zip(red, green, blue, strict=True)]
        assert format(key, "024b") == "".join(turns)


@given(hnp.arrays(np.uint8, (2, 3)), st.integers(0, 8))
def test_keys_share_their_highest_bits_just_when_the_channels_do(
    two: Bytes, bits: int
) -> None:
    near = np.array([two[0], two[0] ^ (two[1] & 7)])
    for pair in (two, near):
        channels = pair.astype(np.int64) >> (8 - bits)
        one, other = (int(key) >> 3 * (8 - bits) for key in morton(pair))
        assert (one == other) == bool((channels[0] == channels[1]).all())


def test_every_color_has_a_key_of_its_own() -> None:
    steps = np.arange(0, 256, 5, dtype=np.uint8)
    colors = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    keys = morton(colors)
    assert keys.dtype == np.uint32
    assert np.unique(keys).size == len(colors)
    assert keys.max() == 2**24 - 1


# --- cubes


@given(some_colors, st.integers(0, 8))
def test_a_cube_starts_wherever_its_bits_change(colors: Bytes, bits: int) -> None:
    colors, cubes = in_order(colors)
    bounds = cubes.starts[bits]
    held = colors.astype(np.int64) >> (8 - bits)
    assert bounds[0] == 0
    assert bounds[-1] == len(colors)
    each = [np.unique(held[a:b], axis=0).tolist() for a, b in pairwise(bounds)]
    assert all(len(cube) == 1 for cube in each)
    assert sorted(cube[0] for cube in each) == np.unique(held, axis=0).tolist()


@given(some_colors)
def test_parts_counts_the_cubes_in_each_cube(colors: Bytes) -> None:
    _, cubes = in_order(colors)
    pairs = [
        (whole, finer)
        for wholes, finer in pairwise(cubes.starts)
        for whole in pairwise(wholes)
    ]
    inside = [((a <= finer) & (finer < b)).sum() for (a, b), finer in pairs]
    assert cubes.parts.tolist() == inside


@given(some_colors, st.integers(1, 40))
def test_cutting_the_full_cubes_leaves_the_largest_that_are_not_too_full(
    colors: Bytes, most: int
) -> None:
    colors, cubes = in_order(colors)
    bounds = cubes.cut_above(most)
    assert bounds[0] == 0
    assert bounds[-1] == len(colors)
    for a, b in pairwise(bounds):
        held = [np.flatnonzero(starts == a) for starts in cubes.starts]
        # The largest cube that begins and ends here is in one that is too full.
        bits = next(
            bits
            for bits, starts in enumerate(cubes.starts)
            if held[bits].size and starts[held[bits][0] + 1] == b
        )
        assert b - a <= most
        if bits > 0:
            around = cubes.starts[bits - 1]
            which = np.searchsorted(around, a, side="right") - 1
            assert around[which + 1] - around[which] > most


def in_order(colors: Bytes) -> tuple[Bytes, Cubes]:
    """Put distinct colors in Morton order."""
    colors = np.unique(colors, axis=0)
    keys = morton(colors)
    order = np.argsort(keys)
    return colors[order], Cubes(keys[order])
