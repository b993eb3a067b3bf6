"""Soft transparency is made coarser only as far as it must be."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from components.engine.drawing.alpha import soften_steps
from tests.cases import in_turn
from tests.examples import many

Bytes = NDArray[np.uint8]


@st.composite
def layers(draw: st.DrawFn) -> tuple[Bytes, Bytes]:
    """Colors and opacities of a picture, from one color to as many as there are."""
    shape = (draw(st.integers(1, 40)), draw(st.integers(1, 40)))
    random = np.random.default_rng(draw(st.integers(0, 1000)))
    indices = random.integers(0, draw(st.integers(1, 255)), shape, np.uint8)
    if draw(st.booleans()):
        return indices, draw(hnp.arrays(np.uint8, shape))
    lowest = draw(st.integers(0, 255))
    return indices, random.integers(lowest, 256, shape, np.uint8)


def entries(indices: Bytes, alpha: Bytes) -> int:
    """Count the pairs of color and opacity; everything invisible is one."""
    seen = alpha > 0
    pairs = np.unique(np.stack([indices[seen], alpha[seen]]), axis=1)
    return int(pairs.shape[1]) + int(not seen.all())


def partial(alpha: Bytes) -> set[int]:
    return set(np.unique(alpha).tolist()) - {0, 255}


@given(layers())
@many()
def test_colors_and_opacities_fit_together(picture: tuple[Bytes, Bytes]) -> None:
    indices, alpha = picture
    kept = soften_steps(indices, alpha, 256)
    assert kept.shape == alpha.shape
    assert kept.dtype == np.uint8
    assert entries(indices, kept) <= 256


@given(layers())
@many()
def test_what_fits_is_not_touched(picture: tuple[Bytes, Bytes]) -> None:
    indices, alpha = picture
    untouched = bool((soften_steps(indices, alpha, 256) == alpha).all())
    assert untouched or entries(indices, alpha) > 256


@given(layers(), st.sampled_from([256, 300, 1000]))
@many()
def test_invisible_stays_invisible_and_solid_stays_solid(
    picture: tuple[Bytes, Bytes], room: int
) -> None:
    indices, alpha = picture
    kept = soften_steps(indices, alpha, room)
    assert (kept[alpha == 0] == 0).all()
    assert (kept[alpha == 255] == 255).all()


@given(layers())
@many()
def test_nothing_vanishes_while_a_single_soft_step_is_left(
    picture: tuple[Bytes, Bytes],
) -> None:
    indices, alpha = picture
    kept = soften_steps(indices, alpha, 256)
    if partial(kept):
        np.testing.assert_array_equal(kept > 0, alpha > 0)
        np.testing.assert_array_equal(kept == 255, alpha == 255)


@given(layers())
@many()
def test_what_was_more_opaque_never_becomes_less_so(
    picture: tuple[Bytes, Bytes],
) -> None:
    indices, alpha = picture
    kept = soften_steps(indices, alpha, 256).reshape(-1)[np.argsort(alpha, axis=None)]
    assert (np.diff(kept.astype(int)) >= 0).all()


def all_opacities(colors: int) -> tuple[Bytes, Bytes]:
    """Every color with every opacity."""
    indices, alpha = np.indices((colors, 256)).astype(np.uint8)
    return indices, alpha


def test_one_color_keeps_every_opacity_there_is() -> None:
    indices, alpha = all_opacities(1)
    np.testing.assert_array_equal(soften_steps(indices, alpha, 256), alpha)


@in_turn(
    ("colors", "steps", "off_by"), [(2, 96, 3), (4, 48, 5), (16, 12, 13), (80, 2, 65)]
)
def test_more_colors_leave_fewer_steps_spread_evenly(
    colors: int, steps: int, off_by: int
) -> None:
    indices, alpha = all_opacities(colors)
    kept = soften_steps(indices, alpha, 256)
    assert len(partial(kept)) == steps
    assert np.abs(kept.astype(int) - alpha).max() <= off_by


def test_steps_go_where_the_pixels_are() -> None:
    indices, alpha = all_opacities(120)
    alpha = np.hstack([alpha, np.full((120, 900), 40, np.uint8)])
    indices = np.hstack([indices, np.repeat(indices[:, :1], 900, axis=1)])
    (only,) = partial(soften_steps(indices, alpha, 256))
    assert 40 < only < 70


def test_where_no_step_fits_half_decides_between_invisible_and_solid() -> None:
    indices, alpha = all_opacities(255)
    kept = soften_steps(indices, alpha, 256)
    np.testing.assert_array_equal(kept, np.where(alpha < 128, 0, 255))
    assert entries(indices, kept) == 256


def test_a_cut_out_of_as_many_colors_as_fit_is_not_touched() -> None:
    indices = np.arange(255, dtype=np.uint8)[None].repeat(2, axis=0)
    alpha = np.array([[0], [255]], np.uint8).repeat(255, axis=1)
    np.testing.assert_array_equal(soften_steps(indices, alpha, 256), alpha)
