"""Other people's k-means, to hold ours against."""

from typing import Any


def k_means(k: int, **options: Any) -> Any:  # noqa: ANN401 - it tells no types
    """Return scikit-learn's k-means, which is still to be fitted.

    It is loaded here, for whom it is to judge: that takes as long as a third of all
    that is loaded to collect the tests, which every process does that runs some.
    """
    from sklearn.cluster import KMeans

    return KMeans(k, **options)
