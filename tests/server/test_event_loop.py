"""What tells the server's parts whose turn it is."""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn


async def nothing(*_: Any) -> None:  # noqa: ANN401 - as ASGI says
    """Stand in for the page."""


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not for Windows")
def test_where_uvloop_is_installed_the_server_runs_on_it() -> None:
    app: Callable[..., Awaitable[None]] = nothing
    make = uvicorn.Config(app).get_loop_factory()
    assert make is not None
    loop = make()
    try:
        assert type(loop).__module__ == "uvloop"
    finally:
        loop.close()
