"""A smoother picture has a little more error, and a smaller file."""

import math
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.clustering.colors import count_colors
from components.engine.clustering.kmeans import sweep_k
from components.engine.drawing.quantize import QuantizedImage, quantize
from components.engine.drawing.smoothing import trellis
from components.engine.drawing.smoothing.bit_costs import (
    WINDOW,
    Prices,
    distance_code,
    fade,
    first_tally,
    prices,
)
from components.engine.drawing.smoothing.match_finder import (
    empty_memory,
    remember,
    slot,
)
from components.engine.drawing.smoothing.rate_distortion import _begin
from components.engine.drawing.smoothing.trellis import (
    IMPOSSIBLE,
    LITERAL,
    RUN,
    Row,
    miss,
    step,
    trace,
)
from components.engine.reading.image import read_image
from components.engine.source import SourceImage
from components.engine.writing.png_writer import encode_png
from tests.cases import in_turn
from tests.engine.strategies import PICTURES, palettes, picture, pictures

Floats = NDArray[np.float64]
SAMPLES = Path(__file__).parents[4] / "sample_images"
SMOOTHNESS = st.sampled_from([1e-6, 0.1, 0.5, 3.0, 1e9])


def squared_error(image: SourceImage, drawn: QuantizedImage) -> float:
    offsets = drawn.palette[drawn.indices].astype(np.int64) - image.rgb
    return int((offsets**2 * image.opacity[..., None].astype(np.int64)).sum()) / 255


def photo(name: str = "coffee.jpg", side: int = 256) -> SourceImage:
    whole = read_image((SAMPLES / name).read_bytes())
    return picture(whole.rgb[:side, :side])


# --- the drawn picture


@given(pictures(), palettes(40), SMOOTHNESS)
def test_every_pixel_has_a_color_of_the_palette_and_is_counted(
    image: SourceImage, centers: Floats, smoothness: float
) -> None:
    drawn = quantize(image, centers, smoothness)
    assert drawn.indices.shape == image.rgb.shape[:2]
    assert drawn.indices.dtype == np.uint8
    assert drawn.indices.max() < len(centers)
    seen = (
        np.full(image.rgb.shape[:2], True) if image.alpha is None else image.alpha > 0
    )
    counts = np.bincount(drawn.indices[seen], minlength=len(centers))
    np.testing.assert_array_equal(drawn.counts, counts)
    np.testing.assert_array_equal(drawn.palette, quantize(image, centers).palette)


@given(pictures(), palettes(40))
def test_without_smoothness_every_pixel_has_its_nearest_color(
    image: SourceImage, centers: Floats
) -> None:
    drawn, exact = quantize(image, centers, 0.0), quantize(image, centers)
    np.testing.assert_array_equal(drawn.indices, exact.indices)


@given(pictures(), palettes(40), SMOOTHNESS)
def test_no_smoothness_gives_less_error_than_none(
    image: SourceImage, centers: Floats, smoothness: float
) -> None:
    drawn, exact = quantize(image, centers, smoothness), quantize(image, centers)
    assert squared_error(image, drawn) >= squared_error(image, exact)


@given(pictures(), palettes(40), SMOOTHNESS)
def test_the_same_picture_is_smoothed_the_same(
    image: SourceImage, centers: Floats, smoothness: float
) -> None:
    first, second = (quantize(image, centers, smoothness) for _ in range(2))
    np.testing.assert_array_equal(first.indices, second.indices)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "k"), [("coffee.jpg", 3), ("cat.png", 12), ("astronaut.jpg", 40)]
)
def test_a_smoother_photo_has_more_error_and_a_smaller_file(name: str, k: int) -> None:
    image = photo(name)
    centers = sweep_k(count_colors(image), k).centers[-1]
    drawn = [quantize(image, centers, s) for s in (0, 0.1, 0.3, 1)]
    errors = [squared_error(image, each) for each in drawn]
    sizes = [len(encode_png(each, "best")) for each in drawn]
    assert errors == sorted(errors)
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[2] < 0.9 * sizes[0]


