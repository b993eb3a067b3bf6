"""What is worked out when the picture is on the screen already.

Nothing here holds anybody up: it runs in threads that let all other work go first,
once for all who want it, and stops soon after the last of them has left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from components import cache, engine, tasks
from components.cache import Picture
from components.model.style import Style
from components.work import priority

_UNKNOWN = object()

Watch = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Subject:
    """What is looked at: a picture, its fits, and how it is drawn.

    Attributes
    ----------
    picture : Picture
        The picture.
    name : str
        Tells the fits from all others.
    sweep : engine.Sweep
        The fits; final ones.
    style : Style
        How it is drawn.
    """

    picture: Picture
    name: str
    sweep: engine.Sweep
    style: Style

    @property
    def quick(self) -> "Subject":
        """The same, as it is drawn and written without any effort."""
        return replace(self, style=Style(self.style.dither))

    @property
    def drawn(self) -> str:
        """Tells the drawings from all others."""
        return f"{self.name} {self.style.name}"

    def _key(self, k: int) -> tuple[Any, ...]:
        return (self.drawn, k)

    def known_size(self, k: int) -> int | None:
        """Bytes of the indexed PNG of k colors, written quickly, if that is known."""
        found: int | None = cache.jobs("files").known(self.quick._key(k))
        return found

    def size(self, k: int, watch: Watch) -> int:
        """Write the indexed PNG of k colors quickly; its bytes."""
        found, _ = cache.jobs("files").get(
            self.quick._key(k),
            priority.later(
                tasks.file_size,
                self.picture.image,
                self.sweep.centers[k - 1],
                self.style.dither,
            ),
            watch,
        )
        return int(found)

    def known_quality(self, k: int) -> engine.Quality | None:
        """How near k colors come to the original, if that is known."""
        found: engine.Quality | None = cache.jobs("looks").known(self._key(k))
        return found

    def quality(self, k: int, watch: Watch) -> engine.Quality:
        """Compare the picture in k colors with the original."""
        found, _ = cache.jobs("looks").get(
            self._key(k),
            priority.later(
                tasks.compare,
                self.picture.image,
                self.sweep.centers[k - 1],
                self.style,
            ),
            watch,
        )
        assert isinstance(found, engine.Quality)
        return found

    def known_same(self) -> "Same | None":
        """Smallest k that looks like the original, if it has been looked for."""
        found = cache.jobs("same").known((self.name,), _UNKNOWN)
        return None if found is _UNKNOWN else Same(found, self.sweep.k_max)

    def same(self, watch: Watch) -> "Same":
        """Look for the smallest k that looks like the original, without dots."""
        found, _ = cache.jobs("same").get(
            (self.name,),
            priority.later(
                tasks.smallest_same,
                self.picture.image,
                self.picture.table,
                self.sweep.centers,
            ),
            watch,
        )
        return Same(found, self.sweep.k_max)


@dataclass(frozen=True)
class Same:
    """The smallest k that looks like the original.

    Attributes
    ----------
    k : int or None
        None when the difference can be seen with as many colors as were tried.
    tried : int
        The most colors that were tried.
    """

    k: int | None
    tried: int


def sizes_known(subject: Subject, ks: Sequence[int]) -> dict[int, int] | None:
    """Return the bytes for each k if all are known, else None."""
    found = {k: subject.known_size(k) for k in ks}
    known = {k: size for k, size in found.items() if size is not None}
    return known if len(known) == len(found) else None


def sizes(subject: Subject, ks: Sequence[int], watch: Watch) -> dict[int, int]:
    """Write the indexed PNG for each k; their bytes.

    Parameters
    ----------
    subject : Subject
        The picture.
    ks : sequence of int
        Numbers of colors.
    watch : callable
        Told the share done, 0–1. An exception that it raises ends the waiting.
    """

    def so_far(share: float) -> Watch:
        return lambda _: watch(share)

    found = {}
    for done, k in enumerate(ks):
        watch(done / len(ks))
        found[k] = subject.size(k, so_far(done / len(ks)))
    return found
