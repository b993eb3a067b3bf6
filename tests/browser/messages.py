"""What the server sends to the widgets, read from the wire."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# Bytes that widgets may be sent for a new k.
BUDGET = 8_000
# And for a run more, where a slow server is told of the move again.
ONCE_MORE = 1_000


@dataclass
class Received:
    """Messages to widgets since the page was opened, or since `clear`.

    Attributes
    ----------
    sizes : list of tuple
        The key of each widget that was sent something, and how many bytes.
    again : int
        How often the browser told a move of the slider once more, because it had got
        no answer for long (`slider_moves.js`): each is answered by a run of its own.
    """

    sizes: list[tuple[str, int]] = field(default_factory=list)
    again: int = 0
    _known: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Bytes of all messages."""
        return sum(size for _, size in self.sizes)

    def clear(self) -> None:
        """Forget what has come so far."""
        self.sizes.clear()
        self.again = 0

    def note(self, frame: bytes) -> None:
        """Take a frame of the websocket."""
        message = ForwardMsg()
        message.ParseFromString(frame)
        widget = message.delta.new_element.bidi_component.id
        if widget:  # $$ID-digest-key
            self._known[message.hash] = widget.split("-", 2)[2]
        # Of what the browser has already, only the hash comes.
        key = self._known.get(message.ref_hash or message.hash)
        if key:
            self.sizes.append((key, len(frame)))


def receive(tab: Page) -> Received:
    """Note what the server sends; before the page is opened."""
    received = Received()

    def note(frame: bytes | str) -> None:
        assert isinstance(frame, bytes)
        received.note(frame)

    def note_again(frame: bytes | str) -> None:
        assert isinstance(frame, bytes)
        received.again += b"wish" in frame

    def hear(socket: WebSocket) -> None:
        socket.on("framereceived", note)
        socket.on("framesent", note_again)

    tab.on("websocket", hear)
    return received
