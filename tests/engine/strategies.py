"""Pictures for the tests: some with names, and as many as one likes at random."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.clustering.grid import Grid, Level, build_grid
from components.engine.clustering.kmeans import Sweep, sweep_k
from components.engine.source import SourceImage

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]


def picture(rgb: object, alpha: object = None) -> SourceImage:
    """Return a picture of some pixels, given as nested lists or as an array."""
    opacity = None if alpha is None else np.asarray(alpha, np.uint8)
    return SourceImage(np.asarray(rgb, np.uint8), opacity, "PNG", 1)


def row(*colors: tuple[int, int, int]) -> SourceImage:
    """Return a picture of one row."""
    return picture([list(colors)])


def _constant() -> Bytes:
    return np.full((7, 5, 3), (12, 200, 99), np.uint8)


def _two_colors() -> Bytes:
    board = np.indices((9, 7)).sum(axis=0) % 2 == 0
    return np.where(board[..., None], (250, 240, 0), (3, 0, 40)).astype(np.uint8)


def _gray_gradient() -> Bytes:
    return np.repeat(np.tile(np.arange(256, dtype=np.uint8), (4, 1))[..., None], 3, 2)


def _color_gradient() -> Bytes:
    y, x = np.mgrid[0:48, 0:48]
    return np.stack([x * 5, y * 5, (x + y) * 2], axis=2).astype(np.uint8)


def _all_distinct() -> Bytes:
    """1000 pixels of 1000 colors, spread over the whole cube, in no order."""
    steps = np.arange(10) * 28
    colors = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    shuffled = np.random.default_rng(1).permutation(colors)
    return shuffled.reshape(25, 40, 3).astype(np.uint8)


def _blobs() -> Bytes:
    """Eight soft groups of colors, as in a photo."""
    random = np.random.default_rng(2)
    middles = random.integers(30, 226, (8, 1, 3))
    return np.clip(random.normal(middles, 14, (8, 150, 3)), 0, 255).astype(np.uint8)


def _noise() -> Bytes:
    return np.random.default_rng(3).integers(0, 256, (30, 30, 3), np.uint8)


def _few_colors() -> Bytes:
    """Ten flat colors of very different areas, as in a drawing."""
    random = np.random.default_rng(4)
    colors = random.integers(0, 256, (10, 3), np.uint8)
    return colors[random.choice(10, (40, 40), p=np.arange(1, 11) / 55)]


PICTURES: dict[str, Callable[[], Bytes]] = {
    "constant": _constant,
    "two colors": _two_colors,
    "gray gradient": _gray_gradient,
    "color gradient": _color_gradient,
    "all distinct": _all_distinct,
    "blobs": _blobs,
    "noise": _noise,
    "few colors": _few_colors,
}


def _photo() -> Bytes:
    """Soft groups of colors, too many colors for each to be a cell."""
    random = np.random.default_rng(5)
    middles = random.integers(50, 206, (8, 1, 3))
    return np.clip(random.normal(middles, 8, (8, 2500, 3)), 0, 255).astype(np.uint8)


def _wide_noise() -> Bytes:
    """So many colors everywhere that only the coarsest cells are left."""
    return np.random.default_rng(6).integers(0, 256, (150, 120, 3), np.uint8)


# Pictures of so many colors that cells hold several, in many tiles and blocks.
LARGE_PICTURES: dict[str, Callable[[], Bytes]] = {
    "photo": _photo,
    "wide noise": _wide_noise,
}


def grid_of(table: ColorTable) -> Grid:
    """Return the grid of a table, in sRGB."""
    return build_grid(table.colors, table.weights, table.colors.astype(np.float32))


@cache
def named_grid(name: str) -> Grid:
    """Return the grid of a picture that has a name, small or large."""
    return grid_of(count_colors(picture((PICTURES | LARGE_PICTURES)[name]())))


@cache
def named_sweep(name: str) -> Sweep:
    """Return the fits of up to 64 colors for a small picture that has a name."""
    return sweep_k(count_colors(picture(PICTURES[name]())))


def random_start(level: Level, k: int, seed: int = 0) -> Floats:
    """Centers among the points, off by too little to be seen, so that none tie."""
    random = np.random.default_rng([k, seed])
    chosen = random.choice(level.weights.size, k, replace=False)
    start: Floats = level.points.T[chosen] + random.uniform(-0.3, 0.3, (k, 3))
    return start


# To make a strategy takes longer than to draw from it, and to draw an array number by
# number takes many times as long as to draw all of it at once.
_SHAPES = st.one_of(
    st.just((1, 1)),
    st.tuples(st.just(1), st.integers(2, 20)),
    st.tuples(st.integers(2, 20), st.just(1)),
    st.tuples(st.integers(2, 6), st.integers(2, 6)),
)
_COLORINGS = st.sampled_from(["any", "few", "close"])
_OPACITIES = st.sampled_from(["none", "cut out", "soft", "invisible"])
_STARTS = st.sampled_from(["any", "far", "twice", "same"])
_FEW = st.integers(1, 6)
_TURNS = np.array([0, 1, 128, 254, 255], np.uint8)  # where an opacity is special


def numbers(draw: st.DrawFn, shape: tuple[int, ...], below: int) -> NDArray[np.intp]:
    """Draw an array of whole numbers from 0 on; the simplest is all zeros."""
    kind = np.dtype(np.uint8 if below <= 256 else np.uint32)
    size = math.prod(shape) * kind.itemsize
    data = draw(st.binary(min_size=size, max_size=size))
    return np.frombuffer(data, kind).reshape(shape).astype(np.intp) % below


def _bytes(draw: st.DrawFn, *shape: int, below: int = 256) -> Bytes:
    return numbers(draw, shape, below).astype(np.uint8)


@st.composite
def pixels(draw: st.DrawFn) -> Bytes:
    """Small pictures: any colors, few colors, or colors very close together."""
    height, width = draw(_SHAPES)
    kind = draw(_COLORINGS)
    if kind == "any":
        return _bytes(draw, height, width, 3)
    if kind == "few":
        several = _bytes(draw, draw(_FEW), 3)
        return several[numbers(draw, (height, width), len(several))]
    lowest = _bytes(draw, 3, below=247)
    return lowest + _bytes(draw, height, width, 3, below=10)


@st.composite
def solid_pictures(draw: st.DrawFn) -> SourceImage:
    """Small pictures without transparency."""
    return picture(draw(pixels()))


@st.composite
def pictures(draw: st.DrawFn) -> SourceImage:
    """Small pictures: solid, cut out, softly transparent or wholly invisible."""
    rgb = draw(pixels())
    kind = draw(_OPACITIES)
    if kind == "none":
        return picture(rgb)
    drawn = _bytes(draw, *rgb.shape[:2])
    alpha = {
        "cut out": 255 * (drawn % 2),
        "soft": np.where(drawn % 2, drawn, _TURNS[drawn // 2 % len(_TURNS)]),
        "invisible": 0 * drawn,
    }
    return picture(rgb, alpha[kind])


@st.composite
def tables(draw: st.DrawFn) -> ColorTable:
    """Few colors, each with few or with very many pixels; solid ones, or soft."""
    colors = np.unique(draw(pixels()).reshape(-1, 3), axis=0)
    drawn = numbers(draw, (len(colors),), 10**7)
    counts = (1 + np.where(drawn % 2, drawn, drawn % 9)).astype(np.int64)
    if draw(st.booleans()):
        return ColorTable(colors, counts)
    opacity = 1 + numbers(draw, (len(colors),), 255)
    return ColorTable(colors, counts, counts * opacity / 255)


@st.composite
def palettes(draw: st.DrawFn, most: int = 12) -> Floats:
    """Centers, not rounded."""
    k = draw(st.integers(1, most))
    return numbers(draw, (k, 3), 25_501) / 100


@st.composite
def starts(draw: st.DrawFn) -> Floats:
    """Centers to start from, some useless: twice the same one, or far outside."""
    centers = draw(palettes())
    kind = draw(_STARTS)
    if kind == "far":
        centers += 1e4 * (numbers(draw, (len(centers), 1), 3) - 1)
    if kind == "twice":
        again = draw(st.integers(1, len(centers)))
        return np.vstack([centers, centers[:again]])
    return np.repeat(centers[:1], len(centers), axis=0) if kind == "same" else centers


@st.composite
def tables_with_fewer_centers(draw: st.DrawFn) -> tuple[ColorTable, Floats]:
    """At least two colors, and fewer centers than colors."""
    table = draw(tables().filter(lambda table: len(table) > 1))
    return table, draw(palettes(min(len(table) - 1, 12)))


def shortened(table: ColorTable, most: int) -> ColorTable:
    """Return a table of the first colors only."""
    return ColorTable(table.colors[:most], table.counts[:most], table.weights[:most])


def squared_distances(
    colors: NDArray[np.generic], centers: NDArray[np.generic]
) -> Floats:
    """Return the full matrix of squared distances, a row for each color."""
    offsets = colors[:, None].astype(np.float64) - centers[None].astype(np.float64)
    result: Floats = (offsets**2).sum(axis=2)
    return result


def inertia_of(level: Level, centers: Floats) -> float:
    """Add up the squared distances of all points to the nearest center."""
    squared = squared_distances(level.points.T, centers).min(axis=1)
    return float(squared @ level.weights + level.spread.sum())


def seen_opacity(image: SourceImage) -> Floats:
    """Return the opacities of the visible pixels, from above 0 to 1, in a list."""
    opacity = image.opacity.reshape(-1)
    shares: Floats = opacity[opacity > 0] / 255
    return shares


def seen_pixels(image: SourceImage) -> Bytes:
    """Return the visible pixels of a picture, in a list."""
    if image.alpha is None:
        return image.rgb.reshape(-1, 3)
    return image.rgb[image.alpha > 0]
