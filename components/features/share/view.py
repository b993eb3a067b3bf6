"""A link to what is on the page."""

from components.features.share import widget
from components.shared import state


def show() -> None:
    """Draw the button that copies the page's address."""
    widget.share(holds_picture=not state.upload_shown())
