"""What the recipe does and says about the space in which distances are measured."""

from typing import Any, Final

from numpy.typing import NDArray

from components.engine import Space
from components.engine.clustering.metric import (
    MORE,
    MOST_TIMES,
    OF_LIGHT,
    OF_MATRIX,
    OF_RESULT,
    TO_LMS,
    TO_OKLAB,
    TOE_ROOM,
    TOE_SLOPE,
    TOE_START,
    TOE_WHOLE,
)
from components.engine.clustering.spaces import K1, K2

# Digits behind the point for coordinates: colors as near to the middle between two
# centers as these digits round are too rare to matter.
DIGITS: Final = 8

_SCALES: Final = """\
mean = np.average(colors, axis=0, weights=weights)
spread = np.sqrt(np.average((colors - mean) ** 2, axis=0, weights=weights))
print("mean of red, green, blue:", mean.round(1))
print("standard deviation:", spread.round(1))
"""

TITLES: Final[dict[Space, str]] = {
    "srgb": "Why nothing is normalized",
    "oklab": "Measure differences as the eye sees them",
    "oklrab": "Measure differences as the eye sees them on a screen",
    "oklrab-dots": "Measure differences as the eye sees them on a screen, for dots",
    "standardized": "Normalize the channels",
}

_OKLAB_TEXT: Final = (
    "Equal steps in RGB do not look equally large. The color space Oklab (Björn"
    " Ottosson, 2020) is made so that they nearly do: L is lightness, a goes from"
    " green to red, b from blue to yellow. Its three numbers share one scale, so"
    " nothing has to be normalized: that would undo what they are made for. The"
    " centers are taken back to RGB at the end; what a screen cannot show is cut"
    " off at the ends of each channel."
)

_OKLRAB_TEXT: Final = (
    f"{_OKLAB_TEXT}\n\n"
    "Here L is replaced by L_r (Ottosson, 2021), which makes less of steps in dark"
    " tones: beside the white of a screen the eye hardly tells them."
)

TEXTS: Final[dict[Space, str]] = {
    "srgb": (
        "k-means measures distances, so a column of large numbers counts for more than"
        " one of small numbers. Columns such as age and income are therefore normalized"
        " first: the mean is taken away, and the rest divided by the standard"
        " deviation. Red, green and blue need no such thing: all three have the same"
        " scale, 0 to 255. If their standard deviations differ, that is what the"
        " picture is like. Normalizing would blow up the channel that varies least."
    ),
    "oklab": _OKLAB_TEXT,
    "oklrab": _OKLRAB_TEXT,
    "oklrab-dots": (
        f"{_OKLRAB_TEXT}\n\n"
        "For pictures in dots, b counts one and a half times. Dots of light and dark"
        " mix all tones between; but blue and yellow that the palette does not have,"
        " no dots can mix. By how much it should count was found by trying."
    ),
    "standardized": (
        "k-means measures distances, so a column of large numbers counts for more than"
        " one of small numbers. Normalizing takes the mean of each column away and"
        " divides the rest by the standard deviation; then all columns vary equally"
        " much (scikit-learn's `StandardScaler` does the same). Columns such as age and"
        " income need that. Red, green and blue have one scale already, 0 to 255, so it"
        " mostly blows up the channel that varies least; but that is what is chosen on"
        " the page. The centers are taken back to RGB at the end."
    ),
}


def _matrix(numbers: NDArray[Any]) -> str:
    """Write a matrix of three rows."""
    rows = "".join(f"\n        {row.tolist()}," for row in numbers)
    return f"\n    [{rows}\n    ]\n"


TO_OKLAB_CODE: Final = f"""\
# Ottosson's matrices, times 2**{OF_LIGHT} and 2**{OF_MATRIX}: with whole numbers
# every machine gets the same, to the last pixel.
TO_CONES = np.array({_matrix(TO_LMS)})
TO_OKLAB = np.array({_matrix(TO_OKLAB)})

values = np.arange(256) / 255
light = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
LIGHT = np.rint(light * 2**{OF_LIGHT}).astype(np.int64)  # of each value of a channel


def to_oklab(rgb):
    cones = LIGHT[rgb] @ TO_CONES.T
    roots = np.cbrt(cones).astype(np.int64)  # rounded down ...
    roots -= roots**3 > cones  # ... whatever the machine
    roots += (roots + 1) ** 3 <= cones
    return ((roots @ TO_OKLAB.T + 2**{MORE - 1}) >> {MORE}) / 2**{OF_RESULT}
"""

