"""What the browser is told of changes in palettes."""

from collections.abc import Mapping
from typing import Literal, TypedDict

from components.engine import Palette
from components.model.edits import Edits
from components.shared.widget import as_hex, in_short, put


class Remaining(TypedDict):
    """The colors among which pixels look for theirs, where some are left out or merged.

    ``entries`` are their rows in the palette. ``weights`` is what each color of the
    whole palette draws; opacities and steps are as of `Palettes`.
    """

    entries: list[int]
    weights: list[float]
    opacity: str | None
    steps: int | None
    dithered_opacity: str | None
    dithered_steps: int | None


class Edited(TypedDict):
    """What is changed in one palette.

    ``key`` tells it from other changes, and ``places`` from those that give pixels
    other entries. ``count`` is how many colors are changed. ``recolored`` holds the new
    colors by their rows, as ``#rrggbb``, and ``into`` for each row the one that its
    pixels go to. ``entries`` is code and label of new colors, where there is a list.
    """

    key: str
    places: str
    count: int
    recolored: dict[int, str]
    into: list[int]
    remaining: Remaining | None
    entries: dict[str, list[str]]


class EveryEdit(TypedDict):
    """What is changed in the palettes of a key, for each k with changes."""

    kind: Literal["edits"]
    palettes: str
    ks: dict[int, Edited]


def give_edits(palettes: str, edited: Mapping[int, Edited]) -> None:
    """Send what is changed.

    Parameters
    ----------
    palettes : str
        Name of the palettes, as in the viewer's.
    edited : mapping
        For each k with changes these.
    """
    message: EveryEdit = {"kind": "edits", "palettes": palettes, "ks": dict(edited)}
    put("store_edits", message)


def edited(
    edits: Edits, k: int, found: Palette | None, entries: dict[str, list[str]]
) -> Edited:
    """Put changes among k colors into a message.

    Parameters
    ----------
    edits : Edits
        The changes.
    k : int
        Number of colors of the fit.
    found : Palette or None
        The remaining colors, as they draw the picture; None where each pixel has the
        entry that it has without changes.
    entries : dict
        Code and label of each new color, where there is a list.
    """
    return {
        "key": edits.key,
        "places": edits.places,
        "count": edits.count,
        "recolored": dict(edits.recolored),
        "into": edits.targets(k).tolist(),
        "remaining": None if found is None else _remaining(edits, k, found),
        "entries": entries,
    }


def _remaining(edits: Edits, k: int, found: Palette) -> Remaining:
    return {
        "entries": edits.remaining(k).tolist(),
        "weights": in_short(edits.gathered(found.weights, k)),
        "opacity": as_hex(found.opacity),
        "steps": found.softened_to,
        "dithered_opacity": as_hex(found.dithered_opacity),
        "dithered_steps": found.dithered_softened_to,
    }
