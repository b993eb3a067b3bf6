"""The slider that everything follows."""

import streamlit as st

from components.model.given import Given
from components.model.picture import Picture
from components.shared import wish


def largest_k(picture: Picture) -> int:
    """Return the largest k on offer for a picture, were there colors enough."""
    return min(wish.k_max(), picture.most_colors)


def label(given: Given) -> str:
    """Say what the slider chooses, and of which list, if of one."""
    words = "Number of colors, k"
    listed = given.listed
    return words if listed is None else f"{words}, of {listed.name}"


def show(picture: Picture, given: Given) -> int:
    """Draw the slider; return k."""
    most = min(largest_k(picture), given.end(picture))
    k = wish.fit_k(most)
    # A slider needs two ends; it stands still where there is no choice.
    st.slider(
        label(given),
        min_value=1,
        max_value=max(2, most),
        value=k,
        key=wish.K,
        on_change=wish.k_moved,
        disabled=most == 1,
        # Its place is taken by a sentence: below it there is no room for one.
        label_visibility="hidden" if most == 1 else "visible",
    )
    if most == 1:
        alone = "What is left of this picture" if picture.before else "This picture"
        what = alone if len(picture.table) == 1 else "This list"
        with st.container(key="no_choice"):
            st.write(f":small[{what} has a single color: there is nothing to choose.]")
    return k
