"""Which pictures there are in a folder, and what their results are called."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from components.batch.places import Origin, Place
from components.batch.store import STATE
from components.engine import ImageError
from components.engine.reading.formats import identify

# Files that are taken for pictures by their names; of others, the first bytes tell.
ENDINGS: Final = frozenset(
    {
        *(".png", ".apng", ".gif", ".webp", ".bmp", ".dib"),
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".tif", ".tiff"),
        *(".avif", ".avifs", ".heic", ".heics", ".heif", ".heifs", ".hif"),
    }
)
_HEAD: Final = 512  # bytes
_USUAL: Final = 1 << 18  # bytes, of a file of which nobody says how large it is

# One piece of work reads about so much, and at most so many.
_BYTES_AT_ONCE: Final = 1 << 20
_FILES_AT_ONCE: Final = 32


@dataclass(frozen=True)
class Source:
    """A picture to be drawn.

    Attributes
    ----------
    name : str
        Its path from the folder on, with slashes.
    result : str
        That of its result.
    file_bytes : int
        Its size when it was found; 0 where nobody said.
    """

    name: str
    result: str
    file_bytes: int

    @property
    def weight(self) -> int:
        """How much work it is, roughly."""
        return (self.file_bytes or _USUAL) + _HEAD


@dataclass(frozen=True)
class Failed:
    """A picture, or a folder, that nothing came of.

    Attributes
    ----------
    name : str
        Its path from the folder on, with slashes.
    why : str
        In a sentence.
    """

    name: str
    why: str


def find(folder: Origin, out: Place) -> tuple[tuple[Source, ...], tuple[Failed, ...]]:
    """Find all pictures in a folder and the folders in it.

    What begins with a dot is left out, and so are results, also those of before.

    Parameters
    ----------
    folder : Origin
        Where to look.
    out : Place
        Where the results are to be.

    Returns
    -------
    sources : tuple of Source
        In the order of their names, however the system lists them.
    failed : tuple of Failed
        Folders that cannot be opened.
    """
    failed: list[Failed] = []
    sizes = dict(folder.files(out, STATE, lambda *told: failed.append(Failed(*told))))
    unknown = [name for name in sizes if not _is_called_a_picture(name)]
    others = set(unknown).difference(_pictures_among(folder, unknown))
    names = sorted(sizes.keys() - others)
    results = name_results(names)
    sources = tuple(Source(name, results[name], sizes[name]) for name in names)
    return sources, tuple(failed)


def _is_called_a_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in ENDINGS


def _pictures_among(folder: Origin, names: Sequence[str]) -> Iterator[str]:
    """Yield files that begin like pictures."""
    for name, head in folder.heads(names, _HEAD):
        with suppress(ImageError):
            identify(head)
            yield name


def name_results(names: Sequence[str]) -> dict[str, str]:
    """Give each picture's result a name, no two the same.

    A result has the picture's name with the ending ``.png``. Where several would have
    the same, also for systems to which A is a, each keeps its own ending before that.

    Parameters
    ----------
    names : sequence of str
        Paths of the pictures, all different.

    Returns
    -------
    dict
        For each its result's.

    Examples
    --------
    >>> name_results(["a.jpg", "a.png", "b.c.gif", "sub/a.png"])
    {'a.jpg': 'a.jpg.png', 'a.png': 'a.png.png', 'b.c.gif': 'b.c.png',
     'sub/a.png': 'sub/a.png'}
    """
    short = {name: str(PurePosixPath(name).with_suffix(".png")) for name in names}
    results = dict(short)
    while True:
        taken = Counter(result.lower() for result in results.values())
        again = [
            name
            for name in names
            if results[name] == short[name]
            and taken[results[name].lower()] > 1
            and short[name] != f"{name}.png"
        ]
        if not again:
            return _numbered(results)
        results.update((name, f"{name}.png") for name in again)


def _numbered(results: dict[str, str]) -> dict[str, str]:
    """Tell apart what differs in large and small letters only."""
    taken: set[str] = set()
    for name, result in results.items():
        number, free = 2, result
        while free.lower() in taken:
            free, number = f"{result.removesuffix('.png')}-{number}.png", number + 1
        taken.add(free.lower())
        results[name] = free
    return results


def in_pieces(sources: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    """Put small pictures together, so that handing them over costs little."""
    piece: list[Source] = []
    for source in sources:
        piece.append(source)
        whole = sum(each.weight for each in piece)
        if whole >= _BYTES_AT_ONCE or len(piece) == _FILES_AT_ONCE:
            yield tuple(piece)
            piece = []
    if piece:
        yield tuple(piece)


def one_by_one(sources: Sequence[Source]) -> list[tuple[Source, ...]]:
    """Take a piece apart."""
    return [(source,) for source in sources]


def weight_of(sources: Sequence[Source]) -> float:
    """Return how much work some pictures are, roughly."""
    return float(sum(each.weight for each in sources))
