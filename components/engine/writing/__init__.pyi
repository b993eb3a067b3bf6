from .color_separations import separations
from .decode_indexed import reread
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
    Ledger,
    Way,
    enter,
    open_ledger,
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
    "Ledger",
    "PaletteFile",
    "PaletteFormat",
    "Swatch",
    "Way",
    "count_colors_of",
    "encode_gif",
    "encode_jpeg",
    "encode_truecolor",
    "encode_webp",
    "enter",
    "open_ledger",
    "reread",
    "separations",
    "swatches",
    "weigh",
]
