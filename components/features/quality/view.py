"""How near the redrawn picture comes to the original."""

import math
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.engine import Quality, Spot
from components.features.quality import widget
from components.model.document import Document
from components.shared import progress, run, state, steps, template, text, visual, work
from components.shared.heading import header

_JUDGING: Final = "Measuring how it looks …"
_SOON = "…"  # in place of a figure that is being worked out
_DOTS = (
    "Dots are compared one by one here, while the eye mixes them: dithering looks"
    " better than these figures."
)

_CHANGED = (
    "You have changed colors: that counts as a difference here, like everything that"
    " is not as in the original."
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
    header("What was lost?")
    _tell_the_step(document, k)
    spot = st.empty()
    rendering = document.drawn_in(k)
    known = work.quality.peek(rendering)
    fill(spot, document, k, known)

    def compare() -> None:
        found = work.quality.wait(progress.quietly, rendering)
        fill(spot, document, k, found)

    if known is None:
        run.later(run.Turn.FIGURES, compare)


def _tell_the_step(document: Document, k: int) -> None:
    """Say in which tests the picture is still told from its original; maybe later."""
    with st.container(key="step_reached"):
        spot = st.empty()
    rendering = visual.shown(document, k)
    known = visual.score.peek(rendering)

    def tell(score: float | None) -> None:
        spot.html(
            template.render(
                "quality/step.jinja",
                said=_JUDGING if score is None else steps.in_words(score),
                score="" if score is None else steps.figure(score),
                reduced=rendering.image is not document.picture.image,
            )
        )

    tell(known)
    if known is None:
        run.later(
            run.Turn.FIGURES,
            lambda: tell(visual.score.wait(progress.quietly, rendering)),
        )


def fill(
    spot: DeltaGenerator, document: Document, k: int, quality: Quality | None
) -> None:
    """Draw the figures, and what they mean in words.

    Parameters
    ----------
    spot : DeltaGenerator
        Their place.
    document : Document
        The picture.
    k : int
        Number of colors.
    quality : Quality or None
        None while it is being worked out.
    """
    picture, style = document.picture, document.style
    size = picture.image.rgb.shape[:2]
    with spot.container():
        st.html(
            template.render(
                "quality/quality.jinja",
                verdict=quality and text.in_words(quality),
                spot=quality and text.spot_in_words(quality, size),
                remark=" ".join(_remarks(document, k)),
                figures=_figures(quality),
            )
        )
        if quality is None:
            return
        widget.give_measured(document.palettes_key(k), k, style.name, quality)
        if quality.spot is not None:
            _offer(picture.key, quality.spot, size)


def _remarks(document: Document, k: int) -> list[str]:
    """Say what the figures take for a loss though it is none."""
    dots = [_DOTS] if document.style.dither else []
    return [*dots, *([_CHANGED] if document.edits_in(k) else [])]


def _offer(picture: str, spot: Spot, size: tuple[int, int]) -> None:
    """Draw the button that shows a spot; last, so that nothing moves when it comes."""
    rows, columns = size
    place = (spot.row + 0.5) / rows, (spot.column + 0.5) / columns
    reach = spot.height / rows, spot.width / columns
    st.button(
        "Show where it is",
        key="show_spot",
        on_click=state.look_at,
        args=(picture, place, reach),
    )


def _figures(quality: Quality | None) -> list[tuple[str, str]]:
    names = (
        "Color difference of a pixel, on average (CIEDE2000)",
        "95 % of the pixels are below",
        "Bands where the original is smooth",
        "Structure kept (SSIM, at most 1)",
        "Signal to noise (PSNR)",
    )
    if quality is None:
        return [(name, _SOON) for name in names]
    same = math.isinf(quality.psnr)
    values = (
        text.difference(quality.mean_difference),
        "0.0" if same else text.below(quality.p95_difference),
        text.bands(quality),
        f"{quality.ssim:.3f}",
        "no noise" if same else f"{quality.psnr:.1f} dB",
    )
    return list(zip(names, values, strict=True))
