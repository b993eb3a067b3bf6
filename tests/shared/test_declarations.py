"""Python and JavaScript agree on what they tell each other."""

from pathlib import Path

import pytest

from tests.shared.declarations import declarations


@pytest.mark.parametrize(
    ("path", "content"), [*declarations()], ids=lambda part: getattr(part, "parent", "")
)
def test_javascript_is_told_what_python_declares(path: Path, content: str) -> None:
    assert path.read_text("utf-8") == content, "`make format` writes it anew"
