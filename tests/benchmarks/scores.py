"""How a drawn picture looks beside its original, told by two measures of the eye.

Both are slow, a second or so of work each, so what was found is kept in a file: by
the pixels of both pictures, that nothing of it can be stale.

References
----------
.. [1] J. Sneyers and others, SSIMULACRA 2, Cloudinary, 2022: multi-scale structural
   similarity in XYB, tuned on the answers of people. 100 is the same picture, more is
   better; it goes below 0. https://github.com/cloudinary/ssimulacra2
.. [2] P. Andersson, J. Nilsson, T. Akenine-Möller, M. Oskarsson, K. Åström,
   M. D. Fairchild, "FLIP: A Difference Evaluator for Alternating Images", Proceedings
   of the ACM on Computer Graphics and Interactive Techniques 3(2), 2020.
   doi:10.1145/3406183. 0 is the same picture, less is better; pixels are blurred as
   the eye does at 67 of them a degree.
"""

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import flip_evaluator
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.benchmarks.measure import ROOT

Pixels = NDArray[np.uint8]

_FILE = ROOT / "bench-results" / "eye.json"


class Kept:
    """What was measured before, by what it was measured of.

    It is written down at once: whoever is stopped goes on from there.
    """

    def __init__(self) -> None:
        self._found = json.loads(_FILE.read_text()) if _FILE.exists() else {}

    def get(self, key: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Return what is known under a key, or find it out."""
        if key not in self._found:
            self._found[key] = work()
            _FILE.parent.mkdir(exist_ok=True)
            new = _FILE.with_suffix(".new")
            new.write_text(json.dumps(self._found))
            new.replace(_FILE)
        return dict(self._found[key])


def digest(pixels: Pixels) -> str:
    """Tell a picture from all others."""
    shape = np.array(pixels.shape).tobytes()
    data = np.ascontiguousarray(pixels).tobytes()
    return hashlib.sha256(shape + data).hexdigest()[:16]


def scores(kept: Kept, original: Pixels, drawn: Pixels) -> dict[str, Any]:
    """Score a drawn picture.

    Parameters
    ----------
    kept : Kept
        What is known already.
    original, drawn : ndarray of shape (H, W, 3), uint8
        sRGB.

    Returns
    -------
    dict
        ``ssimulacra2`` [1]_ and the mean of ``flip`` [2]_.
    """
    key = f"{digest(original)} {digest(drawn)}"
    return kept.get(
        key,
        lambda: {
            "ssimulacra2": ssimulacra2(original, drawn),
            "flip": _flip(original, drawn),
        },
    )


def ssimulacra2(original: Pixels, drawn: Pixels) -> float:
    """Score a drawn picture by the package, as slow as that is."""
    from ssimulacra2 import compute_ssimulacra2  # takes long to load

    return float(compute_ssimulacra2(_png(original), _png(drawn)))


def _png(pixels: Pixels) -> io.BytesIO:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    file.seek(0)
    return file


def _flip(original: Pixels, drawn: Pixels) -> float:
    pictures = [np.asarray(each, np.float32) / 255 for each in (original, drawn)]
    return float(flip_evaluator.evaluate(*pictures, "LDR", applyMagma=False)[1])
