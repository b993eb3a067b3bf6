"""Decoding uploads in a sandbox: each in a short-lived process of its own.

A decoder that crashes, hangs or eats memory takes nothing with it but the one
process that read the one file. `read` is what the page calls; ``worker.py`` is the
other side.
"""

from components.work.sandbox.reading import read, start

__all__ = ["read", "start"]
