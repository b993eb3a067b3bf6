"""The slider that everything follows."""

import streamlit as st

from components.model.picture import Picture
from components.shared import wish


def largest_k(picture: Picture) -> int:
    """Return the largest k on offer for a picture, were its colors enough."""
    return min(wish.k_max(), picture.most_colors)


def show(picture: Picture) -> int:
    """Draw the slider; return k."""
    most = min(largest_k(picture), len(picture.table))
    k = wish.fit_k(most)
    # A slider needs two ends; it stands still where there is no choice.
    st.slider(
        "Number of colors, k",
        min_value=1,
        max_value=max(2, most),
        value=k,
        key=wish.K,
        on_change=wish.k_moved,
        disabled=most == 1,
    )
    if most == 1:
        st.write("This picture has a single color: there is nothing to choose.")
    return k
