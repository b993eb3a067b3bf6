"""Colors as people write them."""

from typing import Protocol


class _Bytes(Protocol):
    def tobytes(self) -> bytes: ...


def hex_code(color: _Bytes | tuple[int, int, int]) -> str:
    """Write a color as ``#rrggbb``.

    Parameters
    ----------
    color : ndarray of shape (3,), uint8, or tuple of int
        sRGB, 0–255.

    Examples
    --------
    >>> hex_code((255, 212, 59))
    '#ffd43b'
    """
    values = bytes(color) if isinstance(color, tuple) else color.tobytes()
    return f"#{values.hex()}"
