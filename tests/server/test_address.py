"""However requests and answers cross, the browser has the right address in the end."""

from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.load.client import Client
from tests.loop import run


class Crossed(Client):
    """A visitor whose requests cross what an older run has sent, of another sample."""

    async def _send(self, message: BackMsg) -> None:
        await super()._send(message)
        if message.WhichOneof("type") == "rerun_script":
            self.query = "k=3&sample=cat"


def test_an_address_that_crossed_the_request_is_put_right(address: str) -> None:
    async def visit() -> None:
        browser = Crossed(address)
        await browser.connect(sample="pixel-art", k=5)
        try:
            for _ in range(3):
                browser.query = "sample=pixel-art&k=5"
                await browser.rerun()
                assert browser.query == "sample=pixel-art&k=5"
            assert browser.exceptions == []
        finally:
            await browser.close()

    run(visit())


def test_an_open_tab_stays_in_an_address_that_has_crossed_its_click(
    address: str,
) -> None:
    async def visit() -> None:
        browser = Client(address)
        await browser.connect(sample="pixel-art", k=5)
        try:
            await browser.open_tab("Colors")
            assert browser.query == "sample=pixel-art&k=5&tab=Colors"
            browser.query = "sample=pixel-art&k=5"  # sent before the click was heard
            await browser.rerun()
            assert browser.query == "sample=pixel-art&k=5&tab=Colors"
            await browser.open_tab("Stop")
            assert browser.query == "sample=pixel-art&k=5"
        finally:
            await browser.close()

    run(visit())
