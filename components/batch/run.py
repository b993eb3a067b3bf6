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
from components.batch.places import Origin, Place, PlaceError, origin_of, place_of
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
    folder: Path | str,
    out: Path | str,
    wish: Wish,
    workers: int = 1,
    fresh: bool = False,
    teller: Teller | None = None,
    scheduler: str = "",
) -> Outcome:
    """Draw all pictures of a folder, and of the folders in it, in few colors.

    Parameters
    ----------
    folder : Path or str
        Where they are: a folder, or an address that fsspec opens, such as
        ``s3://bucket/photos``; or a text that names them, by its ending ``.txt``.
        Nothing is changed there.
    out : Path or str
        Where the results go, by path or address, under the same names: PNG files and
        animations,
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
        place of processes here. They must see the same folders by the same paths, or
        addresses.

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
    origin, place = _places(folder, out)
    sources, unopened = _found(origin, place)
    origin, place = origin.absolute(), place.absolute()  # a cluster is elsewhere
    if origin.alone or place.alone:  # nobody else could do it
        workers, scheduler = 0, ""
    compares, wish = wish.compare, wish.settled(len(sources))
    if compares is None and wish.compare is False:
        teller.say(_NOT_COMPARED)
    store = Store(place)
    store.open(fresh)
    _prepare(wish, teller)
    try:
        with _crew(scheduler, min(workers, len(sources))) as crew:
            common = Common(None, {}, ())
            if not wish.each:
                search = Search(origin, sources, wish, store, crew, teller)
                common = search.find()
            gone = {each.name for each in common.failed}
            left = tuple(each for each in sources if each.name not in gone)
            pieces = _pieces(store, left, common.digests)
            task = Task(origin, store, wish, common.palette)
            teller.begin("Drawing", weight_of(left), len(left))
            drawn = list(_draw(task, pieces, crew, teller))
            teller.end()
        outcome = _sorted(drawn, [*unopened, *common.failed], common.palette)
        report.write(
            store, origin, wish, outcome.results, outcome.failed, common.palette
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


def _places(folder: Path | str, out: Path | str) -> tuple[Origin, Place]:
    """Open both; refuse what is in each other's way: pictures are never replaced."""
    try:
        origin, place = origin_of(folder), place_of(out)
    except PlaceError as problem:
        raise WrongUseError(str(problem)) from None
    refused = origin.unreadable() or place.unwritable()
    if refused:
        raise WrongUseError(refused)
    if place.holds(origin.ground):
        raise WrongUseError(
            "The pictures stand in the folder of the results, and would be replaced."
            " Choose another folder for the results."
        )
    return origin, place


def _found(
    origin: Origin, place: Place
) -> tuple[tuple[Source, ...], tuple[Failed, ...]]:
    """Find the pictures."""
    try:
        sources, unopened = find(origin, place)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise WrongUseError(f"{origin} cannot be listed: {reason}.") from None
    if not sources:
        raise WrongUseError(f"There are no pictures in {origin}.")
    return sources, unopened


def _prepare(wish: Wish, teller: Teller) -> None:
    """Have the engine's loops ready before this process is copied."""
    parts: list[Part] = [precompile.fits, precompile.drawings, precompile.files]
    parts += [precompile.smaller_files] if wish.style.smoothness else []
    parts += [precompile.given_colors] if wish.from_list or wish.pins else []
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
