"""One palette for many pictures: read and count each, add up, and fit once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from components.batch.counting import Counting, digests_of
from components.batch.crew import Crew
from components.batch.drawing import fits_of
from components.batch.files import Failed, Source, in_pieces, one_by_one
from components.batch.palette import CommonPalette, palette_of, picture_of_all
from components.batch.places import Origin
from components.batch.progress import Teller
from components.batch.reading import Read
from components.batch.same import Tries, because, fewest_for, fewest_for_all
from components.batch.scoring import worst_score
from components.batch.stops import impossible, k_by_curve, k_by_score
from components.batch.store import Facts, Store
from components.batch.wish import Wish, WrongUseError, digest
from components.engine import ColorTable
from components.engine.clustering.kmeans import MOST_COLORS
from components.engine.formatting import count
from components.model.fits import Fits

_INVISIBLE: Final = "Every pixel of these pictures is invisible."


@dataclass(frozen=True)
class Common:
    """The palette for all, and what was found on the way.

    Attributes
    ----------
    palette : CommonPalette or None
        None where no picture could be read.
    digests : dict
        SHA-256 of the file of each picture that is in it, by name.
    failed : tuple of Failed
        The others.
    """

    palette: CommonPalette | None
    digests: dict[str, str]
    failed: tuple[Failed, ...]


@dataclass(frozen=True)
class Search:
    """The search for a palette for all pictures of a folder.

    Attributes
    ----------
    folder : Origin
        Where they are.
    sources : tuple of Source
        All of them.
    wish : Wish
        How the colors are found.
    store : Store
        Where what has been found is kept.
    crew : Crew
        Who reads.
    teller : Teller
        Who is told how far that is.
    """

    folder: Origin
    sources: tuple[Source, ...]
    wish: Wish
    store: Store
    crew: Crew
    teller: Teller

    def find(self) -> Common:
        """Find it, or take the one that is known.

        Raises
        ------
        WrongUseError
            If there can be no such palette.
        """
        counting = Counting(self.folder, self.wish, self.store)
        if self.store.palette() or self.store.counted():
            digests = digests_of(self.folder, self.sources, self.crew, self.teller)
            known = self._known(digests)
            if known is not None:
                return known
            counting.go_on(digests)
        read = counting.count(self.sources, self.crew, self.teller)
        good = [each for each in read if not each.failed]
        bad = {each.name: each for each in read if each.failed}
        failed = tuple(Failed(name, each.failed) for name, each in bad.items())
        if not good:
            return Common(None, {}, failed)
        palette = self._fit(counting.table(), good)
        digests = {each.name: each.digest for each in good}
        self.store.keep_palette(
            {
                "wish": self.wish.palette_key,
                "pictures": _of_all(digests.values()),
                "failed": {
                    name: [each.digest, each.failed] for name, each in bad.items()
                },
                "palette": palette.facts,
            }
        )
        return Common(palette, digests, failed)

    def _known(self, digests: dict[str, str]) -> Common | None:
        """Return the palette that was found before, if it is that of the same files."""
        facts = self.store.palette()
        if facts is None or facts["wish"] != self.wish.palette_key:
            return None
        failed: Facts = facts["failed"]
        bad = {
            name: why
            for name, (digest_then, why) in failed.items()
            if digests.get(name, "") == digest_then
        }
        good = {name: each for name, each in digests.items() if name not in bad}
        if {*good, *bad} != {source.name for source in self.sources}:
            return None
        if _of_all(good.values()) != facts["pictures"]:
            return None
        told = tuple(Failed(name, why) for name, why in bad.items())
        return Common(CommonPalette.from_facts(facts["palette"]), good, told)

    def _fit(self, table: ColorTable, read: Sequence[Read]) -> CommonPalette:
        """Find the palette of what was counted."""
        stop, most = self.wish.stop, min(each.room for each in read)
        refused = impossible(stop, len(table), most) if len(table) else _INVISIBLE
        if refused:
            raise WrongUseError(refused)
        fits = self._sweep(table, min(stop.k_max_of_all, most))
        if stop.kind in ("score", "same"):
            names = {each.name for each in read}
            some = [source for source in self.sources if source.name in names]
            by = self._by_score if stop.kind == "score" else self._by_same
            return by(fits, most, some)
        return palette_of(fits, *k_by_curve(stop, fits, most))

    def _sweep(self, table: ColorTable, k_max: int) -> Fits:
        told = 0.0

        def report(share: float) -> None:
            nonlocal told
            self.teller.step(share - told)
            told = share

        self.teller.begin(f"Finding the best of {len(table):,} colors", 1)
        picture = picture_of_all(table)
        fits = fits_of(picture, self.wish, k_max, report)
        self.teller.end()
        return fits

    def _by_score(self, fits: Fits, most: int, some: Sequence[Source]) -> CommonPalette:
        """Look for the fewest colors in which every picture looks good enough."""
        table, found = fits.picture.table, {fits.sweep.k_max: fits}
        limits = sorted({fits.sweep.k_max, min(most, fits.end, MOST_COLORS)})

        def palette(k: int) -> CommonPalette:
            enough = next(limit for limit in limits if k <= limit)
            if enough not in found:
                found[enough] = self._sweep(table, enough)
            return palette_of(found[enough], k)

        def measure(k: int) -> float:
            self.teller.begin(f"Looking at the pictures in {k} colors", len(some))
            score = self._worst(palette(k), some)
            self.teller.end()
            return score

        k, why = k_by_score(self.wish.stop, measure, tuple(limits))
        return palette(k).because(why)

    def _by_same(self, fits: Fits, most: int, some: Sequence[Source]) -> CommonPalette:
        """Look for the fewest colors in which every picture looks the same."""
        for limit in sorted({fits.sweep.k_max, min(most, fits.end, MOST_COLORS)}):
            if limit != fits.sweep.k_max:
                fits = self._sweep(fits.picture.table, limit)
            k = fewest_for_all(fits, partial(self._fewest, some))
            if k is not None:
                return palette_of(fits, k, because(k, fits.sweep.k_max))
        tried = fits.sweep.k_max
        return palette_of(fits, tried, because(None, tried))

    def _fewest(self, some: Sequence[Source], tries: Tries) -> int | None:
        """Ask all pictures from how many colors on they can look the same."""
        what = f"Looking from {count(tries.first, 'color')} on"
        self.teller.begin(what, len(some), len(some))
        work = partial(fewest_for, self.folder, tries, self.wish.aside)
        fewest: list[int | None] = []
        for piece, found in self.crew.map(work, in_pieces(some), one_by_one):
            self.teller.step(len(piece), len(piece))
            fewest.append(found)
        self.teller.end()
        known = [each for each in fewest if each is not None]
        return max(known) if len(known) == len(fewest) else None

    def _worst(self, palette: CommonPalette, some: Sequence[Source]) -> float:
        work = partial(worst_score, self.folder, palette, self.wish)
        scores = [100.0]
        for piece, score in self.crew.map(work, in_pieces(some), one_by_one):
            self.teller.step(len(piece), len(piece))
            scores += [] if score is None else [score]
        return min(scores)


def _of_all(digests: Iterable[str]) -> str:
    """Tell some files from any others, whatever they are called."""
    return digest(*sorted(digests))
