"""The slider that everything follows."""

import streamlit as st

from components.model.picture import Picture
from components.shared import state


def largest_k(picture: Picture) -> int:
    """Return the largest k on offer for a picture, were its colors enough."""
    return min(state.k_max(), picture.most_colors)


def show(picture: Picture) -> int:
    """Draw the slider; return k."""
    most = min(largest_k(picture), len(picture.table))
    state.fit_k(most)
    if most == 1:
        return _only_one()
    st.slider(
        "Number of colors, k",
        min_value=1,
        max_value=most,
        value=min(state.K_DEFAULT, most),
        key=state.K,
        on_change=state.k_moved,
        bind="query-params",
    )
    if state.k_was_overruled():
        st.rerun()
    k = int(st.session_state[state.K])
    state.start_with_k(k)
    return k


def _only_one() -> int:
    # A slider needs two ends; it stands still at the only choice there is.
    st.slider(
        "Number of colors, k", 1, 2, 1, key=state.K, bind="query-params", disabled=True
    )
    st.write("This picture has a single color: there is nothing to choose.")
    return 1
