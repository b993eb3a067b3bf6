"""Animations made byte by byte, and what is to be seen of them, worked out slowly."""

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from tests.engine.files import PNG_SIGNATURE, chunk, saved
from tests.engine.strategies import numbers

Bytes = NDArray[np.uint8]

Pixel = tuple[int, ...]

KINDS = ("GIF", "PNG", "WEBP")


@dataclass(frozen=True, eq=False)
class Shot:
    """A frame's own picture, RGBA, and what is done with it.

    ``leaves`` is 0 for all, 1 for nothing and 2 for what was there before.
    """

    rgba: Bytes
    left: int = 0
    top: int = 0
    duration: int = 100
    leaves: int = 0
    over: bool = True


@dataclass(frozen=True, eq=False)
class Clip:
    """An animation that is to be written."""

    width: int
    height: int
    shots: Sequence[Shot]
    plays: int = 0

    def file(self, kind: str) -> bytes:
        """Return it as a file."""
        return {"GIF": gif, "PNG": apng, "WEBP": webp}[kind](self)

    @property
    def durations(self) -> tuple[int, ...]:
        """How long each frame is seen, in milliseconds."""
        return tuple(shot.duration for shot in self.shots)


def gif(clip: Clip) -> bytes:
    """Write a GIF; each frame has a table of its own."""
    file = b"GIF89a" + struct.pack("<HHBBB", clip.width, clip.height, 0x70, 0, 0)
    if clip.plays != 1:
        again = max(clip.plays - 1, 0)
        file += b"!\xff\x0bNETSCAPE2.0\3\1" + struct.pack("<H", again) + b"\0"
    for shot in clip.shots:
        file += _gif_frame(shot)
    return file + b";"


