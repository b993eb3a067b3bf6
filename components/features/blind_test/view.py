"""A test of one's own eye: the last word on where to stop."""

from typing import Final

from components.features.blind_test import widget
from components.model.document import Document
from components.model.style import Style
from components.shared import wish

_KEY: Final = "blind_test"


def show(document: Document, most: int) -> None:
    """Draw the button that opens the test.

    Parameters
    ----------
    document : Document
        The picture, its fits, and how it is drawn.
    most : int
        Largest k.
    """
    picture, style = document.picture, document.style
    # With a list, even as many colors as the picture has are others.
    exact = document.fits.given.listed is None
    colors = len(picture.table) if exact else max(len(picture.table), most + 1)
    further = most == wish.K_MAX < min(document.fits.end, picture.most_colors)
    dots = style.kind or None
    widget.blind_test(picture.key, colors, dots, further, _remark(style), _KEY)


def _remark(style: Style) -> str:
    """Say how the pictures of the test are drawn, where that is not plain.

    Examples
    --------
    >>> _remark(Style()), _remark(Style(dither=True))
    ('', 'The picture in fewer colors is dithered, as it is on the page now.')
    """
    if style.dither:
        return "The picture in fewer colors is dithered, as it is on the page now."
    if style.smoothness:
        return (
            "The test shows each pixel in its nearest color: what “Smaller file”"
            " changes is not seen in it."
        )
    return ""
