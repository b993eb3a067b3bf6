"""Picture files made in memory, for the tests."""

import io
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

# First row, first column, and the steps down and across of every pass.
ADAM7 = (
    (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4),
    (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1),
)  # fmt: skip


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:  # noqa: ANN401
    """Return a picture as the bytes of a file."""
    file = io.BytesIO()
    # Copies, as Pillow leaves the settings of one format's encoder on a picture.
    if "append_images" in options:
        options["append_images"] = [more.copy() for more in options["append_images"]]
    image.copy().save(file, kind, **options)
    return file.getvalue()


def f_shape() -> NDArray[np.uint8]:
    """Return a picture of 24 × 32 pixels that no mirroring or turning repeats."""
    pixels = np.full((32, 24, 3), (240, 240, 240), np.uint8)
    pixels[:, :8] = (200, 30, 30)
    pixels[:8, :] = (30, 160, 30)
    pixels[16:24, 8:16] = (30, 30, 200)
    return pixels


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    crc = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + crc


def png(
    samples: NDArray[np.uint8] | NDArray[np.uint16],
    color_type: int,
    bits: int,
    extra: bytes = b"",
) -> bytes:
    """Return a PNG of samples of shape (H, W, C) and any bit depth."""
    height, width = samples.shape[:2]
    if bits == 16:
        rows = samples.astype(">u2").tobytes()
    elif bits == 8:
        rows = samples.astype(np.uint8).tobytes()
    else:
        shifts = np.arange(bits - 1, -1, -1)
        flat = samples.reshape(height, -1, 1) >> shifts & 1
        rows = np.packbits(flat.reshape(height, -1).astype(np.uint8), axis=1).tobytes()
    step = len(rows) // height
    lines = b"".join(b"\0" + rows[at : at + step] for at in range(0, len(rows), step))
    header = struct.pack(">IIBBBBB", width, height, bits, color_type, 0, 0, 0)
    return (
        PNG_SIGNATURE
        + chunk(b"IHDR", header)
        + extra
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def interlaced_png(samples: NDArray[np.uint8], color_type: int, bits: int) -> bytes:
    """Return a PNG in seven passes, every row filtered in another way than the last.

    The filters are not undone by the writer, so the picture is not that of the
    samples: it is for comparing two decoders.
    """
    height, width, channels = samples.shape
    lines, kind = b"", 0
    for top, left, down, across in ADAM7:
        part = samples[top::down, left::across]
        length = -(-part.shape[1] * channels * bits // 8)
        for row in part if part.size else ():
            kind = (kind + 1) % 5
            lines += bytes([kind]) + row.astype(">u2").tobytes()[:length].ljust(length)
    header = struct.pack(">IIBBBBB", width, height, bits, color_type, 0, 0, 1)
    palette = bytes(range(256)) * 3 if color_type == 3 else b""
    return (
        PNG_SIGNATURE
        + chunk(b"IHDR", header)
        + (chunk(b"PLTE", palette[: 3 << bits]) if palette else b"")
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def gif_header(width: int, height: int, frame: tuple[int, int, int, int]) -> bytes:
    """Return a GIF of a two-color screen and one frame, at (left, top, w, h)."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0)
    colors = b"\xff\0\0\0\0\xff"
    return (
        screen + colors + b"," + struct.pack("<HHHHB", *frame, 0) + b"\x02\x02D\x01\0;"
    )
