"""Nobody is ever given anything of another person's picture."""

import asyncio
import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from PIL import Image

from components.batch.palette import palette_of
from components.batch.work import film_file
from components.engine import reduce_to, writing
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
from components.work import cache
from components.work.job import DECLARED
from components.work.modules import import_all
from tests.browser.conftest import serve
from tests.load.client import Client
from tests.loop import run
from tests.twins import COLORS, twins

pytestmark = pytest.mark.page

NAME = "holiday.bmp"
QUICK = Style(dither=False)
DOTS = Style(dither=True)
SQUEEZED = Style(dither=False, smaller="same")
K = 7

Answers = dict[str, Any]


def still(share: float) -> None:
    """Wait on."""


@pytest.fixture(scope="module")
def files() -> tuple[bytes, bytes]:
    """Return two pictures of 2 megapixels, in files of the same size."""
    one, other = twins()
    assert len(one) == len(other)
    assert 1 <= sum(a != b for a, b in zip(one, other, strict=True)) <= 3
    return one, other


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
        "weight": [weight.wait(still, quick, way) for way in writing.SLOW],
        "known_weight": [weight.peek(quick, way) for way in writing.SLOW],
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


def forget() -> None:
    """Drop everything that the page remembers."""
    for kept in (cache.PICTURES, cache.FIGURES):
        kept.clear()
        kept.keep("nothing", None)
        assert len(kept) == 1


@pytest.fixture(scope="module")
def answers() -> tuple[list[Answers], list[Answers]]:
    """Return what is said of each alone, and of both when asked at the same time.

    Of pictures that are just so large that they are shown reduced here, and that
    Streamlit would look at in parts only: everything that is asked takes as long as
    there are pixels.
    """
    files = twins(350, 520)
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


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Start the page; its address."""
    with serve() as at:
        yield at


FILES = ("download_png", "download_gif", "download_webp", "download_layers")
LAST = FILES[-1]  # with it, all of them are there


async def take(visitor: Client, files: Sequence[str]) -> dict[str, bytes]:
    """Return the picture on the screen, and files of it."""
    assert visitor.exceptions == []
    taken = {key: await visitor.download(key) for key in files}
    return {"screen": visitor.pixels()} | taken


def owed(data: bytes, k: int) -> dict[str, bytes]:
    """Return what somebody with this picture is to be given."""
    forget()
    picture = work.load(NAME, data)
    sweep = work.sweep.wait(still, picture, 64, "srgb")
    document = Document(Fits(picture, "srgb", sweep), QUICK)
    png = work.drawing(still, document, k).png
    ways = (writing.encode_gif, writing.encode_webp, writing.separations)
    files = [png, *(way(writing.decode_indexed(png)) for way in ways)]
    return {
        "screen": preview_png(picture),
        **dict(zip(FILES, files, strict=True)),
    }


def test_two_people_with_twin_pictures_each_get_their_own(
    address: str, files: tuple[bytes, bytes]
) -> None:
    run(use_the_page_together(address, files))


async def use_the_page_together(address: str, files: tuple[bytes, bytes]) -> None:
    """Do the same at the same time, under the same file name; then swap the files."""
    people = [Client(address), Client(address)]

    def all_at_once(do: Callable[[Client, bytes], Any]) -> Any:  # noqa: ANN401
        return asyncio.gather(*map(do, people, files))

    async def each_has(owned: list[dict[str, bytes]], *names: str) -> None:
        found = await asyncio.gather(*(take(visitor, names) for visitor in people))
        for mine, due in zip(found, owned, strict=True):
            assert [name for name in mine if mine[name] != due[name]] == []

    due = [owed(data, COLORS) for data in files]
    for name in due[0]:
        assert due[0][name] != due[1][name], name
    address_of_files: dict[str, str | int] = {
        "sample": "pixel-art",
        "k": 9,
        "tab": "Take away",
    }
    await all_at_once(lambda visitor, _: visitor.connect(**address_of_files))
    await all_at_once(lambda visitor, data: visitor.upload(NAME, data, LAST))
    await all_at_once(lambda visitor, _: visitor.set_k(COLORS, LAST))
    await each_has(due, *FILES)

    await people[0].press("sample_cat", LAST)  # one looks elsewhere …
    assert people[0].pixels() != people[1].pixels()
    await people[0].press("own", LAST)  # … and comes back
    await each_has(due, "download_png")

    swapped = dict(zip(people, reversed(files), strict=True))
    await all_at_once(lambda visitor, _: visitor.upload(NAME, swapped[visitor], LAST))
    await each_has(due[::-1], "download_png", "download_gif")
    for visitor in people:
        await visitor.close()
