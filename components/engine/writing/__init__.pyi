from .color_separations import separations
from .decode_indexed import decode_indexed
from .palettes.formats import (
    PALETTE_FILES,
    PaletteFile,
    PaletteFormat,
)
from .palettes.swatch import Swatch, swatches
from .size_report import (
    QUICK,
    SLOW,
    WRONG,
    Entry,
    SizeReport,
    Way,
    begin_report,
    update_report,
    weigh,
)
from .truecolor_jpeg import (
    JPEG_QUALITY,
    count_colors_of,
    encode_jpeg,
    encode_truecolor,
)
from .webp_gif import WEBP_SIDE, encode_gif, encode_webp

__all__ = [
    "JPEG_QUALITY",
    "PALETTE_FILES",
    "QUICK",
    "SLOW",
    "WEBP_SIDE",
    "WRONG",
    "Entry",
    "PaletteFile",
    "PaletteFormat",
    "SizeReport",
    "Swatch",
    "Way",
    "begin_report",
    "count_colors_of",
    "decode_indexed",
    "encode_gif",
    "encode_jpeg",
    "encode_truecolor",
    "encode_webp",
    "separations",
    "swatches",
    "update_report",
    "weigh",
]
