"""Machine code goes from one process to another, and numpy does as well until then."""

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.engine import jit, machine_code, precompile
from components.engine.clustering.colors import count_colors
from components.engine.clustering.metric import metric_of
from components.engine.clustering.spaces import SPACES
from components.engine.drawing.nearest import (
    count_labels,
    nearest_indices,
    weigh_labels,
)
from components.engine.source import SourceImage
from components.engine.writing.png_writer import encode_lossless_png
from tests.pictures import decoded


def refuse(_: Callable[..., object]) -> None:
    raise RuntimeError("cannot cache function: no locator available")


@pytest.fixture
def nothing_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jit, "_OfThisVersion", refuse)


@pytest.fixture
def on_its_way() -> Iterator[None]:
    """Let machine code be on its way, as on a server that was just installed."""
    machine_code.announce()
    yield
    machine_code.arrive()


def tripled(value: int) -> int:
    return 3 * value


@pytest.mark.usefixtures("nothing_on_disk")
def test_what_one_process_has_compiled_another_need_not() -> None:
    shares: list[float] = []
    here: Any = jit.kernel(tripled)
    code = machine_code.made_by(lambda: here(4), shares.append)
    assert len(shares) == 1
    machine_code.take(code)
    there: Any = jit.kernel(tripled)
    assert there(4) == 12
    assert not there.stats.cache_misses
    assert not there._cache.is_on_disk()


@pytest.fixture(autouse=True)
def loops_of_tests_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_code, "_all", [*machine_code._all])


class Index:
    """Keeps machine code as numba does: it reads an index, and writes it with more."""

    def __init__(self, folder: Path) -> None:
        self.cache_path = str(folder)
        self.kept: tuple[object, ...] = ()
        self._both_have_read = threading.Barrier(2)

    def save_overload(self, sig: object, _: object) -> None:
        """Keep it; between reading and writing another may come, if it can."""
        read = self.kept
        with suppress(threading.BrokenBarrierError):
            self._both_have_read.wait(timeout=0.2)
        self.kept = (*read, sig)

    def load_overload(self, sig: object, _: object) -> object:
        """Tell whether it is kept."""
        return sig in self.kept


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be held there")
def test_of_two_who_compile_at_once_neither_loses_what_the_other_keeps(
    tmp_path: Path,
) -> None:
    index = Index(tmp_path)
    codes = [machine_code.Code(tripled, index) for _ in range(2)]
    with ThreadPoolExecutor(2) as both:
        for each in zip(codes, ("int64", "uint8"), strict=True):
            both.submit(each[0].save_overload, each[1], SimpleNamespace())
    assert {*index.kept} == {"int64", "uint8"}
    assert codes[0].load_overload("uint8", None)


def test_where_the_folder_is_gone_it_is_compiled_all_the_same(tmp_path: Path) -> None:
    index = Index(tmp_path / "gone")
    code = machine_code.Code(tripled, index)
    assert not code.load_overload("int64", None)
    code.save_overload("int64", SimpleNamespace())
    assert code.load_overload("int64", None)


def test_two_processes_compile_every_part_once() -> None:
    lanes = (*precompile.FIRST, *precompile.LATER)
    parts = [each for lane in lanes for each in lane]
    assert sorted(map(str, parts)) == sorted(map(str, precompile.PARTS))
    assert precompile.main(["files"]) == 0


@pytest.mark.usefixtures("nothing_on_disk")
def test_who_stops_watching_stops_the_compiler() -> None:
    def stop(share: float) -> None:
        raise BrokenPipeError

    here: Any = jit.kernel(tripled)
    with pytest.raises(BrokenPipeError):
        machine_code.made_by(lambda: here(4), stop)


def without_machine_code(work: Callable[[], Any]) -> Any:  # noqa: ANN401 - any result
    machine_code.announce()
    try:
        return work()
    finally:
        machine_code.arrive()


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 256), st.sampled_from(SPACES))
def test_numpy_finds_the_same_nearest_colors(seed: int, k: int, space: Any) -> None:  # noqa: ANN401
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (300, 3), dtype=np.uint8)
    palette = random.integers(0, 256, (k, 3), dtype=np.uint8)
    table = count_colors(SourceImage(pixels[None], None, "PNG", 0))
    metric = metric_of(table, space)
    found = nearest_indices(pixels, palette, metric)
    again = without_machine_code(lambda: nearest_indices(pixels, palette, metric))
    np.testing.assert_array_equal(again, found)


def test_numpy_finds_the_same_place_for_colors_of_every_kind() -> None:
    steps = np.r_[np.arange(0, 255, 5), 255].astype(np.uint8)
    colors = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    table = count_colors(SourceImage(colors[None], None, "PNG", 0))
    for space in SPACES:
        metric = metric_of(table, space)
        points = without_machine_code(partial(metric.points, colors))
        np.testing.assert_array_equal(points, metric.points(colors))


@pytest.mark.usefixtures("on_its_way")
@pytest.mark.parametrize("channels", [3, 4])
def test_pictures_are_counted_and_shown_without_machine_code(channels: int) -> None:
    random = np.random.default_rng(channels)
    pixels = random.integers(0, 4, (40, 30, channels), dtype=np.uint8) * 85
    alpha = None if channels == 3 else pixels[..., 3]
    image = SourceImage(pixels[..., :3], alpha, "PNG", 0)
    shown = decoded(encode_lossless_png(image, "fast"))[..., :channels]
    np.testing.assert_array_equal(shown, pixels)
    table = count_colors(image)
    seen = pixels.reshape(-1, channels)
    colors, counts = np.unique(
        seen[seen[:, -1] > 0][:, :3] if channels == 4 else seen,
        axis=0,
        return_counts=True,
    )
    np.testing.assert_array_equal(table.colors, colors)
    np.testing.assert_array_equal(table.counts, counts)


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 256), st.integers(0, 300))
def test_numpy_counts_and_weighs_the_same_labels(seed: int, k: int, n: int) -> None:
    random = np.random.default_rng(seed)
    labels = random.integers(0, k, n, dtype=np.uint8)
    opacity = random.integers(0, 256, n, dtype=np.uint8)
    for work in (
        partial(count_labels, labels, k),
        partial(weigh_labels, labels, opacity, k),
    ):
        np.testing.assert_array_equal(without_machine_code(work), work())


def test_what_some_wait_for_comes_by_itself() -> None:
    machine_code.announce(machine_code.PAGE, machine_code.DOTS)
    try:
        machine_code.arrive()
        assert machine_code.at_hand()
        assert not machine_code.at_hand(machine_code.DOTS)
        assert not machine_code.wait(0, machine_code.DOTS)
    finally:
        machine_code.arrive(machine_code.DOTS)
    assert machine_code.wait(0, machine_code.DOTS)
