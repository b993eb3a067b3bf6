"""From a folder of pictures to a folder of results."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from components.batch import report
from components.batch.common import Common, Search
from components.batch.crew import Crew, Here
from components.batch.drawing import Piece, Result, Task, draw_all
from components.batch.files import Failed, Source, find, in_pieces, weight_of
from components.batch.moving import names_of
from components.batch.palette import CommonPalette
from components.batch.progress import Silent, Teller
from components.batch.reading import BROKE
from components.batch.store import Store
from components.batch.wish import MOST_COMPARED, Wish, WrongUseError
from components.batch.workers import Workers
from components.engine import machine_code, precompile
from components.engine.precompile import Part

_NOT_COMPARED: Final = (
    f"More than {MOST_COMPARED} pictures: what each loses by sharing is left out;"
    " --compare looks for it."
)


@dataclass(frozen=True)
class Outcome:
    """What came of a folder of pictures.

    Attributes
    ----------
    results : tuple of Result
        The pictures that were drawn, by name.
    failed : tuple of Failed
        Those that nothing came of, by name, each with its sentence.
    palette : CommonPalette or None
        What all are drawn in; None where each has a palette of its own.
    """

    results: tuple[Result, ...]
    failed: tuple[Failed, ...]
    palette: CommonPalette | None


def run(
    folder: Path,
    out: Path,
    wish: Wish,
    workers: int = 1,
    fresh: bool = False,
    teller: Teller | None = None,
    scheduler: str = "",
) -> Outcome:
    """Draw all pictures of a folder, and of the folders in it, in few colors.

    Parameters
    ----------
    folder : Path
        Where they are. Nothing is changed there.
    out : Path
        Where the results go, under the same names: PNG files and animations,
        ``report.csv`` and ``index.html``. What a run before this one has done, and what
        still holds, is not done again.
    wish : Wish
        How they are drawn.
    workers : int
        Number of processes; 0 does all in this one, where a decoder that crashes ends
        it. The results are the same to the bit.
    fresh : bool
        Whether everything is done again.
    teller : Teller, optional
        Who is told how far it is.
    scheduler : str
        Address of a Dask scheduler, ``tcp://host:8786``, whose workers do it in the
        place of processes here. They must see the same folders by the same paths.

    Returns
    -------
    Outcome
        All that there is to say.

    Raises
    ------
    WrongUseError
        If there are no pictures, the folders are in each other's way, or what is wanted
        cannot be: nothing is drawn then.

    Notes
    -----
    Memory does not grow with the number of pictures, but for a kilobyte or two of facts
    of each: a worker has one picture in hand, and the sum of the colors has at most
    2**24, which takes 256 MB, and some 150 bytes for each while it is fitted.
    """
    teller = teller or Silent()
    _check(folder, out)
    sources, unopened = find(folder, out)
    if not sources:
        raise WrongUseError(f"There are no pictures in {folder}.")
    folder, out = folder.absolute(), out.absolute()  # a cluster is elsewhere
    compares, wish = wish.compare, wish.settled(len(sources))
    if compares is None and wish.compare is False:
        teller.say(_NOT_COMPARED)
    store = Store(out)
    store.open(fresh)
    _prepare(wish, teller)
    try:
        with _crew(scheduler, min(workers, len(sources))) as crew:
            common = Common(None, {}, ())
            if not wish.each:
                search = Search(folder, sources, wish, store, crew, teller)
                common = search.find()
            gone = {each.name for each in common.failed}
            left = tuple(each for each in sources if each.name not in gone)
            pieces = _pieces(store, left, common.digests)
            task = Task(folder, store, wish, common.palette)
            teller.begin("Drawing", weight_of(left), len(left))
            drawn = list(_draw(task, pieces, crew, teller))
            teller.end()
        outcome = _sorted(drawn, [*unopened, *common.failed], common.palette)
        report.write(
            store, folder, wish, outcome.results, outcome.failed, common.palette
        )
    finally:
        store.close()
    return outcome


def _crew(scheduler: str, workers: int) -> Crew:
    """Return who does the work."""
    if scheduler:
        try:
            from components.batch.cluster import Cluster  # needs a package of its own
        except ImportError as problem:
            raise WrongUseError(
                "For a cluster, the packages of components/batch/requirements.txt are"
                f" needed: {problem}."
            ) from None
        try:
            return Cluster(scheduler)
        except (OSError, ValueError):
            raise WrongUseError(f"No scheduler answers at {scheduler}.") from None
    return Workers(workers) if workers else Here()


def _check(folder: Path, out: Path) -> None:
    """Refuse folders that are in each other's way: pictures must never be replaced."""
    if not folder.is_dir():
        raise WrongUseError(f"There is no folder {folder}.")
    if out.exists() and not out.is_dir():
        raise WrongUseError(f"{out} is a file; the results need a folder.")
    if folder.resolve() == out.resolve() or out.resolve() in folder.resolve().parents:
        raise WrongUseError(
            "The pictures stand in the folder of the results, and would be replaced."
            " Choose another folder for the results."
        )


def _prepare(wish: Wish, teller: Teller) -> None:
    """Have the engine's loops ready before this process is copied."""
    parts: list[Part] = [precompile.fits, precompile.drawings]
    parts += [precompile.smaller_files] if wish.style.smoothness else []
    parts += [precompile.given_colors] if wish.listed or wish.pins else []
    if not machine_code.is_on_disk():
        teller.say("Preparing, once: about half a minute …")
    for each in parts:
        _call(each.__name__)


@cache
def _call(part: str) -> None:
    """Run a part of the loops, once in this process."""
    precompile.part(part)()


def _pieces(
    store: Store, sources: tuple[Source, ...], digests: dict[str, str]
) -> Iterator[Piece]:
    done = store.done()
    for some in in_pieces(sources):
        yield Piece(
            some,
            {each.name: digests[each.name] for each in some if each.name in digests},
            {
                name: done[name]
                for each in some
                for name in names_of(each.result).values()
                if name in done
            },
        )


def _draw(
    task: Task, pieces: Iterator[Piece], crew: Crew, teller: Teller
) -> Iterator[Result | Failed]:
    for piece, answer in crew.map(partial(draw_all, task), pieces, Piece.apart):
        drawn = answer
        if drawn is None:
            drawn = [Failed(source.name, BROKE) for source in piece.sources]
        pixels = sum(
            each.width * each.height for each in drawn if isinstance(each, Result)
        )
        teller.step(weight_of(piece.sources), len(piece.sources), pixels)
        yield from drawn


def _sorted(
    drawn: list[Result | Failed], before: list[Failed], palette: CommonPalette | None
) -> Outcome:
    results = [each for each in drawn if isinstance(each, Result)]
    failed = [*before, *(each for each in drawn if isinstance(each, Failed))]
    return Outcome(
        tuple(sorted(results, key=lambda each: each.name)),
        tuple(sorted(failed, key=lambda each: each.name)),
        palette,
    )
