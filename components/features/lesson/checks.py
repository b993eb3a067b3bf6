"""Whether what is on the page is what a mission asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from components.engine import Step, VisualSteps, hex_code, visual_steps
from components.engine.judging import missions
from components.engine.judging.missions import Check
from components.model.document import Document
from components.model.mission import Kind, Mission
from components.shared import stops, visual, work
from components.work.job import Watch

_STEP: Final[Step] = (
    70  # from which on a difference is hard to notice without the original
)


def target(mission: Mission, document: Document) -> str:
    """Return the color that a mission is about, ``#rrggbb``; empty if about none."""
    color = _color(mission, document)
    return "" if color is None else hex_code(color)


def known(mission: Mission, document: Document, k: int) -> Check | None:
    """Return what there is to say of k colors; None where it must be measured first."""
    return _KINDS[mission.kind].known(mission, document, k)


def measure(watch: Watch, mission: Mission, document: Document, k: int) -> None:
    """Measure what is not known; an exception that ``watch`` raises ends it."""
    _KINDS[mission.kind].measure(watch, document, k)


def search(watch: Watch, mission: Mission, document: Document) -> None:
    """Measure what it takes to know an answer, where one k does not tell it."""
    if mission.kind == "eye":
        limits = (document.sweep.k_max,)
        visual_steps(lambda k: _wait(watch, document, k), limits, (_STEP,))


def settled(mission: Mission, document: Document) -> bool:
    """Tell whether it is known what is right, or that nothing is."""
    return mission.kind != "eye" or _found(document).settled(_STEP)


def answer(mission: Mission, document: Document, check: Check | None) -> int | None:
    """Return a number that is right, as a check or a search told; None if unknown."""
    if mission.kind != "eye":
        return None if check is None else check.answer
    return _found(document).k(_STEP) if settled(mission, document) else None


# --- a color that is to be kept


def _color(mission: Mission, document: Document) -> missions.Bytes | None:
    if mission.area is not None:
        return missions.mean_color(document.picture.image, mission.area)
    if mission.kind == "vivid":
        finest = work.palettes(document.fits)[-1]
        return missions.most_vivid(finest.colors, finest.weights)
    return None


def _check_color(mission: Mission, document: Document, k: int) -> Check:
    color = _color(mission, document)
    if color is None:
        return Check(False, "Nothing is to be seen there: it was set aside.", None)
    palettes = [palette.colors for palette in work.palettes(document.fits)]
    edits = document.edits_in(k)
    if edits:
        palettes[k - 1] = edits.colors(palettes[k - 1])[edits.remaining(k)]
    return missions.check_color(color, palettes, k, mission.what)


# --- the curve


def _check_gain(mission: Mission, document: Document, k: int) -> Check:
    explained, fits = document.sweep.variance_explained, document.fits
    return missions.check_gain(explained, k, fits.end <= fits.sweep.k_max)


def _check_bend(mission: Mission, document: Document, k: int) -> Check | None:
    if not stops.suggestions(document.fits):
        return None
    return missions.check_bend(stops.bend(document.fits), k)


# --- bytes


def _check_half(mission: Mission, document: Document, k: int) -> Check | None:
    if document.style.squeezed:
        says = "This mission is without Smaller file: turn it off in the tab Sizes."
        return Check(False, says, None)
    sizes = work.known_sizes(document, document.fits.every_k)
    if len(sizes) < document.sweep.k_max:
        return None
    loaded = document.picture.image.file_bytes
    return missions.check_half(tuple(sizes.values()), loaded, k)


def _weigh(watch: Watch, document: Document, k: int) -> None:
    work.sizes(watch, document, document.fits.every_k)


# --- the eye


def _found(document: Document) -> VisualSteps:
    """Go through the search again, as far as it has come."""
    limits = (document.sweep.k_max,)
    return visual_steps(lambda k: _score(document, k), limits, (_STEP,))


def _score(document: Document, k: int) -> float | None:
    return visual.score.peek(visual.shown(document.quick, k))


def _wait(watch: Watch, document: Document, k: int) -> float:
    return visual.score.wait(watch, visual.shown(document.quick, k))


def _check_eye(mission: Mission, document: Document, k: int) -> Check | None:
    score, before = _score(document, k), _score(document, k - 1) if k > 1 else None
    if score is None or (before is None and k > 1 and score >= _STEP):
        return None
    reached = not _found(document).out_of_reach(_STEP)
    return missions.check_eye(score, before, _STEP, k, reached)


def _look(watch: Watch, document: Document, k: int) -> None:
    if _wait(watch, document, k) >= _STEP and k > 1:
        _wait(watch, document, k - 1)


# --- which is which


def _nothing(watch: Watch, document: Document, k: int) -> None:
    """Measure nothing."""


@dataclass(frozen=True)
class _Way:
    known: Callable[[Mission, Document, int], Check | None]
    measure: Callable[[Watch, Document, int], None] = _nothing


_KINDS: Final[dict[Kind, _Way]] = {
    "color": _Way(_check_color),
    "vivid": _Way(_check_color),
    "gain": _Way(_check_gain),
    "bend": _Way(_check_bend),
    "half": _Way(_check_half, _weigh),
    "eye": _Way(_check_eye, _look),
}
