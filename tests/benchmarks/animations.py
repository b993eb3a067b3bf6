"""Animations in one palette: bytes and error beside ffmpeg's palettegen and gifski.

The animations are made here, of photos and of plain drawing: a pan over a photo, a
sprite that moves over one, one photo that fades into another, and somebody who types.
Peers are measured where they are installed.
"""

import io
import itertools
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from components.engine import (
    Animation,
    AnimationKind,
    Dither,
    count_frames,
    draw_frames,
    encode_animation,
    read_animation,
    sweep_k,
)
from tests.benchmarks.measure import photos

Bytes = NDArray[np.uint8]
Frames = Sequence[Bytes]

KS: Final = (32, 255)
FRAMES: Final = 24
SECOND: Final = 20  # frames
WIDTH, HEIGHT = 320, 200


@dataclass(frozen=True)
class Way:
    """A way to write an animation in few colors.

    Attributes
    ----------
    name : str
        What it is called in the table.
    make : callable
        Makes the file of some frames, and of k; None where it is not installed.
    ks : sequence of int
        The numbers of colors that it can be asked for.
    """

    name: str
    make: Callable[[Frames, int], bytes]
    ks: Sequence[int] = KS


def clips() -> dict[str, Frames]:
    """Make the animations."""
    wide = WIDTH + 4 * FRAMES  # what a pan goes over
    large = (each.rgb for each in photos().values() if each.width >= wide)
    one, two = itertools.islice(large, 2)
    return {
        "pan over a photo": [_cut(one, 4 * at, at) for at in range(FRAMES)],
        "sprite over a photo": list(_sprite(_cut(one))),
        "fade from photo to photo": list(_fade(_cut(one), _cut(two))),
        "typing in a window": list(_typing()),
    }


def _cut(rgb: Bytes, left: int = 0, top: int = 0) -> Bytes:
    return np.ascontiguousarray(rgb[top : top + HEIGHT, left : left + WIDTH])


def _sprite(ground: Bytes) -> Iterator[Bytes]:
    for at in range(FRAMES):
        picture = Image.fromarray(ground)
        pen, left = ImageDraw.Draw(picture), 12 + 11 * at
        pen.ellipse([left, 80, left + 32, 112], "#e8b01c", "#402000")
        pen.rectangle([left + 8, 90, left + 12, 94], "#201000")
        yield np.asarray(picture)


def _fade(one: Bytes, two: Bytes) -> Iterator[Bytes]:
    for at in range(FRAMES):
        share = at / (FRAMES - 1)
        yield np.rint(one * (1 - share) + two * share).astype(np.uint8)


def _typing() -> Iterator[Bytes]:
    words = "Forty-two lines of code, and all are read again tomorrow."
    for at in range(FRAMES):
        picture, typed = Image.new("RGB", (WIDTH, HEIGHT), "#f4f5f7"), 2 * at + 1
        pen = ImageDraw.Draw(picture)
        pen.rectangle([0, 0, WIDTH, 22], "#2f6fed")
        pen.text((8, 5), "notes.txt", "#ffffff")
        for line, many in enumerate((len(words), len(words), typed)):
            pen.text((12, 40 + 22 * line), words[: min(many, 48)], "#1b1f24")
        pen.rectangle([12 + 6 * typed, 84, 13 + 6 * typed, 96], "#000000")
        yield np.asarray(picture)


def ways() -> list[Way]:
    """Return the ways that can be gone here."""
    found = [
        Way("**k-colors GIF**", _ours("GIF", False)),
        Way("**k-colors GIF**, gentle dots", _ours("GIF", "gentle")),
        Way("**k-colors GIF**, blue noise", _ours("GIF", "blue-noise")),
        Way("**k-colors APNG**", _ours("APNG", False)),
        Way("**k-colors WebP**", _ours("WEBP", False)),
    ]
    if shutil.which("ffmpeg"):
        found += [
            Way("ffmpeg palettegen, no dots", _ffmpeg("none")),
            Way("ffmpeg palettegen, its usual dots", _ffmpeg("sierra2_4a")),
            Way("ffmpeg palettegen, Bayer", _ffmpeg("bayer")),
        ]
    if shutil.which("gifski"):
        found.append(Way("gifski, a palette a frame", _gifski, KS[-1:]))
    return found


