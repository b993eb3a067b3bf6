"""Opening a file with Pillow, and no further than the limits allow.

Pillow reads the header when a file is opened and the pixels only when they
are asked for, so that a size can be refused in between.
"""

import io
import warnings
from typing import Final

import pillow_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from components.engine.errors import UnsupportedFormatError
from components.engine.reading.guards.heif import check_items
from components.engine.reading.guards.jpeg import check_jpeg
from components.engine.reading.guards.png import check_png
from components.engine.reading.guards.tiff import check_tiff
from components.engine.reading.limits import Limits
from components.engine.reading.told.nclx import with_known_code_points
from components.engine.reading.told.png import without_cut_off

# Importing a plugin registers its decoder. Naming them here means Pillow never
# has to load all of its plugins, which is what would let Ghostscript in.
DECODERS: Final = {
    "AVIF": AvifImagePlugin.AvifImageFile,
    "BMP": BmpImagePlugin.BmpImageFile,
    "GIF": GifImagePlugin.GifImageFile,
    "JPEG": JpegImagePlugin.JpegImageFile,
    "PNG": PngImagePlugin.PngImageFile,
    "TIFF": TiffImagePlugin.TiffImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
}
# Many people share this process: a picture is decoded on the caller's thread
# and not on as many as there are cores.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
pillow_heif.register_heif_opener(
    decode_threads=1, thumbnails=False, depth_images=False, aux_images=False
)

# Warnings of Pillow's own check (see `_widen_pillows_check`), and those about metadata
# it skips, would only reach a log.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

MAX_READS: Final = 500_000

_TILE_WIDTH: Final = 322
_TILE_LENGTH: Final = 323
_SUBFILE_TYPE: Final = 254
_SUB_IFDS: Final = 330
_DNG_VERSION: Final = 50706


class MeteredFile(io.BytesIO):
    """Bytes that can be read from only so many times.

    Pillow walks over chunks, markers and blocks in Python, and a file may be
    made of nothing but millions of tiny ones. An honest picture of the largest
    size allowed needs a tenth of `MAX_READS`.
    """

    reads_left = MAX_READS

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, and count."""
        self.reads_left -= 1
        if self.reads_left < 0:
            raise OSError("too many reads")
        return super().read(size)


def open_picture(data: bytes, kind: str, limits: Limits) -> ImageFile.ImageFile:
    """Read the header of a picture and hold it against the limits.

    Parameters
    ----------
    data : bytes
        The whole file.
    kind : str
        Name of the one decoder to try, as `identify` returned it.
    limits : Limits
        What is too large.

    Returns
    -------
    PIL.ImageFile.ImageFile
        Not yet decoded.

    Raises
    ------
    ImageError
        If it is too large, or of a kind that only looks readable.
    Exception
        Anything at all, from Pillow, if the file is damaged.
    """
    check_before(data, kind, limits)
    _widen_pillows_check(limits)
    if kind == "PNG":
        data = without_cut_off(data)
    elif kind in ("HEIF", "AVIF"):
        data = with_known_code_points(data)
    image = Image.open(MeteredFile(data), formats=(kind,))
    limits.check_size(*image.size)
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        _check_page(image, limits)
    return image


def _widen_pillows_check(limits: Limits) -> None:
    """Move Pillow's own check of the size out, if the limit is beyond it.

    It stays as a second fence.
    """
    if Image.MAX_IMAGE_PIXELS is not None:
        Image.MAX_IMAGE_PIXELS = max(Image.MAX_IMAGE_PIXELS, limits.pixels)


def check_before(data: bytes, kind: str, limits: Limits) -> None:
    """Refuse what is built to take minutes or all memory, unseen by Pillow."""
    if kind == "JPEG":
        check_jpeg(data)
    elif kind == "PNG":
        check_png(data)
    elif kind == "TIFF":
        check_tiff(data)
    elif kind in ("HEIF", "AVIF"):
        check_items(data, kind, limits)


def load_pixels(image: ImageFile.ImageFile, limits: Limits) -> None:
    """Decode a picture, and check its size again, as decoding may change it.

    What the decoder itself still holds of it, several copies for WebP, is let go.
    """
    image.load()
    limits.check_size(*image.size)
    for held in ("_decoder", "_heif_file"):
        if hasattr(image, held):
            setattr(image, held, None)
            image.fp = None


def raw_mode(image: ImageFile.ImageFile) -> str:
    """Return how Pillow will unpack the pixels; empty if it cannot be told.

    Must be asked for before the pixels are loaded.
    """
    args = image.tile[0].args if image.tile else None
    first = args[0] if isinstance(args, tuple) and args else args
    return first if isinstance(first, str) else ""


def _check_page(image: TiffImagePlugin.TiffImageFile, limits: Limits) -> None:
    """Refuse camera raw files, and tiles far larger than the picture."""
    tags = image.tag_v2
    preview_first = tags.get(_SUBFILE_TYPE) == 1 and _SUB_IFDS in tags
    if _DNG_VERSION in tags or preview_first:
        raise UnsupportedFormatError(
            "This is a camera's raw file, which is not read here. "
            "Export it as PNG or JPEG and load that."
        )
    tile = tags.get(_TILE_WIDTH), tags.get(_TILE_LENGTH)
    if isinstance(tile[0], int) and isinstance(tile[1], int):
        limits.check_pixels(tile[0] * tile[1], "Each tile of this TIFF has")
