"""What the recipe does and says: each step once, for script and notebook.

The code is for beginners: short, with plain names, run from top to bottom.
"""

from dataclasses import dataclass

from components.engine import hex_code
from components.features.recipe import flat, spaces
from components.features.recipe.settings import Settings

TITLE = "Fewer colors with k-means, step by step"


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes
    ----------
    title : str
        What it does.
    text : str
        Why and how: paragraphs of plain text, names of variables in backticks.
    code : str
        Python.
    plot : str
        More Python, for the notebook, that draws with matplotlib as ``plt``.
    imports : bool
        Whether the code is the imports.
    """

    title: str
    text: str
    code: str
    plot: str = ""
    imports: bool = False


def steps(settings: Settings) -> list[Step]:
    """Write the recipe for a picture, a number of colors and a space.

    Parameters
    ----------
    settings : Settings
        The picture, k and the rest.

    Returns
    -------
    list of Step
        In order; the code of all of them, one after another, is a program.
    """
    makers = (
        _settings,
        _read,
        _table,
        _measure,
        _fit,
        _palette,
        _check,
        _redraw,
        _save,
        _elbow,
    )
    return [make(settings) for make in makers]


def literal(text: str) -> str:
    r"""Write a text as Python writes it, whatever is in it.

    Examples
    --------
    >>> print(literal('cat.png'), literal('a "b"\n'), literal("it's"))
    "cat.png" 'a "b"\n' "it's"
    """
    written = repr(text)
    if '"' in text or written.startswith('"'):
        return written
    return f'"{written[1:-1]}"'


def _settings(settings: Settings) -> Step:
    profile = "import io\n\n" if settings.profile else ""
    cms = "ImageCms, " if settings.profile else ""
    heif = "from pillow_heif import register_heif_opener\n" if settings.heif else ""
    package = ", `pillow-heif`" if settings.heif else ""
    return Step(
        "1. What you need",
        "Install the packages once: `numpy`, `pandas`, `pillow`, `scikit-learn`"
        f"{package}, and `matplotlib` for the notebook. Put your picture beside this"
        " file, or write its whole path below.",
        f"""\
{profile}import numpy as np
import pandas as pd
from PIL import Image, {cms}ImageOps
{heif}from sklearn.cluster import KMeans

PICTURE = {literal(settings.picture)}
RESULT = {literal(settings.result)}
K = {settings.k}  # how many colors""",
        imports=True,
    )


_PROFILE = """\
# The file's numbers are of another color space than sRGB; its profile says which.
opacity = picture.convert("RGBA").getchannel("A")
if picture.mode not in ("RGB", "L", "CMYK", "LAB"):
    picture = picture.convert("RGB")
profile = io.BytesIO(picture.info["icc_profile"])
srgb = ImageCms.createProfile("sRGB")
picture = ImageCms.profileToProfile(picture, profile, srgb, outputMode="RGB")
picture.putalpha(opacity)
"""


def _read(settings: Settings) -> Step:
    heif = "register_heif_opener()\n" if settings.heif else ""
    profile = _PROFILE if settings.profile else ""
    return Step(
        "2. Read the picture",
        "A camera may save a picture lying on its side and note which way is up;"
        " `exif_transpose` turns it. Every pixel is then four numbers from 0 to 255:"
        " red, green, blue and opacity (alpha). A pixel of opacity 0 is invisible and"
        " has no color, so it is left out.",
        f"""\
{heif}picture = ImageOps.exif_transpose(Image.open(PICTURE))
{profile}rgba = np.asarray(picture.convert("RGBA"))
rgb, alpha = rgba[..., :3], rgba[..., 3]
visible = alpha > 0
print("rows, columns, channels:", rgba.shape)""",
        'plt.imshow(rgba)\nplt.axis("off")\nplt.show()',
    )


def _table(settings: Settings) -> Step:
    return Step(
        "3. A table of pixels",
        "k-means knows nothing of rows and columns of a picture: it wants a table with"
        " one row for each pixel, and the columns red, green and blue.\n\n"
        "Many pixels have the same color. So that all goes faster, each color is taken"
        " once, with the number of its pixels as its weight. The result is the same."
        " `color_of_pixel` remembers which row of the small table each pixel became.",
        """\
pixels = pd.DataFrame(rgb[visible], columns=["red", "green", "blue"])
print(pixels.head())

same_color = pixels.groupby(["red", "green", "blue"])
table = same_color.size().reset_index(name="pixels")
color_of_pixel = same_color.ngroup().to_numpy()
print(len(pixels), "pixels have", len(table), "different colors")

colors = table[["red", "green", "blue"]].to_numpy(dtype=float)
weights = table["pixels"].to_numpy()""",
    )


def _measure(settings: Settings) -> Step:
    return Step(
        f"4. {spaces.TITLES[settings.space]}",
        spaces.TEXTS[settings.space],
        spaces.CODE[settings.space],
    )


