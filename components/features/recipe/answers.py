"""The answers to a lesson, worked out in a notebook with scikit-learn.

The picture becomes a table as in the recipe; then k-means runs for every k, and each
question of the worksheet, and the mission, is answered by a few lines.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from components.engine.judging.missions import HALF, KEPT, LITTLE, Area
from components.engine.judging.textbook_elbow import DRAWN_TO
from components.features.recipe import spaces
from components.features.recipe.color import warning
from components.features.recipe.difference import DIFFERENCE
from components.features.recipe.literal import literal
from components.features.recipe.render import notebook_of
from components.features.recipe.settings import Settings
from components.features.recipe.steps import (
    PLOTS,
    Step,
    imports,
    packages,
    table_steps,
)
from components.model.mission import Kind, Lesson, Mission
from components.shared import text
from components.shared.questions import CENTERS, GRAYS, Question, questions

TITLE: Final = "How few colors does this picture need? Answers"

_MANY: Final = 5000  # colors, from which on neighbors count as one
_MOST: Final = 64  # the largest k that is tried


def answers(settings: Settings, lesson: Lesson, pixels: int) -> bytes:
    """Write a notebook that answers a worksheet.

    Parameters
    ----------
    settings : Settings
        The picture and the space in which distances are measured; of the rest nothing
        is needed.
    lesson : Lesson
        What is asked beside what every worksheet asks.
    pixels : int
        How many the picture has that are seen.

    Returns
    -------
    bytes
        A notebook of format 4.5, not yet run, which needs matplotlib too.
    """
    if settings.space == "oklrab-dots":  # what is done for dots is another matter
        settings = replace(settings, space="oklrab")
    steps = [_begin(settings), *table_steps(settings), _every_k(settings)]
    if lesson.question:
        steps.append(_own(lesson.question))
    if lesson.mission is not None:
        steps.append(_mission(lesson.mission, lesson.color, settings))
    steps += map(_answer, questions(pixels))
    return notebook_of(TITLE, warning(settings.image), _numbered(steps))


def _numbered(steps: list[Step]) -> list[Step]:
    """Give numbers to steps that have none yet, as the recipe does."""
    return [
        step if step.title[0].isdigit() else replace(step, title=f"{i}. {step.title}")
        for i, step in enumerate(steps, start=1)
    ]


def _begin(settings: Settings) -> Step:
    return Step(
        "What you need",
        f"Install the packages once: `pip install {' '.join(packages(settings))}`, and"
        f" `pip install {PLOTS}` as well. Put your picture beside this notebook, or"
        " write its whole path below.",
        f"{imports(settings, file=True)}\nPICTURE = {literal(settings.picture)}",
        imports=True,
    )


def _every_k(settings: Settings) -> Step:
    return Step(
        "k-means for every k",
        "All questions are about what so many colors do, so k-means runs for each"
        " number of them. To be quick, it runs on cells of neighboring colors where"
        " there are many; the inertia is that of all colors all the same.\n\n"
        "The page searches longer, and minds what is set there (flat colors, colors"
        " that are kept, a list), so its numbers may differ a little from these.",
        f"""\
