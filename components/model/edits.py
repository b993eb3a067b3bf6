"""What somebody has changed in one palette."""

import re
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine import hex_code

Bytes = NDArray[np.uint8]

# A change each: "3-ff0000" another color, "5x" left out, "7m2" merged into 2.
_ONE: Final = re.compile(r"(\d{1,3})(?:-([0-9a-f]{6})|(x)|m(\d{1,3}))")


@dataclass(frozen=True)
class Edits:
    """What is changed in the palette of one fit; entries are named by their row there.

    A pixel looks for its color among those of the fit that are not left out. Then, as
    in the color map of an indexed picture, entries go to others, and have other colors:
    giving an entry another color moves no pixel to another entry.

    Attributes
    ----------
    recolored : tuple of (int, str)
        Entries with another color, and that, as ``#rrggbb``.
    left_out : tuple of int
        Entries that are not there; the pixels of each go to their next best.
    merged : tuple of (int, int)
        Entries whose pixels all go to another one, and that one.
    """

    recolored: tuple[tuple[int, str], ...] = ()
    left_out: tuple[int, ...] = ()
    merged: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is changed."""
        return self.count > 0

    @property
    def count(self) -> int:
        """How many colors are changed."""
        return len(self.recolored) + len(self.gone)

    @property
    def gone(self) -> frozenset[int]:
        """The entries that draw nothing any more."""
        return frozenset(self.left_out) | {entry for entry, _ in self.merged}

    @property
    def key(self) -> str:
        """Cache key; also the short form for an address, see `read`."""
        colors = (f"{entry}-{code[1:]}" for entry, code in self.recolored)
        return ".".join([*colors, *([self.places] if self.places else [])])

    @property
    def places(self) -> str:
        """The part of the key that says which entries pixels have."""
        out = (f"{entry}x" for entry in self.left_out)
        return ".".join([*out, *(f"{entry}m{into}" for entry, into in self.merged)])

    def fit(self, k: int) -> bool:
        """Tell whether these can be changes of a palette of k colors."""
        gone, touched = self.gone, [entry for entry, _ in self.recolored]
        named = [*touched, *self.left_out, *(entry for entry, _ in self.merged)]
        targets = {into for _, into in self.merged}
        return (
            len(set(named)) == len(named)
            and all(0 <= entry < k for entry in (*named, *targets))
            and not targets & gone
            and len(gone) < k
        )

    # --- changing

    def recolor(self, entry: int, code: str | None) -> "Edits":
        """Give an entry a color, as ``#rrggbb``; None gives it back its own."""
        others = tuple(each for each in self.recolored if each[0] != entry)
        mine = () if code is None else ((entry, code),)
        return replace(self, recolored=tuple(sorted(others + mine)))

    def leave_out(self, entry: int) -> "Edits":
        """Leave out an entry, with those that have gone to it."""
        came = {each for each, into in self.merged if into == entry}
        return replace(
            self.recolor(entry, None),
            left_out=tuple(sorted({*self.left_out, entry, *came})),
            merged=tuple(each for each in self.merged if each[0] not in came),
        )

    def merge(self, entry: int, into: int) -> "Edits":
        """Let the pixels of an entry, with those that came to it, go to another."""
        before = dict(self.merged)
        came = {each: into for each, other in before.items() if other == entry}
        return replace(
            self.recolor(entry, None),
            merged=tuple(sorted((before | came | {entry: into}).items())),
        )

    # --- what comes of it

    def remaining(self, k: int) -> NDArray[np.intp]:
        """Return the entries among which pixels look for their color, in order."""
        return np.setdiff1d(np.arange(k), self.left_out).astype(np.intp)

    def targets(self, k: int) -> Bytes:
        """Return for each entry the one that its pixels go to: mostly itself."""
        into = np.arange(k, dtype=np.uint8)
        for entry, other in self.merged:
            into[entry] = other
        return into

    def colors(self, palette: Bytes) -> Bytes:
        """Return what the entries of a palette, shape (k, 3), are drawn in."""
        changed = palette.copy()
        for entry, code in self.recolored:
            changed[entry] = tuple(bytes.fromhex(code[1:]))
        return changed[self.targets(len(palette))]

    def gathered(self, amounts: NDArray[np.float64], k: int) -> NDArray[np.float64]:
        """Return what each of k entries draws in the end.

        Parameters
        ----------
        amounts : ndarray of shape (n,), float64
            What each of those draws that remain.
        k : int
            Number of all entries.
        """
        into = self.targets(k)[self.remaining(k)]
        return np.bincount(into, amounts, k).astype(np.float64)

    def described(self, palette: Bytes) -> str:
        """Say in one line of ASCII what is changed in a palette; empty if nothing.

        Examples
        --------
        >>> palette = np.array([[0, 0, 0], [9, 9, 9], [255, 255, 255]], np.uint8)
        >>> Edits().recolor(0, "#ff0000").merge(1, 2).described(palette)
        '#000000 changed to #ff0000, #090909 merged into #ffffff'
        """
        own = [hex_code(color) for color in palette]
        said = [f"{own[entry]} changed to {code}" for entry, code in self.recolored]
        said += [f"{own[entry]} left out" for entry in self.left_out]
        said += [f"{own[entry]} merged into {own[into]}" for entry, into in self.merged]
        return ", ".join(said)


NONE: Final = Edits()
"""Nothing is changed."""


def read(text: str) -> Edits | None:
    """Read the short form of changes; None where it is none.

    Examples
    --------
    >>> read("3-ff0000.5x.7m2")
    Edits(recolored=((3, '#ff0000'),), left_out=(5,), merged=((7, 2),))
    >>> read("3-red") is read("") is None
    True
    """
    found = [_ONE.fullmatch(each) for each in text.split(".")]
    recolored, left_out, merged = {}, set(), {}
    for each in found:
        if each is None:
            return None
        entry = int(each[1])
        if each[2]:
            recolored[entry] = f"#{each[2]}"
        elif each[3]:
            left_out.add(entry)
        else:
            merged[entry] = int(each[4])
    return Edits(
        tuple(sorted(recolored.items())),
        tuple(sorted(left_out)),
        tuple(sorted(merged.items())),
    )
