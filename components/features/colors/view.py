"""What there is to know about the colors, for those who work with them."""

from html import escape
from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components.engine import Palette, writing
from components.engine.judging import vision
from components.engine.judging.vision import Blindness
from components.engine.writing import Swatch
from components.shared import text

Bytes = NDArray[np.uint8]

_SEEN_BY: Final[dict[Blindness, str]] = {
    "protanopia": "Without red cones (protanopia)",
    "deuteranopia": "Without green cones (deuteranopia)",
    "tritanopia": "Without blue cones (tritanopia)",
}

_LOOKS: Final = """
<style>
.kc-colors h3 {margin: 1.2rem 0 .3rem; padding: 0; font-size: 1.15rem}
.kc-colors h3:first-child {margin-top: 0}
.kc-colors p {margin: 0 0 .5rem}
.kc-colors table {border-collapse: collapse; width: 100%; max-width: 36rem}
.kc-colors th, .kc-colors td {
  padding: 4px 12px 4px 0; text-align: left; font-weight: inherit;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent);
}
.kc-colors thead th {
  position: sticky; top: 0; font-weight: 600; background: inherit;
}
.kc-colors tbody th, .kc-colors strong {white-space: nowrap}
.kc-colors td:last-child, .kc-colors th:last-child {text-align: right}
.kc-colors code {background: none; padding: 0; color: inherit; font-size: 1em}
.kc-colors i {
  display: inline-block; width: 1.4em; height: 1.4em; margin-right: .5em;
  vertical-align: middle; border-radius: 4px; box-shadow: 0 0 0 1px
  color-mix(in srgb, currentColor 35%, transparent);
}
.kc-scroll {max-height: 24rem; overflow-y: auto}
.kc-strip {
  display: flex; height: 2.2rem; margin: 2px 0 .7rem; border-radius: 6px;
  overflow: hidden;
  box-shadow: 0 0 0 1px color-mix(in srgb, currentColor 25%, transparent);
}
.kc-strip > span {flex-basis: 0; min-width: 0}
</style>
"""


def show(palette: Palette) -> None:
    """Draw names, looks to the color-blind, and contrasts of the colors, folded.

    Parameters
    ----------
    palette : Palette
        The colors, in the order of their centers.
    """
    names = vision.nearest_name(palette.colors)
    listed = writing.swatches(palette.colors, palette.counts, names)
    with st.expander("About the colors"):
        st.html(_LOOKS + page(listed))


def page(listed: tuple[Swatch, ...]) -> str:
    """Write what there is to know as HTML.

    Parameters
    ----------
    listed : tuple of Swatch
        Colors in use, most coverage first, with their names.
    """
    colors = np.array([each.rgb for each in listed], np.uint8)
    shares = [each.share for each in listed]
    return (
        f'<div class="kc-colors">{_table(listed)}{_eyes(colors, shares)}'
        f"{_contrasts(colors)}</div>"
    )


def _table(listed: tuple[Swatch, ...]) -> str:
    rows = "".join(
        f'<tr><th scope="row"><i style="background:{each.hex}"></i>'
        f"<code>{each.hex}</code></th><td>{escape(each.name)}</td>"
        f"<td>{escape(text.percent(each.share))}</td></tr>"
        for each in listed
    )
    return (
        "<h3>Names</h3><p>The nearest of the 148 color names that web pages know. Few"
        " of them are dark or dull, so there a name can be somewhat off.</p>"
        '<div class="kc-scroll" role="region" aria-label="Names of the colors"'
        ' tabindex="0"><table><thead><tr><th scope="col">Color</th>'
        '<th scope="col">Nearest name</th><th scope="col">Share</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _eyes(colors: Bytes, shares: list[float]) -> str:
    strips = [("As most people see", colors)]
    strips += [(who, vision.as_seen(colors, kind)) for kind, who in _SEEN_BY.items()]
    drawn = "".join(
        f'<div>{who}</div><div class="kc-strip" role="img"'
        f' aria-label="The palette: {who}">{_strip(seen, shares)}</div>'
        for who, seen in strips
    )
    return (
        "<h3>To color-blind eyes</h3><p>About one man in twelve and one woman in two"
        " hundred see colors differently, most of them red and green. Colors that look"
        " alike in a strip cannot be told apart.</p>"
        f"{drawn}"
    )


def _strip(colors: Bytes, shares: list[float]) -> str:
    return "".join(
        f'<span style="flex-grow:{share:.5f};background:{_code(color)}"></span>'
        for color, share in zip(colors, shares, strict=True)
    )


def _contrasts(colors: Bytes) -> str:
    first, second = np.triu_indices(len(colors), 1)
    if first.size == 0:
        return "<h3>Contrast</h3><p>A single color has nothing to stand out from.</p>"
    ratios = vision.contrast_matrix(colors)[first, second]
    low, high = int(ratios.argmin()), int(ratios.argmax())
    pairs = "1 pair" if ratios.size == 1 else f"{ratios.size:,} pairs"
    text, large = (
        int((ratios >= least).sum()) for least in (vision.TEXT, vision.LARGE)
    )

    def pair(at: int) -> str:
        return _pair(colors[first[at]], colors[second[at]], ratios[at])

    ends = "".join(
        f"<p>{which}:&ensp;{pair(at)}</p>"
        for which, at in (("Highest", high), ("Lowest", low))
    )
    return (
        "<h3>Contrast</h3><p>How well two colors stand out from each other, from 1"
        " (equally bright) to 21 (black and white).</p>"
        f"{ends}<p>Of {pairs}, {text:,} reach 4.5, enough for text, and {large:,} reach"
        " 3, enough for large text and symbols (WCAG 2.2).</p>"
    )


def _pair(one: Bytes, other: Bytes, ratio: float) -> str:
    samples = "".join(
        f'<i style="background:{_code(color)}"></i><code>{_code(color)}</code>{after}'
        for color, after in ((one, " and "), (other, ", "))
    )
    # Rounded down: 4.49 must not look like enough.
    return f"{samples}<strong>{np.floor(100 * ratio) / 100:.2f} : 1</strong>"


def _code(color: Bytes) -> str:
    return "#" + color.tobytes().hex()
