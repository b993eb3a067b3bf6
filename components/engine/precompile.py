"""Compile the engine's inner loops ahead of time.

``python -m components.engine.precompile`` leaves the machine code where later
processes find it, so that no visitor waits for the compiler.
"""

from typing import Final

import numpy as np

from components.engine.clustering.colors import (
    ColorTable,
    count_colors,
    pack,
    tally_in_table,
    weigh_in_table,
)
from components.engine.clustering.kmeans import sweep_k
from components.engine.clustering.listed import sweep_list
from components.engine.drawing.dots import Dither
from components.engine.drawing.palette import palettes
from components.engine.drawing.quantize import quantize
from components.engine.judging.quality import compare, compare_colors
from components.engine.judging.visual_score import visual_score
from components.engine.source import SourceImage
from components.engine.writing.png_writer import encode_lossless_png

# More colors than centers and more pixels than one block, so that every loop runs.
_SIDE = 32
_CENTERS = 8
_FEW = 8

# One of each way; what differs within a way are numbers only.
_DITHERS: Final[tuple[bool | Dither, ...]] = (False, True, "bayer")


def precompile() -> None:
    """Run small pictures through every compiled function."""
    levels = np.arange(0, 256, 256 // _SIDE, dtype=np.uint8)
    red, green = np.meshgrid(levels, levels)
    rgb = np.dstack([red, green, red ^ green])
    image = SourceImage(rgb, None, "PNG", 0)
    cut_out = SourceImage(rgb, green, "PNG", 0)
    table = count_colors(image)
    tally_in_table(pack(image.rgb.reshape(-1, 3)))
    sweep = sweep_k(table, _CENTERS)
    sweep_k(ColorTable(table.colors[:_FEW], table.counts[:_FEW]), keep_flat=True)
    sweep_k(table, _CENTERS, fixed=table.colors[:_FEW])
    sweep_list(table, table.colors, _CENTERS)
    drawn = quantize(image, sweep.centers[-1])
    compare_colors(table, drawn.palette)
    visual_score(image, drawn)  # compiles nothing, but loads what it needs
    compare(image, drawn)
    encode_lossless_png(image)
    soft = count_colors(cut_out)
    weigh_in_table(pack(image.rgb.reshape(-1, 3)), cut_out.opacity.reshape(-1))
    palettes(cut_out, soft, sweep.centers)
    compare(cut_out, quantize(cut_out, sweep.centers[-1]))
    quantize(cut_out, sweep.centers[-1], smoothness=0.5)
    for dither in _DITHERS:
        quantize(image, sweep.centers[-1], dither=dither)
    quantize(image, sweep.centers[-1], smoothness=0.5)


if __name__ == "__main__":
    precompile()
