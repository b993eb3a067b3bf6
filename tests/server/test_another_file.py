"""While another file is on its way, the page shows the picture before it."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs

from tests.load.client import Client, RefusedError
from tests.loop import run
from tests.pictures import decoded, encoded, photo

# On two cores the first or second was answered while a run of the page was beginning.
CLICKS = 6

BROKEN = b"\x89PNG\r\n\x1a\n and no more"


class Browser(Client):
    """A visitor whose uploader does in single steps what a browser's does."""

    async def announce(self, name: str) -> FileURLs:
        """Ask for an address for a file."""
        question = BackMsg()
        request = question.file_urls_request
        request.request_id, request.session_id = str(uuid.uuid4()), self.session
        request.file_names.append(name)
        await self._send(question)
        await self._wait(lambda: request.request_id in self._file_urls)
        urls: FileURLs = self._file_urls.pop(request.request_id).file_urls[0]
        return urls

    async def let_go(self) -> None:
        """Take the file away; see to it that the page has run."""
        self._state("upload").file_uploader_state_value.ClearField("uploaded_file_info")
        await self.rerun()

    async def send(self, urls: FileURLs, name: str, data: bytes) -> None:
        """Send a file that was announced; see to it that the page has run."""
        await self._put(urls.upload_url, name, data)
        files = self._state("upload").file_uploader_state_value.uploaded_file_info
        file = files.add(name=name, size=len(data), file_id=urls.file_id)
        file.file_urls.CopyFrom(urls)
        await self.rerun()

    async def give(self, name: str, data: bytes) -> None:
        """Give a file when there is none."""
        await self.send(await self.announce(name), name, data)

    def shows(self, pixels: NDArray[np.uint8]) -> bool:
        """Tell whether a picture is on the page."""
        return np.array_equal(decoded(self.pixels())[..., :3], pixels)


def visited(address: str, visit: Callable[[Browser], Awaitable[None]]) -> None:
    """Open the page, do something there, and close it."""

    async def open_and_close() -> None:
        browser = Browser(address)
        await browser.connect(sample="pixel-art", k=5)
        try:
            await visit(browser)
            assert browser.exceptions == []
        finally:
            await browser.close()

    run(open_and_close())


def test_it_stays_until_all_of_the_other_has_been_sent(address: str) -> None:
    async def visit(browser: Browser) -> None:
        await browser.give("one.png", encoded(photo(48, 36, seed=1)))
        urls = await browser.announce("other.png")
        await browser.let_go()
        assert browser.shows(photo(48, 36, seed=1))
        await browser.send(urls, "other.png", encoded(photo(48, 36, seed=2)))
        assert browser.shows(photo(48, 36, seed=2))

    visited(address, visit)


def test_it_stays_when_the_other_is_broken(address: str) -> None:
    async def visit(browser: Browser) -> None:
        await browser.give("one.png", encoded(photo(48, 36, seed=1)))
        urls = await browser.announce("broken.png")
        await browser.let_go()
        await browser.send(urls, "broken.png", BROKEN)
        assert browser.shows(photo(48, 36, seed=1))
        (alert,) = browser.alerts
        assert "`broken.png` could not be used." in alert

    visited(address, visit)


def test_it_stays_when_the_other_is_refused_on_its_way(address: str) -> None:
    async def visit(browser: Browser) -> None:
        await browser.give("one.png", encoded(photo(48, 36, seed=1)))
        urls = await browser.announce("large.png")
        await browser.let_go()
        with pytest.raises(RefusedError):
            await browser.send(urls, "large.png", bytes(25 * 2**20))
        assert browser.shows(photo(48, 36, seed=1))
        # From there on all is as ever.
        await browser.give("other.png", encoded(photo(48, 36, seed=2)))
        assert browser.shows(photo(48, 36, seed=2))
        await browser.let_go()
        assert not browser.shows(photo(48, 36, seed=2))

    visited(address, visit)


def test_without_another_on_its_way_a_sample_comes_at_once(address: str) -> None:
    async def visit(browser: Browser) -> None:
        sample = decoded(browser.pixels())[..., :3]
        await browser.give("one.png", encoded(photo(48, 36, seed=1)))
        assert browser.shows(photo(48, 36, seed=1))
        await browser.let_go()
        assert browser.shows(sample)

    visited(address, visit)


def test_a_sample_that_is_chosen_meanwhile_stays_when_the_file_is_here(
    address: str,
) -> None:
    async def visit(browser: Browser) -> None:
        sample = decoded(browser.pixels())[..., :3]
        urls = await browser.announce("one.png")
        await browser.press("sample_pixel-art")
        await browser.send(urls, "one.png", encoded(photo(48, 36, seed=1)))
        assert browser.shows(sample)
        await browser.press("own")
        assert browser.shows(photo(48, 36, seed=1))

    visited(address, visit)


def test_a_file_that_is_given_right_after_a_click_can_be_sent(address: str) -> None:
    async def visit(browser: Browser) -> None:
        for number in range(CLICKS):
            click = browser.rerun()
            _, urls = await asyncio.gather(click, browser.announce(f"{number}.png"))
            assert urls.upload_url

    visited(address, visit)


def test_what_one_visitor_announces_is_nothing_to_another(address: str) -> None:
    async def visit(browser: Browser) -> None:
        other = Browser(address)
        await other.connect(sample="pixel-art", k=5)
        await browser.give("one.png", encoded(photo(48, 36, seed=1)))
        await other.announce("other.png")
        await browser.let_go()
        assert not browser.shows(photo(48, 36, seed=1))
        await other.close()

    visited(address, visit)
