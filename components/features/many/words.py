"""What a picture loses by sharing a palette, in words."""

from typing import Final

from components.batch.drawing import Errors

# How many times as far off a picture is as in colors of its own.
_NOTHING: Final = 1.05
_LITTLE: Final = 1.25
_SOME: Final = 1.75


def lost(errors: Errors) -> str:
    """Say what a picture loses by sharing.

    Parameters
    ----------
    errors : Errors
        How far it is off in the palette for all, and in one of its own.

    Examples
    --------
    >>> lost(Errors(4.1, 4.0)), lost(Errors(4.8, 4.0)), lost(Errors(0.0, 0.0))
    ('loses nothing', 'loses a little', 'loses nothing')
    >>> lost(Errors(6.5, 4.0)), lost(Errors(10.0, 4.0)), lost(Errors(3.0, 0.0))
    ('loses some', 'loses much (2.5 ×)', 'was exact alone')
    """
    if errors.common is None or errors.own is None:
        return ""
    if errors.common <= _NOTHING * errors.own:
        return "loses nothing"
    if errors.own == 0:
        return "was exact alone"
    times = errors.common / errors.own
    if times <= _SOME:
        return "loses a little" if times <= _LITTLE else "loses some"
    figure = f"{times:.1f}" if times < 10 else f"{times:,.0f}"
    return f"loses much ({figure} ×)"
