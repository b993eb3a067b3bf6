"""What does not count: a color that is set aside, and what becomes of it."""

from dataclasses import replace
from typing import Final

import numpy as np
import streamlit as st

from components.engine.judging.vision import nearest_name
from components.features.aside.work import rest
from components.model.picture import Picture
from components.model.set_aside import DISTANCES, Reach, SetAside, Way
from components.shared import aside, template, text
from components.shared.aside import AT_EDGE, REACH, WAY

_WAYS: Final[dict[Way, str]] = {"clear": "Transparent", "color": "One more color"}

_HOW: Final = (
    "To leave a color out, such as white paper or a green screen: click it in the"
    " picture, then *Set aside* below."
)
_MEANING: Final = (
    "Palette, curve and advice do not look at it, and the file has one entry more."
)


def show(picture: Picture) -> Picture:
    """Draw what is set aside, and how; return what is left of the picture.

    Parameters
    ----------
    picture : Picture
        All of it.

    Returns
    -------
    Picture
        All of it too where nothing is set aside, or where nothing would be left.
    """
    code = aside.recall()
    aside.write()
    st.write("**Set aside**")
    if code is None:
        for setting in (REACH, WAY):
            setting.write(setting.choices[0])
        AT_EDGE.write(AT_EDGE.usually)
        st.write(f":small[{_HOW}]")
        return picture
    with st.container(key="aside", gap="small"):
        reach, at_edge, way = _choose(code)
    left = without(picture, code, reach, at_edge, way)
    st.write(f":small[{left.said} {_MEANING if left.before else ''}]")
    return left


def _choose(code: str) -> tuple[Reach, bool, Way]:
    """Draw the color and the choices; each tells, with each answer, where it stands."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(template.render("aside/aside.jinja", code=code), width="content")
        st.button(f"Count {code} again", key="count_again", on_click=aside.count_again)
    reach = st.segmented_control(
        "Pixels that are … this color",
        list(DISTANCES),
        default=REACH.recall(),
        format_func=str.capitalize,
        required=True,
        key=REACH.key,
        wrap=True,
    )
    at_edge = st.toggle(
        "Only where it reaches the picture's edge",
        value=AT_EDGE.recall(),
        key=AT_EDGE.key,
    )
    way = st.segmented_control(
        "In the file they become",
        WAY.choices,
        default=WAY.recall(),
        format_func=lambda each: _WAYS[each],
        required=True,
        key=WAY.key,
        wrap=True,
    )
    REACH.write(reach)
    AT_EDGE.write(at_edge)
    WAY.write(way)
    return reach, at_edge, way


def without(
    picture: Picture, code: str, reach: Reach, at_edge: bool, way: Way
) -> Picture:
    """Return what is left of a picture, with a sentence on what is not.

    Parameters
    ----------
    picture : Picture
        All of it.
    code : str
        The color that is set aside, as ``#rrggbb``.
    reach : {"exactly", "nearly", "roughly", "remotely"}
        How near to it a pixel has to be.
    at_edge : bool
        Whether only what hangs together with the picture's edge is meant.
    way : {"clear", "color"}
        Whether it becomes transparent, or is drawn in a color of its own.
    """
    taken = SetAside(code, reach, at_edge, way)
    image, table = rest(picture, taken)
    name = _called(code)
    if image is picture.image:
        where = " at the picture's edge" if at_edge else ""
        said = f"No pixel{where} is {reach} {name}: nothing is set aside."
        return replace(picture, said=said)
    if not len(table):
        said = f"Every pixel is {reach} {name}: nothing would be left, so all count."
        return replace(picture, said=said)
    share = 1 - table.weights.sum() / picture.table.weights.sum()
    what = "becomes transparent" if way == "clear" else "becomes one more color"
    said = (
        f"{name[0].upper()}{name[1:]}, {text.percent(float(share))} of the picture, is"
        f" set aside and {what} (the + 1); all figures are those of the rest."
    )
    return replace(
        picture,
        image=image,
        table=table,
        bare=None,
        name_of_aside=taken.key,
        before=picture,
        said=f"{picture.said} {said}".lstrip(),
    )


def _called(code: str) -> str:
    color = np.frombuffer(bytes.fromhex(code[1:]), np.uint8)
    return f"{nearest_name(color[None])[0]} ({code})"
