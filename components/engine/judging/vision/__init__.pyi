from .blindness import BLINDNESSES, Blindness, as_seen
from .color_names import NAMED_COLORS, nearest_name
from .contrast import (
    LARGE,
    TEXT,
    contrast_matrix,
    contrast_ratio,
    readable_on,
    relative_luminance,
)

__all__ = [
    "BLINDNESSES",
    "LARGE",
    "NAMED_COLORS",
    "TEXT",
    "Blindness",
    "as_seen",
    "contrast_matrix",
    "contrast_ratio",
    "nearest_name",
    "readable_on",
    "relative_luminance",
]
