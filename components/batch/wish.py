"""What somebody wants done with pictures: all that the page lets one choose.

The words are those of the page's addresses.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, Literal, get_args

from components.batch.stops import Stop
from components.engine import SPACES, ColorList, Space, color_lists, space_for
from components.engine.jit import ENGINE, digest_of
from components.model.given import Given
from components.model.style import Style
from components.work.settings import SETTINGS

Weighing = Literal["pixels", "equally"]
Animations = Literal["same", "gif", "apng", "webp", "first"]

ANIMATIONS: Final[tuple[Animations, ...]] = get_args(Animations)
WEIGHINGS: Final[tuple[Weighing, ...]] = ("pixels", "equally")

# That for dots comes with them.
CHOOSABLE: Final[tuple[Space, ...]] = tuple(
    each for each in SPACES if each == space_for(each, dots=False)
)

MOST_KEPT: Final = 32
MOST_COMPARED: Final = 200
_CODE: Final = re.compile("#?([0-9a-fA-F]{6})")


class WrongUseError(ValueError):
    """What was asked for cannot be done, and why, in a sentence."""


@dataclass(frozen=True)
class Wish:
    """What is to be done.

    Attributes
    ----------
    stop : Stop
        In how many colors, or by what that is decided.
    each : bool
        Whether each picture gets a palette of its own; otherwise one is for all.
    weigh : {"pixels", "equally"}
        What a picture counts in the palette for all: its pixels, or as much as any.
    space : {"srgb", "oklab", "oklrab", "standardized"}
        How colors differ.
    style : Style
        Dots, and how small the files are to be.
    listed : str
        Key of the list that colors are chosen from; empty where any color will do.
    pins : tuple of str
        Colors to keep, as ``#rrggbb``. Only where any color will do.
    flat : bool
        Whether flat colors stay exact where there are any.
    compare : bool or None
        Whether each picture is also fitted by itself, to say what it loses by sharing.
        That takes as long as all the rest together, of small pictures much longer; None
        does it for up to 200 pictures.
    animations : {"same", "gif", "apng", "webp", "first"}
        What becomes of an animation: another one, with all frames, in its own format or
        another; or a picture of its first frame.
    """

    stop: Stop
    each: bool = False
    weigh: Weighing = "pixels"
    space: Space = "srgb"
    style: Style = field(default_factory=Style)
    listed: str = ""
    pins: tuple[str, ...] = ()
    flat: bool = True
    compare: bool | None = None
    animations: Animations = "same"

    def __post_init__(self) -> None:
        """Refuse what does not go together."""
        if self.listed and self.pins:
            raise WrongUseError(
                "A list has only its own colors: colors can be kept without it only."
            )
        if self.listed:
            find_list(self.listed)

    @property
    def equally(self) -> bool:
        """Whether pictures weigh alike."""
        return self.weigh == "equally"

    @property
    def fit_space(self) -> Space:
        """The space in which colors are found."""
        return space_for(self.space, self.style.dither)

    @property
    def given(self) -> Given:
        """What the colors are taken from."""
        return Given(find_list(self.listed) if self.listed else None, self.pins)

    @property
    def key(self) -> str:
        """Tells what comes of this from what comes of any other wish.

        It changes with the program too, and with what is too large to be read.
        """
        return digest(repr(self), repr(SETTINGS.limits), digest_of(ENGINE))

    def settled(self, pictures: int) -> "Wish":
        """Return the same for so many pictures: it is decided whether to compare."""
        if self.each or self.compare is not None:
            return self
        return replace(self, compare=pictures <= MOST_COMPARED)

    @property
    def palette_key(self) -> str:
        """The same, as far as it matters to a palette for all."""
        style = Style(self.style.dither, dots=self.style.dots)
        counted: Animations = "first" if self.animations == "first" else "same"
        return replace(self, style=style, compare=True, animations=counted).key


def digest(*words: str) -> str:
    """Return the SHA-256 of some words, in hexadecimal."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


@cache
def find_list(name: str) -> ColorList:
    """Return a list by its key, or by the begin of that: ``dmc``.

    Raises
    ------
    WrongUseError
        If there is none.
    """
    lists = {each.key: each for each in color_lists()}
    found = [each for key, each in lists.items() if key.startswith(f"{name}-")]
    if name in lists or len(found) == 1:
        return lists.get(name) or found[0]
    raise WrongUseError(
        f"{name!r} is no list of colors. There are: {', '.join(lists)}."
    )


def read_pins(words: Sequence[str]) -> tuple[str, ...]:
    """Read colors to keep, each once.

    Parameters
    ----------
    words : sequence of str
        Each has one code or several with commas between.

    Raises
    ------
    WrongUseError
        If one is no color, or they are too many.

    Examples
    --------
    >>> read_pins(["ff0000,#00FF00", "ff0000"])
    ('#ff0000', '#00ff00')
    """
    codes = [code.strip() for each in words for code in each.split(",") if code.strip()]
    found = []
    for code in codes:
        match = _CODE.fullmatch(code)
        if match is None:
            raise WrongUseError(f"{code!r} is no color; write it like ff0000.")
        found.append(f"#{match[1].lower()}")
    kept = tuple(dict.fromkeys(found))
    if len(kept) > MOST_KEPT:
        raise WrongUseError(f"{len(kept)} colors to keep; there may be {MOST_KEPT}.")
    return kept
