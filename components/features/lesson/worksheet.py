"""A worksheet to print: the picture in a few colors, its curve, and questions."""

import base64
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from components.features.lesson.work import Small, small_pictures
from components.model.document import Document
from components.model.mission import Lesson
from components.shared import template, text
from components.shared.questions import questions

Floats = NDArray[np.float64]

# The curve's plane, in units of its drawing; around it stand the figures.
_WIDTH: Final = 600
_HEIGHT: Final = 200
_DRAWN_TO: Final = 32  # colors: beyond, nothing bends that an eye sees on paper
_DOTS: Final = 3.0


@dataclass(frozen=True)
class Curve:
    """What is drawn of the curve, in units of the drawing.

    Attributes
    ----------
    dots : list of (float, float)
        Where each k stands.
    ks : list of (int, float)
        Numbers of colors below the curve, and where they stand.
    shares : list of (str, float)
        Shares of the variance at its left, and where they stand.
    """

    dots: list[tuple[float, float]]
    ks: list[tuple[int, float]]
    shares: list[tuple[str, float]]


def curve(explained: Floats) -> Curve:
    """Lay out a curve.

    Parameters
    ----------
    explained : ndarray of shape (K,), float64
        Variance explained for k = 1..K, 0–1.

    Examples
    --------
    >>> drawn = curve(np.array([0.0, 0.5, 1.0]))
    >>> drawn.dots
    [(0.0, 200.0), (300.0, 100.0), (600.0, 0.0)]
    >>> drawn.ks, drawn.shares[0]
    ([(1, 0.0), (2, 300.0), (3, 600.0)], ('0 %', 200.0))
    """
    shown = explained[:_DRAWN_TO]
    last = max(1, shown.size - 1)
    across = [round(_WIDTH * i / last, 1) for i in range(shown.size)]
    down = [round(_HEIGHT * (1 - float(share)), 1) for share in shown]
    step = 1 if shown.size <= _DRAWN_TO // 2 else 2
    ks = [(i + 1, x) for i, x in enumerate(across) if i % step == 0 or i == last]
    if len(ks) > 1 and ks[-1][0] - ks[-2][0] < step:
        del ks[-2]
    shares = [(f"{20 * i} %", _HEIGHT * (1 - i / 5)) for i in range(6)]
    return Curve(list(zip(across, down, strict=True)), ks, shares)


def to_print(document: Document, name: str, lesson: Lesson) -> bytes:
    """Write the worksheet as a page to print.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    name : str
        What the picture is called; not to be trusted.
    lesson : Lesson
        What is asked beside what every worksheet asks.

    Returns
    -------
    bytes
        A page of HTML that needs nothing else.
    """
    small = small_pictures(document)
    asked = questions(document.picture.table.pixels)
    page = template.render(
        "lesson/worksheet.jinja",
        called=name,
        question=lesson.question,
        mission=lesson.mission,
        pictures=[(_title(each), _address(each), each) for each in small],
        curve=curve(document.sweep.variance_explained),
        width=_WIDTH,
        height=_HEIGHT,
        dot=_DOTS,
        questions=asked,
    )
    return page.encode()


def _title(small: Small) -> str:
    return "The original" if small.k is None else text.colors(small.k)


def _address(small: Small) -> str:
    return f"data:image/png;base64,{base64.b64encode(small.png).decode()}"
