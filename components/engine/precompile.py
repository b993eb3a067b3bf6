"""Compile the engine's inner loops ahead of time.

``python -m components.engine.precompile`` leaves the machine code where later
processes find it, so that no visitor waits for the compiler. With names of parts it
compiles these; without, all of them, in two processes where there are two cores.

It is cut into parts. Who begins with what he needs first is ready sooner; and where two
processes begin with different parts, each finds what the other has compiled.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from components.engine.animation.lzw import lzw
from components.engine.clustering.adding import pour, tally_of
from components.engine.clustering.colors import (
    ColorTable,
    count_colors,
    tally_in_table,
    weigh_in_table,
)
from components.engine.clustering.kmeans import sweep_k
from components.engine.clustering.listed import sweep_list
from components.engine.drawing.coverage import MANY
from components.engine.drawing.dots import Dither
from components.engine.drawing.palette import palettes
from components.engine.drawing.quantize import quantize
from components.engine.judging.quality import compare, compare_colors
from components.engine.judging.visual_score import visual_score
from components.engine.png.deflating import compress
from components.engine.source import SourceImage
from components.engine.writing.png_writer import encode_lossless_png

# More colors than centers and more pixels than one block, so that every loop runs.
_SIDE = 32
_CENTERS = 8
_FEW = 8

# One of each way; what differs within a way are numbers only.
_DITHERS: Final[tuple[Dither, ...]] = ("full", "bayer")


class Part(Protocol):
    """A function that calls some of the loops."""

    __name__: str

    def __call__(self) -> None:
        """Call them."""


@cache
def _pictures() -> tuple[SourceImage, SourceImage]:
    """Return one of many colors, and the same with all opacities."""
    levels = np.arange(0, 256, 256 // _SIDE, dtype=np.uint8)
    red, green = np.meshgrid(levels, levels)
    rgb = np.dstack([red, green, red ^ green])
    return SourceImage(rgb, None, "PNG", 0), SourceImage(rgb, green, "PNG", 0)


@cache
def _table() -> ColorTable:
    return count_colors(_pictures()[0])


@cache
def _centers() -> NDArray[np.float64]:
    return _table().colors[:_CENTERS].astype(np.float64)


def fits() -> None:
    """Compile what finds the best colors."""
    table = _table()
    sweep_k(table, _CENTERS)
    sweep_k(ColorTable(table.colors[:_FEW], table.counts[:_FEW]), keep_flat=True)


def drawings() -> None:
    """Compile what counts colors and draws in a palette."""
    image, cut_out = _pictures()
    table, soft = _table(), count_colors(cut_out)
    pixels = image.rgb.reshape(-1, 3)
    tally_in_table(pixels)
    weigh_in_table(pixels, cut_out.opacity.reshape(-1))
    # Of few dark colors: to touch a place for every color there is takes long.
    tally = tally_of(ColorTable(table.colors[:_FEW], table.counts[:_FEW]))
    places = np.zeros((2, int(tally.values.max()) + 1), np.int64)
    pour(tally.values, tally.counts, tally.weights, *places)
    for number in (1, MANY):
        palettes(image, table, [_centers()] * number)
    palettes(cut_out, soft, [_centers()])
    quantize(image, _centers())


def files() -> None:
    """Compile what writes files."""
    image, _ = _pictures()
    encode_lossless_png(image)
    entries = image.rgb[..., 0]
    compress(lambda some: entries[some], [slice(_FEW), slice(_FEW, None)], 6)


def judgments() -> None:
    """Compile what tells how good a drawing is."""
    for image in _pictures():
        drawn = quantize(image, _centers())
        compare_colors(_table(), drawn.palette)
        compare(image, drawn)
    visual_score(image, drawn)  # compiles nothing, but loads what it needs


def dots() -> None:
    """Compile what mixes colors by dots."""
    for dither in _DITHERS:
        quantize(_pictures()[0], _centers(), dither=dither)


def animations() -> None:
    """Compile what writes animations."""
    entries = _pictures()[0].rgb[..., 0]
    lzw(entries, entries == 0, 0, 8)


def smaller_files() -> None:
    """Compile what has pixels keep a neighbor's color."""
    for image in _pictures():
        quantize(image, _centers(), smoothness=0.5)


def given_colors() -> None:
    """Compile what keeps colors, and what chooses from a list."""
    table = _table()
    sweep_k(table, _CENTERS, fixed=table.colors[:_FEW])
    sweep_list(table, table.colors, _CENTERS)


PARTS: Final[Sequence[Part]] = (
    fits,
    drawings,
    files,
    judgments,
    dots,
    smaller_files,
    given_colors,
    animations,
)

# For two processors: what a first visit needs, and then what is chosen by few. Both are
# done at about the same time.
FIRST: Final[Sequence[Sequence[Part]]] = ((fits,), (drawings, judgments, files))
LATER: Final[Sequence[Sequence[Part]]] = (
    (smaller_files, animations),
    (dots, given_colors),
)


def part(name: str) -> Part:
    """Return one of `PARTS` by the name of its function."""
    return next(each for each in PARTS if each.__name__ == name)


def precompile(parts: Sequence[Part] = PARTS) -> None:
    """Run small pictures through every compiled function.

    Parameters
    ----------
    parts : sequence of callable
        Some or all of `PARTS`, in the order in which they are wanted.
    """
    for each in parts:
        each()


def collect_seldom() -> None:
    """Have Python look for garbage seldom, in a process that does nothing but compile.

    Most of what the compiler makes stays, and to go over it again and again is a tenth
    of the work.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 1000)


def main(names: Sequence[str]) -> int:
    """Compile the parts of these names, or else all; 0 if that went well."""
    if names or (os.cpu_count() or 1) == 1:
        precompile([part(name) for name in names] or PARTS)
        return 0
    lanes = [(*first, *later) for first, later in zip(FIRST, LATER, strict=True)]
    here, *others = [[each.__name__ for each in lane] for lane in lanes]
    command = [sys.executable, "-m", "components.engine.precompile"]
    beside = [subprocess.Popen([*command, *each]) for each in others]
    main(here)
    return max(each.wait() for each in beside)


if __name__ == "__main__":
    collect_seldom()
    sys.exit(main(sys.argv[1:]))
