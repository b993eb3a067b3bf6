"""What can be chosen about the drawing, where several features set and read it."""

from typing import Final

from components.engine import DITHERS, SPACES, space_for
from components.shared.state import Setting, Switch

# That for dots comes with them.
SPACE: Final = Setting(
    "space", [each for each in SPACES if each == space_for(each, dots=False)]
)
DITHER: Final = Switch("dither")
DOTS: Final = Setting("dots", DITHERS)
FLAT: Final = Switch("flat", usually=True)
