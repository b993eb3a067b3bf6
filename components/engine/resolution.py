"""How many pixels of a picture come to a meter of paper."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

_METERS_AN_INCH = Fraction(254, 10_000)
_METERS_A_CENTIMETER = Fraction(1, 100)

# The largest number that a PNG can hold (W3C, third edition, section 7.1).
MOST = 2**31 - 1


@dataclass(frozen=True)
class Resolution:
    """How a picture is meant to be printed, in the whole numbers of a PNG.

    Attributes
    ----------
    across, down : int
        Pixels in a row, and in a column, for one unit of length; 1 to 2**31 − 1.
    metric : bool
        Whether the unit is the meter. Otherwise it is not known, and the two only
        tell the shape of a pixel.

    Raises
    ------
    ValueError
        If a number is not in that range.

    References
    ----------
    Portable Network Graphics (PNG) Specification, third edition, W3C 2025,
    section 11.3.4.3 (pHYs).
    """

    across: int
    down: int
    metric: bool = True

    def __post_init__(self) -> None:
        """Hold the numbers against what a file can hold."""
        if not (1 <= self.across <= MOST and 1 <= self.down <= MOST):
            raise ValueError(
                f"{self.across} × {self.down} pixels a unit; 1 to {MOST} are possible."
            )

    @property
    def square(self) -> bool:
        """Whether a pixel is as wide as it is high."""
        return self.across == self.down

    @property
    def turned(self) -> "Resolution":
        """The same for the picture after a quarter of a turn."""
        return Resolution(self.down, self.across, self.metric)

    @property
    def per_inch(self) -> tuple[Fraction, Fraction]:
        """Pixels an inch, across and down: the whole number that was meant, if any.

        Examples
        --------
        >>> Resolution(11811, 2835).per_inch
        (Fraction(300, 1), Fraction(72, 1))
        """
        return _an_inch(self.across), _an_inch(self.down)


def per_inch(across: Fraction, down: Fraction) -> Resolution:
    """Return a resolution given in pixels an inch.

    Examples
    --------
    >>> per_inch(Fraction(300), Fraction(72))
    Resolution(across=11811, down=2835, metric=True)
    """
    return Resolution(round(across / _METERS_AN_INCH), round(down / _METERS_AN_INCH))


def per_centimeter(across: Fraction, down: Fraction) -> Resolution:
    """Return a resolution given in pixels a centimeter."""
    return Resolution(
        round(across / _METERS_A_CENTIMETER), round(down / _METERS_A_CENTIMETER)
    )


def shape_only(across: Fraction, down: Fraction) -> Resolution:
    """Return a resolution of which the unit is not known.

    Examples
    --------
    >>> shape_only(Fraction(3, 2), Fraction(1))
    Resolution(across=3, down=2, metric=False)
    """
    whole = lcm(across.denominator, down.denominator)
    return Resolution(int(across * whole), int(down * whole), metric=False)


def _an_inch(per_meter: int) -> Fraction:
    exact = per_meter * _METERS_AN_INCH
    whole = Fraction(round(exact))
    return whole if round(whole / _METERS_AN_INCH) == per_meter else exact
