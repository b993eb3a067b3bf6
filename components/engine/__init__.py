"""Bytes of a picture in, fewest colors out; pure arrays, no user interface.

Data flows one way::

    bytes --read_image--> SourceImage --count_colors--> ColorTable
    ColorTable --sweep_k--> Sweep
    Sweep --suggest--> Suggestions
    SourceImage + centers --quantize--> QuantizedImage --encode_png--> bytes
    SourceImage + QuantizedImage --compare--> Quality
"""

from components.engine.ciede import ciede2000, lab_from_srgb
from components.engine.colors import ColorTable, count_colors
from components.engine.elbow import (
    Elbow,
    Kind,
    Suggestion,
    find_elbow,
    smallest_for,
    suggest,
    suggest_same,
)
from components.engine.encode import encode_lossless_png, encode_png
from components.engine.errors import (
    DamagedImageError,
    EmptyFileError,
    ImageError,
    ImageTooLargeError,
    UnsupportedFormatError,
)
from components.engine.image import read_image
from components.engine.kmeans import Sweep, sweep_k, variance_explained
from components.engine.palette import Palette, palettes
from components.engine.preview import reduce_to
from components.engine.quality import (
    ColorQuality,
    Quality,
    color_differences,
    compare,
    compare_colors,
    looks_the_same,
)
from components.engine.quantize import (
    QuantizedImage,
    count_coverage,
    quantize,
    round_centers,
)
from components.engine.smallest import smallest_that_looks_the_same
from components.engine.source import SourceImage
from components.engine.spaces import SPACES, Space

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
