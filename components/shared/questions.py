"""What a worksheet asks, and an answer notebook answers, in the same order."""

from dataclasses import dataclass
from typing import Final

from components.engine.formatting import count

GRAYS: Final = (20, 30, 40, 200, 210, 250)
"""Gray values that are clustered by hand."""

CENTERS: Final = (20, 30)
"""Where two centers begin there."""


@dataclass(frozen=True)
class Question:
    """A question about a picture.

    Attributes
    ----------
    key : {"eye", "lost", "bend", "ends", "bits", "hand"}
        What it is about.
    words : str
        The question.
    lines : int
        How many lines there are to write on.
    """

    key: str
    words: str
    lines: int


def questions(pixels: int) -> tuple[Question, ...]:
    """Write the questions.

    Parameters
    ----------
    pixels : int
        How many the picture has.

    Examples
    --------
    >>> [each.key for each in questions(100)]
    ['eye', 'lost', 'bend', 'ends', 'bits', 'hand']
    """
    grays = ", ".join(map(str, GRAYS[:-1]))
    return (
        Question(
            "eye",
            "Hold this page at arm's length. From how many colors on does a small"
            " picture look like the original to you? Ask others: do they agree?",
            2,
        ),
        Question(
            "lost",
            "Compare two small pictures that stand side by side. Which color is missing"
            " in the one with fewer, and which took its place? Why that one?",
            3,
        ),
        Question(
            "bend",
            "Mark the bend of the curve. What does one more color bring before it, and"
            " what after it?",
            3,
        ),
        Question(
            "ends",
            "Why does the curve begin at 0 %? How many colors would it take to reach"
            " 100 %?",
            2,
        ),
        Question(
            "bits",
            f"The picture has {count(pixels, 'pixel')}. With 4 colors a pixel needs 2"
            " bits. How many bits does it need with 2 and with 16 colors? How many"
            " bytes are that in all with 16 colors, before anything is packed?",
            3,
        ),
        Question(
            "hand",
            f"Be k-means yourself. Six pixels have the gray values {grays} and"
            f" {GRAYS[-1]}; two centers begin at {CENTERS[0]} and {CENTERS[1]}. Give"
            " each pixel to its nearest center, move each center to the mean of its"
            " pixels, and again, until nothing moves. Write down the centers after each"
            " round.",
            4,
        ),
    )
