"""A link to what is on the page."""

from components import viewer
from components.shared import state


def show() -> None:
    """Draw the button that copies the page's address."""
    viewer.share(holds_picture=not state.upload_shown())
