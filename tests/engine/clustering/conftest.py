"""What the tests of clustering share."""

import pytest

from tests.references import in_one_thread


@pytest.fixture(scope="package", autouse=True)
def one_thread() -> None:
    """Have scikit-learn work in one thread, also in a test that loads a part itself."""
    in_one_thread()