def _fit(settings: Settings) -> Step:
    rows = [
        f"        [{', '.join(f'{x:.{spaces.DIGITS}f}' for x in row)}],"
        f"  # becomes {hex_code(color)}"
        for row, color in zip(settings.start, settings.palette, strict=True)
    ]
    table = "\n".join(rows)
    return Step(
        "5. Find the colors",
        "k-means repeats two things: give every color to its nearest center; move every"
        " center to the mean of its colors. Where that ends depends on where it starts,"
        " and there are many ends, some better than others.\n\n"
        "`START` is where the page k-colors stood one round before its end, after a"
        " long search for a good start. So one round, `max_iter=1`, gives exactly the"
        " page's colors. It has converged but for very little: with `max_iter=300` a"
        " color may still change a little, and the inertia hardly. Step 7 starts"
        " without this help." + flat.text(settings),
        f"""\
START = np.array(
    [
{table}
    ]
)
kmeans = KMeans(n_clusters=K, init=START, n_init=1, max_iter=1)
kmeans.fit(points, sample_weight=weights)
centers = {spaces.BACK[settings.space]}{flat.code(settings)}""",
    )


def _palette(settings: Settings) -> Step:
    return Step(
        "6. The centers are the palette",
        "A color on a screen is three whole numbers, so the centers are rounded: to the"
        " nearest, halves up. (`round(6)` before that only clears away what computers"
        " add in the far decimals.) Written with two hexadecimal digits each, the three"
        " numbers are the color's hex code.",
        """\
palette = np.floor(centers.round(6) + 0.5).clip(0, 255).astype(np.uint8)
hex_codes = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in palette]
print("palette:", *hex_codes)""",
        "plt.figure(figsize=(8, 1))\n"
        'plt.imshow([palette])\nplt.axis("off")\nplt.show()',
    )


def _check(settings: Settings) -> Step:
    return Step(
        "7. What if it starts by itself?",
        "This is what tutorials do: ten random starts, of which scikit-learn keeps the"
        " best. The inertia is the sum of all pixels' squared distances to their"
        " centers: the smaller, the better. (With a large photo this takes a while;"
        " nothing below needs it.)",
        """\
own = KMeans(n_clusters=K, n_init=10, random_state=0)
own.fit(points, sample_weight=weights)
print(f"inertia from START: {kmeans.inertia_:.6g}, by itself: {own.inertia_:.6g}")""",
    )


_NEAREST = """\
# Squared distances of every color (columns) to every palette color (rows).
distances = [((colors - color) ** 2).sum(axis=1) for color in palette.astype(float)]
nearest = np.argmin(distances, axis=0)  # for each color
labels = nearest[color_of_pixel]  # for each visible pixel
"""

_DITHERED = """\
paper = Image.new("P", (1, 1))
paper.putpalette(palette.tobytes())
dots = Image.Dither.FLOYDSTEINBERG
dithered = Image.fromarray(rgb).quantize(palette=paper, dither=dots)
labels = np.asarray(dithered)[visible]
"""


def _redraw(settings: Settings) -> Step:
    text = (
        "Each pixel gets the number of the palette color nearest to it (plain distance"
        " in RGB; the first one on a tie)."
    )
    if settings.dither:
        text = (
            "Dithering mixes the palette's colors by dots: what a pixel's color is off"
            " is made up for by its neighbors. Pillow has the method of Floyd and"
            " Steinberg built in. The palette is the page's, but single dots may fall"
            " differently than on the page."
        )
    return Step(
        "8. Draw the picture again",
        f"{text} Then the numbers go back into the picture's rows and columns;"
        " invisible pixels get the number K, which is no color of the palette.",
        f"""\
{_DITHERED if settings.dither else _NEAREST}\
indices = np.full(visible.shape, K, dtype=np.uint8)
indices[visible] = labels
shares = np.bincount(labels, minlength=K) / len(labels)
for hex_code, share in zip(hex_codes, shares):
    print(f"{{hex_code}} {{share:.1%}}")""",
    )


def _save(settings: Settings) -> Step:
    return Step(
        "9. Save it as an indexed PNG",
        "An indexed PNG holds the palette once, and for each pixel only the number of"
        " its color. Where pixels are invisible, the palette gets one entry more for"
        " them. Half-transparent pixels (soft edges) keep their opacity as it is, which"
        " takes a full-color PNG; the page instead squeezes colors and opacities"
        " together into 256 entries.",
        """\
invisible = b"" if visible.all() else bytes(3)
drawn = Image.fromarray(indices)
drawn.putpalette(palette.tobytes() + invisible)
options = {"transparency": K} if invisible else {}
if ((alpha > 0) & (alpha < 255)).any():  # soft edges
    drawn = drawn.convert("RGB")
    drawn.putalpha(Image.fromarray(alpha))
    options = {}
drawn.save(RESULT, **options)""",
        """\
before_after, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
left.imshow(rgba)
right.imshow(Image.open(RESULT).convert("RGBA"))
for side in (left, right):
    side.axis("off")
plt.show()""",
    )


def _elbow(settings: Settings) -> Step:
    return Step(
        "10. How many colors are enough?",
        "The inertia of one color is all the variance there is; what share of it k"
        " colors take away is the variance explained. Where the curve bends (the"
        " elbow), more colors help little. These are quick fits from one random start"
        " each, so the figures differ a little from the page's.",
        """\
ks = [k for k in (1, 2, 3, 4, 6, 8, 12, 16, 24, 32) if k <= len(table)]
inertias = []
for k in ks:
    fit = KMeans(n_clusters=k, n_init=1, random_state=0)
    inertias.append(fit.fit(points, sample_weight=weights).inertia_)
explained = [1 - inertia / inertias[0] if inertias[0] else 1 for inertia in inertias]
print(pd.DataFrame({"k": ks, "inertia": inertias, "explained": explained}))""",
        """\
plt.plot(ks, explained, marker="o")
plt.xlabel("k, the number of colors")
plt.ylabel("variance explained")
plt.show()""",
    )
