"""A button that copies the address of the page."""

from pathlib import Path

from components.shared.widget import component, static

_HERE = Path(__file__).parent
_share = component(_HERE, "share", *static("clipboard"), _HERE / "share.js")


def share(holds_picture: bool) -> None:
    """Show a button that copies the page's address.

    Parameters
    ----------
    holds_picture : bool
        Whether whoever opens the address gets the picture too; an upload is not in
        it.
    """
    _share(key="share", data={"holds_picture": holds_picture})
