"""What the picture weighs as other files."""

from components import engine
from components.engine import writing
from components.model.drawing import Drawing
from components.model.picture import Picture
from components.work import priority
from components.work.cache import FIGURES
from components.work.job import Report, cached, job


@cached(keep=FIGURES)
def lossless_size(picture: Picture) -> int:
    """Bytes of all of the picture's own pixels as a truecolor PNG."""
    return len(engine.encode_lossless_png(picture.image))


@job(keep=FIGURES, priority=priority.later)
def weight(
    report: Report, drawing: Drawing, encoding: writing.Encoding
) -> writing.Entry:
    """Measure a drawing as another file: seconds for a large picture."""
    return writing.measure_file(encoding, writing.decode_indexed(drawing.png))
