"""The picture as the rest of the engine sees it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from components.engine.resolution import Resolution


@dataclass(frozen=True)
class Decoding:
    """How a file's numbers became pixels, for who is to read it the same way elsewhere.

    What happened to color and opacity besides is told by `SourceImage.notes`.

    Attributes
    ----------
    mode : str
        Pillow's mode of the decoded picture, before anything was done to it.
    raw : str
        How Pillow unpacks samples of 16 bits that it alone would cut to 8; else empty.
    black, white : float
        Numbers of a gray picture of more than 8 bits that became 0 and 255; what lies
        between was spread evenly and rounded. None where there is nothing to spread.
    key : int
        Gray level, 0–255, that is transparent, where Pillow names another; else None.
    turn : int
        EXIF orientation, 1 to 8, that is left to be applied after decoding.
    chains : bool
        Whether steps in the color profile were hidden from the conversion.
    profile : str
        A color profile that does not stand in the file but was made from what it tells
        of its colors, in hexadecimal digits; or empty.
    exponent : float
        To what power numbers of more than 8 bits were raised, as fractions of the
        greatest, before sRGB's curve was applied and they were rounded; 0 if neither
        was done.
    area : tuple of int
        Left, top, right and bottom of what the first frame of an animation draws; the
        rest is invisible. Empty if it draws all.
    """

    mode: str = "RGB"
    raw: str = ""
    black: float | None = None
    white: float | None = None
    key: int | None = None
    turn: int = 1
    chains: bool = False
    profile: str = ""
    exponent: float = 0.0
    area: tuple[int, ...] = ()


SOLID: Final = 255
"""Opacity of a pixel through which nothing is seen."""


@dataclass(frozen=True, eq=False)
class Filling:
    """Pixels that are drawn in one more color, which counts for nothing.

    Attributes
    ----------
    color : ndarray of shape (3,), uint8
        sRGB, 0–255.
    mask : ndarray of shape (H, W), bool
        Which pixels.
    """

    color: NDArray[np.uint8]
    mask: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Aside:
    """What somebody has set aside of a picture, which counts for nothing.

    Attributes
    ----------
    color : ndarray of shape (3,), uint8
        The color that is set aside, sRGB, 0–255.
    mask : ndarray of shape (H, W), bool
        The pixels that are near enough to it.
    alpha : ndarray of shape (H, W), uint8, or None
        The opacities that the picture had before; None where all were solid.
    reach : float
        How far a pixel may be from the color, as a distance in Oklab.
    at_edge : bool
        Whether only pixels were taken that hang together with the picture's edge.
    filled : bool
        Whether these pixels are drawn in the color, as one more than the palette has.
        Otherwise nothing is drawn there.
    """

    color: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    alpha: NDArray[np.uint8] | None
    reach: float
    at_edge: bool = False
    filled: bool = False

    def part(self, rows: slice) -> "Aside":
        """Return what is set aside of some rows of the picture."""
        alpha = None if self.alpha is None else self.alpha[rows]
        return replace(self, mask=self.mask[rows], alpha=alpha)

    @cached_property
    def filling(self) -> Filling | None:
        """What is drawn there, if anything: where at least half was to be seen."""
        if not self.filled:
            return None
        if self.alpha is None:
            return Filling(self.color, self.mask)
        return Filling(self.color, self.mask & (self.alpha > SOLID // 2))


@dataclass(frozen=True, eq=False)
class SourceImage:
    """A decoded picture, upright and in sRGB.

    Its pixels can be read only, whoever makes it: for numba's compiler, what can be
    written is another type, and each loop would take it another second.

    Attributes
    ----------
    rgb : ndarray of shape (H, W, 3), uint8
        Red, green and blue of every pixel, 0–255, sRGB. Rows run from the
        top, columns from the left.
    alpha : ndarray of shape (H, W), uint8, or None
        Opacity of every pixel: 0 is invisible, 255 solid. None when every
        pixel is solid.
    format : str
        Name of the file format, as Pillow spells it ("PNG", "JPEG", …).
    file_bytes : int
        Size of the file it came from, in bytes.
    notes : tuple of str
        What was done to the picture while reading it, a sentence each; of some it is
        known, too, which step that was (`notes.Note`).
    decoding : Decoding
        How it was decoded.
    resolution : Resolution or None
        How it is meant to be printed, upright as it is here; None if its file does
        not say.
    aside : Aside or None
        What somebody has set aside of it: those pixels are invisible here, so that
        nothing looks at them. None where every pixel counts.
    narrowed : bool
        Whether it has fewer pixels than its file, as of `reduce_to_width`.
    """

    rgb: NDArray[np.uint8]
    alpha: NDArray[np.uint8] | None
    format: str
    file_bytes: int
    notes: tuple[str, ...] = ()
    decoding: Decoding = Decoding()
    resolution: Resolution | None = None
    aside: Aside | None = None
    narrowed: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "rgb", read_only(self.rgb))
        if self.alpha is not None:
            object.__setattr__(self, "alpha", read_only(self.alpha))

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Come out of a pickle, which forgets what can be read only."""
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def height(self) -> int:
        """Number of rows."""
        return int(self.rgb.shape[0])

    @property
    def width(self) -> int:
        """Number of columns."""
        return int(self.rgb.shape[1])

    @cached_property
    def soft(self) -> bool:
        """Whether any pixel is partly transparent."""
        return has_soft_pixels(self.alpha)

    @property
    def visible(self) -> NDArray[np.bool_] | None:
        """Mask of shape (H, W) of the pixels that can be seen; None means all."""
        return None if self.alpha is None else self.alpha > 0

    @property
    def visible_mask(self) -> NDArray[np.bool_]:
        """The same as ``visible``, spelled out where all can be seen."""
        seen = self.visible
        return np.ones(self.rgb.shape[:2], np.bool_) if seen is None else seen

    @property
    def filling(self) -> Filling | None:
        """What is drawn beside the palette's colors, if anything is."""
        return None if self.aside is None else self.aside.filling

    @property
    def opacity(self) -> NDArray[np.uint8]:
        """The same as ``alpha``, spelled out where all pixels are solid."""
        if self.alpha is None:
            return read_only(np.full(self.rgb.shape[:2], SOLID, np.uint8))
        return self.alpha


def read_only(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the same numbers, as an array that cannot be written."""
    view = pixels.view()
    view.flags.writeable = False
    return view


def has_soft_pixels(alpha: NDArray[np.uint8] | None) -> bool:
    """Tell whether any opacity, of shape (H, W) or None for solid, is partial."""
    return alpha is not None and bool(((alpha > 0) & (alpha < 255)).any())


def hides_colors(image: SourceImage) -> bool:
    """Tell whether a picture has different colors where nothing is to be seen."""
    if image.alpha is None:
        return False
    hidden = image.rgb[image.alpha == 0]
    return bool((hidden != hidden[:1]).any())
