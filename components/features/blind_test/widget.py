"""The test, and the button that opens it: all of it happens in the browser."""

from pathlib import Path
from typing import TypedDict

from components.engine import Dither
from components.shared.widget import component


class BlindTestData(TypedDict):
    """What the widget is told; it tells nothing.

    ``picture`` and its palettes are found in the store. ``colors`` is how many colors
    the picture has, ``dots`` what kind of them it is drawn with, ``further`` whether k
    could go farther than it does, and ``remark`` says how the pictures of the test are
    drawn.
    """

    picture: str
    colors: int
    dots: Dither | None
    further: bool
    remark: str


_blind_test = component(Path(__file__).with_name("blind_test.js"))


def blind_test(
    picture: str,
    colors: int,
    dots: Dither | None,
    further: bool,
    remark: str,
    key: str,
) -> None:
    """Draw the button that opens the test.

    Parameters
    ----------
    picture : str
        Name of the picture, as in `give_picture`.
    colors : int
        Number of its distinct colors.
    dots : {"full", "gentle", "bayer", "blue-noise"} or None
        What kind of dots it is drawn with, if any.
    further : bool
        Whether the page could show more colors than it offers now.
    remark : str
        How the pictures of the test are drawn; may be empty.
    key : str
        Key of the widget.
    """
    data: BlindTestData = {
        "picture": picture,
        "colors": colors,
        "dots": dots,
        "further": further,
        "remark": remark,
    }
    _blind_test(key=key, data=data)