step = 8 if len(colors) > {_MANY} else 1
cell = (colors // step).astype(int) @ [65536, 256, 1]
cell = np.unique(cell, return_inverse=True)[1]
cell_weights = np.bincount(cell, weights)
sums = [np.bincount(cell, weights * column) for column in points.T]
cell_points = np.column_stack(sums) / cell_weights[:, None]

ks = range(1, min({_MOST}, len(cell_points)) + 1)
palettes, labels, inertias = [], [], []
for k in ks:
    kmeans = KMeans(n_clusters=k, n_init=3, random_state=0)
    kmeans.fit(cell_points, sample_weight=cell_weights)
    centers = {spaces.BACK[settings.space]}
    palettes.append(np.floor(centers.round(6) + 0.5).clip(0, 255).astype(np.uint8))
    labels.append(kmeans.predict(points))
    inertias.append(-kmeans.score(points, sample_weight=weights))
explained = 1 - np.array(inertias) / (inertias[0] or 1)
few = [k for k in (2, 4, 8, 16) if k in ks]


def drawn(k):
    picture = rgba.copy()
    picture[visible, :3] = palettes[k - 1][labels[k - 1][color_of_pixel]]
    return picture


def hex_code(color):
    return "#" + bytes(color).hex()""",
    )


def _own(question: str) -> Step:
    return Step("The question of your teacher", text.plain(question), "# your answer")


# --- what every worksheet asks


def _answer(question: Question) -> Step:
    title, said, code, plot = _ANSWERS[question.key]
    return Step(title, f"*{question.words}*\n\n{said}", code, plot)


_ANSWERS: Final[dict[str, tuple[str, str, str, str]]] = {
    "eye": (
        "What the eye says",
        "Nobody can work this out for you: look. (The tab *Stop* of the page has an"
        " estimate, and a blind test of your own eye.)",
        "",
        """\
plt.figure(figsize=(15, 4))
for column, k in enumerate([*few, None], start=1):
    plt.subplot(1, len(few) + 1, column)
    plt.imshow(drawn(k) if k else rgba)
    plt.title(f"k = {k}" if k else "the original")
    plt.axis("off")
plt.show()""",
    ),
    "lost": (
        "The color that goes missing",
        "Of the colors in the larger palette, the one that is farthest from all of the"
        " smaller one. It is mostly a color of few pixels: to draw those in another"
        " one adds little to the sum of all squared distances.",
        """\
for fewer, more in zip(few, few[1:]):
    small, large = palettes[fewer - 1].astype(int), palettes[more - 1].astype(int)
    distances = ((large[:, None] - small) ** 2).sum(axis=2)
    lost = distances.min(axis=1).argmax()
    instead = small[distances[lost].argmin()]
    print(f"from {more} to {fewer} colors, {hex_code(large[lost])} is lost;", end=" ")
    print("nearest to it is", hex_code(instead))""",
        """\
plt.figure(figsize=(8, 3))
for row, k in enumerate(few, start=1):
    plt.subplot(len(few), 1, row)
    plt.imshow([palettes[k - 1]], aspect="auto")
    plt.axis("off")
plt.show()""",
    ),
    "bend": (
        "The bend of the curve",
        "A rule for it: draw a line from the first point of the curve to the last; the"
        " bend is the point that lies farthest above it. That depends on where the"
        " curve ends, so of most photos it is a range. Before the bend one more color"
        " takes away much of the variance, after it little.",
        f"""\
for end in {DRAWN_TO}:
    curve = explained[:end]
    if end > len(ks) or len(curve) < 3 or curve[-1] == curve[0]:
        continue
    line = np.linspace(curve[0], curve[-1], end)
    print(f"drawn to {{end}} colors, the curve bends at", (curve - line).argmax() + 1)
for k in few:
    if k < len(ks):
        gain = explained[k] - explained[k - 1]
        print(f"after {{k}} colors, one more takes away {{gain:.2%}}")""",
        """\
plt.plot(ks, explained, marker="o")
plt.xlabel("k, the number of colors")
plt.ylabel("variance explained")
plt.show()""",
    ),
    "ends": (
        "Both ends of the curve",
        "One color can only be the mean of all pixels, and how far pixels are from"
        " their mean is what variance is: nothing of it is taken away. With as many"
        " colors as the picture has, every pixel keeps its own.",
        """\
print(f"1 color: {explained[0]:.0%}")
print(f"{len(table)} colors: 100%")""",
        "",
    ),
    "bits": (
        "Bits and bytes",
        "A pixel only needs the number of its color in the palette; with b bits one can"
        " count to 2 to the power of b.",
        """\
for k in (2, 4, 16):
    bits = int(np.ceil(np.log2(k)))
    size = -(-len(pixels) * bits // 8)
    print(f"{k} colors: {bits} bits a pixel, {size} bytes in all")""",
        "",
    ),
    "hand": (
        "k-means by hand",
        "Step by step, and then by scikit-learn, which says the same.",
        f"""\
grays, by_hand = np.array({list(GRAYS)}), np.array({[float(x) for x in CENTERS]})
while True:
    nearest = np.abs(grays[:, None] - by_hand).argmin(axis=1)
    moved = np.array([grays[nearest == center].mean() for center in (0, 1)])
    print("centers:", *moved.round(1))
    if (moved == by_hand).all():
        break
    by_hand = moved
start = np.array([{", ".join(f"[{x}.0]" for x in CENTERS)}])
own = KMeans(n_clusters=2, init=start, n_init=1).fit(grays[:, None])
print("scikit-learn:", *own.cluster_centers_[:, 0].round(1))""",
        "",
    ),
}


# --- the mission


def _mission(mission: Mission, color: str, settings: Settings) -> Step:
    said, code = _MISSIONS[mission.kind](mission, color, settings)
    return Step("The mission", f"*{mission.task}*\n\n{said}", code)


_DISTANCE: Final = (
    "A color counts as kept where one of the palette is within a CIEDE2000 of"
    f" {KEPT:g}: from there on people see two different colors. That formula (Sharma,"
    " Wu and Dalal, 2005) is long; it is enough to know that it says how different two"
    " colors look."
)


def _color(mission: Mission, color: str, settings: Settings) -> tuple[str, str]:
    if not color:
        return "Nothing is to be seen there any more: it was set aside.", ""
    find = f'target = np.array(list(bytes.fromhex("{color[1:]}")))'
    which = "The page has found which color that is."
    if mission.area is not None:
        find = _mean(mission.area, settings)
        which = "The color is the mean of the pixels of that part."
    return (
        f"{which} {_DISTANCE}",
        f"""\
{DIFFERENCE}

{find}
kept = [difference(target, palette).min() <= {KEPT:g} for palette in palettes]
print("the color:", hex_code(target.astype(np.uint8)))
print("answer:", ks[kept.index(True)] if any(kept) else "none of these numbers")""",
    )


def _mean(area: Area, settings: Settings) -> str:
    rows, columns = area.within(settings.image)
    part = f"{rows.start}:{rows.stop}, {columns.start}:{columns.stop}"
    return f"""\
part, opacity = rgb[{part}], alpha[{part}]
target = np.average(part.reshape(-1, 3), axis=0, weights=opacity.reshape(-1))
target = np.floor(target + 0.5)"""


def _gain(mission: Mission, color: str, settings: Settings) -> tuple[str, str]:
    return (
        "What one more color takes away is the step from one point of the curve to the"
        " next. Asked for is the first k after which all of them are small.",
        f"""\
gains = np.diff(explained)
large = np.flatnonzero(gains.round(4) >= {LITTLE})
print("answer:", large[-1] + 2 if len(large) else 1)""",
    )


def _bend(mission: Mission, color: str, settings: Settings) -> tuple[str, str]:
    return (
        "The rule stands below, with the question about the bend. Every k between the"
        " smallest and the largest that it gives is right.",
        f"""\
bends = []
for end in {DRAWN_TO}:
    curve = explained[:end]
    if end <= len(ks) and end >= 3 and curve[-1] > curve[0]:
        line = np.linspace(curve[0], curve[-1], end)
        bends.append(int((curve - line).argmax()) + 1)
if bends:
    print(f"answer: {{min(bends)}} to {{max(bends)}}")
else:
    print("answer: it bends nowhere")""",
    )


def _half(mission: Mission, color: str, settings: Settings) -> tuple[str, str]:
    return (
        "Each file is really written. The page packs a little tighter than Pillow, so"
        " it may have room for some more colors.",
        f"""\
with open(PICTURE, "rb") as file:
    loaded = len(file.read())
sizes = []
for k in ks:
    indices = np.zeros(visible.shape, dtype=np.uint8)
    indices[visible] = labels[k - 1][color_of_pixel]
    picture = Image.fromarray(indices)
    picture.putpalette(palettes[k - 1].tobytes())
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    sizes.append(len(file.getvalue()))
enough = [k for k, size in zip(ks, sizes) if size <= {HALF} * loaded]
print("answer:", max(enough) if enough else "none of these numbers")""",
    )


def _eye(mission: Mission, color: str, settings: Settings) -> tuple[str, str]:
    return (
        "The page estimates this with SSIMULACRA 2, which scikit-learn does not have."
        " Your own eye has the last word: look at the pictures below.",
        "",
    )


_MISSIONS: Final[dict[Kind, Callable[[Mission, str, Settings], tuple[str, str]]]] = {
    "color": _color,
    "vivid": _color,
    "gain": _gain,
    "bend": _bend,
    "half": _half,
    "eye": _eye,
}
