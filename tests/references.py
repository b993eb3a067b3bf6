"""Other people's k-means, to hold ours against."""

from functools import cache
from typing import Any

from threadpoolctl import threadpool_limits


@cache
def in_one_thread() -> None:
    """Load scikit-learn, and have it work in one thread from now on.

    Several would fight with other tests for the processor: each looks in a loop whether
    the others are done. Only what has been loaded can be told so.
    """
    import sklearn.cluster  # noqa: F401 - see `k_means`

    threadpool_limits(1)


def k_means(k: int, **options: Any) -> Any:  # noqa: ANN401 - it tells no types
    """Return scikit-learn's k-means, which is still to be fitted.

    It is loaded here, for whom it is to judge: that takes as long as a third of all
    that is loaded to collect the tests, which every process does that runs some.
    """
    in_one_thread()
    from sklearn.cluster import KMeans

    return KMeans(k, **options)
