"""What can be chosen about the drawing, where several features set and read it."""

from typing import Final

from components.engine import DITHERS, SPACES
from components.shared.state import Setting, Switch

SPACE: Final = Setting("space", SPACES)
DITHER: Final = Switch("dither")
DOTS: Final = Setting("dots", DITHERS)
