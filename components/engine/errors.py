"""The errors the engine raises on purpose.

Every message is a sentence for the person who chose the file; the page shows
it word for word::

    ValueError
    ├── ImageError                  root of everything read_image raises
    │   ├── EmptyFileError          no bytes at all
    │   ├── UnsupportedFormatError  not a picture, or of a kind we do not read
    │   ├── DamagedImageError       a picture, but cut off or broken inside
    │   │   └── DamagedFrameError   an animation, broken from some frame on
    │   └── ImageTooLargeError      more bytes, pixels or side than the limit
    └── PaletteFileError            all that read_palette raises
"""

from typing import Final

SAVE_AS_PNG: Final = "Open it in another program, save it as PNG and load that."
"""What to do about a file that only some other program can read."""


class ImageError(ValueError):
    """A file that cannot be used as a picture, and why, in one sentence."""


class EmptyFileError(ImageError):
    """The file has no bytes."""


class UnsupportedFormatError(ImageError):
    """The file is not a picture, or of a format that is not read here."""


class DamagedImageError(ImageError):
    """The file claims to be a picture, but cannot be decoded."""


class DamagedFrameError(DamagedImageError):
    """A frame of an animation cannot be decoded.

    Attributes
    ----------
    before : int
        How many frames before it can.
    """

    def __init__(self, message: str, before: int = 0) -> None:
        super().__init__(message)
        self.before = before


class ImageTooLargeError(ImageError):
    """The file or the picture in it is larger than the limits allow."""


class PaletteFileError(ValueError):
    """A file that cannot be used as a palette, and why, in one sentence."""
