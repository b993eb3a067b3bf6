"""A visitor without a browser: speaks Streamlit's protocol over a websocket.

It costs next to nothing, so that many of them leave the machine to the server; it
sends what a browser sends, and draws nothing.
"""

import asyncio
import http.client
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsResponse, UploadedFileInfo
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets import Origin, Subprotocol
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_websocket
from websockets.exceptions import ConnectionClosed

from tests.serving import PATIENCE
from tests.unpacked import header_and_file

# What is on the page when the figures of a k are: the size of the file, and the file.
FIGURES = "download_png"
# What the browser needs to draw a picture in every k.
PICTURE = "store_palettes"

VIEWER = "compare"  # the viewer's key

_XSRF = "_streamlit_xsrf"
_BOUNDARY = "kcolors-upload"
_REMEMBERED = 6  # runs for which a message is kept, as in a browser


class RefusedError(RuntimeError):
    """The server answered something else than was hoped for."""


@dataclass
class Run:
    """One run of the page, as it was seen from here.

    Attributes
    ----------
    sent : float
        When it was asked for.
    arrived : dict of float
        Seconds until parts of the page came, by the key of the widget.
    seconds : float or None
        Until the run had ended.
    """

    sent: float = field(default_factory=time.perf_counter)
    arrived: dict[str, float] = field(default_factory=dict)
    seconds: float | None = None
    begun: bool = False

    def note(self, name: str) -> None:
        """Note that a part has come, if it has not before."""
        self.arrived.setdefault(name, time.perf_counter() - self.sent)


