"""Color separations: one black-and-white picture for each color."""

import io
import zipfile

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.drawing.quantize import QuantizedImage
from components.engine.png.chunks import with_resolution
from components.engine.resolution import Resolution
from components.engine.writing.palettes.swatch import Swatch, swatches

# The earliest date that a ZIP can hold: same picture, same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def separations(quantized: QuantizedImage) -> bytes:
    """Write a 1-bit PNG for each color, black where it prints, into a ZIP.

    Laid one over the other, the layers give the picture: each visible pixel is
    black in exactly one of them. A soft pixel counts as visible.

    Parameters
    ----------
    quantized : QuantizedImage
        The picture; at least one pixel is visible.

    Returns
    -------
    bytes
        A ZIP file of ``01-ff8800.png`` and so on, most coverage first, and a
        ``readme.txt``. Same picture, same bytes.

    Raises
    ------
    ValueError
        If nothing is visible.
    """
    # Recounted, as pixels that were soft in the source may have become invisible.
    seen = _seen(quantized)
    k = len(quantized.palette)
    counts = np.bincount(quantized.indices[seen], minlength=k).astype(np.int64)
    listed = swatches(quantized.palette, counts)
    order = np.argsort(-counts, kind="stable")
    digits = max(2, len(str(len(listed))))
    names = [
        f"{number:0{digits}d}-{each.hex[1:]}.png"
        for number, each in enumerate(listed, 1)
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for at, name in zip(order, names, strict=False):
            layer = _layer((quantized.indices == at) & seen, quantized.resolution)
            _add(archive, name, layer)
        _add(archive, "readme.txt", _readme(quantized, listed, names))
    return file.getvalue()


def _seen(quantized: QuantizedImage) -> NDArray[np.bool_]:
    if quantized.alpha is None:
        return np.ones(quantized.indices.shape, np.bool_)
    return quantized.alpha > 0


def _layer(prints: NDArray[np.bool_], resolution: Resolution | None) -> bytes:
    file = io.BytesIO()
    Image.fromarray(~prints).save(file, "PNG")
    return with_resolution(file.getvalue(), resolution)


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.external_attr = 0o644 << 16
    packed = zipfile.ZIP_DEFLATED if name.endswith(".txt") else zipfile.ZIP_STORED
    archive.writestr(entry, content, packed)


def _readme(
    quantized: QuantizedImage, listed: tuple[Swatch, ...], names: list[str]
) -> bytes:
    height, width = quantized.indices.shape
    lines = [
        "One layer for each color, black where the color prints.",
        "Together they cover every visible pixel once, without overlap.",
        f"Each is {width} x {height} pixels, 1 bit a pixel.",
        "",
    ]
    lines += [
        f"{name}  {each.hex}  {100 * each.share:.2f} %"
        for name, each in zip(names, listed, strict=True)
    ]
    return "".join(f"{line}\r\n" for line in lines).encode()
