"""What a class is asked to find."""

from dataclasses import dataclass
from typing import Literal

from components.engine.judging.missions import Area

Kind = Literal["color", "vivid", "gain", "bend", "half", "eye"]


@dataclass(frozen=True)
class Mission:
    """Something to find by moving k. How it is checked, its kind says.

    Attributes
    ----------
    key : str
        Its name in the address.
    name : str
        Its name in a list.
    task : str
        What is to be found, a sentence or two.
    kind : {"color", "vivid", "gain", "bend", "half", "eye"}
        What k is judged by: a color that is to be kept, of a part of the picture or its
        most vivid one; what one more color takes away; the bend of the curve; the bytes
        of the file; the eye.
    sample : str
        Slug of the sample that it is about; empty where any picture will do.
    area : Area or None
        Of the kind "color" the part of the picture.
    what : str
        Of the kind "color" what the color is called, as within a sentence.
    """

    key: str
    name: str
    task: str
    kind: Kind
    sample: str = ""
    area: Area | None = None
    what: str = ""


@dataclass(frozen=True)
class Lesson:
    """What a class is asked.

    Attributes
    ----------
    question : str
        A question of its teacher's, one line; not to be trusted. Empty if there is
        none.
    mission : Mission or None
        What is to be found, if anything.
    color : str
        Code of the color that the mission is about, ``#rrggbb``; empty if about none.
    """

    question: str = ""
    mission: Mission | None = None
    color: str = ""
