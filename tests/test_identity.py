"""Nobody is ever given anything of another person's picture."""

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from PIL import Image

from components.batch.palette import palette_of
from components.batch.work import film_file
from components.engine import reduce_to
from components.features.animation import work as animation
from components.features.aside.work import rest
from components.features.curve import cached as curve
from components.features.ladder.work import thumbnails
from components.features.lesson.work import small_pictures
from components.features.many import work as many
from components.features.pattern.work import narrowed
from components.features.sizes.work import lossless_size, weight
from components.features.space.work import mean_difference
from components.features.viewer.cached import palettes_message
from components.features.viewer.work import preview_png
from components.model.document import Document
from components.model.edits import NONE
from components.model.fits import Fits
from components.model.given import ANY
from components.model.set_aside import SetAside
from components.model.style import Style
from components.model.way import Way
from components.shared import visual, work
from components.shared.file_sizes import sizes_message
from components.shared.stops import same, suggestions
from components.work.job import DECLARED
from components.work.modules import import_all
from tests.twins import forget, still, twins

pytestmark = pytest.mark.page

NAME = "holiday.bmp"
QUICK = Style(dither=False)
DOTS = Style(dither=True)
SQUEEZED = Style(dither=False, smaller="same")
K = 7

Answers = dict[str, Any]


def everything(data: bytes) -> Answers:
    """Ask everything that is kept about a picture."""
    picture = work.load(NAME, data)
    sweep, final = work.sweep.wait_for_first(still, picture, 16, "srgb")
    if not final:
        sweep = work.sweep.wait(still, picture, 16, "srgb")
    fits = Fits(picture, "srgb", sweep)
    document = Document(fits, QUICK)
    edited = document.changed({K: NONE.leave_out(2)})
    rendering = document.drawn_in(K)
    quick = work.drawing(still, document, K)
    small = document.shown_in(K, reduce_to(picture.image, 20_000))
    return {
        "load": (picture.image, picture.table),
        "preview": work.preview(picture),
        "preview_png": preview_png(picture),
        "palettes_message": palettes_message(fits),
        "sizes_message": sizes_message(
            fits.key, QUICK.file, len(data), ((2, 900), (K, 9))
        ),
        "lossless_size": lossless_size(picture),
        "has_flat_colors": work.has_flat_colors(picture),
        "sweep": sweep,
        "early_sweep": work.early_sweep.wait(still, picture, 16, "srgb"),
        "palettes": work.palettes(fits),
        "suggestions": suggestions(fits),
        "figure": curve.figure(document, "explained", None).to_json(),
        "table": curve.table(document, None),
        "csv": curve.csv(document, None),
        "draw flat": quick,
        "draw dots": work.drawing(still, Document(fits, DOTS), K),
        "squeeze": work.drawing(still, Document(fits, SQUEEZED), K),
        "preview_drawing": work.preview_drawing(document, K),
        "thumbnails": thumbnails(document, (2, 8, 16)),
        "weight": weight.wait(still, quick, "gif"),  # kept as that in any other way
        "known_weight": weight.peek(quick, "gif"),
        "file_sizes": work.sizes(still, document, (2, K)),
        "squeezed_size": work.squeezed_size.wait(still, rendering),
        "quality": work.quality.wait(still, rendering),
        "same": same.wait(still, fits),
        "sweep_ahead": visual.sweep_ahead.wait(still, picture, 16, "srgb", False),
        "score": visual.score.wait(still, small),
        "mean_difference": mean_difference.wait(still, fits, K),
        "remaining_palette": work.remaining_palette(edited, K),
        "rest": rest(picture, SetAside("#0ac2ba")),
        "narrowed": narrowed(picture, 40),
        "small_pictures": small_pictures(document),
        **of_many(data, fits),
        **of_film(data),
    }


