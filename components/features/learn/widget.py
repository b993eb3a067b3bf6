"""The stage on which k-means is played: all of it happens in the browser."""

from pathlib import Path
from typing import Any, Final, Literal, TypedDict, get_args

from components.shared.widget import component, nothing

Act = Literal["1", "2", "3", "4", "5"]
ACTS: Final[tuple[Act, ...]] = get_args(Act)

Start = Literal["random", "plusplus", "hand", "page"]
STARTS: Final[tuple[Start, ...]] = get_args(Start)

MOST_SEEDS: Final = 9999
"""Seeds go from 1 to this."""


class Where(TypedDict):
    """What is played: the act, where its centers start, and from which seed."""

    act: Act
    start: Start
    seed: int


class LearnData(TypedDict):
    """What the widget is told: the name of the picture, and what it begins with.

    Picture and palettes are found in the store. ``elbow`` is where the curve bends,
    from which k to which; None where it does not, or where that is not known yet.
    """

    picture: str
    act: Act
    start: Start
    seed: int
    elbow: list[int] | None


_learn = component(Path(__file__).with_name("learn.js"))


def learn(picture: str, begin: Where, elbow: tuple[int, int] | None, key: str) -> Where:
    """Show the stage.

    Parameters
    ----------
    picture : str
        Name of the picture, as in the store.
    begin : Where
        What is played at first.
    elbow : tuple of int, or None
        First and last k of the curve's elbow.
    key : str
        Key of the widget.

    Returns
    -------
    Where
        What is played now.
    """
    bend = None if elbow is None else list(elbow)
    data: LearnData = {"picture": picture, **begin, "elbow": bend}
    told = _learn(key=key, data=data, default={"where": begin}, on_where_change=nothing)
    return known(told.where, begin)


def known(told: Any, otherwise: Where) -> Where:  # noqa: ANN401 - a browser says it
    """Return what a browser has told, as far as it makes sense.

    Examples
    --------
    >>> begin: Where = {"act": "1", "start": "random", "seed": 1}
    >>> known({"act": "2", "start": "hand", "seed": 7}, begin)
    {'act': '2', 'start': 'hand', 'seed': 7}
    >>> known({"act": "9", "seed": -1}, begin), known("nonsense", begin) == begin
    ({'act': '1', 'start': 'random', 'seed': 1}, True)
    """
    if not isinstance(told, dict):
        return otherwise
    act, start, seed = (told.get(name) for name in ("act", "start", "seed"))
    if not isinstance(seed, int) or not 1 <= seed <= MOST_SEEDS:
        seed = otherwise["seed"]
    return {
        "act": act if act in ACTS else otherwise["act"],
        "start": start if start in STARTS else otherwise["start"],
        "seed": seed,
    }
