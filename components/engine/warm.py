"""Compile the engine's inner loops ahead of time.

``python -m components.engine.warm`` leaves the machine code where later
processes find it, so that no visitor waits for the compiler.
"""

import numpy as np

from components.engine.colors import ColorTable, count_colors, pack, tally_in_table
from components.engine.kmeans import sweep_k
from components.engine.quantize import quantize
from components.engine.source import SourceImage

# More colors than centers and more pixels than one block, so that every loop runs.
_SIDE = 32
_CENTERS = 8
_FEW = 8


def warm() -> None:
    """Run a small picture through every compiled function."""
    levels = np.arange(0, 256, 256 // _SIDE, dtype=np.uint8)
    red, green = np.meshgrid(levels, levels)
    image = SourceImage(np.dstack([red, green, red ^ green]), None, "PNG", 0)
    table = count_colors(image)
    tally_in_table(pack(image.rgb.reshape(-1, 3)))
    sweep = sweep_k(table, _CENTERS)
    sweep_k(ColorTable(table.colors[:_FEW], table.counts[:_FEW]))
    quantize(image, sweep.centers[-1])
    quantize(image, sweep.centers[-1], smoothness=0.5)


if __name__ == "__main__":
    warm()
