"""Streamlit's own files: from memory and compressed, and otherwise as they were."""

import gzip
from pathlib import Path

import pytest
import requests
from starlette.types import Message, Receive, Scope, Send
from streamlit import file_util

from components.server import policy
from components.server.security_headers import ALWAYS
from components.server.streamlit_files import StreamlitFiles
from tests.cases import in_turn
from tests.loop import run
from tests.server.test_security_headers import get

_STATIC = Path(file_util.get_static_dir())


def one(pattern: str) -> str:
    """Return the address of one of the files."""
    found = next((_STATIC / "static").rglob(pattern))
    return f"/{found.relative_to(_STATIC).as_posix()}"


@in_turn(
    ("pattern", "kind", "encoding"),
    [
        ("react-dom.*.js", "text/javascript; charset=utf-8", "gzip"),
        ("index.*.css", "text/css; charset=utf-8", "gzip"),
        ("SourceSansVF-Upright*.woff2", "font/woff2", None),  # is compressed itself
    ],
)
def test_a_file_comes_as_it_is_on_the_disk_and_may_be_kept_for_good(
    address: str, pattern: str, kind: str, encoding: str | None
) -> None:
    path = one(pattern)
    answer = get(address, path, **{"Accept-Encoding": "gzip, deflate, br"})
    data = (_STATIC / path[1:]).read_bytes()
    assert answer.content == data
    assert answer.headers["Content-Type"] == kind
    assert answer.headers.get("Content-Encoding") == encoding
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"] == policy.FILE
    assert {name: answer.headers.get(name) for name in ALWAYS} == dict(ALWAYS)
    if encoding:
        assert int(answer.headers["Content-Length"]) < 0.4 * len(data)
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_who_takes_nothing_compressed_gets_it_as_it_was(address: str) -> None:
    path = one("react-dom.*.js")
    answer = get(address, path, **{"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert answer.content == (_STATIC / path[1:]).read_bytes()


def test_a_part_of_a_file_is_that_part(address: str) -> None:
    path = one("react-dom.*.js")
    answer = get(address, path, Range="bytes=5-14", **{"Accept-Encoding": "gzip"})
    assert answer.status_code == 206
    assert answer.content == (_STATIC / path[1:]).read_bytes()[5:15]


@in_turn(
    "path",
    [
        "/static/js/no.such.js",
        "/static/../index.html",
        "/static/js/..%2f..%2f..%2fweb%2fbootstrap.py",
        "/static/js/",
    ],
)
def test_nothing_else_is_answered(address: str, path: str) -> None:
    answer = get(address, path, **{"Accept-Encoding": "gzip"})
    assert "immutable" not in answer.headers.get("Cache-Control", "")
    # Streamlit gives who asks for what is not there the page itself.
    kind = answer.headers.get("Content-Type", "")
    assert answer.status_code != 200 or kind.startswith("text/html")


def test_nothing_can_be_written_there(address: str) -> None:
    answer = requests.post(address + one("react-dom.*.js"), timeout=60)
    assert answer.status_code == 405


@pytest.mark.parametrize("below", ["", "/colors/few"])
def test_a_file_is_read_once_when_it_is_first_asked_for(
    tmp_path: Path, below: str
) -> None:
    script = tmp_path / "static" / "js" / "part.a1.js"
    script.parent.mkdir(parents=True)
    script.write_text("first", "utf-8")
    (tmp_path / "index.html").write_text("page", "utf-8")
    files = StreamlitFiles(_passed_on, folder=tmp_path, below=below)
    script.write_text("then", "utf-8")
    for _ in range(2):
        answer = asked(files, f"{below}/static/js/part.a1.js")
        assert gzip.decompress(answer) == b"then"
        script.unlink(missing_ok=True)
    assert asked(files, f"{below}/index.html") == b"passed on"
    assert asked(files, "/other/static/js/part.a1.js") == b"passed on"


async def _passed_on(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.body", "body": b"passed on"})


def asked(app: StreamlitFiles, path: str) -> bytes:
    """Ask a server that is none for a file; the bytes of its answer."""
    came: list[bytes] = []

    async def send(message: Message) -> None:
        came.append(message.get("body", b""))

    async def receive() -> Message:
        raise AssertionError("Nothing is sent.")

    headers = [(b"accept-encoding", b"gzip")]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    run(app(scope, receive, send))
    return b"".join(came)
