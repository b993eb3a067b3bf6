"""From any of Pillow's pixel modes to plain channels of 8 bits.

Each picture is parted into its color ("L", "RGB", "CMYK" or "LAB", which a
color profile can then work on) and its opacity, which profiles know nothing
of.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.notes import Note, Step
from components.engine.reading.bands import each_band

_PHOTOMETRIC: Final = 262
_WHITE_IS_ZERO: Final = 0

_UNSCALED_KEYS: Final = {"L;2": (3, 85), "L;4": (15, 17), "L": (255, 1)}

SIXTEEN_BITS: Final = Note("Reduced from 16 to 8 bits a channel.", Step.DEPTH)


@dataclass(frozen=True)
class GrayScale:
    """Which numbers of a gray picture are black and white.

    Attributes
    ----------
    black, white : float
        Become 0 and 255; what lies between is spread evenly and rounded.
    notes : tuple of str
        What to tell about it.
    encode : callable or None
        What is done to the numbers, as fractions of 0–1, before they are rounded.
    """

    black: float
    white: float
    notes: tuple[str, ...] = ()
    encode: Callable[[NDArray[np.float64]], NDArray[np.float64]] | None = None

    def levels(self, values: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Return values as 0–255; what is not a number becomes black.

        Examples
        --------
        >>> GrayScale(0, 65535).levels(np.array([0.0, 257.0, 65535.0]))
        array([  0,   1, 255], dtype=uint8)
        """
        span = self.white - self.black
        scaled = (values - self.black) * (255 / span) if span else values * 0
        finite = np.nan_to_num(scaled, nan=0, posinf=255, neginf=0).clip(0, 255)
        if self.encode is not None:
            finite = 255 * self.encode(finite / 255)
        levels: NDArray[np.uint8] = np.rint(finite).astype(np.uint8)
        return levels


def color_mode(mode: str) -> str:
    """Return the mode a picture's color has once it is parted from its opacity."""
    if mode in ("CMYK", "LAB"):
        return mode
    gray = mode in ("1", "L", "LA", "La", "I", "F") or mode.startswith("I;16")
    return "L" if gray else "RGB"


def gray_scale(image: Image.Image, raw: str) -> GrayScale | None:
    """Choose black and white for a gray picture of more than 8 bits.

    16 bits are taken as 0–65535, and the 12 bits of some TIFFs as 0–4095.
    Whole numbers of 32 bits are taken as 16 if they all fit. Fractions are
    taken as 0–1 if they all fit, or else as 0–255. Anything beyond has no
    black and white of its own, and is spread from its least number to its
    greatest.

    Parameters
    ----------
    image : PIL.Image.Image
        A decoded picture.
    raw : str
        The raw mode it was unpacked from.

    Returns
    -------
    GrayScale or None
        None if the picture has 8 bits or is not gray.
    """
    if image.mode.startswith("I;16"):
        white = 4095 if raw.startswith("I;12") else 65535
        return _reversed_if_marked(image, GrayScale(0, white, (SIXTEEN_BITS,)))
    if image.mode not in ("I", "F"):
        return None
    low, high = _finite_range(image)
    for white, notes in _PLAIN_RANGES[image.mode]:
        if low >= 0 and high <= white:
            return _reversed_if_marked(image, GrayScale(0, white, notes))
    note = _brightness(
        f"from {low:,.6g} to {high:,.6g}, was spread from black to white."
    )
    return _reversed_if_marked(image, GrayScale(low, high, (note,)))


def _brightness(what: str) -> Note:
    return Note(f"Its brightness, {what}", Step.BRIGHTNESS)


_PLAIN_RANGES: Final[dict[str, tuple[tuple[int, tuple[str, ...]], ...]]] = {
    "I": ((65535, (SIXTEEN_BITS,)),),
    "F": (
        (1, (_brightness("fractions from 0 to 1, was rounded to 8 bits."),)),
        (255, (_brightness("fractions from 0 to 255, was rounded to 8 bits."),)),
    ),
}


