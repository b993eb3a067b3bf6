"""What there is to know about the colors, for those who work with them."""

from typing import Final

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from components.engine import Entry, Palette, hex_code, writing
from components.engine.judging import vision
from components.engine.judging.vision import Blindness
from components.engine.writing import Swatch
from components.features.colors import shopping, widget
from components.model.document import Document
from components.model.drawing import Drawing
from components.shared import own_colors, template, text
from components.shared.filenames import safe_name, stem
from components.shared.heading import header

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


_LISTED: Final = (
    "Each with its code and name there, and its share of the picture. A click copies"
    " the hex code."
)


_BARE: Final = (
    "Each with its name and its share of the picture. A click copies the code."
)


def show(document: Document, drawing: Drawing, k: int) -> None:
    """Draw the list of colors, their looks to the color-blind, and their contrasts.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    drawing : Drawing
        The picture in k colors.
    k : int
        Number of colors.
    """
    palette, source = drawing.palette, document.fits.given.listed
    names = vision.nearest_name(palette.colors)
    listed = writing.swatches(palette.colors, palette.weights, names)
    header("Colors")
    if source is None:
        st.write(_NAMED)
    else:
        st.write(
            f"The best of {source.name}. {_LISTED if any(source.codes) else _BARE}"
        )
    widget.colors()
    if document.fits.device(k) is None:  # a panel's codes would stay behind
        _reuse(document, palette, k)
    _shopping(document, palette, k)
    st.html(page(listed))


def _reuse(document: Document, palette: Palette, k: int) -> None:
    """Draw the button that takes these colors along to other pictures."""
    used = palette.counts > 0
    entries = document.entries(k) or [Entry("", "")] * len(used)
    named = [each for each, there in zip(entries, used, strict=True) if there]
    own = own_colors.listed(
        palette.colors[used],
        [each.name for each in named],
        [each.code for each in named],
        f"the palette of {stem(document.picture.name)}",
    )
    st.button(
        "Use these colors for other pictures too",
        key="reuse",
        on_click=own_colors.take,
        args=(own,),
        help="They become *Your own colors* (button *Colors* above): choose or load"
        " another picture, and it is drawn in the best of them.",
    )


def _shopping(document: Document, palette: Palette, k: int) -> None:
    """Draw the buttons that save the shopping list, where there is a list."""
    picture, source = document.picture, document.fits.given.listed
    entries = document.entries(k)
    if source is None or entries is None:
        return
    listed = shopping.items(palette, entries)
    size = picture.image.height, picture.image.width
    said = shopping.counted(source.kind, size), shopping.for_fewer(source.kind, size)
    st.write(f":small[{' '.join(filter(None, said))}]")
    with st.container(horizontal=True):
        for label, key, data, ending, mime in (
            (
                "Shopping list to print",
                "download_shopping",
                shopping.to_print(listed, source, stem(picture.name), size),
                "-shopping.html",
                "text/html",
            ),
            (
                "Shopping list as CSV",
                "download_shopping_csv",
                shopping.as_csv(listed),
                "-shopping.csv",
                "text/csv",
            ),
        ):
            st.download_button(
                label,
                data=data,
                file_name=safe_name(picture.name, f"-k{k}{ending}"),
                mime=mime,
                key=key,
                on_click="ignore",
                icon=":material/download:",
            )


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
