"""Colors that are not given in RGB, as palette files of Adobe have them.

CMYK says how much ink, not which; without a profile of the press it is approximate.

References
----------
.. [1] CIE 15:2004, "Colorimetry", L*a*b*; for D50, as in Adobe's files.
.. [2] B. Lindbloom, "XYZ to RGB" for sRGB with Bradford-adapted D50.
   http://www.brucelindbloom.com/index.html?Eqn_RGB_XYZ_Matrix.html
"""

import colorsys
from typing import Final

import numpy as np

from components.engine.reading.palettes.listed import byte
from components.engine.transfer import srgb_of_light

Rgb = tuple[int, int, int]

_D50: Final = np.array([0.96422, 1.0, 0.82521])
_XYZ_TO_RGB: Final = np.array(
    [
        [3.1338561, -1.6168667, -0.4906146],
        [-0.9787684, 1.9161415, 0.0334540],
        [0.0719453, -0.2289914, 1.4052427],
    ]
)
# Where the cube root of L*a*b* becomes a straight line.
_BEND: Final = 6 / 29


def from_cmyk(cyan: float, magenta: float, yellow: float, black: float) -> Rgb:
    """Mix inks, 0–1 each, on white paper.

    Examples
    --------
    >>> from_cmyk(0, 1, 1, 0), from_cmyk(0, 0, 0, 1)
    ((255, 0, 0), (0, 0, 0))
    """
    for ink in (cyan, magenta, yellow, black):
        byte(ink, 1)
    light = 1 - black
    return (
        byte((1 - cyan) * light, 1),
        byte((1 - magenta) * light, 1),
        byte((1 - yellow) * light, 1),
    )


def from_hsb(hue: float, saturation: float, brightness: float) -> Rgb:
    """Convert hue, saturation and brightness, 0–1 each.

    Examples
    --------
    >>> from_hsb(0, 1, 1), from_hsb(1 / 3, 1, 1)
    ((255, 0, 0), (0, 255, 0))
    """
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, brightness)
    return byte(red, 1), byte(green, 1), byte(blue, 1)


def from_lab(lightness: float, a: float, b: float) -> Rgb:
    """Convert L*a*b* of D50 [1]_ [2]_, L 0–100; what no screen shows is cut off.

    Examples
    --------
    >>> from_lab(100, 0, 0), from_lab(54.29, 80.81, 69.89)
    ((255, 255, 255), (255, 0, 0))
    """
    for value, most in ((lightness, 100), (abs(a), 200), (abs(b), 200)):
        byte(value, most)
    middle = (lightness + 16) / 116
    bent = np.array([middle + a / 500, middle, middle - b / 200])
    straight = 3 * _BEND**2 * (bent - 4 / 29)
    light = _XYZ_TO_RGB @ (_D50 * np.where(bent > _BEND, bent**3, straight))
    red, green, blue = srgb_of_light(np.clip(light, 0, 1)).clip(0, 1).tolist()
    return byte(red, 1), byte(green, 1), byte(blue, 1)
