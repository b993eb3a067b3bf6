"""Everything that the environment can change about the page, in one place.

The settings are read once, when the program starts, as `SETTINGS`: by the server, by
the processes that it starts, and by the command that starts several servers. A value
that is wrong ends the program there with a sentence, and not at somebody's first
upload. ``SETTINGS.md`` has the same table for people.

The standard library does: 9 ms and 1 MB in every process. pydantic-settings takes
180 ms and 26 MB and brings six packages, and what it says of a wrong value is a report
for programmers rather than a sentence.
"""

import difflib
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from components.engine.reading.limits import MEGABYTE, MEGAPIXEL, Limits

T = TypeVar("T")

PREFIX: Final = "KCOLORS_"
# How alike a name must be to one of ours to be taken for that, misspelled. The names
# that tests have of their own are less alike.
_LOOKS_MISSPELLED: Final = 0.65


@dataclass(frozen=True)
class Variable:
    """How one setting is written in the environment.

    Attributes
    ----------
    name : str
        Of the variable.
    unit : str
        What its number counts.
    default : str
        What holds where it is missing or empty, as it would be written.
    parse : callable
        Makes the setting of the text. Raises ValueError with the second half of a
        sentence, after the name.
    """

    name: str
    unit: str
    default: str
    parse: Callable[[str], Any]

    def read(self, environment: Mapping[str, str]) -> Any:  # noqa: ANN401 - by field
        """Return the setting; raise ValueError, in a sentence, if it is wrong."""
        text = environment.get(self.name, "").strip()
        try:
            return self.parse(text or self.default)
        except ValueError as problem:
            raise ValueError(f"{self.name} {problem}") from None


def _number(text: str, unit: float = 1) -> float:
    """Return so many units, above zero."""
    try:
        amount = float(text) * unit
    except ValueError:
        amount = math.nan
    if not 0 < amount < math.inf:
        raise ValueError(f"must be a number above zero, not {text!r}.")
    return amount


def _in_units_of(unit: int) -> Callable[[str], int]:
    """Return what reads a number of units, and rounds it to a whole one of the parts.

    Examples
    --------
    >>> _in_units_of(MEGABYTE)("20.5")
    21495808
    """
    return lambda text: max(round(_number(text, unit)), 1)


def _count(text: str) -> int:
    """Return a whole number above zero."""
    if not (text.isdecimal() and int(text) > 0):
        raise ValueError(f"must be a whole number above zero, not {text!r}.")
    return int(text)


def _switch(text: str) -> bool:
    """Return whether something is done.

    Examples
    --------
    >>> _switch("1"), _switch("0")
    (True, False)
    >>> _switch("no")
    Traceback (most recent call last):
    ValueError: must be 0 or 1, not 'no'.
    """
    if text not in ("0", "1"):
        raise ValueError(f"must be 0 or 1, not {text!r}.")
    return text == "1"


def _origins(text: str) -> tuple[str, ...]:
    """Return origins that stand with spaces between them."""
    for each in text.split():
        if not _is_origin(each):
            raise ValueError(
                f"must hold origins such as https://school.example, not {each!r}."
            )
    return tuple(text.split())


def _is_origin(text: str) -> bool:
    """Tell whether a text is an origin, and nothing but that."""
    if set(text) & set(";,'"):  # they would end the rule that it becomes part of
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    plain = f"{parts.scheme}://{parts.netloc}" == text
    return plain and parts.scheme in ("http", "https") and bool(host)


def _setting(name: str, unit: str, default: str, parse: Callable[[str], T]) -> T:
    """Declare a field of `Settings`."""
    variable = Variable(PREFIX + name, unit, default, parse)
    declared: T = field(default=parse(default), metadata={"variable": variable})
    return declared


def _written(amount: float, unit: float = 1) -> str:
    """Write a default of the engine's as the environment would."""
    return f"{amount / unit:g}"


