"""What a class is asked, and the button that copies a link to it."""

from pathlib import Path
from typing import TypedDict

from components.shared.widget import component


class TaskData(TypedDict):
    """What the widget is told.

    The question of a teacher; the task of a mission, what there is to say of the k that
    is on the page, and whether that is right; the color that the mission is about, and
    the nearest to it of the palette, as ``#rrggbb``. What there is none of is empty.
    """

    question: str
    task: str
    says: str
    right: bool
    target: str
    nearest: str


class ClassLinkData(TypedDict):
    """What the button is told: whether a link holds the picture."""

    holds_picture: bool


_task = component(Path(__file__).with_name("task.js"))
_class_link = component(Path(__file__).with_name("class_link.js"))


def task(data: TaskData) -> None:
    """Show the question and the mission.

    Parameters
    ----------
    data : TaskData
        What there is to show, as plain text.
    """
    _task(key="task", data=data)


def class_link(holds_picture: bool) -> None:
    """Show a button that copies the address of the lesson.

    Parameters
    ----------
    holds_picture : bool
        Whether whoever opens the address gets the picture too; an upload is not in
        it.
    """
    data: ClassLinkData = {"holds_picture": holds_picture}
    _class_link(key="class_link", data=data)
