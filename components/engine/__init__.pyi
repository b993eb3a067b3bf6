from .clustering.colors import ColorTable, count_colors
from .clustering.flat import has_flat_colors
from .clustering.kmeans import Sweep, sweep_k, variance_explained
from .clustering.spaces import SPACES, Space
from .drawing.palette import Palette, palettes
from .drawing.preview import reduce_to
from .drawing.quantize import (
    QuantizedImage,
    count_coverage,
    quantize,
    round_centers,
)
from .errors import (
    DamagedImageError,
    EmptyFileError,
    ImageError,
    ImageTooLargeError,
    UnsupportedFormatError,
)
from .formatting import hex_code
from .judging.ciede2000 import ciede2000, lab_from_srgb
from .judging.elbow import (
    Elbow,
    Kind,
    Suggestion,
    find_elbow,
    smallest_for,
    suggest,
    suggest_same,
)
from .judging.quality import (
    ColorQuality,
    Quality,
    color_differences,
    compare,
    compare_colors,
    looks_the_same,
)
from .judging.smallest import smallest_that_looks_the_same
from .reading.image import read_image
from .source import SourceImage
from .writing.png_writer import encode_lossless_png, encode_png

__all__ = [
    "SPACES",
    "ColorQuality",
    "ColorTable",
    "DamagedImageError",
    "Elbow",
    "EmptyFileError",
    "ImageError",
    "ImageTooLargeError",
    "Kind",
    "Palette",
    "Quality",
    "QuantizedImage",
    "SourceImage",
    "Space",
    "Suggestion",
    "Sweep",
    "UnsupportedFormatError",
    "ciede2000",
    "color_differences",
    "compare",
    "compare_colors",
    "count_colors",
    "count_coverage",
    "encode_lossless_png",
    "encode_png",
    "find_elbow",
    "has_flat_colors",
    "hex_code",
    "lab_from_srgb",
    "looks_the_same",
    "palettes",
    "quantize",
    "read_image",
    "reduce_to",
    "round_centers",
    "smallest_for",
    "smallest_that_looks_the_same",
    "suggest",
    "suggest_same",
    "sweep_k",
    "variance_explained",
]
