"""What was done to a picture while it was read: a sentence, and which step it was."""

from enum import StrEnum


class Step(StrEnum):
    """A step of reading that somebody else may want to know of."""

    OTHER = "other"
    PROFILE = "profile"  # color converted by the profile in the file
    ENCODING = "encoding"  # color converted by what the file tells without a profile
    CURVE = "curve"  # the same, of more than 8 bits and by more than a gamma
    MENDED = "mended"  # something left out for which other programs refuse the file
    LAB = "lab"  # color converted from Lab
    DEPTH = "depth"  # more than 8 bits a channel rounded to 8
    FRAMES = "frames"  # all frames of an animation but the first left out
    BRIGHTNESS = "brightness"  # numbers beyond any usual range spread or rounded


class Note(str):
    """A sentence for the reader that knows which step it tells of.

    Parameters
    ----------
    sentence : str
        The sentence.
    step : Step
        Which step it tells of.

    Examples
    --------
    >>> note = Note("Reduced from 16 to 8 bits a channel.", Step.DEPTH)
    >>> note, note.step is Step.DEPTH
    ('Reduced from 16 to 8 bits a channel.', True)
    """

    step: Step

    def __new__(cls, sentence: str, step: Step = Step.OTHER) -> "Note":
        """Make a note of a sentence."""
        note = super().__new__(cls, sentence)
        note.step = step
        return note


def steps_of(notes: tuple[str, ...]) -> frozenset[Step]:
    """Return the steps that notes tell of.

    Examples
    --------
    >>> steps_of((Note("Colors converted from Lab to sRGB.", Step.LAB), "Turned."))
    frozenset({<Step.LAB: 'lab'>})
    """
    return frozenset(note.step for note in notes if isinstance(note, Note))
