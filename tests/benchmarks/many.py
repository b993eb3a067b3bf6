"""Many pictures in one palette: by the command, and by what people use for it.

Whole commands are timed, from their start to the last file. Peers are ImageMagick, as
forums say (``-append``, ``-colors``, ``-remap``), and scikit-learn's MiniBatchKMeans on
the pixels of one picture after the other, as one would write it. The floor of them all
is what reading and writing alone take.
"""

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine import QuantizedImage, count_colors, encode_png, sweep_k
from components.engine.clustering.adding import TallySum, tally_of
from tests.benchmarks.measure import ROOT, photos, timed

Peer = Callable[[Path, Path], None]

K = 16
SMALL = 64  # pixels a side
SMALL_PICTURES = (100, 1_000, 10_000)
MERGED = 1_000
_ALONE = "reading and writing alone, 1 process"
_TURNS = 2  # each photo stands in the folder so often

# Runs a command and prints the memory, in kilobytes, of that process which had most,
# and the seconds of the processor. A process that is started by this one would count
# this one's memory as its own.
_WATCHED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def measure(most: int = SMALL_PICTURES[-1]) -> dict[str, Any]:
    """Time the command on photos and on many small pictures, and its peers on photos.

    Parameters
    ----------
    most : int
        No folder has more pictures.
    """
    with TemporaryDirectory() as place:
        return _measure(Path(place), most)


def _measure(place: Path, most: int) -> dict[str, Any]:
    images = photos()
    folder = place / "photos"
    names = _photos_into(folder, min(most, _TURNS * len(images)))
    megapixels = sum(_megapixels(file) for file in names)
    ways: list[dict[str, Any]] = []
    for workers in (1, 2):
        for words in (["--compare"], ["--no-compare"]):
            way = _ours(folder, place / "out", workers, words)
            name = f"k-colors, {workers} worker{'s' * (workers > 1)}"
            told = "with what each loses"
            if words == ["--no-compare"]:
                told = "without what each loses"
            ways.append({"name": f"**{name}**, {told}", **way})
    peers: dict[str, Peer] = {
        _ALONE: _read_and_write,
        "scikit-learn MiniBatchKMeans on the pixels, 1 process": _minibatch,
    }
    if _has_imagemagick():
        peers["ImageMagick -append, -colors, -remap"] = _imagemagick
    for name, peer in peers.items():
        with _empty(place / "out") as out:
            begin = _processor()
            seconds, _ = timed(partial(peer, folder, out))
            way = {"name": name, "seconds": seconds, "processor": _processor() - begin}
            error = None if name == _ALONE else _error(folder, out)
            ways.append(way | {"error": error})
            print(f"  {ways[-1]}", flush=True)
    return {
        "pictures": len(names),
        "megapixels": megapixels,
        "ways": ways,
        "merge": _merge(min(most, MERGED)),
        "small": [_small(place, number) for number in SMALL_PICTURES if number <= most],
    }


def _photos_into(folder: Path, number: int) -> list[Path]:
    """Write the photos as PNG, the lossless files that they are mostly had in."""
    folder.mkdir()
    files = []
    for at, (name, image) in enumerate(islice(cycle(photos().items()), number)):
        files.append(folder / f"{at:03} {name}.png")
        if at < len(photos()):
            Image.fromarray(image.rgb).save(files[-1])
        else:
            shutil.copy(files[at - len(photos())], files[-1])
    return files


def _megapixels(file: Path) -> float:
    with Image.open(file) as picture:
        return picture.width * picture.height / 1e6


