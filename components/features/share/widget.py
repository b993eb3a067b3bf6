"""A button that copies the address of the page."""

from pathlib import Path
from typing import TypedDict

from components.shared.widget import component


class ShareData(TypedDict):
    """What the widget is told."""

    holds_picture: bool


_share = component(Path(__file__).with_name("share.js"))


def share(holds_picture: bool) -> None:
    """Show a button that copies the page's address.

    Parameters
    ----------
    holds_picture : bool
        Whether whoever opens the address gets the picture too; an upload is not in
        it.
    """
    data: ShareData = {"holds_picture": holds_picture}
    _share(key="share", data=data)
