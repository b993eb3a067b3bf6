"""What is on the page: a picture, its fits, and how it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from components.engine import Entry, SourceImage, Sweep, hex_code, round_centers
from components.model.edits import NONE, Edits
from components.model.fits import Fits
from components.model.picture import Picture
from components.model.rendering import Rendering
from components.model.style import Style

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
        """Return the whole picture, to be drawn in k colors."""
        exact = k >= len(self.picture.table)
        bare = self.picture.bare if exact else None
        return self._rendering(k, self.picture.image, "", bare)

    def shown_in(self, k: int, shown: SourceImage) -> Rendering:
        """Return a smaller copy of the picture, to be drawn in k colors."""
        if shown is self.picture.image:
            return self.drawn_in(k)
        return self._rendering(k, shown, f" {shown.width}x{shown.height}")

    def _rendering(
        self, k: int, image: SourceImage, size: str, bare: bytes | None = None
    ) -> Rendering:
        centers = self.sweep.colors[k - 1]
        edits, metric = self.edits_in(k), self.fits.metric
        key = f"{self.fits.key} {self.style.name} {k}{size}"
        if edits:
            key, bare = f"{key} {edits.key}", None
        return Rendering(key, image, centers, self.style, metric, bare, edits)