@dataclass(frozen=True)
class Settings:
    """What the environment can change; a megabyte has 2**20 bytes.

    Attributes
    ----------
    file_bytes : int
        Largest file that is read, in bytes (KCOLORS_MAX_FILE_MB, in megabytes, as
        Streamlit's own limit of uploads).
    pixels : int
        Most pixels of a picture, width times height (KCOLORS_MAX_MEGAPIXELS, in
        millions).
    side_pixels : int
        Longest width or height, in pixels (KCOLORS_MAX_SIDE).
    reading_seconds : float
        Longest that reading a file may be expected to take, in seconds of work
        (KCOLORS_MAX_SECONDS).
    reading_bytes : int
        Most memory that reading a file may take, in bytes (KCOLORS_READ_MB, in
        megabytes).
    cache_bytes : int
        Pictures and drawings that are kept, for all people, in bytes
        (KCOLORS_CACHE_MB, in megabytes; `make replicas` divides it).
    figures_bytes : int
        Fits, palettes and figures that are kept, in bytes (KCOLORS_FIGURES_MB, in
        megabytes).
    visitors : int
        Most visitors at once, that is open tabs (KCOLORS_MAX_VISITORS).
    steps_unasked : bool
        Whether the page looks for how low one can go as soon as somebody has that part
        of it open, or only when asked (KCOLORS_STEPS_UNASKED, 0 or 1).
    embedders : tuple of str
        Origins whose pages may show this one in a frame (KCOLORS_EMBEDDERS, with
        spaces between them).

    Examples
    --------
    >>> Settings().pixels
    40000000
    >>> Settings.from_environment({"KCOLORS_MAX_MEGAPIXELS": "2.5"}).pixels
    2500000
    >>> Settings.from_environment({"KCOLORS_MAX_SIDE": "wide"})
    Traceback (most recent call last):
    ValueError: KCOLORS_MAX_SIDE must be a number above zero, not 'wide'.
    """

    file_bytes: int = _setting(
        "MAX_FILE_MB",
        "MB",
        _written(Limits.file_bytes, MEGABYTE),
        _in_units_of(MEGABYTE),
    )
    pixels: int = _setting(
        "MAX_MEGAPIXELS",
        "million pixels",
        _written(Limits.pixels, MEGAPIXEL),
        _in_units_of(MEGAPIXEL),
    )
    side_pixels: int = _setting(
        "MAX_SIDE", "pixels", _written(Limits.side), _in_units_of(1)
    )
    reading_seconds: float = _setting(
        "MAX_SECONDS", "seconds", _written(Limits.seconds), _number
    )
    reading_bytes: int = _setting("READ_MB", "MB", "1024", _in_units_of(MEGABYTE))
    cache_bytes: int = _setting("CACHE_MB", "MB", "1024", _in_units_of(MEGABYTE))
    figures_bytes: int = _setting("FIGURES_MB", "MB", "64", _in_units_of(MEGABYTE))
    visitors: int = _setting("MAX_VISITORS", "tabs", "200", _count)
    steps_unasked: bool = _setting("STEPS_UNASKED", "0 or 1", "0", _switch)
    embedders: tuple[str, ...] = _setting("EMBEDDERS", "origins", "", _origins)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Return the settings, each as the environment says or as it stands here.

        Parameters
        ----------
        environment : mapping of str to str
            One variable for each setting. One that is missing or empty keeps its
            default.

        Raises
        ------
        ValueError
            If a value is wrong, or a name looks like one of ours misspelled; the
            message is a sentence for who set it.
        """
        for name in environment:
            _check_name(name)
        given = {
            setting: variable.read(environment)
            for setting, variable in VARIABLES.items()
        }
        return cls(**given)

    @property
    def limits(self) -> Limits:
        """How large a picture may be, as `engine.read_image` takes it."""
        return Limits(
            file_bytes=self.file_bytes,
            pixels=self.pixels,
            side=self.side_pixels,
            seconds=self.reading_seconds,
        )


# By the name of the field.
VARIABLES: Final[Mapping[str, Variable]] = {
    each.name: each.metadata["variable"] for each in fields(Settings)
}


def _check_name(name: str) -> None:
    """Raise ValueError if a variable's name looks like one of ours misspelled.

    Examples
    --------
    >>> _check_name("KCOLORS_MAX_FILE")
    Traceback (most recent call last):
    ValueError: KCOLORS_MAX_FILE is no setting of this page; is KCOLORS_MAX_FILE_MB
    meant?
    """
    ours = [variable.name for variable in VARIABLES.values()]
    if name in ours or not name.upper().startswith("KCOLOR"):
        return
    rest = name.upper().partition("_")[2]
    ends = [each.removeprefix(PREFIX) for each in ours]
    near = difflib.get_close_matches(rest, ends, n=1, cutoff=_LOOKS_MISSPELLED)
    if near:
        raise ValueError(
            f"{name} is no setting of this page; is {PREFIX}{near[0]} meant?"
        )


def _read_or_exit() -> Settings:
    """Read the settings of this process, or end it with what is wrong."""
    try:
        return Settings.from_environment(os.environ)
    except ValueError as problem:
        raise SystemExit(str(problem)) from None


SETTINGS: Final = _read_or_exit()
