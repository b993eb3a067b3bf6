"""Things to take away: files of the picture, of its palette, of its layers.

QuantizedImage or palette in, bytes of a file out; and the ledger, which weighs
the files honestly.
"""

from components.engine.export.ledger import (
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
from components.engine.export.palette_files import (
    PALETTE_FILES,
    PaletteFile,
    PaletteFormat,
)
from components.engine.export.reread import reread
from components.engine.export.separations import separations
from components.engine.export.swatch import Swatch, one_line, swatches
from components.engine.export.web import (
    WEBP_SIDE,
    encode_gif,
    encode_webp,
)
from components.engine.export.wrong_ways import (
    JPEG_QUALITY,
    count_colors_of,
    encode_jpeg,
    encode_truecolor,
)

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
    "one_line",
    "open_ledger",
    "reread",
    "separations",
    "swatches",
    "weigh",
]