def _finite_range(image: Image.Image) -> tuple[float, float]:
    """Return the least and greatest number of a picture; (0, 0) if it has none."""
    low, high = np.inf, -np.inf
    for _, band in each_band(image):
        values = np.asarray(band)
        values = values[np.isfinite(values)]
        if values.size:
            low, high = min(low, float(values.min())), max(high, float(values.max()))
    return (low, high) if low <= high else (0.0, 0.0)


def _reversed_if_marked(image: Image.Image, scale: GrayScale) -> GrayScale:
    """Swap black and white if a TIFF says so; Pillow does it for 8 bits only."""
    tags = getattr(image, "tag_v2", {})
    if tags.get(_PHOTOMETRIC) != _WHITE_IS_ZERO:
        return scale
    return GrayScale(scale.white, scale.black, scale.notes)


def scale_color_key(image: Image.Image, raw: str) -> int | None:
    """Bring a transparent gray to the scale of the pixels.

    A PNG of 2 or 4 bits names the gray in those bits; Pillow widens the pixels
    to 8 bits and leaves the name as it was.

    Returns
    -------
    int or None
        What it is now, if it was something else.

    References
    ----------
    PNG specification, third edition, section 11.3.1.1 (tRNS).
    """
    key = image.info.get("transparency")
    if image.format == "PNG" and isinstance(key, int) and raw in _UNSCALED_KEYS:
        mask, factor = _UNSCALED_KEYS[raw]
        scaled = image.info["transparency"] = (key & mask) * factor
        return scaled if scaled != key else None
    return None


def part(
    band: Image.Image, scale: GrayScale | None
) -> tuple[Image.Image, NDArray[np.uint8] | None]:
    """Part a picture into its color and its opacity.

    Parameters
    ----------
    band : PIL.Image.Image
        In any of Pillow's modes.
    scale : GrayScale or None
        Needed if there are more than 8 bits of gray.

    Returns
    -------
    color : PIL.Image.Image
        In the mode that `color_mode` names.
    alpha : ndarray of shape (H, W), uint8, or None
        None if the mode has no opacity.
    """
    key = band.info.pop("transparency", None)
    if scale is not None:
        values = np.asarray(band)
        return Image.fromarray(_gray_levels(values, scale)), _keyed(values, key)
    if band.mode == "P":
        return band.convert("RGB"), _palette_alpha(band, key)
    if band.mode in ("La", "RGBa"):
        band = band.convert(band.mode.upper())
    if band.mode == "PA":
        band = band.convert("RGBA")
    if band.mode in ("LA", "RGBA"):
        return band.convert(band.mode[:-1]), np.asarray(band.getchannel("A"))
    wanted = color_mode(band.mode)
    color = band if band.mode == wanted else band.convert(wanted)
    return color, None if key is None else _keyed(np.asarray(color), key)


def _gray_levels(values: NDArray[Any], scale: GrayScale) -> NDArray[np.uint8]:
    """Return values as 0–255, from a table if there are but 65536 of them."""
    if values.dtype.kind != "u":
        return scale.levels(values.astype(np.float64))
    table = scale.levels(np.arange(65536, dtype=np.float64))
    looked_up: NDArray[np.uint8] = table[values]
    return looked_up


def _keyed(values: NDArray[Any], key: object) -> NDArray[np.uint8] | None:
    """Return the opacity that follows from one transparent color."""
    if not isinstance(key, int | tuple):
        return None
    same = values == np.asarray(key)
    if same.ndim == 3:
        same = same.all(axis=-1)
    return np.where(same, np.uint8(0), np.uint8(255))


def _palette_alpha(band: Image.Image, key: object) -> NDArray[np.uint8] | None:
    """Return the opacity of a palette picture, looked up for every pixel."""
    table = np.full(256, 255, np.uint8)
    if isinstance(key, bytes):
        listed = np.frombuffer(key[:256], np.uint8)
        table[: listed.size] = listed
    elif isinstance(key, int) and 0 <= key < 256:
        table[key] = 0
    elif band.palette is not None and band.palette.mode == "RGBA":
        listed = np.array(band.getpalette("RGBA"), np.uint8)[3::4]
        table[: listed.size] = listed
    else:
        return None
    looked_up: NDArray[np.uint8] = table[np.asarray(band)]
    return looked_up
