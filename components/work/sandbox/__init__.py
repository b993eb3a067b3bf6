"""Decoding uploads in a sandbox: each in a short-lived process of its own.

A decoder that crashes, hangs or eats memory takes nothing with it but the one
process that read the one file. `read`, `read_film` and `read_colors` are what the page
calls; ``worker.py`` is the other side.
"""

from components.work.sandbox.frames import LIMITS as FILM_LIMITS
from components.work.sandbox.reading import read, read_colors, read_film, start

__all__ = ["FILM_LIMITS", "read", "read_colors", "read_film", "start"]
