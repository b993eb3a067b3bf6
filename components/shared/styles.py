"""The looks of the page's regions, each in a file beside its feature."""

from pathlib import Path

_FEATURES = Path(__file__).parents[1] / "features"
_OWN = Path(__file__).with_name("page.css")


def rules() -> str:
    """Return the rules of the page and of all features, as CSS."""
    files = [_OWN, *sorted(_FEATURES.glob("*/page.css"))]
    return "\n".join(file.read_text("utf-8") for file in files)
