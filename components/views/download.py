"""What to take away."""

import streamlit as st

from components import words
from components.cache import Drawing, Picture

# Longer names are cut: file systems stop at 255 bytes.
_LONGEST = 80


def show(picture: Picture, drawing: Drawing, k: int) -> None:
    """Draw the button that saves the quantized picture."""
    st.header("Take it with you")
    st.download_button(
        f"Download as PNG, {words.size(len(drawing.png))}",
        data=drawing.png,
        file_name=file_name(picture.name, k),
        mime="image/png",
        key="download_png",
        on_click="ignore",
        icon=":material/download:",
        help="An indexed PNG at full size: these colors and no others.",
    )


def file_name(original: str, k: int) -> str:
    """Name of the download: the original's, with k.

    Parameters
    ----------
    original : str
        File name as the visitor's computer gave it; not to be trusted.
    k : int
        Number of colors.

    Returns
    -------
    str
        A name without folders, control characters, or characters that some file
        system forbids.

    Examples
    --------
    >>> file_name("holiday.final.jpeg", 16), file_name("../../etc/pass<wd>", 2)
    ('holiday.final-k16.png', 'pass_wd_-k2.png')
    >>> file_name(".png", 3), file_name("", 3)
    ('picture-k3.png', 'picture-k3.png')
    """
    return safe_name(original, f"-k{k}.png")


def safe_name(original: str, ending: str) -> str:
    """Make a file name of an untrusted one and an ending of ours.

    Examples
    --------
    >>> safe_name("../cat.png", "-k16.ipynb"), safe_name("", "-k2.py")
    ('cat-k16.ipynb', 'picture-k2.py')
    """
    name = original.replace("\\", "/").rsplit("/", 1)[-1]
    stem = name.rpartition(".")[0] if "." in name else name
    safe = "".join(c if c.isprintable() and c not in '<>:"|?*%' else "_" for c in stem)
    return f"{safe.strip(' .')[:_LONGEST] or 'picture'}{ending}"
