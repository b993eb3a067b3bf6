"""A PNG decoder of a hundred lines, to hold another one against.

Slow, and written from the specification: numpy and zlib, nothing of Pillow.

References
----------
PNG specification, third edition, sections 7 (interlacing), 9 (filtering), 11.2,
11.3.1.1 (tRNS) and 11.3.2.2 (gAMA).
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from tests.engine.files import ADAM7

Samples = NDArray[np.int64]
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def decode_png(data: bytes) -> NDArray[np.uint8]:
    """Return the RGBA pixels of a PNG, rounded to 8 bits, of shape (H, W, 4)."""
    chunks = _chunks(data)
    width, height, bits, color, _, _, interlaced = struct.unpack(
        ">IIBBBBB", chunks[b"IHDR"]
    )
    raw = zlib.decompress(chunks[b"IDAT"])
    samples = np.zeros((height, width, _CHANNELS[color]), np.int64)
    at = 0
    for top, left, down, across in ADAM7 if interlaced else ((0, 0, 1, 1),):
        part = samples[top::down, left::across]
        if part.size:
            part[:], at = _unpack(raw, at, part.shape, bits)
    return _colored(samples, color, bits, chunks)


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """Return what stands in the chunks of each name, in a row."""
    found: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        found[name] = found.get(name, b"") + data[at + 8 : at + 8 + size]
        at += size + 12
    return found


def _unpack(
    raw: bytes, at: int, shape: tuple[int, ...], bits: int
) -> tuple[Samples, int]:
    """Return the samples of one pass, and where the next begins."""
    rows, columns, channels = shape
    length = -(-columns * channels * bits // 8)
    reach = max(1, channels * bits // 8)
    above = np.zeros(length, np.int64)
    lines = []
    for _ in range(rows):
        line = np.frombuffer(raw, np.uint8, length, at + 1).astype(np.int64)
        above = _unfiltered(raw[at], line, above, reach)
        lines.append(above)
        at += 1 + length
    flat = np.array(lines, np.uint8)
    if bits == 16:
        values = flat.view(">u2").astype(np.int64)
    else:
        ones = np.unpackbits(flat, axis=1).reshape(rows, -1, bits)
        values = ones @ (1 << np.arange(bits)[::-1])
    return values[:, : columns * channels].reshape(shape), at


def _unfiltered(kind: int, line: Samples, above: Samples, reach: int) -> Samples:
    """Undo one of PNG's five filters on a row of bytes."""
    result = np.concatenate([np.zeros(reach, np.int64), line])
    before = np.concatenate([np.zeros(reach, np.int64), above])
    for n in range(reach, len(result)):
        a, b, c = result[n - reach], before[n], before[n - reach]
        guesses = (0, a, b, (a + b) // 2, _paeth(a, b, c))
        result[n] = (result[n] + guesses[kind]) & 255
    return result[reach:]


def _paeth(a: int, b: int, c: int) -> int:
    """Return which of left, above and above left is nearest to a + b - c."""
    return min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]


def _colored(
    samples: Samples, color: int, bits: int, chunks: dict[bytes, bytes]
) -> NDArray[np.uint8]:
    """Return samples as RGBA: looked up, scaled, and the transparent color applied."""
    key = chunks.get(b"tRNS")
    if color == 3:
        table = np.full((256, 4), 255, np.uint8)
        colors = np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)
        table[: len(colors), :3] = colors
        table[: len(key or b""), 3] = list(key or b"")
        return _through_gamma(table, table / 255, chunks)[samples[..., 0]]
    top = 2**bits - 1
    alpha = samples[..., -1] if color in (4, 6) else np.full(samples.shape[:2], top)
    if key and color in (0, 2):
        named = np.frombuffer(key, ">u2")[: samples.shape[2]] & top
        alpha = np.where((samples == named).all(axis=-1), 0, top)
    shown = samples[..., :3] if color in (2, 6) else samples[..., [0, 0, 0]]
    whole = np.concatenate([shown, alpha[..., None]], -1)
    scaled: NDArray[np.uint8] = ((whole * 255 + top // 2) // top).astype(np.uint8)
    return _through_gamma(scaled, whole / top, chunks)


def _through_gamma(
    pixels: NDArray[np.uint8], full: NDArray[np.float64], chunks: dict[bytes, bytes]
) -> NDArray[np.uint8]:
    """Return RGBA pixels by what gAMA says; `full` are the same, not yet rounded.

    Right where cHRM is that of sRGB, and nothing tells better what colors mean.
    """
    gamma = int.from_bytes(chunks.get(b"gAMA", b""), "big") / 100_000
    if not gamma or abs(gamma - 1 / 2.2) < 0.01 or b"sRGB" in chunks:
        return pixels
    light = full[..., :3] ** (1 / gamma)
    bent = 1.055 * light ** (1 / 2.4) - 0.055
    shown = pixels.copy()
    shown[..., :3] = np.rint(255 * np.where(light <= 0.0031308, 12.92 * light, bent))
    return shown
