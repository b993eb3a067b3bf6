"""Curves from the numbers of a file to light.

Each takes samples of 0–1 and returns light of 0–1, where 1 is the white of an
ordinary screen. Whatever goes beyond is cut off by who asks.

References
----------
ITU-T H.273 (2023), table 3 (transfer characteristics); IEC 61966-2-1:1999 (sRGB);
ITU-R BT.1886, BT.2100-2 (PQ and HLG), BT.2390-10 section 5.4.1 (EETF), BT.2408-7
section 2 (reference white); SMPTE ST 240:1999; ST 428-1:2019.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine.transfer import light_of_srgb

Samples = NDArray[np.float64]
Curve = Callable[[Samples], Samples]

srgb: Final[Curve] = light_of_srgb

# Paper white of an HDR picture, and how bright the brightest of common ones is; both
# in candela a square metre.
REFERENCE_WHITE: Final = 203.0
HDR_PEAK: Final = 1000.0

_PQ: Final = (2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128)


def power(exponent: float) -> Curve:
    """Return the curve of a plain gamma, such as 2.2."""

    def curve(samples: Samples) -> Samples:
        return np.power(samples, exponent)

    return curve


def television(samples: Samples) -> Samples:
    """Return the light a television makes of the samples of BT.709, 601 and 2020.

    By BT.1886. (What its camera saw is something else: films are meant to be seen
    in dim rooms, and are made darker on purpose.)
    """
    return np.power(samples, 2.4)


def smpte_240(samples: Samples) -> Samples:
    """Return what a camera of SMPTE 240M saw for its samples."""
    bent = np.power((samples + 0.1115) / 1.1115, 1 / 0.45)
    return np.where(samples < 0.0912, samples / 4.0, bent)


def cinema(samples: Samples) -> Samples:
    """Return the light of a digital cinema's samples (SMPTE 428)."""
    return np.power(samples, 2.6) * (52.37 / 48)


def logarithm(decades: float) -> Curve:
    """Return a curve that goes down by so many powers of ten, then to black."""

    def curve(samples: Samples) -> Samples:
        return np.where(samples > 0, np.power(10.0, decades * (samples - 1)), 0.0)

    return curve


def pq(samples: Samples) -> Samples:
    """Return the light of an HDR picture in PQ, toned down to an ordinary screen."""
    return toned_down(pq_light(samples))


def hlg(samples: Samples) -> Samples:
    """Return the light of an HDR picture in HLG, toned down to an ordinary screen."""
    return toned_down(hlg_light(samples))


def hlg_light(samples: Samples) -> Samples:
    """Return the light of HLG's samples, in candela a square metre.

    It depends on the luminance of the whole pixel; channel by channel, as here, grays
    are exact and strong colors a little stronger.

    Examples
    --------
    >>> hlg_light(np.array([0.0, 0.75, 1.0])).round()
    array([   0.,  203., 1000.])
    """
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    bent = (np.exp((samples - c) / a) + b) / 12
    scene = np.where(samples <= 0.5, samples * samples / 3, bent)
    return HDR_PEAK * np.power(scene, 1.2)


def pq_light(samples: Samples) -> Samples:
    """Return the light of PQ's samples, in candela a square metre.

    Examples
    --------
    >>> pq_light(np.array([0.0, 0.5806889, 1.0])).round()
    array([    0.,   203., 10000.])
    """
    m1, m2, c1, c2, c3 = _PQ
    root = np.power(samples, 1 / m2)
    return 10_000 * np.power(np.maximum(root - c1, 0) / (c2 - c3 * root), 1 / m1)


def _pq_samples(light: Samples) -> Samples:
    m1, m2, c1, c2, c3 = _PQ
    root = np.power(light / 10_000, m1)
    return np.power((c1 + c2 * root) / (1 + c3 * root), m2)


def toned_down(light: Samples) -> Samples:
    """Bring the light of an HDR picture down to what an ordinary screen has.

    What is darker than about 45 % of paper white stays as it is, and all up to
    `HDR_PEAK` is pressed in above: the EETF of BT.2390, channel by channel.

    Parameters
    ----------
    light : ndarray of float64
        In candela a square metre.

    Returns
    -------
    ndarray of float64
        0–1, where 1 is `REFERENCE_WHITE`.
    """
    peak, white = _pq_samples(np.array([HDR_PEAK, REFERENCE_WHITE]))
    asked = np.minimum(_pq_samples(light) / peak, 1.0)
    most = white / peak
    knee = 1.5 * most - 0.5
    t = np.maximum(asked - knee, 0) / (1 - knee)
    bent = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee)
    bent += (3 * t**2 - 2 * t**3) * most
    toned: Samples = pq_light(np.where(asked < knee, asked, bent) * peak)
    return toned / REFERENCE_WHITE
