"""How pictures look beside those of others, in the same number of colors.

Every way to draw a picture in k colors is scored by SSIMULACRA2 and FLIP: ours, plain
and in dots; pngquant at its most careful, its library, and Pillow's own, with and
without their dithering. Compared with pngquant are plain pictures with plain ones and
dots with dots, at the same k; and bytes at the same score.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np
from PIL import Image

from components.engine import (
    Dither,
    SourceImage,
    Space,
    Sweep,
    count_colors,
    encode_png,
    quantize,
    read_image,
    space_for,
    sweep_k,
)
from tests.benchmarks.bytes import as_quantized, pngquant, squeezed
from tests.benchmarks.measure import photos
from tests.benchmarks.scores import Kept, Pixels, digest, scores

KS = (8, 16, 32, 64, 128, 256)
PNGQUANT = "pngquant --speed 1"
OURS: dict[str, tuple[Space, Dither | None]] = {
    "k-colors, RGB": ("srgb", None),
    "k-colors, Oklab": ("oklab", None),
    "k-colors, Oklrab": ("oklrab", None),
    "k-colors, RGB, full": ("srgb", "full"),
    "k-colors, Oklab, gentle": ("oklab", "gentle"),
    "k-colors, Oklrab, gentle": ("oklrab", "gentle"),
}

Row = dict[str, Any]
Peer = Callable[[SourceImage, int, bool], Row]


def measure(most: int | None = None) -> dict[str, Any]:
    """Score every way to draw every picture.

    Parameters
    ----------
    most : int, optional
        How many of the photos, taken evenly; all of them if not given. What was
        scored before is not scored again.

    Returns
    -------
    dict
        ``rows``: one entry for each picture, who drew it, in dots or not, and k.
    """
    kept = Kept()
    rows = []
    for name, image in _some(photos(), most).items():
        print(f"  {name}", flush=True)
        rows += [{"name": name} | row for row in _ours(image, kept)]
        rows += [{"name": name} | row for row in _theirs(image, kept)]
    return {"rows": rows}


def _some(images: dict[str, SourceImage], most: int | None) -> dict[str, SourceImage]:
    """Take so many pictures, evenly."""
    if most is None or most >= len(images):
        return images
    names = list(images)
    return {names[i]: images[names[i]] for i in np.arange(most) * len(names) // most}


def _ours(image: SourceImage, kept: Kept) -> Iterator[Row]:
    table = count_colors(image)
    sweeps: dict[Space, Sweep] = {}
    for who, (chosen, dither) in OURS.items():
        space = space_for(chosen, dither is not None)
        if space not in sweeps:
            sweeps[space] = sweep_k(table, max(KS), space)
        for k in KS:
            colors = sweeps[space].colors[k - 1]
            drawn = quantize(image, colors, dither=dither or False, space=space)
            yield {
                "who": who,
                "dots": dither is not None,
                "k": k,
                "bytes": len(encode_png(drawn, "best")),
                **scores(kept, image.rgb, drawn.palette[drawn.indices]),
            }


def _theirs(image: SourceImage, kept: Kept) -> Iterator[Row]:
    """Score what others draw; they do not change, so neither does what was found."""
    here = digest(image.rgb)
    for who, peer in _peers().items():
        for k in KS:
            for dots in (False, True):
                drawn = partial(_drawn, peer, image, k, dots, kept)
                found = kept.get(f"{who}, {k}, {dots}, {here}", drawn)
                yield {"who": who, "dots": dots, "k": k} | found


def _drawn(peer: Peer, image: SourceImage, k: int, dots: bool, kept: Kept) -> Row:
    row = peer(image, k, dots)
    return row | scores(kept, image.rgb, row.pop("pixels"))


def _peers() -> dict[str, Peer]:
    """Return those that can be measured here, by the name to print."""
    peers: dict[str, Peer] = {"Pillow median cut": _median_cut}
    if find_spec("imagequant"):
        peers = {"libimagequant": _libimagequant} | peers
    if shutil.which("pngquant"):
        peers = {PNGQUANT: _pngquant} | peers
    return peers


def _pngquant(image: SourceImage, k: int, dots: bool) -> Row:
    file = pngquant(image, k, dots)
    drawn = read_image(file)
    least = squeezed(file, as_quantized(drawn))
    return {"pixels": drawn.rgb, "bytes": len(file), "squeezed": least}


def _libimagequant(image: SourceImage, k: int, dots: bool) -> Row:
    """Run the version that the Python package brings along, at its usual speed."""
    import imagequant

    rgba = Image.fromarray(image.rgb).convert("RGBA")
    drawn = imagequant.quantize_pil_image(rgba, float(dots), max_colors=k)
    return {"pixels": _rgb(drawn)}


def _median_cut(image: SourceImage, k: int, dots: bool) -> Row:
    picture = Image.fromarray(image.rgb)
    drawn = picture.quantize(k, Image.Quantize.MEDIANCUT)
    if dots:  # only done for a palette that is given
        drawn = picture.quantize(palette=drawn, dither=Image.Dither.FLOYDSTEINBERG)
    return {"pixels": _rgb(drawn)}


def _rgb(drawn: Image.Image) -> Pixels:
    return np.asarray(drawn.convert("RGB"))
