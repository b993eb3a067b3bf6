"""What every answer of the server carries."""

import base64
import hashlib
import re
from typing import Any

import pytest
import requests
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Scope

from components.server import policy, start
from components.server.security_headers import ALWAYS, Headers
from tests.cases import in_turn
from tests.loop import run

EVERYTHING = (
    "/",
    "/no/such/page",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/media/nothing.png",
    "/sizes/nothing/3",
    "/component/nothing",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//elsewhere.example/",
)


def get(address: str, path: str, **headers: str) -> requests.Response:
    """Ask for a path as it stands."""
    request = requests.Request("GET", address, headers=headers).prepare()
    request.url = address + path
    with requests.Session() as session:
        return session.send(request, timeout=60, allow_redirects=False)


def rules(answer: requests.Response) -> dict[str, list[str]]:
    """Return the policy of an answer, by directive."""
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (part.split() for part in parts)}


@in_turn("path", EVERYTHING)
def test_every_answer_carries_the_headers(address: str, path: str) -> None:
    answer = get(address, path)
    assert {name: answer.headers.get(name) for name in ALWAYS} == dict(ALWAYS)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert rules(answer)["default-src"] == ["'none'"]
    assert rules(answer)["frame-ancestors"] == ["'none'"]
    assert "unsafe-eval" not in answer.headers["Content-Security-Policy"]


def test_the_page_runs_its_own_scripts_and_no_text(address: str) -> None:
    answer = get(address, "/")
    inline = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    hashes = [hashlib.sha256(script.encode()).digest() for script in inline]
    assert inline
    assert set(rules(answer)["script-src"]) == {"'self'", "blob:"} | {
        f"'sha256-{base64.b64encode(each).decode()}'" for each in hashes
    }
    sources = {each for values in rules(answer).values() for each in values}
    assert not any("*" in each or "http" in each for each in sources)


def test_whoever_comes_back_is_told_the_same_policy(address: str) -> None:
    first = get(address, "/")
    again = get(address, "/", **{"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert rules(again) == rules(first)


def test_the_scripts_of_the_page_carry_the_headers_too(address: str) -> None:
    script = re.search(r'src="\.(/static/js/[^"]+)"', get(address, "/").text)
    assert script is not None
    answer = get(address, script[1])
    assert answer.ok
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in rules(answer)


@in_turn("path", ["/_stcore/health", "/_stcore/host-config"])
def test_pages_of_others_may_read_nothing(address: str, path: str) -> None:
    for origin in ("https://elsewhere.example", "http://localhost:3000", "null"):
        answer = get(address, path, Origin=origin)
        assert not [
            name for name in answer.headers if name.startswith("access-control")
        ]


def test_nobody_keeps_pictures_and_downloads(address: str) -> None:
    assert get(address, "/media/nothing.png").headers["Cache-Control"] == "no-store"


@in_turn(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/auth/login",
        "/oauth2callback",
    ],
)
def test_what_the_page_has_no_use_for_is_shut(address: str, path: str) -> None:
    for method in ("GET", "POST"):
        answer = requests.request(method, address + path, timeout=60)
        assert (answer.status_code, answer.text) == (404, "Not Found")


@in_turn(
    "path",
    [
        "/../../../../etc/passwd",
        "/static/../../app.py",
        "/%2e%2e/app.py",
        "/static/%2e%2e%2f%2e%2e%2fapp.py",
        "/media/../../app.py",
        "/app/static/../app.py",
        "/..%5c..%5capp.py",
        "/component/../../../etc/passwd",
        "/_stcore/bidi-components/../../../etc/passwd",
    ],
)
def test_no_path_leads_to_files_of_the_machine(address: str, path: str) -> None:
    answer = get(address, path)
    assert "root:" not in answer.text
    assert "import streamlit" not in answer.text


def test_sites_that_are_named_may_embed_the_page_and_no_others() -> None:
    written = policy.page("<p>", ["https://school.example"])
    assert "frame-ancestors 'self' https://school.example" in written
    answer = run(ask_app(_tiny(embedders=["https://school.example"]), "/"))
    assert b"x-frame-options" not in dict(answer["headers"])


def test_a_failure_of_the_server_carries_the_headers_and_tells_nothing() -> None:
    async def fail(request: Request) -> Response:
        raise RuntimeError("/home/somebody/secret")

    app = Starlette(
        routes=[Route("/", fail)],
        exception_handlers={Exception: start._internal_server_error},
    )
    answer: list[Message] = []
    with pytest.raises(RuntimeError):
        run(ask_app(app, "/", answer))
    headers = {k.decode(): v.decode() for k, v in answer[0]["headers"]}
    assert answer[0]["status"] == 500
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == policy.FILE
    assert answer[1]["body"] == b"Sorry"


def _tiny(embedders: list[str]) -> Headers:
    async def hello(request: Request) -> Response:
        return Response("<p>", media_type="text/html")

    return Headers(Starlette(routes=[Route("/", hello)]), "<p>", embedders)


async def ask_app(
    app: Any,  # noqa: ANN401
    path: str,
    kept: list[Message] | None = None,
    cookie: str = "",
) -> Message:
    """Ask an application in this process; return the head of its answer."""
    answer = [] if kept is None else kept
    scope: Scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    if cookie:
        scope["headers"] = [(b"cookie", cookie.encode())]

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        answer.append(message)

    await app(scope, receive, send)
    return answer[0]
