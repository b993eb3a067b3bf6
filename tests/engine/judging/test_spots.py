"""The spot that is furthest off is found, and nothing is called one that is none."""

import numpy as np
from numpy.typing import NDArray

from components.engine import SourceImage, Spot, compare, count_colors, sweep_k
from components.engine.drawing.quantize import quantize
from tests.cases import in_turn
from tests.engine.drawings import drawn_exactly
from tests.engine.strategies import picture

RED, GRAY = (220, 20, 30), (120, 120, 120)


def in_gray(art: NDArray[np.int64]) -> Spot | None:
    """Draw a picture in a gray for each of its levels, as if there were no other color.

    So near are the grays that nothing but what has a color is far off.
    """
    grays = np.repeat(np.arange(0.0, 256, 4)[:, None], 3, axis=1)
    image = picture(art)
    return compare(image, quantize(image, grays)).spot


def ramp(height: int = 120, width: int = 160) -> NDArray[np.int64]:
    """Draw a soft gray gradient."""
    gray = np.linspace(40, 210, width).round().astype(np.int64)
    return np.broadcast_to(gray[None, :, None], (height, width, 3)).copy()


def test_a_red_spot_that_turned_gray_is_found_with_its_place_and_size() -> None:
    art = ramp()
    art[20:27, 100:109] = RED
    spot = in_gray(art)
    assert spot is not None
    assert spot.before == RED
    assert len(set(spot.after)) == 1  # a gray
    assert (spot.height, spot.width) == (7, 9)
    assert (spot.row, spot.column) == (23, 104)
    assert spot.share == 63 / art[..., 0].size
    assert spot.spots == 1


@in_turn("size", [4, 7, 30])
@in_turn("color", [(220, 20, 30), (20, 170, 60), (30, 60, 200)])
@in_turn("place", [(0, 0), (50, 60), (90, 130)])
def test_it_is_found_wherever_it_is_and_in_whichever_color(
    size: int, color: tuple[int, int, int], place: tuple[int, int]
) -> None:
    art = ramp()
    top, left = place
    art[top : top + size, left : left + size] = color
    spot = in_gray(art)
    assert spot is not None
    assert spot.before == color
    assert abs(spot.row - (top + size / 2)) <= 1
    assert abs(spot.column - (left + size / 2)) <= 1


def test_of_several_the_one_that_lost_most_is_told_and_all_are_counted() -> None:
    art = ramp()
    art[10:15, 10:15] = RED
    art[60:80, 90:110] = (30, 60, 200)
    art[100:105, 10:15] = RED
    spot = in_gray(art)
    assert spot is not None
    assert spot.before == (30, 60, 200)
    assert (spot.row, spot.column, spot.spots) == (70, 100, 3)


def test_edges_lines_and_specks_are_no_spots() -> None:
    art = ramp()
    art[30:32] = RED  # two pixels high
    art[60:, 80] = RED
    art[70:73, 20:23] = RED  # nine pixels
    assert in_gray(art) is None


def test_what_is_invisible_is_no_spot() -> None:
    art = ramp()
    art[20:40, 100:120] = RED
    alpha = np.full(art.shape[:2], 255)
    alpha[20:40, 100:120] = 0
    image = picture(art, alpha)
    grays = np.repeat(np.arange(0.0, 256, 4)[:, None], 3, axis=1)
    assert compare(image, quantize(image, grays)).spot is None


def test_where_all_is_another_picture_no_spot_is_looked_for() -> None:
    art = ramp()
    art[20:40, 100:120] = RED
    image = picture(art)
    assert compare(image, quantize(image, np.array([[120.0] * 3]))).spot is None


def test_an_exact_copy_has_no_spot() -> None:
    art = ramp()
    art[20:40, 100:120] = RED
    image = picture(art)
    assert compare(image, drawn_exactly(image)).spot is None


def test_in_as_many_colors_as_it_takes_the_spot_keeps_its_color() -> None:
    """A map in grays with one red pin, as k-means itself draws it."""
    art = ramp(200, 300)
    art[90:97, 140:147] = RED
    image: SourceImage = picture(art)
    centers = sweep_k(count_colors(image), 40).centers
    lost, kept = (compare(image, quantize(image, centers[k - 1])).spot for k in (8, 40))
    assert lost is not None
    assert lost.before == RED
    assert (lost.row, lost.column) == (93, 143)
    assert kept is None
