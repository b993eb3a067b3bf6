"""Files are sent to whoever saves them, and not to scripts that look for them."""

from typing import Final

import requests

from components.server.security_headers import ALWAYS
from tests.load.client import Client
from tests.loop import run
from tests.server.test_security_headers import get

BROWSER: Final = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}
HTML: Final = "text/html,application/xhtml+xml,*/*;q=0.8"

# What browsers send along: to a server that they trust, and to one that they do not.
LOOKS: Final = (
    {**BROWSER, "Accept": "*/*", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"},
    {**BROWSER, "Accept": "*/*"},
)
SAVES: Final = (
    {**BROWSER, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "empty"},
    {**BROWSER, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    {**BROWSER, "Accept": HTML},
    {**BROWSER, "Accept": ""},
    {"User-Agent": "curl/8.0", "Accept": "*/*"},
    {
        **BROWSER,
        "Accept": "*/*",
        "Sec-Fetch-Mode": "no-cors",
        "Sec-Fetch-Dest": "image",
    },
)


def answers(address: str, path: str) -> list[requests.Response]:
    """Ask for a path in every way; in the order of the ways."""
    return [get(address, path, **sent) for sent in LOOKS + SAVES]


def test_who_saves_gets_the_file_and_who_looks_hears_that_it_is_there(
    address: str,
) -> None:
    async def come() -> tuple[list[requests.Response], bytes]:
        visitor = Client(address)
        await visitor.connect(sample="pixel-art", k=2)
        link = visitor.element("download_png").download_button.url
        found, file = answers(address, link), await visitor.download()
        await visitor.close()
        return found, file

    found, file = run(come())
    looks, saves = found[: len(LOOKS)], found[len(LOOKS) :]
    assert [(each.status_code, each.content) for each in looks] == [(200, b"")] * 2
    assert {each.headers["Content-Length"] for each in looks} == {"0"}
    assert file.startswith(b"\x89PNG")
    assert {each.content for each in saves} == {file}
    for each in found:
        assert each.headers["Content-Type"].startswith("image/png")
        assert {name: each.headers.get(name) for name in ALWAYS} == dict(ALWAYS)


def test_what_is_not_there_is_missed_in_every_way(address: str) -> None:
    assert {each.status_code for each in answers(address, "/media/no.png")} == {404}


def test_what_is_no_visitors_file_is_sent_to_scripts(address: str) -> None:
    for sent in LOOKS:
        assert get(address, "/_stcore/health", **sent).content == b"ok"