_OKLAB: Final = f"""\
{TO_OKLAB_CODE}

def to_rgb(oklab):
    cones = (oklab @ np.linalg.inv(TO_OKLAB / 2**{OF_MATRIX}).T) ** 3
    light = (cones @ np.linalg.inv(TO_CONES / 2**{OF_LIGHT}).T).clip(0, 1)
    low = light <= 0.0031308
    return 255 * np.where(low, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
"""

_TOED: Final = f"(half + root + {TOE_WHOLE // 2}) // {TOE_WHOLE}"

_OKLRAB: Final = f"""\


def to_oklrab(rgb):
    lightness, a, b = to_oklab(rgb).T * 2**{OF_RESULT}
    half = {TOE_SLOPE} * lightness - {TOE_START}
    root = np.floor(np.sqrt(half**2 + {TOE_ROOM} * lightness))
    return np.column_stack([{_TOED}, a, b]) / 2**{OF_RESULT}


def from_oklrab(points):
    l_r, a, b = points.T
    lightness = l_r * (l_r + {K1}) / (l_r + {K2}) * {1 + K2} / {1 + K1}
    return to_rgb(np.column_stack([lightness, a, b]))
"""

_FOR_DOTS: Final = _OKLRAB.replace("a, b])", "a, 1.5 * b])", 1).replace(
    "a, b]))", "a, b / 1.5]))"
)

CODE: Final[dict[Space, str]] = {
    "srgb": f"{_SCALES}\npoints = colors",
    "oklab": f"{_OKLAB}\n\npoints = to_oklab(colors.astype(int))",
    "oklrab": f"{_OKLAB}{_OKLRAB}\n\npoints = to_oklrab(colors.astype(int))",
    "oklrab-dots": f"{_OKLAB}{_FOR_DOTS}\n\npoints = to_oklrab(colors.astype(int))",
    "standardized": f"""\
{_SCALES}
spread[spread == 0] = 1  # a channel that is the same everywhere stays as it is
points = (colors - mean) / spread""",
}

# From what k-means found back to RGB.
BACK: Final[dict[Space, str]] = {
    "srgb": "kmeans.cluster_centers_",
    "oklab": "to_rgb(kmeans.cluster_centers_)",
    "oklrab": "from_oklrab(kmeans.cluster_centers_)",
    "oklrab-dots": "from_oklrab(mean + (kmeans.cluster_centers_ - mean) / EXPLAINED)",
    "standardized": "(kmeans.cluster_centers_ * spread + mean).round(4)",
}

_DISTANCES: Final = (
    "# Squared distances of all colors (columns) to each of the palette (rows).\n"
)

_IN_OKLRAB: Final = f"""\
{_DISTANCES}\
distances = [((points - point) ** 2).sum(axis=1) for point in to_oklrab(palette)]
"""

DISTANCES: Final[dict[Space, str]] = {
    "srgb": f"""\
{_DISTANCES}\
distances = [((colors - color) ** 2).sum(axis=1) for color in palette.astype(float)]
""",
    "oklab": f"""\
{_DISTANCES}\
distances = [((points - point) ** 2).sum(axis=1) for point in to_oklab(palette)]
""",
    "oklrab": _IN_OKLRAB,
    "oklrab-dots": _IN_OKLRAB,
    "standardized": f"""\
steps = np.rint({MOST_TIMES} * spread.min() / spread).clip(1)  # exact in every machine
{_DISTANCES}\
distances = [
    (((colors - color) * steps) ** 2).sum(axis=1) for color in palette.astype(float)
]
""",
}

MEASURED: Final[dict[Space, str]] = {
    "srgb": "plain distance in RGB",
    "oklab": "distance in Oklab",
    "oklrab": "distance in Oklab with the lightness L_r",
    "oklrab-dots": "distance in Oklab with the lightness L_r, b counted 1.5 times",
    "standardized": "distance between normalized colors",
}