def _gif_frame(shot: Shot) -> bytes:
    rgba = shot.rgba
    colors, place = np.unique(rgba[..., :3].reshape(-1, 3), axis=0, return_inverse=True)
    entries = place.reshape(rgba.shape[:2]) + 1
    entries[rgba[..., 3] == 0] = 0
    table = np.zeros((256, 3), np.uint8)
    table[1 : len(colors) + 1] = colors
    picture = Image.fromarray(entries.astype(np.uint8))
    picture.putpalette(table.tobytes())
    coded = saved(picture, "GIF", optimize=False, interlace=0)
    data = coded[coded.index(b",", 13 + 768) + 10 : -1]
    flags = (shot.leaves + 1) << 2 | 1
    control = struct.pack("<BBBBHBB", 0x21, 0xF9, 4, flags, shot.duration // 10, 0, 0)
    height, width = rgba.shape[:2]
    place_ = struct.pack("<BHHHHB", 0x2C, shot.left, shot.top, width, height, 0x87)
    return control + place_ + table.tobytes() + data


def apng(clip: Clip) -> bytes:
    """Write an APNG of 8 bits a channel, with opacity."""
    header = struct.pack(">IIBBBBB", clip.width, clip.height, 8, 6, 0, 0, 0)
    file = PNG_SIGNATURE + chunk(b"IHDR", header)
    file += chunk(b"acTL", struct.pack(">II", len(clip.shots), clip.plays))
    number = 0
    for shot in clip.shots:
        height, width = shot.rgba.shape[:2]
        told = struct.pack(">IIIII", number, width, height, shot.left, shot.top)
        told += struct.pack(">HHBB", shot.duration, 1000, shot.leaves, shot.over)
        file += chunk(b"fcTL", told)
        rows = b"".join(b"\0" + row.tobytes() for row in shot.rgba)
        data = zlib.compress(rows)
        if number:
            file += chunk(b"fdAT", struct.pack(">I", number + 1) + data)
        else:
            file += chunk(b"IDAT", data)
        number += 2 if number else 1
    return file + chunk(b"IEND", b"")


def webp(clip: Clip) -> bytes:
    """Write a lossless WebP. What was there before is no way of it to leave a frame."""
    body = b"WEBP" + _riff(
        b"VP8X", bytes([0x12, 0, 0, 0]) + _size(clip.width, clip.height)
    )
    body += _riff(b"ANIM", struct.pack("<IH", 0xFF00FF00, clip.plays))
    for shot in clip.shots:
        height, width = shot.rgba.shape[:2]
        still = saved(Image.fromarray(shot.rgba), "WEBP", lossless=True, exact=True)
        pixels = still[still.index(b"VP8L") :]
        place = _three(shot.left // 2) + _three(shot.top // 2) + _size(width, height)
        flags = (0 if shot.over else 2) | (shot.leaves == 1)
        told = place + _three(shot.duration) + bytes([flags])
        body += _riff(b"ANMF", told + pixels)
    return _riff(b"RIFF", body)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _size(width: int, height: int) -> bytes:
    return _three(width - 1) + _three(height - 1)


def _riff(name: bytes, held: bytes) -> bytes:
    return name + struct.pack("<I", len(held)) + held + bytes(len(held) % 2)


def seen(clip: Clip) -> list[Bytes]:
    """Return what is to be seen of each frame: RGBA, pixel by pixel, in fractions.

    Colors of what is invisible are black.
    """
    canvas: list[list[Pixel]] = [
        [(0, 0, 0, 0)] * clip.width for _ in range(clip.height)
    ]
    frames = []
    for shot in clip.shots:
        before = [list(row) for row in canvas]
        for row, line in enumerate(shot.rgba.tolist()):
            for column, pixel in enumerate(line):
                y, x = shot.top + row, shot.left + column
                if y >= clip.height or x >= clip.width:
                    continue
                under = canvas[y][x] if shot.over else (0, 0, 0, 0)
                canvas[y][x] = _laid_over(tuple(pixel), under)
        frames.append(np.array(canvas, np.uint8))
        for y in range(shot.top, min(shot.top + shot.rgba.shape[0], clip.height)):
            for x in range(shot.left, min(shot.left + shot.rgba.shape[1], clip.width)):
                if shot.leaves:
                    canvas[y][x] = (0, 0, 0, 0) if shot.leaves == 1 else before[y][x]
    return frames


def _laid_over(above: Pixel, under: Pixel) -> Pixel:
    one, two = Fraction(above[3], 255), Fraction(under[3], 255)
    whole = one + two * (1 - one)
    if not whole:
        return (0, 0, 0, 0)
    mixed = [
        (a * one + b * two * (1 - one)) / whole
        for a, b in zip(above[:3], under[:3], strict=True)
    ]
    return (*(_rounded(each) for each in mixed), _rounded(255 * whole))


def _rounded(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


def without_hidden(rgba: Bytes) -> Bytes:
    """Return pixels of which those that are invisible are black."""
    shown = rgba.copy()
    shown[rgba[..., 3] == 0] = 0
    return shown


def by_pillow(data: bytes) -> list[Bytes]:
    """Return the frames as Pillow composes them, RGBA."""
    frames = []
    with Image.open(io.BytesIO(data)) as picture:
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            frames.append(without_hidden(np.asarray(picture.convert("RGBA"))))
    return frames


def _among(values: list[int], draw: st.DrawFn, *shape: int) -> Bytes:
    return np.array(values, np.uint8)[numbers(draw, shape, len(values))]


@st.composite
def clips(draw: st.DrawFn, kind: str, soft: bool = True, whole: bool = False) -> Clip:
    """Make up an animation that a format can hold.

    The first frame of a PNG covers all; with ``whole`` all frames do.
    """
    width, height = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    soft = soft and kind != "GIF"
    levels = [0, 0, 1, 90, 128, 254, 255, 255] if soft else [0, 255]
    shots = []
    for number in range(draw(st.integers(2, 5))):
        covers = whole or (kind == "PNG" and number == 0)
        step = 2 if kind == "WEBP" else 1
        left = 0 if covers else step * draw(st.integers(0, (width - 1) // step))
        top = 0 if covers else step * draw(st.integers(0, (height - 1) // step))
        wide = width if covers else draw(st.integers(1, width - left))
        high = height if covers else draw(st.integers(1, height - top))
        rgba = _among([0, 1, 77, 128, 200, 255], draw, high, wide, 4)
        rgba[..., 3] = _among(levels, draw, high, wide)
        shots.append(
            Shot(
                rgba,
                left,
                top,
                10 * draw(st.integers(0, 70)),
                draw(st.integers(0, 1 if kind == "WEBP" else 2)),
                draw(st.booleans()) if kind != "GIF" else True,
            )
        )
    return Clip(width, height, shots, draw(st.sampled_from([0, 1, 2, 7])))


def moving(frames: int = 4, width: int = 24, height: int = 18) -> Clip:
    """Return a bright square that moves over a gradient."""
    y, x = np.mgrid[:height, :width]
    x, y = x // 3, y // 3
    rgb = np.dstack([x * 27, y * 33, (x + y) * 15]).astype(np.uint8)
    ground = np.dstack([rgb, np.full((height, width), 255, np.uint8)])
    shots = []
    for number in range(frames):
        rgba = ground.copy()
        rgba[5:11, 2 + 3 * number : 8 + 3 * number] = (250, 240, 30, 255)
        shots.append(Shot(rgba, duration=30 + 10 * number))
    return Clip(width, height, shots)


def damaged(apng: bytes, frame: int) -> bytes:
    """Return a PNG one of whose frames, counted from 0, cannot be decoded."""
    file, at = bytearray(apng), 0
    for _ in range(frame):
        at = file.index(b"fdAT", at + 4)
    file[at + 20 : at + 28] = bytes(8)
    return bytes(file)
