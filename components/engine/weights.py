"""What a pixel weighs: what is seen of it.

That is its opacity, from 0 to 1: the share of the pixel that is covered (Porter and
Duff [1]_). So a soft edge weighs as much as the same edge in pixels so small that each
is solid or empty; centers are means of premultiplied colors, as the colors of a
reduced picture are; and a soft shadow gets no more colors than are seen in it.

The squared error that is seen on some ground falls with the square of the opacity, as
both pictures lie on the same ground. To weigh by that would make it a little smaller,
but count soft edges for less than they cover, and see hardly anything but solid pixels.
Of a badge in two flat colors with a soft shadow, both weights find these and the
shadow's in 3 colors, with the same error on any ground (0.24, where each pixel counting
alike gave 0.85), and in 8 it is 0.18 and 0.17; but with squares 2 colors explain 90 %
and there is no clear elbow, with opacity it is at 3.

References
----------
.. [1] T. Porter, T. Duff, "Compositing digital images", Computer Graphics (SIGGRAPH)
   18(3), 1984. doi:10.1145/964965.808606
"""

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NOT_GIVEN: Final[Floats] = np.zeros(0)


class _Weighed(Protocol):
    @property
    def counts(self) -> NDArray[np.int64]: ...

    @property
    def weights(self) -> Floats: ...


def not_given() -> Floats:
    """Return what stands for weights that are yet to be taken from the counts."""
    return _NOT_GIVEN


def weigh_as_counted(holder: _Weighed) -> None:
    """Give a new dataclass the weights of solid pixels, if it was given none.

    Parameters
    ----------
    holder : dataclass
        Its ``counts`` are numbers of pixels, its ``weights`` `not_given`, or one for
        each of them.

    Raises
    ------
    ValueError
        If there are weights, but not one for each count.
    """
    if holder.weights is _NOT_GIVEN:
        object.__setattr__(holder, "weights", holder.counts.astype(np.float64))
    elif holder.weights.shape != holder.counts.shape:
        raise ValueError(
            f"{holder.counts.size} counts have {holder.weights.size} weights."
        )
