"""Two people with pictures that are nearly the same each get what is theirs."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from components.engine import writing
from components.features.viewer.work import preview_png
from components.model.document import Document
from components.model.fits import Fits
from components.model.style import Style
from components.shared import work
from tests.cases import case
from tests.load.client import Client
from tests.loop import run
from tests.twins import COLORS, forget, still, twins

NAME = "holiday.bmp"
QUICK = Style(dither=False)

FILES = ("download_png", "download_gif", "download_webp", "download_layers")
LAST = FILES[-1]  # with it, all of them are there
# Those of more pixels take long to write, and go the same way as of fewer.
OF_LARGE = FILES[:2]

Due = dict[str, bytes]


async def take(visitor: Client, files: Sequence[str]) -> Due:
    """Return the picture on the screen, and files of it."""
    assert visitor.exceptions == []
    taken = {key: await visitor.download(key) for key in files}
    return {"screen": visitor.pixels()} | taken


def owed(data: bytes, k: int, files: Sequence[str]) -> Due:
    """Return what somebody with this picture is to be given."""
    forget()
    picture = work.load(NAME, data)
    sweep = work.sweep.wait(still, picture, 64, "srgb")
    document = Document(Fits(picture, "srgb", sweep), QUICK)
    png = work.drawing(still, document, k).png
    ways = {
        "download_png": lambda _: png,
        "download_gif": writing.encode_gif,
        "download_webp": writing.encode_webp,
        "download_layers": writing.separations,
    }
    assert ways.keys() == set(FILES)
    of_picture = {name: ways[name](writing.decode_indexed(png)) for name in files}
    return {"screen": preview_png(picture), **of_picture}


def test_two_people_with_twin_pictures_each_get_their_own(address: str) -> None:
    """Of 1.7 megapixels: so large that Streamlit looks at their files in parts only."""
    run(use_the_page_together(address))


async def use_the_page_together(address: str) -> None:
    """Do the same at the same time, with large twins and with small ones."""
    people = (Client(address), Client(address))
    query: dict[str, str | int] = {"sample": "pixel-art", "k": 9, "tab": "Take away"}
    await asyncio.gather(*(visitor.connect(**query) for visitor in people))
    with case("large"):
        await have_twins(people, twins(), OF_LARGE)
    with case("small"):
        await have_twins(people, twins(350, 520), FILES)
    for visitor in people:
        await visitor.close()


async def have_twins(
    people: tuple[Client, Client], files: tuple[bytes, bytes], names: Sequence[str]
) -> None:
    """Give them under the same file name; then swap the files."""
    one, other = files
    assert len(one) == len(other)
    assert 1 <= sum(a != b for a, b in zip(one, other, strict=True)) <= 3
    due = [owed(data, COLORS, names) for data in files]
    for name in due[0]:
        assert due[0][name] != due[1][name], name

    def all_at_once(do: Callable[[Client, bytes], Any]) -> Any:  # noqa: ANN401
        return asyncio.gather(*map(do, people, files))

    async def each_has(owned: list[Due], *names: str) -> None:
        found = await asyncio.gather(*(take(visitor, names) for visitor in people))
        for mine, due in zip(found, owned, strict=True):
            assert [name for name in mine if mine[name] != due[name]] == []

    await all_at_once(lambda visitor, data: visitor.upload(NAME, data, LAST))
    await all_at_once(lambda visitor, _: visitor.set_k(COLORS, LAST))
    await each_has(due, *names)

    await people[0].press("sample_pixel-art", LAST)  # one looks elsewhere …
    assert people[0].pixels() != people[1].pixels()
    await people[0].press("own", LAST)  # … and comes back
    await each_has(due, "download_png")

    swapped = dict(zip(people, reversed(files), strict=True))
    await all_at_once(lambda visitor, _: visitor.upload(NAME, swapped[visitor], LAST))
    await each_has(due[::-1], "download_png", "download_gif")