def _ours(kind: AnimationKind, dither: bool | Dither) -> Callable[[Frames, int], bytes]:
    def make(frames: Frames, k: int) -> bytes:
        animation = _animation(frames)
        centers = sweep_k(count_frames(animation), k).centers[-1]
        drawn = draw_frames(animation, centers, dither=dither)
        return encode_animation(drawn, animation, kind)

    return make


def _animation(frames: Frames) -> Animation:
    """Return frames as they come from a file, lossless."""
    pictures, file = [Image.fromarray(each) for each in frames], io.BytesIO()
    pictures[0].save(
        file,
        "WEBP",
        lossless=True,
        method=0,
        save_all=True,
        append_images=pictures[1:],
        duration=1000 // SECOND,
        minimize_size=False,
    )
    animation = read_animation(file.getvalue())
    assert animation is not None
    return animation


def _ffmpeg(dots: str) -> Callable[[Frames, int], bytes]:
    def make(frames: Frames, k: int) -> bytes:
        palette = f"palettegen=max_colors={k}:reserve_transparent=0"
        use = f"paletteuse=dither={dots}"
        with _written(frames) as folder:
            graph = f"split[a][b];[a]{palette}[p];[b][p]{use}"
            words = ["-framerate", f"{SECOND}", "-i", f"{folder}/%03d.png"]
            _run("ffmpeg", "-v", "error", *words, "-vf", graph, f"{folder}/out.gif")
            return (folder / "out.gif").read_bytes()

    return make


def _gifski(frames: Frames, k: int) -> bytes:
    with _written(frames) as folder:
        pictures = sorted(map(str, folder.glob("*.png")))
        out = folder / "out.gif"
        _run("gifski", "--quiet", "--fps", f"{SECOND}", "-o", f"{out}", *pictures)
        return out.read_bytes()


def _run(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


class _written:  # noqa: N801 - a context
    """Frames as PNG files in a folder, until the end of a ``with``."""

    def __init__(self, frames: Frames) -> None:
        self._frames, self._place = frames, TemporaryDirectory()

    def __enter__(self) -> Path:
        folder = Path(self._place.name)
        for number, each in enumerate(self._frames):
            Image.fromarray(each).save(folder / f"{number:03}.png", compress_level=1)
        return folder

    def __exit__(self, *problem: object) -> None:
        self._place.cleanup()


def measure() -> dict[str, Any]:
    """Write every animation in every way."""
    rows = []
    for name, frames in clips().items():
        for way in ways():
            for k in way.ks:
                row = {"clip": name, "way": way.name, "k": k}
                rows.append(row | _judged(way.make(frames, k), frames))
                print(f"  {rows[-1]}", flush=True)
    return {"rows": rows, "pixels": f"{WIDTH} × {HEIGHT}", "frames": FRAMES}


def _judged(data: bytes, frames: Frames) -> dict[str, Any]:
    """Return how large a file is, how far off its pixels are, and how many flicker.

    A pixel flickers that is what it was in the frame before, and is shown in another
    color.
    """
    animation = read_animation(data)
    assert animation is not None
    assert len(animation) == len(frames)
    error, still, flickers = 0.0, 0, 0
    before: tuple[Bytes, Bytes] | None = None
    for frame, source in zip(animation.frames(), frames, strict=True):
        off = frame.rgb.astype(np.int64) - source
        error += float((off * off).sum(axis=-1).mean())
        if before is not None:
            same = (before[0] == source).all(axis=-1)
            still += int(same.sum())
            flickers += int((before[1] != frame.rgb).any(axis=-1)[same].sum())
        before = source, frame.rgb
    return {
        "bytes": len(data),
        "error": error / len(frames),
        "flicker": flickers / max(still, 1),
    }


def table(found: dict[str, Any]) -> list[str]:
    """Write what was found as rows of Markdown."""
    rows = found["rows"]
    names = list(dict.fromkeys(row["clip"] for row in rows))
    lines = [
        f"{found['frames']} frames of {found['pixels']} pixels each; bytes, squared"
        " error in brackets:",
    ]
    for k in KS:
        lines += [
            "",
            f"| {k} colors | " + " | ".join(names) + " | flickers |",
            "| --- " * (len(names) + 2) + "|",
        ]
        for way in dict.fromkeys(row["way"] for row in rows if row["k"] == k):
            of_it = [row for row in rows if row["way"] == way and row["k"] == k]
            cells = [f"{row['bytes']:,} ({row['error']:.1f})" for row in of_it]
            worst = max(row["flicker"] for row in of_it)
            lines.append(f"| {way} | " + " | ".join(cells) + f" | {worst:.2%} |")
    return lines
