"""Counting the colors of many pictures, and going on with that after a stop."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Final

from components.batch.crew import Crew
from components.batch.files import Source, in_pieces, one_by_one, weight_of
from components.batch.progress import Clock, Teller
from components.batch.reading import BROKE, Read, count_all, hash_all, parts_of
from components.batch.stops import Stop
from components.batch.store import Store
from components.batch.wish import Wish
from components.engine import ColorTable
from components.engine.clustering.adding import TallySum

# The sum of the colors is kept so often, and for no more than a twentieth of the time.
_KEEP_EVERY: Final = 30.0  # seconds
_TIMES_ITSELF: Final = 20


def digests_of(
    folder: Path, sources: Sequence[Source], crew: Crew, teller: Teller
) -> dict[str, str]:
    """Return the SHA-256 of each file that can be opened, by name."""
    teller.begin("Looking what was done", weight_of(sources), len(sources))
    found: dict[str, str] = {}
    work = partial(hash_all, folder)
    for piece, answer in crew.map(work, in_pieces(sources), one_by_one):
        found |= answer or {}
        teller.step(weight_of(piece), len(piece))
    teller.end()
    return found


class Counting:
    """The sum of the colors of many pictures, as far as it has come.

    Parameters
    ----------
    folder : Path
        Where the pictures are.
    wish : Wish
        What a picture counts.
    store : Store
        Where the sum is kept, now and then.
    """

    def __init__(
        self, folder: Path, wish: Wish, store: Store, clock: Clock = time.monotonic
    ) -> None:
        self._folder, self._wish, self._store = folder, wish, store
        self._total = TallySum(parts_of(wish.equally))
        self._read: dict[str, Read] = {}
        self._clock, self._next = clock, clock() + _KEEP_EVERY

    def go_on(self, digests: dict[str, str]) -> None:
        """Begin with what was kept, if all that was counted is still what it was.

        Parameters
        ----------
        digests : dict
            What each file is now, by name.
        """
        kept = self._store.counted()
        if kept is None:
            return
        tally, facts = kept
        read = [Read(**each) for each in facts["read"]]
        same = all(digests.get(each.name) == each.digest for each in read)
        if same and facts["key"] == self._key:
            self._total.add(tally)
            self._read = {each.name: each for each in read}

    def count(
        self, sources: Sequence[Source], crew: Crew, teller: Teller
    ) -> list[Read]:
        """Count all pictures that were not counted before; return what is known."""
        left = [source for source in sources if source.name not in self._read]
        teller.begin("Counting colors", weight_of(left), len(left))
        work = partial(
            count_all,
            self._folder,
            self._wish.equally,
            animations=self._wish.animations,
        )
        try:
            pieces = in_pieces(left)
            for piece, known in crew.added(work, pieces, one_by_one, self._total):
                read = known or [Read(each.name, failed=BROKE) for each in piece]
                self._read |= {each.name: each for each in read}
                pixels = sum(each.pixels for each in read)
                teller.step(weight_of(piece), len(piece), pixels)
                if self._clock() > self._next:
                    self._keep()
        except KeyboardInterrupt:
            self._keep()
            raise
        teller.end()
        return [self._read[source.name] for source in sources]

    def table(self) -> ColorTable:
        """Return the colors of all, once: the sum takes memory, and is let go of."""
        tally = self._total.tally()
        self._total = TallySum(tally.parts)
        return tally.table()

    @property
    def _key(self) -> str:
        return Wish(
            Stop("number", 1), weigh=self._wish.weigh, animations=self._wish.animations
        ).palette_key

    def _keep(self) -> None:
        begin = self._clock()
        good = [asdict(each) for each in self._read.values() if not each.failed]
        facts = {"key": self._key, "read": good}
        self._store.keep_counted(self._total.tally(), facts)
        now = self._clock()
        self._next = now + max(_KEEP_EVERY, _TIMES_ITSELF * (now - begin))
