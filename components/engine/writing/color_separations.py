"""Color separations: one black-and-white picture for each color."""

import io
import zipfile

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from components.engine.drawing.quantize import QuantizedImage
from components.engine.png.chunks import with_resolution
from components.engine.resolution import Resolution
from components.engine.writing.half_solid import half_solid
from components.engine.writing.palettes.swatch import Swatch, swatches

# The earliest date that a ZIP can hold: same picture, same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)


def separations(quantized: QuantizedImage) -> bytes:
    """Write a 1-bit PNG for each color, black where it prints, into a ZIP.

    Laid one over the other, the layers give the picture: each pixel that is at least
    half solid is black in exactly one of them. Ink is solid, so the others print
    nothing: the same pixels as in a GIF are left (`half_solid`).

    Parameters
    ----------
    quantized : QuantizedImage
        The picture.

    Returns
    -------
    bytes
        A ZIP file of ``01-ff8800.png`` and so on, most coverage first, and a
        ``readme.txt``, alone where nothing prints. Same picture, same bytes.
    """
    inked = half_solid(quantized)
    k = len(quantized.palette)
    counts = np.bincount(quantized.indices[inked], minlength=k).astype(np.int64)
    listed = swatches(quantized.written, counts) if inked.any() else ()
    order = np.argsort(-counts, kind="stable")
    digits = max(2, len(str(len(listed))))
    names = [
        f"{number:0{digits}d}-{each.hex[1:]}.png"
        for number, each in enumerate(listed, 1)
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for at, name in zip(order, names, strict=False):
            layer = _layer((quantized.indices == at) & inked, quantized.resolution)
            _add(archive, name, layer)
        _add(archive, "readme.txt", _readme(quantized, listed, names))
    return file.getvalue()


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
        "Together they cover every pixel of the picture once, without overlap.",
        "Ink is solid: pixels that are less than half solid print nothing.",
        f"Each is {width} x {height} pixels, 1 bit a pixel.",
        "",
    ]
    if not listed:
        lines = ["No pixel of this picture is at least half solid: nothing prints."]
    lines += [
        f"{name}  {each.hex}  {100 * each.share:.2f} %"
        for name, each in zip(names, listed, strict=True)
    ]
    return "".join(f"{line}\r\n" for line in lines).encode()
