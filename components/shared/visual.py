"""How good a drawing looks, as people would judge it; and fits of many colors."""

from components import engine
from components.model.document import Document
from components.model.given import ANY, Given
from components.model.picture import Picture
from components.model.rendering import Rendering
from components.shared.work import preview, sweep
from components.work import priority
from components.work.cache import FIGURES
from components.work.job import Report, Watch, job


def shown(document: Document, k: int) -> Rendering:
    """Return what is judged: the picture as it is shown, reduced if it is large."""
    return document.shown_in(k, preview(document.picture))


@job(keep=FIGURES, priority=priority.later)
def score(report: Report, rendering: Rendering) -> float:
    """Estimate how good people would say that a picture looks in its colors."""
    return engine.visual_score(rendering.image, rendering.quantized())


def known_steps(document: Document) -> tuple[int, ...]:
    """Return the k of the sweep at which steps are reached, as far as they are known.

    Nothing is measured: the search is gone through again, as far as it has come.
    """
    found = engine.visual_steps(
        lambda k: score.peek(shown(document.quick, k)), (document.sweep.k_max,)
    )
    reached = (found.k(step) for step in found.steps if found.settled(step))
    return tuple(sorted({k for k in reached if k is not None}))


@job(keep=FIGURES, priority=priority.ahead)
def sweep_ahead(
    report: Report,
    picture: Picture,
    k_max: int,
    space: engine.Space,
    keep_flat: bool,
    given: Given = ANY,
) -> engine.Sweep:
    """Find the best colors for every k, before anybody has asked for them."""
    return given.sweep(picture.table, k_max, space, keep_flat, report)


def known_sweep(
    picture: Picture, k_max: int, space: engine.Space, keep_flat: bool, given: Given
) -> engine.Sweep | None:
    """Return the best colors for every k if they are known; start nothing."""
    wanted = (picture, k_max, space, keep_flat, given)
    found = sweep.peek(*wanted)
    return sweep_ahead.peek(*wanted) if found is None else found


def look_ahead(
    watch: Watch,
    picture: Picture,
    k_max: int,
    space: engine.Space,
    keep_flat: bool,
    given: Given,
) -> engine.Sweep:
    """Return the best colors for every k, found behind all other work.

    Whoever asks for as many colors afterwards has them at once.
    """
    wanted = (picture, k_max, space, keep_flat, given)
    found = sweep.peek(*wanted)
    if found is None:
        found = sweep_ahead.wait(watch, *wanted)
        sweep.note(found, *wanted)
    return found
