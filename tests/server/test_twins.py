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
from tests.load.client import Client
from tests.loop import run
from tests.twins import COLORS, forget, still, twins

NAME = "holiday.bmp"
QUICK = Style(dither=False)

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
    address: str,
) -> None:
    """Of 2 megapixels: so large that Streamlit looks at their files in parts only."""
    one, other = files = twins()
    assert len(one) == len(other)
    assert 1 <= sum(a != b for a, b in zip(one, other, strict=True)) <= 3
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

    await people[0].press("sample_pixel-art", LAST)  # one looks elsewhere …
    assert people[0].pixels() != people[1].pixels()
    await people[0].press("own", LAST)  # … and comes back
    await each_has(due, "download_png")

    swapped = dict(zip(people, reversed(files), strict=True))
    await all_at_once(lambda visitor, _: visitor.upload(NAME, swapped[visitor], LAST))
    await each_has(due[::-1], "download_png", "download_gif")
    for visitor in people:
        await visitor.close()
