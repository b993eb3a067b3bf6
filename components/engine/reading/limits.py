"""How large a picture may be, all in one place."""

from dataclasses import dataclass
from typing import Final

from components.engine.errors import ImageTooLargeError

MEGABYTE: Final = 2**20
MEGAPIXEL: Final = 1_000_000

# Chunks or blocks that are gone through, in Python. An honest file of the largest size
# allowed has a fifth of that.
MAX_STEPS: Final = 1_000_000


@dataclass(frozen=True)
class Limits:
    """The largest file and the largest picture that are read.

    Attributes
    ----------
    file_bytes : int
        Largest file, in bytes.
    pixels : int
        Most pixels, that is width times height.
    side : int
        Longest width or height, in pixels.
    seconds : float
        Longest time that reading may be expected to take, by `expected_seconds`.
    frames : int
        Most frames of an animation.
    moving : int
        Most pixels of all its frames together.
    """

    file_bytes: int = 50 * MEGABYTE
    pixels: int = 40 * MEGAPIXEL
    side: int = 30_000
    seconds: float = 3.0
    frames: int = 2_000
    moving: int = 200 * MEGAPIXEL

    def check_file(self, file_bytes: int) -> None:
        """Raise ImageTooLargeError if a file has more bytes than allowed.

        Examples
        --------
        >>> Limits().check_file(61 * 2**20)
        Traceback (most recent call last):
        components.engine.errors.ImageTooLargeError: This file has 61 MB; the
        limit is 50 MB.
        """
        if file_bytes > self.file_bytes:
            size, limit = _apart(file_bytes, self.file_bytes, MEGABYTE)
            raise ImageTooLargeError(
                f"This file has {size} MB; the limit is {limit} MB."
            )

    def check_size(self, width: int, height: int) -> None:
        """Raise ImageTooLargeError if a picture has too many pixels.

        Examples
        --------
        >>> Limits().check_size(8289, 8192)
        Traceback (most recent call last):
        components.engine.errors.ImageTooLargeError: 8,289 × 8,192 is 67.9
        million pixels; the limit is 40 million.
        """
        self.check_pixels(width * height, f"{width:,} × {height:,} is")
        if max(width, height) > self.side:
            raise ImageTooLargeError(
                f"{width:,} × {height:,} pixels is too long; "
                f"the limit is {self.side:,} pixels a side."
            )

    def check_pixels(self, pixels: int, subject: str = "This picture has") -> None:
        """Raise ImageTooLargeError if there are more pixels than allowed."""
        if pixels > self.pixels:
            count, limit = _apart(pixels, self.pixels, MEGAPIXEL)
            raise ImageTooLargeError(
                f"{subject} {count} million pixels; the limit is {limit} million."
            )

    def check_frames(self, frames: int, pixels: int) -> None:
        """Raise ImageTooLargeError if an animation has too many frames or pixels.

        Parameters
        ----------
        frames : int
            How many there are.
        pixels : int
            Of all of them together.

        Examples
        --------
        >>> Limits().check_frames(300, 300 * 1920 * 1080)
        Traceback (most recent call last):
        components.engine.errors.ImageTooLargeError: The 300 frames of this animation
        have 622.1 million pixels together; the limit is 200 million.
        """
        if frames > self.frames:
            raise ImageTooLargeError(
                f"This animation has {frames:,} frames; the limit is {self.frames:,}."
            )
        if pixels > self.moving:
            count, limit = _apart(pixels, self.moving, MEGAPIXEL)
            raise ImageTooLargeError(
                f"The {frames:,} frames of this animation have {count} million pixels "
                f"together; the limit is {limit} million."
            )

    def check_seconds(self, seconds: float, subject: str) -> None:
        """Raise ImageTooLargeError if reading is expected to take too long.

        Examples
        --------
        >>> Limits().check_seconds(4.24, "this HEIC")
        Traceback (most recent call last):
        components.engine.errors.ImageTooLargeError: Reading this HEIC would take
        about 4.2 seconds; the limit is 3. Save it at a smaller size and load that.
        """
        if seconds > self.seconds:
            expected, limit = _apart(seconds, self.seconds, 1)
            raise ImageTooLargeError(
                f"Reading {subject} would take about {expected} seconds; the limit "
                f"is {limit}. Save it at a smaller size and load that."
            )


def _apart(amount: float, limit: float, unit: int) -> tuple[str, str]:
    """Return both numbers in units, with as many digits as tell them apart.

    Examples
    --------
    >>> _apart(40_000_200, 40_000_000, 1_000_000)
    ('40.0002', '40')
    """
    digits = 1
    while round(amount / unit, digits) <= limit / unit and digits < 9:
        digits += 1
    return _short(amount / unit, digits), _short(limit / unit, 6)


def _short(number: float, digits: int) -> str:
    """Return a number with thousands separated and no zeros at its end."""
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".")
