from .color_separations import separations
from .decode_indexed import decode_indexed
from .palettes.formats import (
    PALETTE_FILES,
    PaletteFile,
    PaletteFormat,
)
from .palettes.swatch import Swatch, swatches
from .size_report import (
    DISCOURAGED,
    QUICK,
    SLOW,
    Encoding,
    Entry,
    SizeReport,
    begin_report,
    measure_file,
    update_report,
)
from .truecolor_jpeg import (
    JPEG_QUALITY,
    count_colors_of,
    encode_jpeg,
    encode_truecolor,
)
from .webp_gif import WEBP_SIDE, encode_gif, encode_webp

__all__ = [
    "DISCOURAGED",
    "JPEG_QUALITY",
    "PALETTE_FILES",
    "QUICK",
    "SLOW",
    "WEBP_SIDE",
    "Encoding",
    "Entry",
    "PaletteFile",
    "PaletteFormat",
    "SizeReport",
    "Swatch",
    "begin_report",
    "count_colors_of",
    "decode_indexed",
    "encode_gif",
    "encode_jpeg",
    "encode_truecolor",
    "encode_webp",
    "measure_file",
    "separations",
    "swatches",
    "update_report",
]
