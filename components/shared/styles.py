"""The looks of the page's regions, each in a file beside its feature."""

from collections.abc import Sequence
from pathlib import Path

_FEATURES = Path(__file__).parents[1] / "features"
_OWN = Path(__file__).with_name("page.css")


def rules() -> str:
    """Return the rules of the page and of all features, as CSS."""
    files = [_OWN, *sorted(_FEATURES.glob("*/page.css"))]
    return "\n".join(file.read_text("utf-8") for file in files)


def marked(keys: Sequence[str]) -> str:
    """Write the rule of style that marks buttons as taken, as HTML.

    Were a button that is taken another kind of button, it would be a new one, and
    whoever stood on it with the keyboard would stand nowhere.

    Parameters
    ----------
    keys : sequence of str
        Of the buttons on the page; none, one or several.
    """
    buttons = ",".join(f".st-key-{key} button" for key in keys)
    focused = ",".join(f".st-key-{key} button:focus-visible" for key in keys)
    rules = (
        f"{buttons}{{box-shadow:0 0 0 3px #e8590c!important}}"
        # The mark stands where the keyboard's would be: that one goes inside.
        f"{focused}{{outline:3px solid!important;outline-offset:-4px}}"
    )
    return f"<style>{rules if keys else ''}</style>"
