"""A link to what is on the page."""

from components.features.share import widget


def show(holds_picture: bool) -> None:
    """Draw the button that copies the page's address.

    Parameters
    ----------
    holds_picture : bool
        Whether whoever opens the address gets the picture too.
    """
    widget.share(holds_picture)
