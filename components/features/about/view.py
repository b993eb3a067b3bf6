"""How it works, for those who want to know."""

import streamlit as st

from components.shared.heading import header
from components.shared.text import limits_in_words


def show() -> None:
    """Draw the explanation."""
    header("How does this work?")
    st.markdown(
        """
**Every pixel is a point** in a space of three numbers: how much red, green and
blue. A picture is a cloud of such points.

**k-means** puts k centers into the cloud so that the points are as near to their
nearest center as can be. Each center is the average of the pixels it stands for,
and each pixel is drawn in its center's color. The centers are the palette. A pixel
that is half transparent counts half, here and in all figures.
(Only where a picture has flat colors, as logos, slides and scans have, does a
center leave the average: it takes the exact color that at least half of its
pixels have. A switch in *Drawing* turns that off.)

**Which k?** With one color, everything is one average: 0 % of the variance (how
much the colors differ) is explained. With as many colors as the picture has,
100 %. In between each added color helps less than the one before. Where the
curve bends, its *elbow*, is a good place to stop. The other rule is your eye:
the smallest k at which you see no difference. The same curve upside down shows
the error that is left, which k-means calls *inertia*. Many photos have no
clear elbow, because their colors run into each other evenly. Then the page gives
a range: where the curve seems to bend depends on how far it is drawn.

**Why does the file shrink?** With 16 colors a pixel needs 4 bits instead of 24,
and long runs of the same color pack well. A photo saved as JPEG may still be
smaller, because JPEG gives up detail. The page tells you when that is so.
"""
    )
    st.write(f"Files: {limits_in_words()} Nothing you load is kept.")
