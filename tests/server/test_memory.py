"""Out of memory in one request ends that request alone."""

import asyncio

import numpy as np

from components.shared import text
from tests.cases import case
from tests.load.client import FIGURES, Client
from tests.loop import run
from tests.pictures import encoded
from tests.server.witness.hunger import PLACES

# What is worked out only where somebody looks at it; all else is in every tab.
NEEDED_IN = {"compare": "Lost", "smallest_that_looks_the_same": "Stop"}

# What is given the colors alone, and must tell by their number which picture it is of.
# All others see how wide it is: of fewer colors, every k is there at once.
BY_COLORS = ("sweep_k", "palettes", "suggest")
FEW = 12


def marked(width: int, colors: int) -> bytes:
    """Draw a picture in so many colors."""
    column = np.arange(width) % colors
    row = np.stack([column % 256, column // 256 * 90, column * 7 % 256], -1)
    return encoded(np.repeat(row[None].astype(np.uint8), 16, axis=0))


def test_where_memory_runs_out_one_is_told_and_all_go_on(address: str) -> None:
    run(run_out_everywhere(address))


async def run_out_everywhere(address: str) -> None:
    """Let memory run out at one place after the other for one of two people."""
    other = Client(address)
    await other.connect(sample="pixel-art", k=7)
    tabs = [NEEDED_IN.get(name, "Colors") for _, name in PLACES.values()]
    unlucky = {tab: Client(address) for tab in tabs}
    for tab, visitor in unlucky.items():
        await visitor.connect(sample="pixel-art", k=5, tab=tab)
        for (width, (_, name)), needed in zip(PLACES.items(), tabs, strict=True):
            if needed == tab:
                with case(name):
                    data = marked(width, width if name in BY_COLORS else FEW)
                    await run_out(visitor, other, data)
    await visitor.set_k(6)
    assert visitor.sent("bars_short")["k"] == 6
    for visitor in (other, *unlucky.values()):
        await visitor.close()


async def run_out(unlucky: Client, other: Client, data: bytes) -> None:
    """Give one of two people a picture for which there is no memory."""
    moving = asyncio.create_task(other.set_k(8))
    await unlucky.upload("large.png", data)
    assert [alert for alert in unlucky.alerts if text.NO_MEMORY in alert]
    assert unlucky.exceptions == []
    await moving
    await other.set_k(9, FIGURES)
    assert other.k == 9
    assert other.alerts == other.exceptions == []

    await unlucky.press("sample_pixel-art")
    assert unlucky.alerts == unlucky.exceptions == []
    assert unlucky.sent("bars_short")["k"] == unlucky.k


def test_if_it_cannot_even_be_read_the_picture_before_it_stays(address: str) -> None:
    async def load() -> None:
        visitor = Client(address)
        await visitor.connect(sample="pixel-art")
        await visitor.upload("good.png", marked(20, FEW))
        good = visitor.pixels()
        await visitor.upload("large.png", marked(71, FEW))
        assert visitor.pixels() == good
        await visitor.set_k(4)
        assert visitor.sent("bars_short")["k"] == 4
        await visitor.close()

    run(load())
