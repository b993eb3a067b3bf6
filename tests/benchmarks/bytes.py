"""How many bytes a picture takes beside pngquant's file, for no more error.

pngquant is given a number of colors K and asked for its best without dithering.
Its file has n ≤ K colors and some squared error E over the visible pixels. Ours may
have any number of colors up to n and any smoothness with an error of at most E, and
is written at the best effort. Compared are bytes with its file, and with the same
pixels squeezed: by oxipng at its highest level or by our own writer, whichever is
smaller.

The search is plain. Of all k up to n whose nearest colors keep to E, the smallest
is written without smoothness (*exact*), and the largest, mostly n itself, with the
largest smoothness that keeps to E, aimed at in a few steps; the smaller file of
the two is *smooth*.
"""

import io
import shutil
import subprocess
from typing import Any

import numpy as np
import oxipng
from PIL import Image

from components.engine import (
    QuantizedImage,
    SourceImage,
    Sweep,
    count_colors,
    encode_png,
    read_image,
    sweep_k,
)
from components.engine.drawing.quantize import quantize
from tests.benchmarks.measure import graphics, mean_ratio, photos

KS = (4, 8, 16, 32, 64)
# The error a smoothness adds grows about like this power of it.
_GROWTH = 1.5
_FIRST, _MOST, _STEPS = 0.3, 8.0, 4
# Close enough to the error that is allowed.
_CLOSE = 0.996


def measure() -> dict[str, Any]:
    """Compare on every picture, for every K.

    Returns
    -------
    dict
        ``photos`` and ``graphics``: one entry for each picture and K; empty where
        pngquant is not installed.
    """
    if not shutil.which("pngquant"):
        return {"photos": [], "graphics": []}
    return {
        part: [row for name, image in found.items() for row in _rows(name, image)]
        for part, found in (("photos", photos()), ("graphics", graphics()))
    }


