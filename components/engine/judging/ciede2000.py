"""How different two colors look: CIELAB and the CIEDE2000 formula.

References
----------
.. [1] G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula:
   implementation notes, supplementary test data, and mathematical observations",
   Color Research & Application 30(1), 2005. doi:10.1002/col.20070
.. [2] IEC 61966-2-1:1999, sRGB: its transfer function and primaries, white D65.
.. [3] CIE 15:2004, Colorimetry, section 8.2.1: CIELAB.
.. [4] W. Mokrzycki, M. Tatol, "Colour difference ΔE – a survey", Machine Graphics
   & Vision 20(4), 2011. Its steps: below 1 nobody notices the difference, from 1 to
   2 only an experienced observer, from 2 to 3.5 everybody; from 3.5 to 5 it is
   clear, and above 5 one sees two different colors.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.clustering.spaces import linear_from_srgb
from components.engine.jit import kernel, leaf

Floats = NDArray[np.float64]

# Where the steps of the survey [4]_ end.
UNNOTICED: Final = 1.0
FOR_THE_PRACTISED: Final = 2.0
FOR_EVERYBODY: Final = 3.5
ANOTHER_COLOR: Final = 5.0
# Where the scale of the loss map ends; ours.
FAR_OFF: Final = 10.0

_LINEAR: Final = linear_from_srgb(np.arange(256.0))
_TO_XYZ: Final = np.array(
    [
        [0.412453, 0.357580, 0.180423],
        [0.212671, 0.715160, 0.072169],
        [0.019334, 0.119193, 0.950227],
    ]
)
_D65: Final = np.array([0.95047, 1.0, 1.08883])
_TO_WHITE: Final = _TO_XYZ / _D65[:, None]

_LINE_ENDS: Final = (6 / 29) ** 3
_SLOPE: Final = (29 / 6) ** 2 / 3

_DEGREE: Final = math.pi / 180
_ROUND: Final = 2 * math.pi
_COS_30, _SIN_30 = math.cos(30 * _DEGREE), math.sin(30 * _DEGREE)
_COS_6, _SIN_6 = math.cos(6 * _DEGREE), math.sin(6 * _DEGREE)
_COS_63, _SIN_63 = math.cos(63 * _DEGREE), math.sin(63 * _DEGREE)
_25_TO_7: Final = 25.0**7


def lab_from_srgb(colors: NDArray[np.uint8]) -> Floats:
    """Convert sRGB to CIELAB under D65.

    Parameters
    ----------
    colors : ndarray of shape (n, 3), uint8
        sRGB, 0–255.

    Returns
    -------
    ndarray of shape (n, 3), float64
        L*, 0–100; a* (green to red) and b* (blue to yellow), about ±110.

    Examples
    --------
    >>> lab_from_srgb(np.array([[255, 0, 0]], dtype=np.uint8)).round(1).tolist()
    [[53.2, 80.1, 67.2]]
    """
    return _lab_from_srgb(np.ascontiguousarray(colors))


@kernel
def _lab_from_srgb(colors: NDArray[np.uint8]) -> Floats:
    lab = np.empty((colors.shape[0], 3))
    for i in range(colors.shape[0]):
        one = lab_of(colors[i, 0], colors[i, 1], colors[i, 2])
        lab[i, 0], lab[i, 1], lab[i, 2] = one
    return lab


@leaf
def lab_of(red: int, green: int, blue: int) -> tuple[float, float, float]:
    """CIELAB of one sRGB color, 0–255; only for other kernels."""
    r, g, b = _LINEAR[red], _LINEAR[green], _LINEAR[blue]
    x = _bent(_TO_WHITE[0, 0] * r + _TO_WHITE[0, 1] * g + _TO_WHITE[0, 2] * b)
    y = _bent(_TO_WHITE[1, 0] * r + _TO_WHITE[1, 1] * g + _TO_WHITE[1, 2] * b)
    z = _bent(_TO_WHITE[2, 0] * r + _TO_WHITE[2, 1] * g + _TO_WHITE[2, 2] * b)
    return 116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)


@leaf
def _bent(value: float) -> float:
    """Bend a share of white as the eye does: a cube root, near black a line."""
    if value <= _LINE_ENDS:
        return _SLOPE * value + 4.0 / 29.0
    return float(np.cbrt(value))


@kernel
def ciede2000(a: Floats, b: Floats) -> Floats:
    """Difference of colors as CIEDE2000, all its weights being 1.

    Parameters
    ----------
    a, b : ndarray of shape (n, 3), float64
        CIELAB. Row i of the one is compared with row i of the other.

    Returns
    -------
    ndarray of shape (n,), float64
        At least 0, and 0 for equal colors; the same for (b, a). Black and white
        differ by 100. It is no metric: the triangle inequality does not hold.
    """
    found = np.empty(a.shape[0])
    for i in range(a.shape[0]):
        found[i] = difference(a[i, 0], a[i, 1], a[i, 2], b[i, 0], b[i, 1], b[i, 2])
    return found


@kernel
def difference(
    l1: float, a1: float, b1: float, l2: float, a2: float, b2: float
) -> float:
    """Equations 2 to 22 of Sharma et al., angles in radians; for kernels."""
    # What is nearly gray is spread along a* (2 to 6).
    mean = 0.5 * (math.sqrt(a1 * a1 + b1 * b1) + math.sqrt(a2 * a2 + b2 * b2))
    stretch = 1.5 - 0.5 * _saturation(mean)
    a1, a2 = stretch * a1, stretch * a2
    c1, c2 = math.sqrt(a1 * a1 + b1 * b1), math.sqrt(a2 * a2 + b2 * b2)
    turn, hue = _hues(a1, b1, a2, b2)
    dl, dc = l2 - l1, c2 - c1
    dh = 2.0 * math.sqrt(c1 * c2) * math.sin(0.5 * turn)
    # How much each difference counts there (12 to 21).
    lightness, chroma = 0.5 * (l1 + l2) - 50.0, 0.5 * (c1 + c2)
    squared = lightness * lightness
    dl /= 1.0 + 0.015 * squared / math.sqrt(20.0 + squared)
    dc /= 1.0 + 0.045 * chroma
    dh /= 1.0 + 0.015 * chroma * _hue_weight(hue)
    across = -2.0 * _saturation(chroma) * _rotation(hue) * dc * dh
    return math.sqrt(max(0.0, dl * dl + dc * dc + dh * dh + across))


@leaf
def _saturation(chroma: float) -> float:
    """Return 0 for gray and nearly 1 from a chroma of about 50 on."""
    to_7 = chroma * chroma * chroma
    to_7 *= to_7 * chroma
    return math.sqrt(to_7 / (to_7 + _25_TO_7))


@leaf
def _hues(a1: float, b1: float, a2: float, b2: float) -> tuple[float, float]:
    """Angle from one hue to the other, and the middle between (7, 10 and 14)."""
    h1, h2 = math.atan2(b1, a1), math.atan2(b2, a2)
    h1 += _ROUND if h1 < 0.0 else 0.0
    h2 += _ROUND if h2 < 0.0 else 0.0
    if (a1 == 0.0 and b1 == 0.0) or (a2 == 0.0 and b2 == 0.0):
        return 0.0, h1 + h2  # a gray has no hue, atan2 gives it 0
    turn, hue = h2 - h1, 0.5 * (h1 + h2)
    if abs(turn) > math.pi:
        turn -= math.copysign(_ROUND, turn)
        hue += math.pi if hue < math.pi else -math.pi
    return turn, hue


@leaf
def _hue_weight(hue: float) -> float:
    """T of equation 15; its multiples of the angle made from one sine and cosine."""
    c, s = math.cos(hue), math.sin(hue)
    c2, s2 = c * c - s * s, 2.0 * s * c
    c3, s3 = c2 * c - s2 * s, s2 * c + c2 * s
    c4, s4 = c2 * c2 - s2 * s2, 2.0 * s2 * c2
    return (
        1.0
        - 0.17 * (c * _COS_30 + s * _SIN_30)
        + 0.24 * c2
        + 0.32 * (c3 * _COS_6 - s3 * _SIN_6)
        - 0.20 * (c4 * _COS_63 + s4 * _SIN_63)
    )


@leaf
def _rotation(hue: float) -> float:
    """Return the sine of twice equation 16; 0, to all digits, far from blue."""
    off = (hue - 275.0 * _DEGREE) / (25.0 * _DEGREE)
    if abs(off) > 7.0:
        return 0.0
    return math.sin(60.0 * _DEGREE * math.exp(-off * off))
