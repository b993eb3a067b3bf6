"""What the viewer shows, and in which it is sent."""

from components import engine
from components.model.picture import Picture
from components.shared.work import preview
from components.work.cache import PICTURES
from components.work.job import cached


@cached(keep=PICTURES)
def preview_png(picture: Picture) -> bytes:
    """Return what is shown as the original, as a truecolor PNG."""
    return engine.encode_lossless_png(preview(picture), effort="fast")
