"""A link to what is on the page."""

from components import state, viewer


def show() -> None:
    """Draw the button that copies the page's address."""
    viewer.share(holds_picture=not state.upload_shown())
