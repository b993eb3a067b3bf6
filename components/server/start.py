"""The application server, put together once when it starts."""

import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit import cli_util, config, file_util, runtime
from streamlit.web.server import server_util

from components.engine.reading.limits import MEGABYTE
from components.server import (
    ahead,
    answers,
    assets,
    error_page,
    inline,
    policy,
    security_headers,
    sizes,
    uploads,
)
from components.server.admission import Admission
from components.server.link_checks import LinkChecks
from components.server.links import Links, stored
from components.server.maintenance import maintenance
from components.server.page_styles import PageStyles
from components.server.security_headers import Headers
from components.server.sizes_first import SizesFirst
from components.server.streamlit_files import StreamlitFiles
from components.server.systemd import notifying
from components.server.uploads import Uploads
from components.shared import announced, styles
from components.work.settings import SETTINGS


def app_options() -> dict[str, Any]:
    """Return the keyword arguments of `streamlit.App`."""
    _configure_streamlit()
    static = Path(file_util.get_static_dir())
    index = (static / "index.html").read_text("utf-8")
    more = inline.SCRIPTS + ahead.links(static, index)
    origins = config.get_option("server.corsAllowedOrigins")
    base = config.get_option("server.baseUrlPath").strip("/")
    below = f"/{base}" if base else ""
    return {
        "routes": [assets.route(below), sizes.route(below)],
        "middleware": [
            Middleware(
                Headers,
                index=index + more,
                embedders=SETTINGS.embedders,
            ),
            Middleware(StreamlitFiles, folder=static, below=below),
            Middleware(Admission, visitors=SETTINGS.visitors, origins=origins),
            Middleware(Uploads),
            Middleware(LinkChecks),
            Middleware(SizesFirst),
            Middleware(PageStyles, rules=styles.rules(), more=more),
        ],
        "exception_handlers": {Exception: _internal_server_error},
        "on_script_error": error_page.show_error,
        "lifespan": lifespan,
    }


def _configure_streamlit() -> None:
    """Pass the settings on to Streamlit, which counts whole megabytes."""
    config.set_option("server.maxUploadSize", math.ceil(SETTINGS.file_bytes / MEGABYTE))
    uploads.keep_off_the_disk(SETTINGS.file_bytes)
    if SETTINGS.embedders:  # else uploads from within a frame have no cookie
        config.set_option("server.xsrfCookieSameSite", "none")


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Start and stop what runs beside the server."""
    if not config.get_option("server.headless"):
        cli_util.open_browser(server_util.get_url("localhost"))
    announced.listen(uploads.held(), runtime.get_instance())
    answers.keep()
    links = Links(stored())
    async with maintenance(links.expire), notifying():
        yield


async def _internal_server_error(request: Request, problem: Exception) -> Response:
    """Answer an unhandled exception; this answer passes no middleware."""
    content = {"Content-Security-Policy": policy.FILE}
    return PlainTextResponse(
        "Sorry", 500, headers={**security_headers.ALWAYS, **content}
    )
