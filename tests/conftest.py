"""What holds for all tests."""

import pytest

from tests import examples

examples.register()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that are given the address of a server that was started for them."""
    for item in items:
        if "address" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.server)