def of_many(data: bytes, fits: Fits) -> Answers:
    """Ask what is kept of a picture where it is one of many."""
    file = many.File(NAME, fits.picture.digest, lambda: data)
    known = many.counted(file, None)
    pictures = many.Pictures((file,), (known,), equally=False)
    way, palette = Way("srgb", ANY, False), palette_of(fits, K)
    parcel = many.Parcel(pictures, palette, QUICK, way)
    return {
        "counted": (known.table, known.small),
        "together": many.together(pictures).table,
        "sheet": many.sheet((known,)),
        "large": many.large(file, None),
        "errors": many.errors.wait(still, known, palette, way),
        "archive": many.archive.wait(still, parcel),
    }


def of_film(data: bytes) -> Answers:
    """Ask what is kept of a picture where it is the last frame of an animation."""
    given = animation.upload(NAME, moving(data))
    known = animation.known_film(given)
    assert isinstance(known, animation.Known)
    stands = animation.stands_for(known.tables)
    sweep = work.sweep.wait(still, stands, 16, "srgb")
    palette, way = palette_of(Fits(stands, "srgb", sweep), K), Way("srgb", ANY, False)
    film = animation.with_frames(given, known.film)
    return {
        "known_film": (known.tables.whole, known.small.png),
        "losses": animation.losses.wait(still, known.tables, palette, way),
        "film_file": film_file.wait(still, film, palette, QUICK, "GIF"),
    }


def moving(data: bytes) -> bytes:
    """Return an animation whose first frame is black, and whose last is a picture."""
    with Image.open(io.BytesIO(data)) as picture:
        file, last = io.BytesIO(), picture.convert("RGB")
    black = Image.new("RGB", last.size)
    black.save(file, "PNG", save_all=True, append_images=[last], duration=50)
    return file.getvalue()


def flat(value: object) -> object:
    """Bring whatever the cache returns into a form that can be compared."""
    if isinstance(value, np.ndarray):
        return (value.shape, str(value.dtype), value.tobytes())
    if isinstance(value, dict):
        return [(name, flat(each)) for name, each in value.items()]
    if isinstance(value, tuple | list):
        return [flat(each) for each in value]
    if hasattr(value, "__dict__"):
        return flat(vars(value))
    return value


@pytest.fixture(scope="module")
def answers() -> tuple[list[Answers], list[Answers]]:
    """Return what is said of each alone, and of both when asked at the same time.

    Of pictures that are just so large that they are shown reduced here, and that
    Streamlit would look at in parts only: everything that is asked takes as long as
    there are pixels.
    """
    files = twins(333, 503, grain=5)
    alone = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "PREVIEW_PIXELS", 160_000)
        for data in files:
            forget()
            alone.append(everything(data))
        forget()
        with ThreadPoolExecutor(2) as people:
            together = list(people.map(everything, files))
    shown = [each["preview"].rgb.size for each in alone]
    assert max(shown) <= 3 * 160_000
    return alone, together


def test_no_answer_is_that_for_a_picture_that_differs_in_one_pixel(
    answers: tuple[list[Answers], list[Answers]],
) -> None:
    alone, together = answers
    for ours, truth in zip(together, alone, strict=True):
        wrong = [name for name in truth if flat(ours[name]) != flat(truth[name])]
        assert wrong == []


def test_whatever_shows_the_pixel_differs_between_the_two(
    answers: tuple[list[Answers], list[Answers]],
) -> None:
    _, (one, other) = answers
    for name in (
        *("load", "preview", "preview_png", "sweep", "palettes", "quality"),
        *("draw flat", "draw dots", "squeeze", "preview_drawing"),
        *("counted", "together", "errors", "known_film", "losses", "film_file"),
    ):
        assert flat(one[name]) != flat(other[name]), name


# What is kept under other names in `everything`, or is no answer about a picture.
ASKED_AS = {"reduced": "preview", "quick_drawing": "draw"}
OF_OURS = {"file_bytes"}


def test_nothing_is_kept_of_a_picture_that_was_not_asked_for_here(
    answers: tuple[list[Answers], list[Answers]],
) -> None:
    import_all()
    of_the_page = [
        each.name for each in DECLARED if each.name.startswith("components.")
    ]
    kept = {name.rpartition(".")[2].strip("_") for name in of_the_page}
    asked = {name.split()[0] for name in answers[0][0]}
    assert {ASKED_AS.get(name, name) for name in kept - OF_OURS} - asked == set()
