"""What to take away."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from components.engine import Palette, writing
from components.model.document import Document
from components.model.drawing import Drawing
from components.model.picture import Picture
from components.shared import palette_choice
from components.shared.filenames import safe_name
from components.shared.heading import header
from components.shared.palette_files import palette_file

_FOR_A_PANEL: Final = (
    "The file holds the panel's own codes: garish on a screen, but on the panel just as"
    " you see it here."
)
_ALL_FOR_A_PANEL: Final = (
    "All of these hold the panel's own codes: garish on a screen, but on the panel just"
    " as you see it here. In a palette the name of a color says what it looks like."
)


def show_png(document: Document, drawing: Drawing, k: int) -> None:
    """Draw the button that saves what is on the screen.

    What the file weighs stands above it, and follows the slider; a button does not.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    drawing : Drawing
        The picture in k colors.
    k : int
        Number of colors.
    """
    st.download_button(
        "Download as PNG",
        data=drawing.png,
        file_name=file_name(document.picture.name, k),
        mime=own("image/png", drawing),
        key="download_png",
        on_click="ignore",
        icon=":material/download:",
        width="stretch",
    )
    if document.fits.device(k) is not None:
        st.write(f":small[{_FOR_A_PANEL}]")


def show(document: Document, drawing: Drawing, k: int) -> None:
    """Draw the buttons that save other files: of the picture, its palette, its layers.

    Only the palette is at hand; the other files are written when somebody asks for
    them.

    Parameters
    ----------
    document : Document
        The picture and its fits.
    drawing : Drawing
        The picture in k colors.
    k : int
        Number of colors.
    """
    header("Take it with you")
    picture = document.picture
    if document.fits.device(k) is not None:
        st.write(f":small[{_ALL_FOR_A_PANEL}]")
    _others(picture, drawing, k)
    _palette(document, drawing.palette, k)


def own(mime: str, drawing: Drawing) -> str:
    """Return a file's type so that no other picture's file has the same address.

    Streamlit makes the address of a file above 1 MB of its length, its type and some
    of its bytes; two pictures that differ in a pixel can agree in all of these.

    Parameters
    ----------
    mime : str
        Type of the file.
    drawing : Drawing
        What the file is made of.

    Returns
    -------
    str
        The type, with a parameter that programs pass over.
    """
    return f"{mime}; drawing={drawing.key}"


def _others(picture: Picture, drawing: Drawing, k: int) -> None:
    """Draw the buttons for files of the picture that are yet to be written."""
    height, width = picture.image.rgb.shape[:2]
    png = drawing.png
    with st.container(horizontal=True):
        if max(height, width) <= writing.WEBP_SIDE:
            _later(
                "Download as WebP",
                lambda: writing.encode_webp(writing.decode_indexed(png)),
                file_name(picture.name, k, ".webp"),
                own("image/webp", drawing),
                "download_webp",
                "Lossless: the same pixels as the PNG, often smaller.",
            )
        _later(
            "Download as GIF",
            lambda: writing.encode_gif(writing.decode_indexed(png)),
            file_name(picture.name, k, ".gif"),
            own("image/gif", drawing),
            "download_gif",
            "For old programs. In a GIF a pixel is visible or not: a partly transparent"
            " one becomes solid if it was at least half opaque, and else invisible.",
        )
        _later(
            "Download color layers",
            lambda: writing.separations(writing.decode_indexed(png)),
            file_name(picture.name, k, "-layers.zip"),
            own("application/zip", drawing),
            "download_layers",
            "For screen printing and stencils: a ZIP with one black-and-white picture"
            " for each color, black where that color prints. Ink is solid: partly"
            " transparent pixels print if they are at least half opaque, else not.",
        )
    if picture.image.soft:
        st.write(
            ":small[This picture has partly transparent pixels. PNG and WebP keep them."
            " In a GIF and in the color layers, those that are at least half opaque"
            " become solid, and the others are left out.]"
        )


def _later(
    label: str,
    write: Callable[[], bytes],
    name: str,
    mime: str,
    key: str,
    meaning: str,
) -> None:
    """Draw a button whose file is written when it is pressed."""
    st.download_button(
        label,
        data=write,
        file_name=name,
        mime=mime,
        key=key,
        on_click="ignore",
        icon=":material/download:",
        help=meaning,
    )


def _palette(document: Document, palette: Palette, k: int) -> None:
    """Draw the choice of a palette format, and the button that saves it."""
    original = document.picture.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        palette_choice.show(
            "The palette as",
            "",
            lambda kind: palette_file(
                kind,
                original,
                palette,
                document.entries(k),
                document.fits.given.pins,
                document.was_in(k),
            ),
            lambda ending: file_name(original, k, ending),
        )


def file_name(original: str, k: int, ending: str = ".png") -> str:
    """Name of a download: the original's, with k.

    Parameters
    ----------
    original : str
        File name as the visitor's computer gave it; not to be trusted.
    k : int
        Number of colors.
    ending : str
        What comes last.

    Returns
    -------
    str
        A name without folders, control characters, or characters that some file
        system forbids.

    Examples
    --------
    >>> file_name("holiday.final.jpeg", 16), file_name("../../etc/pass<wd>", 2)
    ('holiday.final-k16.png', 'pass_wd_-k2.png')
    >>> file_name(".png", 3), file_name("", 3, "-layers.zip")
    ('picture-k3.png', 'picture-k3-layers.zip')
    """
    return safe_name(original, f"-k{k}{ending}")
