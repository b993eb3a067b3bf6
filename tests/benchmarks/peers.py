"""Others who find k colors for a picture: pixels and k in, centers out.

A peer that is not installed is left out.
"""

import io
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sklearn.cluster import KMeans

Pixels = NDArray[np.uint8]
Centers = NDArray[np.float64]
Peer = Callable[[Pixels, int], Centers]


def tutorial(picture: Pixels, k: int) -> Centers:
    """Fit what the tutorial fits: scikit-learn on all pixels, one start."""
    return np.asarray(KMeans(n_clusters=k).fit(picture.reshape(-1, 3)).cluster_centers_)


def best_of_ten(picture: Pixels, k: int) -> Centers:
    """Fit the reference: the best of ten k-means++ starts on all pixels."""
    pixels = picture.reshape(-1, 3).astype(np.float32)
    fit = KMeans(n_clusters=k, n_init=10, random_state=0).fit(pixels)
    return np.asarray(fit.cluster_centers_, dtype=np.float64)


def opencv(picture: Pixels, k: int) -> Centers:
    """Run cv2.kmeans as in its tutorial: k-means++, one attempt."""
    import cv2

    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 100, 0.1)
    pixels = picture.reshape(-1, 3).astype(np.float32)
    # It takes None, which its types do not know.
    found = cv2.kmeans(  # type: ignore[call-overload]
        pixels, k, None, stop, 1, cv2.KMEANS_PP_CENTERS
    )
    return np.asarray(found[2], dtype=np.float64)


def faiss(picture: Pixels, k: int) -> Centers:
    """Run faiss.Kmeans on every pixel, 25 iterations."""
    import faiss

    pixels = np.ascontiguousarray(picture.reshape(-1, 3), dtype=np.float32)
    most = len(pixels) // k + 1
    kmeans = faiss.Kmeans(3, k, niter=25, max_points_per_centroid=most, seed=1)
    kmeans.train(pixels)
    return np.asarray(kmeans.centroids, dtype=np.float64)


def median_cut(picture: Pixels, k: int) -> Centers:
    """Cut the box of colors at medians, Pillow's way."""
    drawn = Image.fromarray(picture).quantize(k, Image.Quantize.MEDIANCUT)
    return _palette(drawn)


def libimagequant(picture: Pixels, k: int) -> Centers:
    """Run pngquant's library, without dithering."""
    import imagequant

    rgba = Image.fromarray(picture).convert("RGBA")
    drawn = imagequant.quantize_pil_image(rgba, dithering_level=0.0, max_colors=k)
    return _palette(drawn)


def pngquant(picture: Pixels, k: int) -> Centers:
    """Run the program pngquant at its most careful, without dithering."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=1)
    command = ["pngquant", "--speed", "1", "--nofs", str(max(k, 2)), "-"]
    done = subprocess.run(
        command, input=file.getvalue(), capture_output=True, check=True
    )
    return _palette(Image.open(io.BytesIO(done.stdout)))


def _palette(drawn: Image.Image) -> Centers:
    used = np.unique(np.asarray(drawn))
    colors = np.array(drawn.getpalette("RGB"), dtype=np.float64).reshape(-1, 3)
    return np.asarray(colors[used], np.float64)


def installed() -> dict[str, Peer]:
    """Return the peers that can be measured here, by the name to print."""
    peers: dict[str, Peer] = {"scikit-learn KMeans(k), the tutorial's": tutorial}
    for module, name, peer in (
        ("cv2", "OpenCV kmeans", opencv),
        ("faiss", "faiss Kmeans, all points", faiss),
        ("imagequant", "libimagequant", libimagequant),
    ):
        if find_spec(module):
            peers[name] = peer
    if shutil.which("pngquant"):
        peers["pngquant --speed 1 --nofs"] = pngquant
    return peers | {"Pillow median cut": median_cut}
