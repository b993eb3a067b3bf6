"""Decoding uploads in a sandbox: each in a short-lived process of its own.

A decoder that crashes, hangs or eats memory takes nothing with it but the one
process that read the one file. `read` and `read_colors` are what the page calls;
``worker.py`` is the other side.
"""

from components.work.sandbox.reading import read, read_colors, start

__all__ = ["read", "read_colors", "start"]