def _ours(folder: Path, out: Path, workers: int, words: list[str]) -> dict[str, Any]:
    """Time the command, in a folder that has nothing yet."""
    line = [sys.executable, "-m", "components.batch", folder, "--k", K, "--out"]
    with _empty(out):
        begin = time.perf_counter()
        done = subprocess.run(
            [
                *(sys.executable, "-c", _WATCHED),
                *map(str, [*line, out, "--workers", workers, *words]),
            ],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        found = {"seconds": time.perf_counter() - begin, "error": _error(folder, out)}
    memory, processor = done.stdout.split()[-2:]
    found |= {"memory": int(memory) * 1024, "processor": float(processor)}
    print(f"  {workers} {words} {found}", flush=True)
    return found


def _processor() -> float:
    """Seconds of the processor that this process and those it has waited for had."""
    usages = (
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return sum(each.ru_utime + each.ru_stime for each in usages)


@contextmanager
def _empty(out: Path) -> Iterator[Path]:
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    yield out
    shutil.rmtree(out)


def _error(folder: Path, out: Path) -> float:
    """Mean squared error of a pixel, over all pixels of all pictures."""
    errors, pixels = 0.0, 0
    for file in sorted(folder.glob("*.png"))[:200]:
        before = _pixels(file)
        off = _pixels(out / file.name).astype(np.int32) - before
        errors += float((off * off).sum())
        pixels += before.size // 3
    return errors / pixels


def _pixels(file: Path) -> NDArray[np.uint8]:
    with Image.open(file) as picture:
        return np.asarray(picture.convert("RGB"))


def _read_and_write(folder: Path, out: Path) -> None:
    """Read each picture and write one of as many pixels: nobody can be quicker.

    What is written is one channel in 16 steps, packed as quickly as ours.
    """
    step = 256 // K
    palette = np.repeat(np.arange(0, 256, step, dtype=np.uint8)[:, None], 3, axis=1)
    for file in sorted(folder.glob("*.png")):
        steps = _pixels(file)[:, :, 1] // np.uint8(step)
        counts = np.bincount(steps.reshape(-1), minlength=K)
        png = encode_png(QuantizedImage(steps, palette, counts))
        (out / file.name).write_bytes(png)


def _minibatch(folder: Path, out: Path) -> None:
    """Fit on one picture after the other, then draw each; as one would write it."""
    from sklearn.cluster import MiniBatchKMeans

    files = sorted(folder.glob("*.png"))
    model = MiniBatchKMeans(K, random_state=0, n_init="auto")
    for file in files:
        model.partial_fit(_pixels(file).reshape(-1, 3).astype(np.float32))
    palette = np.rint(model.cluster_centers_).clip(0, 255).astype(np.uint8)
    for file in files:
        pixels = _pixels(file)
        labels = model.predict(pixels.reshape(-1, 3).astype(np.float32))
        drawn = Image.fromarray(labels.reshape(pixels.shape[:2]).astype(np.uint8), "P")
        drawn.putpalette(palette.tobytes())
        drawn.save(out / file.name)


def _has_imagemagick() -> bool:
    program = shutil.which("convert")
    if program is None:
        return False
    told = subprocess.run([program, "-version"], capture_output=True, check=False)
    return told.stdout.startswith(b"Version: ImageMagick")


def _imagemagick(folder: Path, out: Path) -> None:
    """Put all above each other, find the colors of that, and give them to each."""
    files = [str(file) for file in sorted(folder.glob("*.png"))]
    colors = str(out / "palette.miff")
    plain = ["+dither", "-colors", str(K), "-unique-colors"]
    subprocess.run(["convert", *files, "-append", *plain, colors], check=True)
    for file in files:
        drawn = str(out / Path(file).name)
        subprocess.run(
            ["convert", file, "+dither", "-remap", colors, drawn], check=True
        )


def _merge(number: int) -> dict[str, Any]:
    """Time adding up so many photos, which take turns, and the sweep after that.

    In seconds of the processor.
    """
    tallies = [tally_of(count_colors(image)) for image in photos().values()]
    total = TallySum()
    begin = _processor()
    for tally in islice(cycle(tallies), number):
        total.add(tally)
    table = total.tally().table()
    between = _processor()
    sweep_k(table, K)
    return {
        "pictures": number,
        "colors": len(table),
        "add": between - begin,
        "sweep": _processor() - between,
    }


def _small(place: Path, number: int) -> dict[str, Any]:
    """Time the command on cuttings of the photos."""
    folder = place / f"small {number}"
    folder.mkdir()
    random = np.random.default_rng(number)
    images = [image.rgb for image in photos().values()]
    for at, rgb in enumerate(islice(cycle(images), number)):
        top, left = (random.integers(0, side - SMALL) for side in rgb.shape[:2])
        cutting = Image.fromarray(rgb[top : top + SMALL, left : left + SMALL])
        cutting.save(folder / f"{at:05}.png")
    row = _ours(folder, place / "out", 2, ["--no-compare"])
    shutil.rmtree(folder)
    return {"pictures": number, **row}


def table(found: dict[str, Any]) -> list[str]:
    """Write what was found as rows of Markdown."""
    number, megapixels = found["pictures"], found["megapixels"]
    lines = [
        f"{number} photos ({megapixels:.0f} megapixels) as PNG, in {K} colors:",
        "",
        "| | pictures a second | megapixels a second | all of it | of the processor"
        " | squared error | memory of a process |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for way in found["ways"]:
        seconds = way["seconds"]
        memory = f"{way['memory'] / 1e6:.0f} MB" if "memory" in way else ""
        error = "" if way["error"] is None else f"{way['error']:.1f}"
        lines.append(
            f"| {way['name']} | {number / seconds:.1f} | {megapixels / seconds:.1f}"
            f" | {seconds:.1f} s | {way['processor']:.1f} s | {error}"
            f" | {memory} |"
        )
    merge = found["merge"]
    quick = found["ways"][1]  # one worker, without what each loses
    whole = quick["processor"] / number * merge["pictures"]
    both = merge["add"] + merge["sweep"]
    lines += [
        "",
        f"* Adding up {merge['pictures']:,} photos takes {merge['add']:.2f} s, and the"
        f" sweep of their {merge['colors']:,} colors {merge['sweep']:.2f} s of the"
        f" processor: together {both / whole:.3f} of all the work on them.",
        "",
        f"Pictures of {SMALL} × {SMALL} pixels, 2 workers, without what each loses:",
        "",
        "| pictures | all of it | of the processor | pictures a second"
        " | memory of a process |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {row['pictures']:,} | {row['seconds']:.1f} s | {row['processor']:.1f} s"
        f" | {row['pictures'] / row['seconds']:.0f} | {row['memory'] / 1e6:.0f} MB |"
        for row in found["small"]
    ]
    return lines
