"""What the tests of recipes share."""

from collections.abc import Iterator

import pytest

from tests.features.recipe.running import Kitchen, kitchen


@pytest.fixture(scope="session")
def cook() -> Iterator[Kitchen]:
    """Run recipes where what they import is loaded already."""
    with kitchen() as open_kitchen:
        yield open_kitchen
