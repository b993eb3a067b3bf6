"""Pictures for tests, made here from numbers."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def photo(width: int = 320, height: int = 240, seed: int = 7) -> NDArray[np.uint8]:
    """Draw soft light, round things and noise: thousands of colors, like a photo."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    rgb = np.stack([x / width * 90 + 60, y / height * 120 + 40, (x + y) / 4 % 130], -1)
    for _ in range(6):
        centre, radius = rng.uniform(0, [width, height]), rng.uniform(15, 60)
        inside = (x - centre[0]) ** 2 + (y - centre[1]) ** 2 < radius**2
        rgb[inside] = rgb[inside] * 0.4 + rng.uniform(0, 255, 3) * 0.6
    rgb += rng.normal(0, 4, rgb.shape)
    drawn: NDArray[np.uint8] = np.clip(rgb, 0, 255).astype(np.uint8)
    return drawn


def poster(width: int, height: int, seed: int = 7) -> NDArray[np.uint8]:
    """Draw such a photo in some twenty colors: of it, every k is soon drawn."""
    drawn: NDArray[np.uint8] = photo(width, height, seed) // 32 * 32
    return drawn


def encoded(pixels: NDArray[np.uint8], kind: str = "PNG") -> bytes:
    """Return the bytes of a file with these RGB or RGBA pixels."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind)
    return file.getvalue()


def plain(color: tuple[int, ...], width: int = 40, height: int = 30) -> bytes:
    """Return the bytes of a PNG of one color."""
    return encoded(np.full((height, width, len(color)), color, dtype=np.uint8))


def decoded(data: bytes) -> NDArray[np.uint8]:
    """Return the RGBA pixels of a file, of shape (H, W, 4)."""
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGBA"))


def distinct(pixels: NDArray[np.uint8]) -> int:
    """Return the number of different colors among the pixels that can be seen."""
    flat = pixels.reshape(-1, pixels.shape[-1])
    if flat.shape[1] == 4:
        flat = flat[flat[:, 3] > 0][:, :3]
    return len(np.unique(flat, axis=0))


def soft_badge(side: int = 120) -> NDArray[np.uint8]:
    """Draw a red disk with a white bar, and its soft purple shadow; RGBA.

    The shadow was blurred in premultiplied bytes, as programs do it: where it is
    hardly seen, rounding leaves other colors, black above all.
    """
    y, x = np.mgrid[0:side, 0:side] / side - 0.5
    disk = np.hypot(x, y) < 0.25
    shadow = 100 * np.exp(-(np.maximum(np.hypot(x, y) - 0.2, 0) ** 2) / 0.01)
    alpha = np.where(disk, 255, np.round(shadow))
    premultiplied = np.round(alpha[..., None] / 255 * (60, 30, 80))
    rgb = np.round(premultiplied * 255 / np.maximum(alpha, 1)[..., None])
    rgb[disk] = (220, 40, 50)
    rgb[disk & (abs(y) < 0.05)] = (250, 250, 250)
    return np.dstack([rgb, alpha]).clip(0, 255).astype(np.uint8)
