"""What the numbers of a file mean: which red, green, blue and white, and how bright."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from components.engine.reading.told import curves
from components.engine.reading.told.curves import Curve, Samples

Point = tuple[float, float]
# Chromaticities (CIE 1931 x and y) of red, green, blue and white.
Primaries = tuple[Point, Point, Point, Point]

_D65: Final = (0.3127, 0.3290)

SRGB: Final = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), _D65)
ADOBE: Final = ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06), _D65)
DISPLAY_P3: Final = ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06), _D65)
REC_2020: Final = ((0.708, 0.292), (0.17, 0.797), (0.131, 0.046), _D65)
_NAMES: Final = {
    SRGB: "sRGB",
    ADOBE: "Adobe RGB",
    DISPLAY_P3: "Display P3",
    REC_2020: "Rec. 2020",
}

# Files round chromaticities to three or four digits, each program in its own way.
_NEAR: Final = 0.002

# The gamma that stands for sRGB's curve wherever only a gamma can be written.
GAMMA: Final = 2.2
ADOBE_GAMMA: Final = 563 / 256


@dataclass(frozen=True)
class Encoding:
    """What the numbers of a file mean, as colors.

    Attributes
    ----------
    name : str
        How it is called, in a sentence: "Adobe RGB".
    told_by : str
        Where the file says so, in the same sentence: "as the camera noted in the
        file".
    primaries : tuple of four points
        Chromaticities of red, green, blue and white.
    curve : callable
        From samples of 0–1 to light of 0–1.
    narrow : bool
        Whether black and white are the numbers 16 and 235 instead of 0 and 255.
    hdr : str
        Name of the curve if its light goes beyond an ordinary screen's, or empty.
    exponent : float
        What the curve raises samples to, if that is all it does, or 0.
    stands_for_srgb : bool
        Whether the curve could only be written as a gamma, so that one near 2.2 means
        sRGB's.
    """

    name: str
    told_by: str
    primaries: Primaries = SRGB
    curve: Curve = curves.srgb
    narrow: bool = False
    hdr: str = ""
    exponent: float = 0.0
    stands_for_srgb: bool = False

    def light(self, samples: Samples, bits: int = 8) -> Samples:
        """Return the light of samples, both 0–1.

        Parameters
        ----------
        samples : ndarray of float64
            0–1.
        bits : int
            How many bits they had in the file, which the narrow range depends on.
        """
        if self.narrow:
            step = 2 ** (bits - 8) / (2**bits - 1)
            samples = ((samples - 16 * step) / (219 * step)).clip(0, 1)
        return self.curve(samples).clip(0, 1)


def of_gamma(gamma: float, primaries: Primaries, told_by: str) -> Encoding:
    """Return what a file means that names a gamma, such as 2.2, and primaries."""
    known = name_of(primaries)
    bright = f"a gamma of {gamma:.3g}"
    if known == "Adobe RGB" and abs(gamma - ADOBE_GAMMA) < 0.01:
        name = known
    elif known == "sRGB":
        name = bright
    elif known:
        name = f"the primaries of {known} and {bright}"
    else:
        name = f"a red, green and blue of its own and {bright}"
    curve = curves.power(gamma)
    return Encoding(
        name, told_by, primaries, curve, exponent=gamma, stands_for_srgb=True
    )


def name_of(primaries: Primaries) -> str:
    """Return the name of the color space that has such primaries, or nothing.

    Examples
    --------
    >>> name_of(((0.64, 0.33), (0.2101, 0.7099), (0.15, 0.06), (0.313, 0.329)))
    'Adobe RGB'
    """
    for known, name in _NAMES.items():
        if np.abs(np.subtract(known, primaries)).max() <= _NEAR:
            return name
    return ""