@pytest.mark.parametrize("smoothness", [0.05, 0.2, 1])
def test_no_more_error_is_taken_than_the_bits_it_saves_are_worth(
    smoothness: float,
) -> None:
    image = photo()
    centers = sweep_k(count_colors(image), 16).centers[-1]
    exact, drawn = quantize(image, centers), quantize(image, centers, smoothness)
    bits = 8 * (len(encode_png(exact, "best")) - len(encode_png(drawn, "best")))
    price = smoothness * squared_error(image, exact) / exact.counts.sum()
    more = squared_error(image, drawn) - squared_error(image, exact)
    assert 0 < more < price * bits


def test_the_same_smoothness_does_the_same_at_half_the_contrast() -> None:
    rgb = photo().rgb & 0xFE
    centers = sweep_k(count_colors(picture(rgb)), 9).centers[-1] // 2 * 2
    strong = quantize(picture(rgb), centers, 0.4)
    weak = quantize(picture(rgb // 2), centers / 2, 0.4)
    np.testing.assert_array_equal(strong.indices, weak.indices)
    assert (strong.indices != quantize(picture(rgb), centers).indices).any()


@in_turn("name", ["two colors", "constant", "gray gradient", "few colors"])
def test_a_picture_whose_colors_are_all_there_stays_as_it_is(name: str) -> None:
    image = picture(PICTURES[name]())
    centers = count_colors(image).colors.astype(np.float64)
    drawn = quantize(image, centers, 5.0)
    np.testing.assert_array_equal(drawn.palette[drawn.indices], image.rgb)


@in_turn("shape", [(1, 1), (1, 300), (300, 1), (2, 2), (3, 5), (40, 3)])
@in_turn("k", [1, 2, 3, 16, 17, 256])
def test_pictures_of_any_shape_are_smoothed(shape: tuple[int, int], k: int) -> None:
    random = np.random.default_rng(k)
    image = picture(random.integers(0, 256, (*shape, 3)))
    drawn = quantize(image, random.uniform(0, 255, (k, 3)), 0.5)
    assert drawn.indices.shape == shape
    assert drawn.indices.max() < k


def test_a_run_goes_on_over_a_pixel_that_is_hardly_nearer_to_another_color() -> None:
    line = np.random.default_rng(0).integers(96, 105, (1, 400, 1)).repeat(3, axis=2)
    line[0, :40:2], line[0, 200] = 120, 111
    centers = np.array([[100.0] * 3, [121.0] * 3])
    assert quantize(picture(line), centers).indices[0, 200] == 1
    smooth = quantize(picture(line), centers, 1.0).indices[0]
    assert smooth[200] == 0
    np.testing.assert_array_equal(smooth[:40:2], 1)


@in_turn("smoothness", [-1.0, -1e-9, math.inf, -math.inf, math.nan])
def test_a_smoothness_that_means_nothing_is_refused(smoothness: float) -> None:
    with pytest.raises(ValueError, match=r"^Smoothness is"):
        quantize(picture([[[1, 2, 3]]]), np.zeros((1, 3)), smoothness)


# --- transparency


def half_hidden() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    rgb = photo(side=96).rgb
    y, x = np.mgrid[:96, :96]
    return rgb, np.where((y - 48) ** 2 + (x - 40) ** 2 < 900, 255, 0).astype(np.uint8)


def test_colors_of_invisible_pixels_make_no_difference() -> None:
    rgb, alpha = half_hidden()
    other = np.where(alpha[..., None] > 0, rgb, 255 - rgb)
    centers = sweep_k(count_colors(picture(rgb, alpha)), 12).centers[-1]
    one, two = (
        quantize(picture(pixels, alpha), centers, 0.5) for pixels in (rgb, other)
    )
    np.testing.assert_array_equal(one.indices, two.indices)
    assert set(one.indices[alpha == 0]) == {np.argmax(one.counts)}
    assert one.counts.sum() == (alpha > 0).sum()


def test_what_is_invisible_stays_so_in_the_smaller_file() -> None:
    rgb, alpha = half_hidden()
    image = picture(rgb, alpha)
    centers = sweep_k(count_colors(image), 12).centers[-1]
    drawn = quantize(image, centers, 0.3)
    np.testing.assert_array_equal(drawn.alpha, alpha)
    exact = encode_png(quantize(image, centers), "best")
    assert len(encode_png(drawn, "best")) < len(exact)


def test_an_invisible_picture_is_smoothed_without_counting_anything() -> None:
    drawn = quantize(
        picture([[[1, 2, 3]] * 9] * 2, [[0] * 9] * 2), np.zeros((2, 3)), 1.0
    )
    assert drawn.counts.tolist() == [0, 0]


def test_255_colors_and_invisible_pixels_are_smoothed_together() -> None:
    rgb, alpha = half_hidden()
    centers = np.random.default_rng(0).uniform(0, 255, (255, 3))
    drawn = quantize(picture(rgb, alpha), centers, 0.5)
    assert drawn.indices.max() < 255
    np.testing.assert_array_equal(drawn.alpha, alpha)


# --- the path through a row


class Example:
    """Two rows at random: one written, one to come, with prices to choose by."""

    def __init__(self, seed: int, width: int, bits: int, distances: list[int]) -> None:
        random = np.random.default_rng(seed)
        entries = min(1 << bits, 3)
        self.palette = random.integers(0, 60, (entries, 3))
        points = random.integers(0, 60, (width, 3))
        opacity = random.integers(1, 256, width, np.uint8)
        self.row = Row(points, opacity, self.palette, bits)
        self.bytes = -(-width * bits // 8)
        allowed = [byte for byte in range(256) if miss(self.row, 0, byte) < IMPOSSIBLE]
        written = random.choice(allowed, self.bytes + 1)
        self.written = np.concatenate([written, np.zeros(self.bytes)]).astype(np.uint8)
        self.start = self.bytes + 1
        self.exact = random.choice(allowed, self.bytes)
        self.distances = np.array([0, *distances])
        literal, match = random.uniform(1, 8, 256), random.uniform(2, 14, 30)
        self.prices = Prices(200 * literal, 200 * match, 30.0)
        self.error = cache(self._error)  # of few bytes, on very many paths

    def found(self) -> tuple[list[int], float]:
        """Return the states of the path that the kernels choose, and its cost."""
        n, shape = self.distances.size, (self.bytes, self.distances.size)
        path = trellis.Path(
            np.empty(shape, np.int16), np.empty(shape, np.uint8), np.empty(shape, int)
        )
        ends = trellis.no_ends(n)
        _begin(ends, self.distances, 0)
        for place in range(self.bytes):
            step(
                self.row, place, int(self.exact[place]), self.written, self.start,
                self.distances, self.prices, ends, path,
            )  # fmt: skip
        return trace(path, ends.cost, self.bytes).tolist(), ends.cost.min()

    def cost(self, states: tuple[int, ...] | list[int]) -> float:
        """Add up error and prices along any path, the plain way."""
        data, total, before = self.written.tolist(), 0.0, None
        for place, state in enumerate(states):
            at, distance = self.start + place, int(self.distances[state])
            if state == LITERAL:
                data[at] = int(self.exact[place])
                total += self.prices.literal[data[at]]
            elif not self.allowed(place, distance):
                return IMPOSSIBLE
            elif state == before:
                data[at] = data[at - distance]
                total += self.prices.longer
            else:
                data[at] = data[at - distance]
                total += self.prices.match[distance_code(distance)]
            total += self.error(place, data[at])
            before = state
        return total

    def allowed(self, place: int, distance: int) -> bool:
        """Say whether a copy is from the row above, or from shortly before."""
        above = place < distance <= self.start + place
        return above or distance <= min(place, RUN)

    def _error(self, place: int, byte: int) -> float:
        """Squared error of a byte's pixels, as they are seen, from its bits."""
        digits, bits = format(byte, "08b"), self.row.bits
        entries = [int(digits[n : n + bits], 2) for n in range(0, 8, bits)]
        pixels = self.row.points[place * len(entries) :][: len(entries)].astype(int)
        opacity = self.row.opacity[place * len(entries) :].tolist()
        each = zip(pixels, entries, opacity, strict=False)
        squared = (((p - self.palette[e]) ** 2).sum() * a for p, e, a in each)
        return float(sum(squared)) / 255

    def every_path(self) -> list[float]:
        """Cost of each sequence of states there is."""
        states = range(self.distances.size)
        return [self.cost(path) for path in product(states, repeat=self.bytes)]


@pytest.mark.slow
@in_turn("bits", [2, 8])
@in_turn("seed", range(12))
def test_of_all_paths_that_copy_from_above_the_cheapest_is_found(
    seed: int, bits: int
) -> None:
    example = Example(seed, 40 // bits - seed % 2, bits, [6, 7])
    states, cost = example.found()
    assert cost == pytest.approx(example.cost(states))
    assert cost == pytest.approx(min(example.every_path()))


@pytest.mark.slow
@in_turn("bits", [2, 8])
@in_turn("seed", range(12))
def test_a_path_that_copies_from_its_own_row_costs_what_is_claimed(
    seed: int, bits: int
) -> None:
    example = Example(seed, 40 // bits, bits, [1, 2, 6])
    states, cost = example.found()
    assert cost == pytest.approx(example.cost(states))
    literals = example.cost([LITERAL] * example.bytes)
    assert min(example.every_path()) - 1e-6 <= cost <= literals + 1e-6


def test_an_entry_that_is_not_there_is_impossible() -> None:
    points = np.zeros((2, 3), int)
    row = Row(points, np.array([255, 0], np.uint8), np.zeros((2, 3), int), 4)
    assert miss(row, 0, 0x02) == 0
    for byte in (0x00, 0x22, 0x20, 0x03, 0x32):
        assert miss(row, 0, byte) == IMPOSSIBLE


# --- prices and memory


def test_distances_have_the_codes_of_the_standard() -> None:
    """RFC 1951, 3.2.5: two codes for each number of extra bits."""
    first, distance = [], 1
    for code in range(30):
        first.append(distance)
        distance += 1 << max(code // 2 - 1, 0)
    assert distance == WINDOW + 1
    for code, (low, high) in enumerate(zip(first, [*first[1:], distance], strict=True)):
        assert distance_code(low) == distance_code(high - 1) == code


def test_what_is_often_coded_costs_less() -> None:
    tally = first_tally(np.array([7] * 90 + [8] * 10, np.uint8))
    tally.distances[distance_code(700)] += 50
    costs = prices(tally, 1.0)
    assert costs.literal[7] < costs.literal[8] < costs.literal[9]
    assert costs.match[distance_code(700)] < costs.match[distance_code(70)]
    np.testing.assert_allclose(prices(tally, 3.0).literal, 3 * costs.literal)


def test_what_was_coded_long_ago_counts_no_more() -> None:
    tally, fresh = (first_tally(np.array([n], np.uint8)) for n in (7, 8))
    fade(tally, 10_000_000)
    fade(fresh, 10_000_000)
    for one, other in zip(tally, fresh, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)
    assert np.isfinite(prices(tally, 1.0).literal).all()


def test_where_bytes_stood_is_remembered_latest_first() -> None:
    data = np.array([1, 2, 3, 4, 5, 1, 2, 3, 4, 9], np.uint8)
    memory = empty_memory()
    remember(memory, data, 0, data.size)
    assert memory[slot(data, 0)][:3].tolist() == [5, 0, -1]
    assert memory[slot(data, 1)].tolist() == [1, -1, -1, -1]


def test_dithering_and_smoothing_are_not_mixed() -> None:
    image = picture(PICTURES["blobs"]())
    with pytest.raises(ValueError, match="undo each other"):
        quantize(image, np.zeros((2, 3)), smoothness=0.2, dither=True)
