"""Who clicks quickly never meets a link with nothing behind it."""

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from components.engine.reading.limits import MEGABYTE
from components.server.links import LIVES_ON, MOST_BYTES, Links
from tests.load.client import Client
from tests.loop import run


class Page:
    """Runs of a page that offer a file each, as Streamlit goes about it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.files = MemoryMediaFileStorage("/media")
        self.links = Links(self.files, lambda: self.now)
        self._manager = MediaFileManager(self.files)

    def run(self, content: bytes) -> str:
        """Run, and offer a file; return the link."""
        self._manager.clear_session_refs()
        link = self._manager.add(
            content, "image/png", "0.1", "a.png", is_for_static_download=True
        )
        self._manager.remove_orphaned_files()
        return link

    def has(self, link: str) -> bool:
        """Tell whether there is a file behind a link."""
        name = link.rpartition("/")[2].partition(".")[0]
        return name in self.files._files_by_id


def test_a_file_lives_on_for_a_while_and_no_longer() -> None:
    page = Page()
    first = page.run(b"first")
    for newer in (b"second", b"third", b"fourth"):
        page.now += 1
        page.run(newer)
    assert page.has(first)
    page.now += LIVES_ON
    page.links.expire()
    assert not page.has(first)


def test_a_file_that_is_offered_again_stays() -> None:
    page = Page()
    first = page.run(b"first")
    for newer in (b"second", b"third"):
        page.run(newer)
    assert page.run(b"first") == first
    page.now += 2 * LIVES_ON
    page.links.expire()
    assert page.has(first)
    for newer in (b"second", b"third"):
        page.run(newer)
    page.now += LIVES_ON / 2
    assert page.has(first)


def test_all_of_them_together_are_bounded() -> None:
    page = Page()
    links = [page.run(bytes([at]) * MEGABYTE) for at in range(100)]
    page.run(b"")
    kept = [page.has(link) for link in links]
    assert kept == sorted(kept)  # the oldest are gone
    # Two are not yet to be dropped, to Streamlit: this run's, and the one before.
    assert MOST_BYTES // MEGABYTE <= sum(kept) <= MOST_BYTES // MEGABYTE + 2


def test_whoever_clicks_quickly_finds_a_file_behind_every_link(address: str) -> None:
    async def click() -> None:
        visitor = Client(address)
        await visitor.connect(sample="pixel-art", k=2)
        links = []
        for k in (3, 4, 5, 6):
            links.append(visitor.element("download_png").download_button.url)
            await visitor.set_k(k)
        assert len(set(links)) == 4
        for link in links:
            assert await visitor.request("GET", link)
        await visitor.close()

    run(click())
