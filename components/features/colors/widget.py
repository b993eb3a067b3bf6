"""The list of colors on the screen, which follows the slider."""

from pathlib import Path

from components.shared.widget import component

_colors = component(Path(__file__).with_name("colors.js"))


def colors() -> None:
    """Show the list; the viewer has what is in it."""
    _colors(key="colors", data={})
