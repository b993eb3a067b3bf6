"""A visitor without a browser: speaks to the server as the page's scripts do."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.serving import PATIENCE

WITNESS = Path(__file__).parent / "witness"
XSRF = "_streamlit_xsrf"


def witnessed(log: Path) -> dict[str, str]:
    """Environment of a server that notes what it does to the world."""
    return {"PYTHONPATH": str(WITNESS), "KCOLORS_WITNESS": str(log)}


@dataclass
class Visitor:
    """One open page.

    Attributes
    ----------
    address : str
        Of the server.
    socket : ClientConnection
        The websocket.
    session : str
        Name that the server has given.
    token : str
        Against requests from other sites.
    """

    address: str
    socket: ClientConnection
    session: str
    token: str

    def put(
        self,
        data: bytes,
        name: str = "cat.png",
        token: bool = True,
        pieces: bool = False,
    ) -> requests.Response:
        """Send a file; in pieces, nothing says beforehand how large it is."""
        url = f"{self.address}/_stcore/upload_file/{self.session}/{uuid.uuid4()}"
        files = {"file": (name, data, "image/png")}
        request = requests.Request("PUT", url, files=files).prepare()
        if pieces:
            del request.headers["Content-Length"]
            request.headers["Transfer-Encoding"] = "chunked"
            # Types know of no bodies in pieces.
            request.body = iter([request.body])  # type: ignore[assignment]
        if token:
            request.headers["Cookie"] = f"{XSRF}={self.token}"
            request.headers["X-Xsrftoken"] = self.token
        with requests.Session() as session:
            return session.send(request, timeout=PATIENCE)


@contextmanager
def visit(address: str) -> Iterator[Visitor]:
    """Open the page."""
    health = requests.get(f"{address}/_stcore/health", timeout=PATIENCE)
    token = str(health.cookies[XSRF])
    with knock(address, origin=address) as socket:
        socket.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        while True:
            message = ForwardMsg.FromString(socket.recv(PATIENCE))
            if message.WhichOneof("type") == "new_session":
                break
        session = message.new_session.initialize.session_id
        yield Visitor(address, socket, session, token)


def knock(address: str, origin: str | None) -> ClientConnection:
    """Open a websocket, as a page of an origin would."""
    url = address.replace("http", "ws") + "/_stcore/stream"
    return connect(
        url,
        origin=None if origin is None else Origin(origin),
        proxy=None,
        max_size=None,
        # However much is left unread: else closing waits long for the server's answer.
        max_queue=None,
        open_timeout=PATIENCE,
    )
