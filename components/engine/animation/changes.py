"""What changes from one drawn frame to the next: that is all that files hold.

A pixel is a code here: its palette color, and its opacity in the high byte. All that is
invisible has the code 0.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import deflate
import numpy as np
from numpy.typing import NDArray

from components.engine.animation.parts import Area
from components.engine.drawing.quantize import QuantizedImage
from components.engine.source import SOLID
from components.engine.writing.half_solid import half_solid

Codes = NDArray[np.uint16]
Mask = NDArray[np.bool_]

HIDDEN: Final = 0
_LEVEL: Final = 1  # how hard what waits is compressed


@dataclass(frozen=True)
class Change:
    """What a frame changes on the canvas.

    Attributes
    ----------
    area : Area
        The smallest rectangle that has all of it.
    clears : bool
        Whether the rectangle is to be empty when the frame's time is over.
    """

    area: Area
    clears: bool
    _codes: bytes
    _same: bytes

    @classmethod
    def of(cls, area: Area, clears: bool, codes: Codes, same: Mask) -> "Change":
        """Put one together; it waits compressed."""
        packed = deflate.zlib_compress(np.ascontiguousarray(codes), _LEVEL)
        mask = deflate.zlib_compress(np.packbits(same), _LEVEL)
        return cls(area, clears, bytes(packed), bytes(mask))

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return self.area.height, self.area.width

    @property
    def codes(self) -> Codes:
        """The rectangle's codes."""
        raw = deflate.zlib_decompress(self._codes, 2 * self.area.pixels)
        return np.frombuffer(raw, np.uint16).reshape(self.shape)

    @property
    def same(self) -> Mask:
        """Which of its pixels are on the canvas already."""
        raw = deflate.zlib_decompress(self._same, (self.area.pixels + 7) // 8)
        bits = np.unpackbits(np.frombuffer(raw, np.uint8), count=self.area.pixels)
        return bits.astype(np.bool_).reshape(self.shape)


def codes_of(drawn: QuantizedImage) -> Codes:
    """Return color and opacity of every pixel."""
    if drawn.alpha is None:
        return _solid(drawn)
    codes = drawn.alpha.astype(np.uint16) << np.uint16(8) | drawn.indices
    codes[drawn.alpha == 0] = HIDDEN
    return codes


def hard_codes_of(drawn: QuantizedImage) -> Codes:
    """Return the same where a pixel is there or not: from half its opacity on."""
    codes = _solid(drawn)
    codes[~half_solid(drawn)] = HIDDEN
    return codes


def _solid(drawn: QuantizedImage) -> Codes:
    return drawn.indices.astype(np.uint16) | np.uint16(SOLID << 8)


def changes(
    frames: Iterable[QuantizedImage],
    code: Callable[[QuantizedImage], Codes],
    overwrites: bool,
    even: bool = False,
) -> Iterator[Change]:
    """Find what each frame changes.

    Parameters
    ----------
    frames : iterable of QuantizedImage
        They are taken one by one.
    code : callable
        Makes the codes of one.
    overwrites : bool
        Whether a frame can make pixels invisible that were seen. If not, those are
        cleared when the time of the frame before is over, in all of its rectangle.
    even : bool
        Whether rectangles begin at even columns and rows.

    Yields
    ------
    Change
        That of the first frame is all of it.
    """
    waiting = (code(each) for each in frames)
    now = next(waiting, None)
    canvas: Codes | None = None
    while now is not None:
        after = next(waiting, None)
        changed = np.ones(now.shape, np.bool_) if canvas is None else now != canvas
        cleared = None if overwrites or after is None else (after == 0) & (now != 0)
        clears = cleared is not None and bool(cleared.any())
        area = _box(changed | cleared if clears and cleared is not None else changed)
        if even:
            area = _begun_even(area)
        there = _slices(area)
        yield Change.of(area, clears, now[there], ~changed[there])
        canvas = now
        if clears:
            canvas = now.copy()
            canvas[there] = HIDDEN
        now = after


def _slices(area: Area) -> tuple[slice, slice]:
    return (
        slice(area.top, area.top + area.height),
        slice(area.left, area.left + area.width),
    )


def _box(mask: Mask) -> Area:
    """Return the smallest rectangle around some pixels; of one pixel if there are none.

    Examples
    --------
    >>> _box(np.array([[0, 0, 0], [0, 1, 1]], np.bool_))
    Area(left=1, top=1, width=2, height=1)
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return Area(0, 0, 1, 1)
    left, top = int(columns[0]), int(rows[0])
    return Area(left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1)


def _begun_even(area: Area) -> Area:
    left, top = area.left % 2, area.top % 2
    return Area(area.left - left, area.top - top, area.width + left, area.height + top)
