"""What can be said about colors: names, contrast, and how others see them."""

from components.engine.seeing.blindness import BLINDNESSES, Blindness, as_seen
from components.engine.seeing.contrast import (
    LARGE,
    TEXT,
    contrast_matrix,
    contrast_ratio,
    readable_on,
    relative_luminance,
)
from components.engine.seeing.names import NAMED_COLORS, nearest_name

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
