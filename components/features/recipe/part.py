"""A part of reading a picture."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Something that is done to the picture while it is read.

    Attributes
    ----------
    code : str
        Python: what is `picture` before is `picture` after.
    words : str
        Why: a paragraph, or nothing.
    profiles : bool
        Whether it needs Pillow's ``ImageCms``.
    file : bool
        Whether it needs ``io``.
    """

    code: str
    words: str = ""
    profiles: bool = False
    file: bool = False
