"""What the recipe does and says about the space in which distances are measured."""

from typing import Final

from components.engine import Space

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
    "standardized": "Normalize the channels",
}

TEXTS: Final[dict[Space, str]] = {
    "srgb": (
        "k-means measures distances, so a column of large numbers counts for more than"
        " one of small numbers. Columns such as age and income are therefore normalized"
        " first: the mean is taken away, and the rest divided by the standard"
        " deviation. Red, green and blue need no such thing: all three have the same"
        " scale, 0 to 255. If their standard deviations differ, that is what the"
        " picture is like. Normalizing would blow up the channel that varies least."
    ),
    "oklab": (
        "Equal steps in RGB do not look equally large. The color space Oklab (Björn"
        " Ottosson, 2020) is made so that they nearly do: L is lightness, a goes from"
        " green to red, b from blue to yellow. Its three numbers share one scale, so"
        " nothing has to be normalized: that would undo what they are made for. The"
        " centers are taken back to RGB at the end; what a screen cannot show is cut"
        " off at the ends of each channel."
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

CODE: Final[dict[Space, str]] = {
    "srgb": f"{_SCALES}\npoints = colors",
    "oklab": """\
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def to_oklab(rgb):
    rgb = rgb / 255
    light = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.cbrt(light @ TO_CONES.T) @ TO_OKLAB.T


def to_rgb(oklab):
    cones = (oklab @ np.linalg.inv(TO_OKLAB).T) ** 3
    light = (cones @ np.linalg.inv(TO_CONES).T).clip(0, 1)
    low = light <= 0.0031308
    return 255 * np.where(low, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


points = to_oklab(colors)""",
    "standardized": f"""\
{_SCALES}
spread[spread == 0] = 1  # a channel that is the same everywhere stays as it is
points = (colors - mean) / spread""",
}

# From what k-means found back to RGB.
BACK: Final[dict[Space, str]] = {
    "srgb": "kmeans.cluster_centers_",
    "oklab": "to_rgb(kmeans.cluster_centers_)",
    "standardized": "(kmeans.cluster_centers_ * spread + mean).round(4)",
}
