"""How near the redrawn picture comes to the original."""

import math

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Quality
from components.model.document import Document
from components.shared import progress, run, text, work

_SOON = "…"  # in place of a figure that is being worked out
_DOTS = (
    "Dots are compared one by one here, while the eye mixes them: dithering looks"
    " better than these figures."
)
# The sentence has the same height before and after it comes, so that nothing moves.
_STYLE = (
    "<style>dl.figures{display:grid;grid-template-columns:1fr 5.5em;gap:6px 16px;"
    "margin:0;padding:0;font-size:15px;line-height:1.35}"
    "dl.figures dt,dl.figures dd{margin:0;padding:0}"
    "dl.figures dd{font-weight:600;text-align:right}"
    ".verdict{min-height:3em;margin:0 0 8px;line-height:1.5}</style>"
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
    st.header("What was lost?")
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
    verdict = "Comparing with the original …"
    if quality is not None:
        verdict = f"<strong>{text.in_words(quality)}</strong>"
    verdict += f" {_DOTS}" if dither else ""
    rows = "".join(
        f"<dt>{name}</dt><dd>{value}</dd>" for name, value in _figures(quality)
    )
    spot.html(
        f'{_STYLE}<p class="verdict">{verdict}</p><dl class="figures">{rows}</dl>'
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
