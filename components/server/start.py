"""What the server is made of, put together once when it starts."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit import cli_util, config, file_util
from streamlit.web.server import server_util

from components.engine.reading.limits import MEGABYTE
from components.server import error_page, policy, security_headers, uploads
from components.server.admission import Admission
from components.server.maintenance import maintenance
from components.server.security_headers import Headers
from components.server.uploads import Uploads
from components.work.settings import SETTINGS


def settings() -> dict[str, Any]:
    """Return what `streamlit.App` takes beside the script."""
    _configure_streamlit()
    index = Path(file_util.get_static_dir(), "index.html").read_text("utf-8")
    origins = config.get_option("server.corsAllowedOrigins")
    return {
        "middleware": [
            Middleware(Headers, index=index, embedders=SETTINGS.embedders),
            Middleware(Admission, visitors=SETTINGS.visitors, origins=origins),
            Middleware(Uploads),
        ],
        "exception_handlers": {Exception: _sorry},
        "on_script_error": error_page.say_sorry,
        "lifespan": lifespan,
    }


def _configure_streamlit() -> None:
    """Tell Streamlit what the environment says; it counts whole megabytes."""
    config.set_option("server.maxUploadSize", math.ceil(SETTINGS.file_bytes / MEGABYTE))
    uploads.keep_off_the_disk(SETTINGS.file_bytes)
    if SETTINGS.embedders:  # else uploads from within a frame have no cookie
        config.set_option("server.xsrfCookieSameSite", "none")


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Do what is due before the first visit, and after the last."""
    if not config.get_option("server.headless"):
        cli_util.open_browser(server_util.get_url("localhost"))
    async with maintenance():
        yield


async def _sorry(request: Request, problem: Exception) -> Response:
    """Answer when the server itself failed; this answer passes no middleware."""
    content = {"Content-Security-Policy": policy.FILE}
    return PlainTextResponse(
        "Sorry", 500, headers={**security_headers.ALWAYS, **content}
    )
