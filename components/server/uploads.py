"""What visitors send: never on the disk, never much at once, never for ever.

Streamlit takes a file for whoever has a page open, under any name, as often as it is
sent. Here each visitor has room for the file on the page, the next one, and as much
again for many small ones; when more come, the oldest go.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Collection
from typing import Final

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from components.engine.reading.limits import MEGABYTE
from components.shared import work
from components.work.settings import SETTINGS

# Files of one visitor that are held, and bytes of all of them: the file on the page,
# the next, and the many that share a palette.
FILES_HELD: Final = 256
BYTES_HELD: Final = 3 * SETTINGS.file_bytes
# Uploads of one visitor that may be on their way at once: a browser sends all files
# that somebody gives together. And bytes of them: two of the largest.
UPLOADS_AT_ONCE: Final = 128
BYTES_AT_ONCE: Final = 2 * (SETTINGS.file_bytes + MEGABYTE)
# Bytes of all uploads on their way, of all visitors.
BYTES_ON_THE_WAY: Final = max(256 * MEGABYTE, 4 * SETTINGS.file_bytes)
# Seconds that an upload may stand still.
STILL: Final = 30.0

_UPLOAD: Final = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+$")


def keep_off_the_disk(largest: int) -> None:
    """Have uploads put together in memory.

    Beyond a megabyte they would go through a temporary file.

    Parameters
    ----------
    largest : int
        Most bytes of a file.
    """
    # Streamlit stops a request that has a megabyte more than its largest file.
    MultiPartParser.spool_max_size = largest + 2 * MEGABYTE


class Uploads:
    """Middleware that bounds uploads on their way, and those held."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._under_way: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is sent, within bounds."""
        session = _session(scope)
        if session is None:
            await self._app(scope, receive, send)
        elif self._under_way[session] >= UPLOADS_AT_ONCE:
            sorry = PlainTextResponse("One file after another, please", 429)
            await sorry(scope, receive, send)
        else:
            await self._take(session, scope, receive, send)

    async def _take(
        self, session: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        came = 0

        async def receive_within_bounds() -> Message:
            nonlocal came
            try:
                message = await asyncio.wait_for(receive(), STILL)
            except TimeoutError as still:
                raise HTTPException(408, "The upload stood still") from still
            came += len(message.get("body", b""))
            self._bytes[session] += len(message.get("body", b""))
            if self._bytes[session] > BYTES_AT_ONCE:
                raise HTTPException(429, "Fewer files at once, please")
            if self._bytes.total() > BYTES_ON_THE_WAY:
                raise HTTPException(503, "Too many uploads at once; try again")
            return message

        self._under_way[session] += 1
        before = set(files_of(session))
        try:
            await self._app(scope, receive_within_bounds, send)
            self._begin_with(session, before)
        finally:
            self._bytes[session] -= came
            self._under_way[session] -= 1
            if not self._under_way[session]:
                del self._under_way[session], self._bytes[session]
            forget_the_oldest(session)

    def _begin_with(self, session: str, before: Collection[str]) -> None:
        """Have a file that came alone read while the browser asks for the page anew."""
        new = [each for name, each in files_of(session).items() if name not in before]
        if len(new) == 1 and self._under_way[session] == 1:
            work.begin_to_load(new[0].data)


def _session(scope: Scope) -> str | None:
    """Return the session that a file is sent to, or None if none is sent."""
    if scope["type"] != "http" or scope["method"] != "PUT":
        return None
    found = _UPLOAD.search(scope["path"])
    return found["session"] if found else None


def held() -> MemoryUploadedFileManager:
    """Return where the files are held."""
    files = runtime.get_instance().uploaded_file_mgr
    assert isinstance(files, MemoryUploadedFileManager)
    return files


def files_of(session: str) -> dict[str, UploadedFileRec]:
    """Return the files of a visitor that are held, by name; the latest last."""
    return dict(held().file_storage.get(session, {}))


def forget_the_oldest(session: str) -> None:
    """Let go of a visitor's files beyond those that are held."""
    files = held()
    of_visitor = files_of(session)
    room = BYTES_HELD
    for number, (name, file) in enumerate(reversed(of_visitor.items())):
        room -= len(file.data)
        if number and (number >= FILES_HELD or room < 0):  # the latest is always held
            files.remove_file(session, name)
