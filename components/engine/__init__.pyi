from .animation.counting import count_frames, entries_for_frames
from .animation.drawing import draw_frames
from .animation.encode import AnimationKind, encode_animation
from .animation.read import Animation, read_animation
from .clustering.adding import add_tables
from .clustering.colors import ColorTable, count_colors, gather
from .clustering.first import first_fits
from .clustering.flat import has_flat_colors
from .clustering.kmeans import Sweep, sweep_k, variance_explained
from .clustering.listed import ListSweep, sweep_list
from .clustering.metric import Metric, metric_of
from .clustering.reach import space_for
from .clustering.spaces import SPACES, Space
from .drawing.dots import DITHERS, Dither
from .drawing.palette import Palette, palettes
from .drawing.preview import reduce_to, reduce_to_width
from .drawing.quantize import (
    PNG_ENTRIES,
    QuantizedImage,
    count_coverage,
    entries_for,
    quantize,
    round_centers,
    shows_every_pixel,
)
from .drawing.remap import remap
from .drawing.set_aside import set_aside
from .errors import (
    DamagedFrameError,
    DamagedImageError,
    EmptyFileError,
    ImageError,
    ImageTooLargeError,
    PaletteFileError,
    UnsupportedFormatError,
)
from .formatting import hex_code
from .judging.advice import (
    Kind,
    Suggestion,
    smallest_for,
    suggest,
    suggest_same,
)
from .judging.ciede2000 import ciede2000, lab_from_srgb
from .judging.elbow import Elbow, find_elbow
from .judging.quality import (
    ColorQuality,
    Quality,
    color_differences,
    compare,
    compare_colors,
    looks_the_same,
)
from .judging.smallest import smallest_that_looks_the_same
from .judging.spots import Spot
from .judging.visual_score import visual_score
from .judging.visual_steps import STEPS, Step, VisualSteps, visual_steps
from .lists.color_lists import ColorList, Entry, ListKind, color_lists
from .png.bare import bare_png
from .reading.image import read_image
from .reading.palettes.read_palette import ReadPalette, read_palette
from .resolution import Resolution
from .source import Aside, SourceImage, hides_colors
from .writing.png_writer import encode_lossless_png, encode_png

__all__ = [
    "DITHERS",
    "PNG_ENTRIES",
    "SPACES",
    "STEPS",
    "Animation",
    "AnimationKind",
    "Aside",
    "ColorList",
    "ColorQuality",
    "ColorTable",
    "DamagedFrameError",
    "DamagedImageError",
    "Dither",
    "Elbow",
    "EmptyFileError",
    "Entry",
    "ImageError",
    "ImageTooLargeError",
    "Kind",
    "ListKind",
    "ListSweep",
    "Metric",
    "Palette",
    "PaletteFileError",
    "Quality",
    "QuantizedImage",
    "ReadPalette",
    "Resolution",
    "SourceImage",
    "Space",
    "Spot",
    "Step",
    "Suggestion",
    "Sweep",
    "UnsupportedFormatError",
    "VisualSteps",
    "add_tables",
    "bare_png",
    "ciede2000",
    "color_differences",
    "color_lists",
    "compare",
    "compare_colors",
    "count_colors",
    "count_coverage",
    "count_frames",
    "draw_frames",
    "encode_animation",
    "encode_lossless_png",
    "encode_png",
    "entries_for",
    "entries_for_frames",
    "find_elbow",
    "first_fits",
    "gather",
    "has_flat_colors",
    "hex_code",
    "hides_colors",
    "lab_from_srgb",
    "looks_the_same",
    "metric_of",
    "palettes",
    "quantize",
    "read_animation",
    "read_image",
    "read_palette",
    "reduce_to",
    "reduce_to_width",
    "remap",
    "round_centers",
    "set_aside",
    "shows_every_pixel",
    "smallest_for",
    "smallest_that_looks_the_same",
    "space_for",
    "suggest",
    "suggest_same",
    "sweep_k",
    "sweep_list",
    "variance_explained",
    "visual_score",
    "visual_steps",
]
