"""What the tests of clustering share."""

from collections.abc import Iterator

import pytest
from threadpoolctl import threadpool_limits


@pytest.fixture(scope="package", autouse=True)
def one_thread() -> Iterator[None]:
    """Have scikit-learn work in one thread: several would fight with other tests."""
    with threadpool_limits(1):
        yield
