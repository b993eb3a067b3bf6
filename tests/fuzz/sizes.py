"""The largest picture and the largest file that are read unless told otherwise."""

from typing import Final

from components.engine.reading.limits import Limits

MOST_BYTES: Final = Limits().file_bytes
WIDTH: Final = 8000
HEIGHT: Final = Limits().pixels // WIDTH
