"""What the recipe does and says: each step once, for script and notebook.

The code is for beginners: short, with plain names, run from top to bottom.
"""

import re
from dataclasses import dataclass

from components.engine import SourceImage, hex_code
from components.features.recipe import (
    aside,
    changed,
    flat,
    kept,
    listed,
    reach,
    reading,
    spaces,
)
from components.features.recipe.literal import literal
from components.features.recipe.settings import Settings

TITLE = "Fewer colors with k-means, step by step"
PLOTS = "matplotlib"


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


def packages(settings: Settings) -> tuple[str, ...]:
    """Name what has to be installed for the script, as PyPI spells it."""
    heif = ("pillow-heif",) if settings.image.format == "HEIF" else ()
    return "numpy", "pandas", "pillow", *heif, "scikit-learn"


def table_steps(settings: Settings) -> list[Step]:
    """Write how the picture becomes a table of points, for whatever is done with it."""
    return [_read(settings), _table(settings), _measure(settings)]


def imports(settings: Settings, file: bool = False) -> str:
    """Write what has to be imported; ``file`` tells whether `io` is needed anyway."""
    needed = reading.parts(settings.image)
    lines = (
        ("import io\n\n", file or any(part.file for part in needed)),
        ("import numpy as np\nimport pandas as pd\n", True),
        ("from PIL import Image", True),
        (", ImageCms", any(part.profiles for part in needed)),
        ("\n", True),
        (
            "from pillow_heif import register_heif_opener\n",
            settings.image.format == "HEIF",
        ),
        (
            "from scipy import ndimage\n",
            settings.image.aside is not None and settings.image.aside.at_edge,
        ),
        ("from sklearn.cluster import KMeans\n", True),
    )
    return "".join(line for line, needed in lines if needed)


def _settings(settings: Settings) -> Step:
    return Step(
        "1. What you need",
        f"Install the packages once: `pip install {' '.join(packages(settings))}`, and"
        f" for the notebook `pip install {PLOTS}` as well. Put your picture beside this"
        " file, or write its whole path below.",
        f"""\
{imports(settings)}
PICTURE = {literal(settings.picture)}
RESULT = {literal(settings.result)}
K = {settings.k}  # how many colors""",
        imports=True,
    )


def _read(settings: Settings) -> Step:
    parts = reading.parts(settings.image)
    return Step(
        "2. Read the picture",
        "\n\n".join(part.words for part in parts if part.words),
        "\n".join(part.code for part in parts),
        'plt.imshow(rgba)\nplt.axis("off")\nplt.show()',
    )


_COUNTED = """\
same_color = pixels.groupby(["red", "green", "blue"])
table = same_color.size().reset_index(name="weight")
"""

_WEIGHED = """\
pixels["weight"] = alpha[visible] / 255
same_color = pixels.groupby(["red", "green", "blue"])
table = same_color["weight"].sum().reset_index()
"""


def _table(settings: Settings) -> Step:
    soft = settings.image.soft
    weight = "the number of its pixels"
    if soft:
        weight = (
            "the sum of its pixels' opacities, from 0 to 1 each: half a pixel to see is"
            " half a pixel to count"
        )
    return Step(
        "3. A table of pixels",
        "k-means knows nothing of rows and columns of a picture: it wants a table with"
        " one row for each pixel, and the columns red, green and blue.\n\n"
        "Many pixels have the same color. So that all goes faster, each color is taken"
        f" once, and its weight is {weight}. The result is the same."
        " `color_of_pixel` remembers which row of the small table each pixel became.",
        f"""\
pixels = pd.DataFrame(rgb[visible], columns=["red", "green", "blue"])
print(pixels.head())

{_WEIGHED if soft else _COUNTED}\
color_of_pixel = same_color.ngroup().to_numpy()
print(len(pixels), "pixels have", len(table), "different colors")

colors = table[["red", "green", "blue"]].to_numpy(dtype=float)
weights = table["weight"].to_numpy()""",
    )


def _measure(settings: Settings) -> Step:
    code = spaces.CODE[settings.space]
    if aside.measures(settings.image):  # the way into Oklab is there already
        code = code.replace(f"{spaces.TO_OKLAB_CODE}\n", "")
    return Step(
        f"4. {spaces.TITLES[settings.space]}", spaces.TEXTS[settings.space], code
    )


def _fit(settings: Settings) -> Step:
    if settings.labels:
        return Step("5. The colors", listed.CHOOSE, listed.choose(settings))
    rows = [
        f"        [{', '.join(f'{x:.{spaces.DIGITS}f}' for x in row)}],"
        f"  # becomes {hex_code(color)}"
        for row, color in zip(settings.start, settings.palette, strict=True)
    ]
    table = "\n".join(rows)
    once, long = "one round, `max_iter=1`,", "`max_iter=300`"
    if settings.kept:
        once, long = "one round", "many rounds"
    start = f"START = np.array(\n    [\n{table}\n    ]\n)"
    fit = f"""\
{start}
kmeans = KMeans(n_clusters=K, init=START, n_init=1, max_iter=1)
kmeans.fit(points, sample_weight=weights){reach.code(settings)}
centers = {spaces.BACK[settings.space]}"""
    return Step(
        "5. Find the colors",
        "k-means repeats two things: give every color to its nearest center; move every"
        " center to the mean of its colors. Where that ends depends on where it starts,"
        " and there are many ends, some better than others.\n\n"
        "`START` is where the page k-colors stood one round before its end, after a"
        f" long search for a good start. So {once} gives exactly the"
        f" page's colors. It has converged but for very little: with {long} a"
        " color may still change a little, and the inertia hardly. Step 7 starts"
        " without this help."
        + (kept.TEXT if settings.kept else "")
        + reach.text(settings)
        + flat.text(settings),
        (kept.code(settings, start) if settings.kept else fit) + flat.code(settings),
    )


