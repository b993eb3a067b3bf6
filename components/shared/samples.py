"""The pictures that the page offers to start with."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageColor

FOLDER = Path(__file__).parents[2] / "sample_images"


@dataclass(frozen=True)
class Sample:
    """A picture of ours.

    Attributes
    ----------
    slug : str
        Its name in the address.
    title : str
        Its name for people.
    file : str
        Its file in ``sample_images/``.
    """

    slug: str
    title: str
    file: str

    @property
    def path(self) -> Path:
        """Where the file is."""
        return FOLDER / self.file


SAMPLES = {
    sample.slug: sample
    for sample in (
        Sample("cat", "Cat", "cat.png"),
        Sample("coffee", "Coffee", "coffee.jpg"),
        Sample("astronaut", "Astronaut", "astronaut.jpg"),
        Sample("deep-sky", "Deep sky", "deep-sky.jpg"),
        Sample("sunset", "Sunset", "sunset.png"),
        Sample("pixel-art", "Pixel art", "pixel-art.png"),
        Sample("logo", "Logo", "logo.png"),
        Sample("color-wheel", "Color wheel", "color-wheel.png"),
    )
}
FIRST = "cat"

_ICON = ("#0b3c5d", "#e8590c", "#ffd43b", "#2f9e44")


def icon() -> str:
    """Draw the page's icon: four colors; named icons come from other hosts.

    As an address that holds all of it: a file of its own could be asked for while
    Streamlit begins the page anew, and not be there.
    """
    small = Image.new("RGB", (2, 2))
    small.putdata([ImageColor.getrgb(color)[:3] for color in _ICON])
    file = io.BytesIO()
    small.resize((64, 64), Image.Resampling.NEAREST).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
