"""What the recipe does and says about colors that somebody keeps."""

import numpy as np
from numpy.typing import NDArray

from components.engine import hex_code
from components.features.recipe import reach, spaces
from components.features.recipe.settings import Settings

TEXT = (
    "\n\nSome colors are to be kept as they are: the centers in `KEPT` do not"
    " move. scikit-learn's KMeans moves all of its centers, so the round is done by"
    " hand here. It is no more than what was said: the nearest center for every color,"
    " then a mean for every center."
)

CHECK = (
    "This is what tutorials do: ten random starts, of which scikit-learn keeps the"
    " best. It keeps no color, so it comes nearer to the picture. How much nearer is"
    " what it costs to keep them. The inertia is the sum of all pixels' squared"
    " distances to their centers: the smaller, the better. (With a large photo this"
    " takes a while; nothing below needs it.)"
)

CHECKED = """\
away = ((points - found[nearest_center(found)]) ** 2).sum(axis=1)
inertia = (away * weights).sum()
own = KMeans(n_clusters=K, n_init=10, random_state=0)
own.fit(points, sample_weight=weights)
print(f"inertia with kept colors: {inertia:.6g}, by k-means: {own.inertia_:.6g}")"""


def kept_rows(
    centers: NDArray[np.float64], fixed: NDArray[np.uint8] | None
) -> tuple[int, ...]:
    """Return which of k centers are kept colors.

    Parameters
    ----------
    centers : ndarray of shape (k, 3), float64
        sRGB, 0–255.
    fixed : ndarray of shape (m, 3), uint8, or None
        The colors to keep.
    """
    if fixed is None:
        return ()
    same = (centers[:, None] == fixed[None]).all(axis=2).any(axis=1)
    return tuple(same.nonzero()[0].tolist())


def code(settings: Settings, start: str) -> str:
    """Write one round of k-means in which some centers stay.

    Parameters
    ----------
    settings : Settings
        The picture, k and the rest.
    start : str
        What makes ``START``.
    """
    back = spaces.BACK[settings.space].replace("kmeans.cluster_centers_", "found")
    rows = "".join(
        f'\n    {row}: "{hex_code(settings.palette[row])}",' for row in settings.kept
    )
    outward = reach.code(settings).lstrip()
    outward += "\n" if outward else ""
    return f"""\
{start}
KEPT = {{{rows}
}}


def nearest_center(centers):
    away = [((points - center) ** 2).sum(axis=1) for center in centers]
    return np.argmin(away, axis=0)


nearest = nearest_center(START)
found = START.copy()
for center in range(K):
    mine = nearest == center
    if center not in KEPT and mine.any():
        found[center] = np.average(points[mine], axis=0, weights=weights[mine])
{outward}centers = {back}
for center, hex_code in KEPT.items():
    centers[center] = list(bytes.fromhex(hex_code[1:]))"""
