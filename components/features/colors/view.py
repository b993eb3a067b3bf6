"""What there is to know about the colors, for those who work with them."""

from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components.engine import Palette, hex_code, writing
from components.engine.judging import vision
from components.engine.judging.vision import Blindness
from components.engine.writing import Swatch
from components.features.colors import widget
from components.shared import template, text

Bytes = NDArray[np.uint8]

_SEEN_BY: Final[dict[Blindness, str]] = {
    "protanopia": "Without red cones (protanopia)",
    "deuteranopia": "Without green cones (deuteranopia)",
    "tritanopia": "Without blue cones (tritanopia)",
}


_NAMED: Final = (
    "Each with its share of the picture, and the nearest of some 760 names that people"
    " give to colors: a name that fits, not the only one. A click copies the code."
)


def show(palette: Palette) -> None:
    """Draw the list of colors, their looks to the color-blind, and their contrasts.

    Parameters
    ----------
    palette : Palette
        The colors, in the order of their centers.
    """
    names = vision.nearest_name(palette.colors)
    listed = writing.swatches(palette.colors, palette.weights, names)
    st.header("Colors", anchor=False)
    st.write(_NAMED)
    widget.colors()
    st.html(page(listed))


def page(listed: tuple[Swatch, ...]) -> str:
    """Write what there is to know as HTML.

    Parameters
    ----------
    listed : tuple of Swatch
        Colors in use, most coverage first, with their names.
    """
    colors = np.array([each.rgb for each in listed], np.uint8)
    shares = [each.share for each in listed]
    return template.render(
        "colors/colors.jinja",
        listed=listed,
        seen_by=_seen_by(colors, shares),
        contrast=_contrast(colors),
    )


def _seen_by(
    colors: Bytes, shares: list[float]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Pair each kind of sight with the palette as it sees that: codes and shares."""
    seen = [("As most people see", colors)]
    seen += [(who, vision.as_seen(colors, kind)) for kind, who in _SEEN_BY.items()]
    widths = [f"{share:.5f}" for share in shares]
    return [
        (who, list(zip(map(hex_code, strip), widths, strict=True)))
        for who, strip in seen
    ]


def _contrast(colors: Bytes) -> dict[str, object] | None:
    """Return figures of all pairs of colors, and the pairs at both ends."""
    first, second = np.triu_indices(len(colors), 1)
    if first.size == 0:
        return None
    ratios = vision.contrast_matrix(colors)[first, second]

    def pair(at: int) -> dict[str, str]:
        return {
            "one": hex_code(colors[first[at]]),
            "other": hex_code(colors[second[at]]),
            # Rounded down: 4.49 must not look like enough.
            "ratio": f"{np.floor(100 * ratios[at]) / 100:.2f}",
        }

    return {
        "ends": [
            ("Highest", pair(int(ratios.argmax()))),
            ("Lowest", pair(int(ratios.argmin()))),
        ],
        "pairs": text.count(ratios.size, "pair"),
        "text": f"{int((ratios >= vision.TEXT).sum()):,}",
        "large": f"{int((ratios >= vision.LARGE).sum()):,}",
    }
