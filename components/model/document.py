"""What is on the page: a picture, its fits, and how it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.engine import Entry, SourceImage, Sweep, hex_code, round_centers
from components.model.edits import NONE, Edits
from components.model.fits import Fits
from components.model.picture import Picture
from components.model.rendering import Rendering
from components.model.style import Style

Bytes = NDArray[np.uint8]

CHANGED: Final = Entry("", "changed")
"""What a changed color is in a list that does not have it."""


@dataclass(frozen=True, eq=False)
class Document:
    """A picture with its fits, the style in which it is drawn, and what is changed.

    Attributes
    ----------
    fits : Fits
        The picture and its fits.
    style : Style
        How it is drawn.
    edits : mapping of int to Edits
        For each k with one the changes of its palette. Each fits its k.
    """

    fits: Fits
    style: Style
    edits: Mapping[int, Edits] = field(default_factory=dict)

    @property
    def picture(self) -> Picture:
        """The picture."""
        return self.fits.picture

    @property
    def sweep(self) -> Sweep:
        """The fits for k = 1..K."""
        return self.fits.sweep

    @property
    def key(self) -> str:
        """Cache key of the drawings for every k."""
        changed = "".join(f" {k}:{edits.key}" for k, edits in self.edits.items())
        return f"{self.fits.key} {self.style.name}{changed}"

    @property
    def quick(self) -> "Document":
        """The same, as it is drawn and written without any effort."""
        return replace(self, style=Style(self.style.dither, dots=self.style.dots))

    @property
    def fitted(self) -> "Document":
        """The same without any changes."""
        return Document(self.fits, self.style)

    def changed(self, edits: Mapping[int, Edits]) -> "Document":
        """Return the same with changes, for each k with any."""
        return replace(self, edits=edits)

    def edits_in(self, k: int) -> Edits:
        """Return what is changed among k colors."""
        return self.edits.get(k, NONE)

    def entries(self, k: int) -> tuple[Entry, ...] | None:
        """Return what each of k colors is in its list; None where there is no list.

        A color that somebody has changed is another one of the list, or none of it.
        """
        entries, listed = self.fits.entries(k), self.fits.given.listed
        if entries is None or listed is None or not self.edits_in(k):
            return entries
        codes = [hex_code(color) for color in listed.colors]
        found = list(entries)
        for entry, code in self.edits_in(k).recolored:
            there = code in codes
            found[entry] = listed.entry(codes.index(code)) if there else CHANGED
        into = self.edits_in(k).targets(k)
        return tuple(found[entry] for entry in into)

    def palettes_key(self, k: int) -> str:
        """Return the key of the fits, with that of what is changed among k colors."""
        return f"{self.fits.key} {self.edits_in(k).key}".rstrip()

    def was_in(self, k: int) -> dict[int, str | None]:
        """Return what changed entries of k colors were; None for those that are gone.

        Colors are written as ``#rrggbb``.
        """
        own, edits = round_centers(self.sweep.colors[k - 1]), self.edits_in(k)
        changed = {entry: hex_code(own[entry]) for entry, _ in edits.recolored}
        return changed | dict.fromkeys(edits.gone)

    def drawn_in(self, k: int) -> Rendering:
        """Return the whole picture, to be drawn in k colors as files hold it."""
        whole = self._rendering(k, self.picture.image, "")
        device = self._device(k)
        if device is not None:
            return replace(whole, device=device)
        exact = k >= len(self.picture.table) and not self.edits_in(k)
        return replace(whole, bare=self.picture.bare) if exact else whole

    def shown_in(self, k: int, shown: SourceImage) -> Rendering:
        """Return the picture or a smaller copy, to be drawn in k colors on a screen."""
        if shown is not self.picture.image:
            return self._rendering(k, shown, f" {shown.width}x{shown.height}")
        whole = self.drawn_in(k)
        if whole.device is None:
            return whole
        return replace(whole, key=f"{whole.key} on screen", device=None)

    def _device(self, k: int) -> Bytes | None:
        """Return what files hold in the place of k colors; None where that is they.

        A changed color that is none of the list is held as it is.
        """
        device, edits = self.fits.device(k), self.edits_in(k)
        if device is None or not edits or (entries := self.entries(k)) is None:
            return device  # told for every k when a picture comes: entries take long
        drawn = edits.colors(round_centers(self.sweep.colors[k - 1]))
        held = [
            entry.device or hex_code(color)
            for entry, color in zip(entries, drawn, strict=True)
        ]
        codes = bytes.fromhex("".join(code[1:] for code in held))
        return np.frombuffer(codes, np.uint8).reshape(-1, 3)

    def _rendering(self, k: int, image: SourceImage, size: str) -> Rendering:
        centers = self.sweep.colors[k - 1]
        edits, metric = self.edits_in(k), self.fits.metric
        key = f"{self.fits.key} {self.style.name} {k}{size}"
        if edits:
            key = f"{key} {edits.key}"
        return Rendering(key, image, centers, self.style, metric, edits=edits)