_SHOW_PALETTE = """\
plt.figure(figsize=(8, 1))
plt.imshow([palette])
plt.axis("off")
plt.show()"""


def _palette(settings: Settings) -> Step:
    if settings.labels:
        return Step(
            "6. These are the palette",
            "A color on a screen is three whole numbers, from 0 to 255, for red, green"
            " and blue. A hex code is these, written with two hexadecimal digits each.",
            """\
rows = [tuple(bytes.fromhex(code[1:])) for code in hex_codes]
palette = np.array(rows, dtype=np.uint8)
print("palette:", *hex_codes)""",
            _SHOW_PALETTE,
        )
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
        _SHOW_PALETTE,
    )


def _check(settings: Settings) -> Step:
    if settings.labels:
        title = "7. What does the list cost?"
        return Step(title, listed.CHECK, listed.check(settings))
    if settings.kept:
        return Step("7. What if no color is kept?", kept.CHECK, kept.CHECKED)
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
nearest = np.argmin(distances, axis=0)  # for each color
labels = nearest[color_of_pixel]  # for each visible pixel
"""

_COUNTED_SHARES = """\
shares = np.bincount(labels, minlength=K) / len(labels)
"""

_WEIGHED_SHARES = """\
shares = np.bincount(labels, pixels["weight"], minlength=K) / pixels["weight"].sum()
"""

_DITHERED = """\
paper = Image.new("P", (1, 1))
paper.putpalette(palette.tobytes())
dots = Image.Dither.FLOYDSTEINBERG
dithered = Image.fromarray(rgb).quantize(palette=paper, dither=dots)
labels = np.asarray(dithered)[visible]
"""


def _redraw(settings: Settings) -> Step:
    nearest = spaces.DISTANCES[settings.space] + changed.without(settings, _NEAREST)
    text = (
        "Each pixel gets the number of the palette color nearest to it"
        f" ({spaces.MEASURED[settings.space]}; the first one on a tie)."
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
        f"{text}{changed.left_out(settings)} Then the numbers go back into the"
        f" picture's rows and columns.{changed.text(settings)}",
        f"""\
{changed.without_dots(settings, _DITHERED) if settings.dither else nearest}\
{changed.code(settings)}\
indices = np.zeros(visible.shape, dtype=np.uint8)
indices[visible] = labels
{_WEIGHED_SHARES if settings.image.soft else _COUNTED_SHARES}\
for hex_code, share in zip(hex_codes, shares):
    print(f"{{hex_code}} {{share:.1%}}")""",
    )


_INDEXED = """\
drawn = Image.fromarray(indices)
drawn.putpalette(palette.tobytes())
drawn.save(RESULT OPTIONS)"""

_WITH_HOLES = """\
indices[~visible] = K  # a number that is no color of the palette
drawn = Image.fromarray(indices)
drawn.putpalette(palette.tobytes() + bytes(3))
drawn.save(RESULT, transparency=K OPTIONS)"""

_SOFT = """\
drawn = Image.fromarray(np.dstack([palette[indices], alpha]))
drawn.save(RESULT OPTIONS)"""


def _save(settings: Settings) -> Step:
    title, code = "9. Save it as an indexed PNG", _INDEXED
    text = (
        "An indexed PNG holds the palette once, and for each pixel only the number of"
        " its color."
    )
    if settings.image.soft:
        title, code = "9. Save it as a PNG", _SOFT
        text += (
            " This picture has half-transparent pixels (soft edges). Here they keep"
            " their opacity as it is, which takes a full-color PNG; the page instead"
            " squeezes colors and opacities together into 256 entries."
        )
    elif settings.image.alpha is not None:
        code = _WITH_HOLES
        text += " The invisible pixels of this picture get an entry of their own."
    if settings.image.aside is not None and settings.image.aside.filled:
        soft = settings.image.soft
        code = aside.SOFT_FILLED if soft else aside.saved(settings.image.aside)
        text += " What is set aside gets the color that it had, as one more."
    if settings.device:
        text += listed.PANEL
        code = listed.panel(settings) + re.sub(r"\bpalette\b", "panel", code)
    dpi = _dpi(settings.image)
    if dpi:
        text += (
            " `dpi` notes how many pixels come to an inch of paper, as your file does."
        )
    return Step(
        title,
        text,
        code.replace(" OPTIONS", dpi),
        """\
before_after, (left, right) = plt.subplots(1, 2, figsize=(12, 5))
left.imshow(rgba)
right.imshow(Image.open(RESULT).convert("RGBA"))
for side in (left, right):
    side.axis("off")
plt.show()""",
    )


def _dpi(image: SourceImage) -> str:
    """Return the argument that keeps how large a picture is printed; empty if unknown.

    Of a resolution without a unit Pillow cannot write anything.
    """
    if image.resolution is None or not image.resolution.metric:
        return ""
    across, down = (
        int(each) if each.denominator == 1 else float(each)
        for each in image.resolution.per_inch
    )
    return f", dpi=({across}, {down})"


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