def table(found: dict[str, Any]) -> list[str]:
    """Write the comparison as rows of Markdown."""
    if not found["photos"]:
        return ["pngquant is not installed: nothing to compare bytes with."]
    lines = [
        "| | K | exact / pngquant | smooth / pngquant | worst"
        " | smooth / pngquant squeezed | worst |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for part in ("photos", "graphics"):
        for k in (*KS, None):
            rows = [row for row in found[part] if k in (row["K"], None)]
            lines.append(_line(part, k, rows))
    lines.append(_line("all", None, found["photos"] + found["graphics"]))
    return [*lines, "", _labels(found), _misses(found["photos"] + found["graphics"])]


def _line(part: str, k: int | None, rows: list[dict[str, Any]]) -> str:
    exact = [row["exact"] / row["pngquant"] for row in rows]
    smooth = [row["smooth"] / row["pngquant"] for row in rows]
    squeezed = [row["smooth"] / row["squeezed"] for row in rows]
    return (
        f"| {part} | {k or 'all'} | {mean_ratio(exact):.3f}"
        f" | **{mean_ratio(smooth):.3f}** | {max(smooth):.3f}"
        f" | {mean_ratio(squeezed):.3f} | {max(squeezed):.3f} |"
    )


def _labels(found: dict[str, Any]) -> str:
    """Say what exact labels take where there are many colors."""
    some = KS[2:]
    everything = found["photos"] + found["graphics"]
    alone, photos = (
        mean_ratio([row["exact"] / row["pngquant"] for row in rows if row["K"] in some])
        for rows in (everything, found["photos"])
    )
    return (
        f"For K = {', '.join(map(str, some[:-1]))} and {some[-1]} alone, exact labels"
        f" take {alone:.3f} of pngquant's bytes (photos {photos:.3f})."
    )


def _misses(rows: list[dict[str, Any]]) -> str:
    missed = [f"{row['name']} ({row['K']})" for row in rows if row["missed"]]
    if not missed:
        return "No file has more squared error than pngquant's."
    return f"More squared error than pngquant's: {', '.join(missed)}."


def _rows(name: str, image: SourceImage) -> list[dict[str, Any]]:
    print(f"  {name}", flush=True)
    sweep = sweep_k(count_colors(image), max(KS))
    return [{"name": name, "K": k, **_compare(image, sweep, k)} for k in KS]


def _compare(image: SourceImage, sweep: Sweep, asked: int) -> dict[str, Any]:
    """Weigh pngquant's file of so many colors, and ours."""
    theirs = pngquant(image, asked)
    drawn = as_quantized(read_image(theirs))
    error = squared_error(image, drawn)
    n = min(len(drawn.palette), sweep.k_max)
    fewest, most = _enough(image, sweep, n, error)
    exact = len(encode_png(quantize(image, sweep.centers[fewest - 1]), "best"))
    tries = [(exact, fewest, 0.0)]
    smoothness = smoothest(image, sweep, most, error)
    if smoothness > 0:
        smooth = quantize(image, sweep.centers[most - 1], smoothness)
        tries.append((len(encode_png(smooth, "best")), most, smoothness))
    smallest, k, smoothness = min(tries)
    return {
        "pngquant": len(theirs),
        "squeezed": squeezed(theirs, drawn),
        "colors": n,
        "exact": exact,
        "smooth": smallest,
        "k": k,
        "smoothness": smoothness,
        "missed": _error(image, sweep, fewest, 0) > error,
    }


def _enough(image: SourceImage, sweep: Sweep, n: int, error: float) -> tuple[int, int]:
    """Find the fewest and most colors, up to n, that keep to an error.

    If none do, both are n.
    """
    # Rounding the centers adds to the inertia, so smaller k need not be tried.
    close = (np.flatnonzero(sweep.inertia[:n] <= error) + 1).tolist()
    for fewest in close:
        if _error(image, sweep, fewest, 0) <= error:
            break
    else:
        return n, n
    for most in reversed(close):
        if _error(image, sweep, most, 0) <= error:
            break
    return fewest, most


def smoothest(image: SourceImage, sweep: Sweep, k: int, error: float) -> float:
    """Aim at the largest smoothness whose squared error is within bounds.

    Parameters
    ----------
    image : SourceImage
        The picture.
    sweep : Sweep
        Its fits.
    k : int
        Number of colors.
    error : float
        The most squared error, at least that of the nearest colors.

    Returns
    -------
    float
        The largest that was tried and found within bounds; 0 if none was.
    """
    least = _error(image, sweep, k, 0)
    if least in (0, error):
        return 0.0
    best, smoothness = 0.0, _FIRST
    for _ in range(_STEPS):
        found = _error(image, sweep, k, smoothness)
        if found <= error:
            best = max(best, smoothness)
            if found >= error * _CLOSE or smoothness == _MOST:
                break
        share = (error * (1 + _CLOSE) / 2 - least) / max(found - least, 1)
        smoothness = min(smoothness * max(share, 0.01) ** (1 / _GROWTH), _MOST)
    return best


def squared_error(image: SourceImage, drawn: QuantizedImage) -> float:
    """Sum of squared distances in sRGB over the pixels, by their opacity."""
    offsets = drawn.palette[drawn.indices].astype(np.int32) - image.rgb
    squares = np.square(offsets).sum(axis=2, dtype=np.int64)
    if image.alpha is None:
        return float(squares.sum())
    return int((squares * image.alpha).sum()) / 255


def _error(image: SourceImage, sweep: Sweep, k: int, smoothness: float) -> float:
    return squared_error(image, quantize(image, sweep.centers[k - 1], smoothness))


def pngquant(image: SourceImage, most: int, dither: bool = False) -> bytes:
    """Let pngquant write a picture in so many colors, as well as it can."""
    pixels = image.rgb
    if image.alpha is not None:
        pixels = np.dstack([image.rgb, image.alpha])
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", compress_level=1)
    plain = [] if dither else ["--nofs"]
    command = ["pngquant", "--speed", "1", *plain, str(most), "-"]
    done = subprocess.run(
        command, input=file.getvalue(), capture_output=True, check=True
    )
    return done.stdout


def as_quantized(image: SourceImage) -> QuantizedImage:
    """Take a picture of few colors apart into its palette and indices."""
    colors, indices = np.unique(image.rgb.reshape(-1, 3), axis=0, return_inverse=True)
    counts = np.bincount(indices.reshape(-1)).astype(np.int64)
    labels = indices.astype(np.uint8).reshape(image.rgb.shape[:2])
    return QuantizedImage(labels, colors, counts, image.alpha)


def squeezed(file: bytes, drawn: QuantizedImage) -> int:
    """Bytes of the same pixels, written as small as known here."""
    smaller = oxipng.optimize_from_memory(file, level=6)
    return min(len(file), len(encode_png(drawn, "best")), len(smaller))
