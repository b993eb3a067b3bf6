"""Counting the colors of an animation."""

from components.engine.animation.frames import Frames
from components.engine.clustering.adding import add_tables
from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.drawing.quantize import PNG_ENTRIES


def count_frames(animation: Frames) -> ColorTable:
    """Count the colors of all frames.

    Parameters
    ----------
    animation : Animation or what acts like one
        The frames.

    Returns
    -------
    ColorTable
        That of one picture of all frames' pixels: each pixel of each frame counts once,
        however long the frame is seen. What stands still therefore counts as often as
        there are frames, as it is looked at as often.

    Raises
    ------
    DamagedFrameError
        At a frame that cannot be decoded.
    """
    return add_tables(count_colors(frame) for frame in animation.frames())


def entries_for_frames(animation: Frames, table: ColorTable) -> int:
    """Return how many entries of a palette there are for an animation's colors.

    Parameters
    ----------
    animation : Animation or what acts like one
        The frames.
    table : ColorTable
        Their colors, as of `count_frames`.

    Returns
    -------
    int
        As of `entries_for`: 256, or 255 where something is transparent in any frame.
    """
    pixels = len(animation) * animation.width * animation.height
    seen, weight = int(table.counts.sum()), float(table.weights.sum())
    solid = seen == pixels and weight == seen
    return PNG_ENTRIES if solid else PNG_ENTRIES - 1
