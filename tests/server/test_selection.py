"""What a browser tells of a chart that is gone moves nothing."""

import json
from collections.abc import Sequence

from tests.load.client import Client
from tests.loop import run


class Late(Client):
    """A visitor whose browser never hears that a chart is gone.

    It tells with every request what was selected in it, as any browser does till it
    has heard.
    """

    async def select(self, points: Sequence[int]) -> None:
        """Select some points of the curve."""
        chosen = [{"point_index": point, "curve_number": 0} for point in points]
        selection = {"points": chosen, "point_indices": [*points]}
        told = {"selection": {**selection, "box": [], "lasso": []}}
        self._state("elbow").string_value = json.dumps(told)
        await self.rerun()


def test_a_point_selected_in_the_curve_of_another_picture_moves_nothing(
    address: str,
) -> None:
    async def visit() -> None:
        browser = Late(address)
        await browser.connect(sample="logo", k=5)
        try:
            await browser.select([1])
            assert browser.k == 2
            await browser.set_k(7)
            await browser.press("sample_pixel-art")
            assert browser.k == 7
            await browser.rerun()
            assert browser.k == 7
            await browser.select([3])
            assert browser.k == 4
            await browser.set_k(8)
            await browser.select([])  # the same point once more
            assert browser.k == 4
            assert browser.exceptions == []
        finally:
            await browser.close()

    run(visit())
