"""Amounts as horizontal bars."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypedDict

from components.shared.widget import component, put


class Bar(TypedDict):
    """An amount to show as a bar.

    ``label`` names it and ``note`` says more in small print, both may be read by
    themselves; ``value`` is its length, None while it is not known; ``text`` is the
    value in words, ``hint`` the same exactly. ``look`` is "strong" in the page's
    color, "plain", or "wrong" for what should rather not be done.
    """

    label: str
    note: str
    value: float | None
    text: str
    hint: str
    look: Literal["strong", "plain", "wrong"]


class BarsData(TypedDict):
    """What the widget is told; ``name`` tells the bars from other amounts."""

    name: str
    rows: list[Bar]


class LateBars(TypedDict):
    """All the bars of a name anew."""

    kind: Literal["late_bars"]
    name: str
    rows: list[Bar]


class ShortData(TypedDict):
    """What the widget of the first screen is told.

    ``key`` is that of the palettes and ``file`` the name of how files are written;
    ``loaded`` is the size of the file as loaded, bytes, and in words. ``ask`` is where
    the size of a k is asked for that nothing was told of, before ``/k``; empty where
    files take long.
    """

    key: str
    ask: str
    k: int
    file: str
    loaded: int
    loaded_text: str
    format: str


_bars = component(Path(__file__).with_name("bars.js"))
_short = component(Path(__file__).with_name("short.js"))


def bars(name: str, rows: Sequence[Bar]) -> None:
    """Show amounts as horizontal bars.

    Parameters
    ----------
    name : str
        Tells these from other amounts.
    rows : sequence of Bar
        Those whose value is still None can come later, by `give_bars`; their place
        is kept.
    """
    data: BarsData = {"name": name, "rows": list(rows)}
    _bars(key="bars", data=data)


def give_bars(name: str, rows: Sequence[Bar]) -> None:
    """Send bars anew, now that more is known.

    Parameters
    ----------
    name : str
        As given to `bars`; the rows are of no use to bars of another name.
    rows : sequence of Bar
        All of them, in the same order.
    """
    message: LateBars = {"kind": "late_bars", "name": name, "rows": list(rows)}
    put("store_bars", message)


def short(data: ShortData) -> None:
    """Show the size of the file as loaded, and in k colors: that follows the slider.

    Parameters
    ----------
    data : ShortData
        What there is to show; sizes come by `file_sizes.give`.
    """
    _short(key="bars_short", data=data)