class Client:
    """One visitor with one tab; begin with `connect`.

    Attributes
    ----------
    session : str
        Streamlit's name of the session.
    cookies : dict of str
        As in a browser.
    exceptions : list of str
        Every exception that was ever shown on the page.
    run : Run
        The latest run that was asked for.
    connected : bool
        Whether the server is there.
    """

    def __init__(self, address: str, cookies: dict[str, str] | None = None) -> None:
        self.address = address.rstrip("/")
        self.host = urlsplit(self.address).netloc
        self.cookies = dict(cookies or {})
        self.session = ""
        self.exceptions: list[str] = []
        self.run = Run()
        self.query = ""
        self.connected = False
        self._socket: ClientConnection | None = None
        self._listener: asyncio.Task[None] | None = None
        self._changed = asyncio.Condition()
        self._page: dict[tuple[int, ...], tuple[int, Element]] = {}
        self._runs = 0
        self._states: dict[str, WidgetState] = {}
        self._tabs = ""
        self._kept: dict[str, tuple[int, ForwardMsg]] = {}
        self._file_urls: dict[str, FileURLsResponse] = {}
        self._written: dict[str, BackendOperationResponse] = {}

    # Coming and going.

    async def connect(self, **query: str | int) -> Run:
        """Open the page at an address, wait until all of it is there.

        Parameters
        ----------
        query : str or int
            Query parameters, as in ``k=9``.
        """
        await self.open(until=PICTURE, **query)
        return await self.see_the_picture()

    async def see_the_picture(self) -> Run:
        """Say that the picture is drawn, as the viewer does: the page waits for it."""
        self._state(VIEWER).json_value = json.dumps({"ready": True})
        return await self.rerun()

    async def open(self, until: str | None = None, **query: str | int) -> Run:
        """Open the page at an address; wait as `rerun` does."""
        self.query = urlencode(query)
        await self.request("GET", f"/?{self.query}")
        await self._open()
        return await self.rerun(until)

    async def reconnect(self) -> Run:
        """Come back as a browser does whose connection broke: same session, if any."""
        await self.close()
        await self._open()
        return await self.rerun()

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()
        if self._listener is not None:
            await asyncio.wait([self._listener])

    async def _open(self) -> None:
        await self.request("GET", "/_stcore/health")  # gives the XSRF cookie
        protocols = ["streamlit", self.cookies.get(_XSRF, ""), self.session]
        self._socket = await open_websocket(
            f"ws://{self.host}/_stcore/stream",
            origin=Origin(self.address),
            subprotocols=[Subprotocol(each) for each in protocols if each],
            additional_headers={"Cookie": self._cookie()},
            max_size=None,
            proxy=None,
        )
        self.connected = True
        self._listener = asyncio.create_task(self._listen())

    # Doing something.

    async def rerun(self, until: str | None = None) -> Run:
        """Let the page run with the widgets as they are.

        Parameters
        ----------
        until : str or None
            What to wait for, as in `Run.arrived`; None for the end of the run.
        """
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        message.rerun_script.cached_message_hashes.extend(self._kept)
        run = self.run = Run()
        await self._send(message)
        if until is None:
            await self._wait(lambda: run.seconds is not None)
        else:
            await self._wait(lambda: until in run.arrived or run.seconds is not None)
        return run

    async def set_k(self, k: int, until: str | None = None) -> Run:
        """Move the slider."""
        self._state("k").double_array_value.data[:] = [k]
        return await self.rerun(until)

    async def size_of(self, k: int) -> bytes:
        """Ask what the file weighs in k colors, as a browser does at a slider held.

        Returns
        -------
        bytes
            The message for the store; empty where the server had other things to do.
        """
        place = self.sent("bars_short")["ask"]
        return await self.request("GET", f"/{place}/{k}") if place else b""

    async def open_tab(self, name: str) -> Run:
        """Open one of the tabs below the first screen."""
        self._states[self._tabs] = WidgetState(id=self._tabs, string_value=name)
        return await self.rerun()

    async def press(self, key: str, until: str | None = None) -> Run:
        """Press a button."""
        state = self._state(key)
        state.trigger_value = True
        try:
            return await self.rerun(until)
        finally:
            del self._states[state.id]

    async def upload(self, name: str, data: bytes, until: str | None = None) -> Run:
        """Give a file to the uploader; the times are from the moment it is given.

        Raises
        ------
        RefusedError
            If the server does not take it.
        """
        given = time.perf_counter()
        question = BackMsg()
        request = question.file_urls_request
        request.request_id, request.session_id = str(uuid.uuid4()), self.session
        request.file_names.append(name)
        await self._send(question)
        await self._wait(lambda: request.request_id in self._file_urls)
        urls = self._file_urls.pop(request.request_id).file_urls[0]
        await self._put(urls.upload_url, name, data)
        file = UploadedFileInfo(name=name, size=len(data), file_id=urls.file_id)
        file.file_urls.CopyFrom(urls)
        given_files = self._state("upload").file_uploader_state_value
        given_files.uploaded_file_info.append(file)
        run = await self.rerun(until)
        late = run.sent - given
        run.arrived = {part: spent + late for part, spent in run.arrived.items()}
        run.seconds = None if run.seconds is None else run.seconds + late
        return run

    async def download(self, key: str = FIGURES) -> bytes:
        """Press a download button; return the file."""
        button = self.element(key).download_button
        if not button.HasField("deferred_file_id"):
            return await self.request("GET", button.url)
        question = BackMsg()  # the file is yet to be written
        request = question.backend_operation_request
        request.request_id, request.session_id = str(uuid.uuid4()), self.session
        request.deferred_file.file_id = button.deferred_file_id
        await self._send(question)
        await self._wait(lambda: request.request_id in self._written)
        answer = self._written.pop(request.request_id)
        if answer.error_msg:
            raise RefusedError(answer.error_msg)
        return await self.request("GET", answer.deferred_file.url)

    # Looking at the page.

    def element(self, key: str) -> Element:
        """Return what has a key, as it stands on the page."""
        for _, element in self._page.values():
            if _name(element) == key:
                return element
        raise LookupError(f"There is no {key} on the page.")

    @property
    def k(self) -> int:
        """Where the slider stands."""
        slider = self.element("k").slider
        state = self._states.get(slider.id)
        if slider.set_value or state is None:
            return int((slider.value if slider.set_value else slider.default)[0])
        return int(state.double_array_value.data[0])

    @property
    def alerts(self) -> list[str]:
        """What the page says in boxes: errors, warnings, notes."""
        return [e.alert.body for _, e in self._page.values() if e.HasField("alert")]

    def sent(self, key: str) -> dict[str, Any]:
        """Return what was sent to a part in JavaScript, but for the file in it."""
        part = self.element(key).bidi_component
        if part.WhichOneof("data") != "bytes":
            return dict(json.loads(part.json))
        return header_and_file(part.bytes)[0]

    def pixels(self) -> bytes:
        """Return the PNG file that the viewer shows as the original."""
        return header_and_file(self.element("store_picture").bidi_component.bytes)[1]

    # How it is done.

    async def request(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> bytes:
        """Ask for something over HTTP.

        Raises
        ------
        RefusedError
            If the answer is not one of success.
        """

        def ask() -> tuple[int, bytes, list[str]]:
            link = http.client.HTTPConnection(self.host, timeout=PATIENCE)
            try:
                sent = {"Cookie": self._cookie(), "Origin": self.address} | headers
                link.request(method, path, body or None, sent)
                answer = link.getresponse()
                given = answer.headers.get_all("Set-Cookie") or []
                return answer.status, answer.read(), given
            finally:
                link.close()

        status, content, given = await asyncio.to_thread(ask)
        for line in given:
            self.cookies |= {name: c.value for name, c in SimpleCookie(line).items()}
        if status >= 300:
            raise RefusedError(f"{method} {path.partition('?')[0]} gave {status}.")
        return content

    async def _put(self, url: str, name: str, data: bytes) -> None:
        head = (
            f"--{_BOUNDARY}\r\nContent-Disposition: form-data;"
            f' name="{name}"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{_BOUNDARY}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
            "X-Xsrftoken": self.cookies.get(_XSRF, ""),
        }
        await self.request("PUT", url, body, **headers)

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _state(self, key: str) -> WidgetState:
        """Begin what a widget tells the server, in place of what it told before."""
        element = self.element(key)
        widget = getattr(element, cast(str, element.WhichOneof("type"))).id
        state = self._states[widget] = WidgetState(id=widget)
        return state

    async def _send(self, message: BackMsg) -> None:
        assert self._socket is not None
        try:
            await self._socket.send(message.SerializeToString())
        except ConnectionClosed as gone:
            raise RefusedError("The server has closed the connection.") from gone

    async def _wait(self, there: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE), self._changed:
            await self._changed.wait_for(lambda: there() or not self.connected)
        if not there():
            raise RefusedError("The server has closed the connection.")

    async def _listen(self) -> None:
        assert self._socket is not None
        try:
            async for data in self._socket:
                message = ForwardMsg()
                message.ParseFromString(cast(bytes, data))
                self._take(message)
                await self._tell()
        except ConnectionClosed:
            pass  # whoever waits is told below
        finally:
            self.connected = False
            await self._tell()

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
            self.run.begun = True
            self._runs += 1
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "file_urls_response":
            answer = message.file_urls_response
            self._file_urls[answer.response_id] = answer
        elif kind == "backend_operation_response":
            written = message.backend_operation_response
            self._written[written.request_id] = written
        elif kind == "script_finished":
            self._finish(message.script_finished)
        elif kind in ("delta", "ref_hash"):
            self._put_on_the_page(message)

    def _finish(self, status: int) -> None:
        # A run that ends early has another after it.
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if not self.run.begun or status == early:
            return
        self.run.seconds = time.perf_counter() - self.run.sent
        self._page = {p: on for p, on in self._page.items() if on[0] == self._runs}
        oldest = self._runs - _REMEMBERED
        self._kept = {h: kept for h, kept in self._kept.items() if kept[0] > oldest}

    def _put_on_the_page(self, message: ForwardMsg) -> None:
        path = tuple(message.metadata.delta_path)
        if message.HasField("ref_hash"):
            message = self._kept[message.ref_hash][1]
            self._kept[message.hash] = (self._runs, message)
        elif message.metadata.cacheable:
            self._kept[message.hash] = (self._runs, message)
        self._tabs = message.delta.add_block.tab_container.id or self._tabs
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        self._page[path] = (self._runs, element)
        if element.HasField("exception"):
            self.exceptions.append(element.exception.message)
        if element.HasField("slider") and element.slider.set_value:
            self._states.pop(element.slider.id, None)
        name = _name(element)
        if name and self.run.begun:
            self.run.note(name)


def _name(element: Element) -> str:
    """Return the key of a widget; empty where there is none."""
    part = getattr(element, element.WhichOneof("type") or "", None)
    identity = getattr(part, "id", "")
    # Streamlit's name of a widget: $$ID-digest-key.
    key = identity.split("-", 2)[-1] if isinstance(identity, str) else ""
    return "" if key == "None" else key
