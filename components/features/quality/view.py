"""How near the redrawn picture comes to the original."""

import math

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Quality
from components.model.document import Document
from components.shared import progress, run, template, text, work

_SOON = "…"  # in place of a figure that is being worked out
_DOTS = (
    "Dots are compared one by one here, while the eye mixes them: dithering looks"
    " better than these figures."
)


def show(document: Document, k: int) -> None:
    """Draw the figures; those that are not known yet come later.

    Parameters
    ----------
    document : Document
        The picture.
    k : int
        Number of colors.
    """
    st.header("What was lost?", anchor=False)
    spot = st.empty()
    rendering, dither = document.drawn_in(k), document.style.dither
    known = work.quality.peek(rendering)
    fill(spot, known, dither)

    def compare() -> None:
        fill(spot, work.quality.wait(progress.quietly, rendering), dither)

    if known is None:
        run.later(run.Turn.FIGURES, compare)


def fill(spot: DeltaGenerator, quality: Quality | None, dither: bool) -> None:
    """Draw the figures, and what they mean in words.

    Parameters
    ----------
    spot : DeltaGenerator
        Their place.
    quality : Quality or None
        None while it is being worked out.
    dither : bool
        Whether colors are mixed by dots.
    """
    spot.html(
        template.render(
            "quality/quality.jinja",
            verdict=quality and text.in_words(quality),
            remark=_DOTS if dither else "",
            figures=_figures(quality),
        )
    )


def _figures(quality: Quality | None) -> list[tuple[str, str]]:
    names = (
        "Color difference, on average (CIEDE2000: below 1 nobody sees it)",
        "95 % of the pixels are below",
        "Bands where the original is smooth",
        "Structure kept (SSIM, at most 1)",
        "Signal to noise (PSNR)",
    )
    if quality is None:
        return [(name, _SOON) for name in names]
    psnr = "no noise" if math.isinf(quality.psnr) else f"{quality.psnr:.1f} dB"
    values = (
        f"{quality.mean_difference:.1f}",
        f"{quality.p95_difference:.1f}",
        text.bands(quality),
        f"{quality.ssim:.3f}",
        psnr,
    )
    return list(zip(names, values, strict=True))
