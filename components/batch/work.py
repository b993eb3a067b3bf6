"""Of what is done here, what the page has done in a process of its own."""

from components.batch.moving import draw_moving
from components.batch.palette import CommonPalette
from components.engine import AnimationKind
from components.model.drawing import Drawing
from components.model.film import Film
from components.model.style import Style
from components.work import priority
from components.work.cache import PICTURES
from components.work.job import Report, job


@job(keep=PICTURES, priority=priority.later)
def film_file(
    report: Report,
    film: Film,
    palette: CommonPalette,
    style: Style,
    kind: AnimationKind,
) -> Drawing:
    """Draw all frames in the palette for all, and write the file.

    The film needs its frames only where the file is not known yet.
    """
    return draw_moving(film, palette, style, kind)
