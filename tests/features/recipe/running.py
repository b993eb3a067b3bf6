"""Recipes, run with nothing but the packages that they name."""

import functools
import importlib.metadata
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import Image

from components import engine
from components.engine import Space
from components.features import recipe
from components.model.rendering import Rendering
from components.model.style import Style

# Several threads make sums in an order of their own, and on a busy machine are
# slower than one.
ENVIRONMENT = os.environ | {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
}
# A warning would worry whoever runs a recipe; but Pillow's of a broken EXIF block, of
# which nothing is needed, is right.
PYTHON = [sys.executable]
PYTHON += ["-W", "error::UserWarning", "-W", "ignore::UserWarning:PIL.TiffImagePlugin"]

# Steps that fit again, as often as all other steps together take: nothing that is drawn
# depends on them, nor they on how the file was read.
_ASIDE = ("7. What if it starts by itself?", "10. How many colors are enough?")


def settings_for(
    data: bytes,
    k: int,
    space: Space = "srgb",
    name: str = "picture.png",
    dither: bool = False,
    keep_flat: bool = False,
) -> recipe.Settings:
    """Return what the page fills in for a file; as many colors as there are."""
    image = engine.read_image(data)
    table = engine.count_colors(image)
    k = min(k, len(table))
    sweep = engine.sweep_k(table, k, space, keep_flat=keep_flat)
    return recipe.Settings(
        picture=name,
        result="result.png",
        space=space,
        start=sweep.previous[k - 1],
        palette=engine.round_centers(sweep.colors[k - 1]),
        image=image,
        dither=dither,
        flat=recipe.flat_rows(sweep, k),
        explained=recipe.explained(sweep, k),
    )


@dataclass(frozen=True)
class Dish:
    """What came of a recipe.

    Attributes
    ----------
    printed : str
        What it said.
    rgba : ndarray of shape (H, W, 4), uint8
        The picture as it read it.
    folder : Path
        Where its result is.
    """

    printed: str
    rgba: NDArray[np.uint8]
    folder: Path


class Kitchen:
    """Runs recipes, in processes of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def script(
        self,
        settings: recipe.Settings,
        data: bytes,
        folder: Path,
        whole: bool = True,
    ) -> Dish:
        """Run the script, where there is only what it says is needed.

        If it need not be whole, only what leads to the drawing is run.
        """
        program = recipe.script(settings)
        named = installed_by(comments_of(program))[:1]
        (folder / settings.picture).write_bytes(data)
        run = program if whole else _to_the_drawing(program)
        return self.run(folder / "recipe.py", run.encode(), named)

    def notebook(self, settings: recipe.Settings, data: bytes, folder: Path) -> Dish:
        """Run the cells that lead to the drawing, and have only what they say."""
        notebook = json.loads(recipe.notebook(settings))
        named = installed_by("".join(cell["source"] for cell in notebook["cells"]))
        (folder / settings.picture).write_bytes(data)
        notebook["cells"] = _cells_to_the_drawing(notebook["cells"])
        return self.run(folder / "recipe.ipynb", json.dumps(notebook).encode(), named)

    def run(self, file: Path, text: bytes, named: list[str]) -> Dish:
        """Run a program, where there are only some packages, named as for `pip`."""
        file.write_bytes(text)
        packages = " ".join(named).split()
        told = {"file": str(file), "modules": sorted(modules_of(*packages))}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(told), file=self._process.stdin, flush=True)
        status = self._process.stdout.readline()
        assert status == "0\n", (file.parent / "stderr").read_text("utf-8")
        printed = (file.parent / "stdout").read_text("utf-8")
        return Dish(printed, np.load(file.parent / "rgba.npy"), file.parent)


@contextmanager
def kitchen() -> Iterator[Kitchen]:
    """Load once what recipes need, and run them."""
    every = modules_of(
        "numpy", "pandas", "pillow", "scikit-learn", "pillow-heif", "matplotlib"
    )
    with subprocess.Popen(
        [*PYTHON, Path(__file__).with_name("kitchen.py"), *every],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield Kitchen(process)  # closing its input ends it


def _to_the_drawing(program: str) -> str:
    """Return a script without the steps that only tell of other fits."""
    steps = re.split(r"^# --- ", program, flags=re.MULTILINE)
    left = [step for step in steps if not step.startswith(_ASIDE)]
    assert len(left) == len(steps) - len(_ASIDE)
    return "# --- ".join(left)


def _cells_to_the_drawing(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a notebook's cells without those steps."""
    titles = tuple(f"## {title}" for title in _ASIDE)
    left, beside, steps = [], False, 0
    for cell in cells:
        if cell["cell_type"] == "markdown":
            beside = cell["source"].startswith(titles)
            steps += beside
        if not beside:
            left.append(cell)
    assert steps == len(_ASIDE)
    return left


def comments_of(program: str) -> str:
    """Return the comments of a program as running text."""
    lines = program.splitlines()
    return " ".join(line[1:].strip() for line in lines if line.startswith("#"))


def installed_by(text: str) -> list[str]:
    """Return what each `pip install` in a text names, in order."""
    return re.findall(r"pip install ([a-z -]+?)(?:[`,]| as well)", text)


@functools.cache
def modules_of(*packages: str) -> frozenset[str]:
    """Return the modules that are there once packages are installed, by name."""
    needed = _with_what_they_need(packages)
    return frozenset(
        module
        for module, owners in importlib.metadata.packages_distributions().items()
        if needed & {canonicalize_name(owner) for owner in owners}
    )


def _with_what_they_need(packages: tuple[str, ...]) -> set[str]:
    """Return names of packages, and of those that they need, and so on."""
    needed: set[str] = set()
    left = [canonicalize_name(package) for package in packages]
    while left:
        package = left.pop()
        if package in needed:
            continue
        needed.add(package)
        for line in importlib.metadata.requires(package) or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                left.append(canonicalize_name(requirement.name))
    return needed


def printed_palette(printed: str) -> list[str]:
    """Return the hex codes in the line about the palette."""
    (line,) = (each for each in printed.splitlines() if each.startswith("palette:"))
    return line.split()[1:]


def hex_codes(palette: NDArray[np.uint8]) -> list[str]:
    """Return the hex codes of a palette."""
    return ["#" + color.tobytes().hex() for color in palette]


def saved(folder: Path) -> NDArray[np.uint8]:
    """Return the RGBA pixels of the picture that a recipe saved."""
    with Image.open(folder / "result.png") as picture:
        return np.asarray(picture.convert("RGBA"))


def printed_shares(printed: str) -> NDArray[np.float64]:
    """Return the shares of the colors, in percent, as they are printed."""
    found = re.findall(r"^#[0-9a-f]{6} ([\d.]+)%$", printed, re.MULTILINE)
    return np.array(found, np.float64)


def drawn_by_the_engine(settings: recipe.Settings) -> NDArray[np.uint8]:
    """Return the colors of all pixels, of shape (H, W, 3)."""
    drawn = _drawn(settings)
    return drawn.palette[drawn.indices]


def _drawn(settings: recipe.Settings) -> engine.QuantizedImage:
    image, colors = settings.image, settings.palette.astype(np.float64)
    metric = engine.metric_of(engine.count_colors(image), settings.space)
    edits = settings.edits
    return Rendering("", image, colors, Style(), metric, None, edits=edits).quantized()


def assert_same_palette_and_drawing(
    said: str, settings: recipe.Settings, folder: Path
) -> None:
    """Fail if a recipe has other colors than the page, or draws another picture."""
    assert printed_palette(said) == hex_codes(settings.palette)
    drawn = _drawn(settings)
    shares = 100 * drawn.weights / drawn.weights.sum()
    assert np.abs(printed_shares(said) - shares).max() < 0.0501
    seen, found = settings.image.visible_mask, saved(folder)
    assert np.array_equal(found[seen][:, :3], drawn_by_the_engine(settings)[seen])
    assert np.array_equal(found[..., 3], opacity_of(settings.image))
    printed = engine.read_image((folder / "result.png").read_bytes()).resolution
    asked = settings.image.resolution
    assert printed == (asked if asked and asked.metric else None)


def assert_same_result(dish: Dish, settings: recipe.Settings) -> None:
    """Fail if a recipe does anything else than the page, from the pixels on."""
    image = settings.image
    seen = image.visible_mask
    assert np.array_equal(dish.rgba[seen][:, :3], image.rgb[seen])
    assert np.array_equal(dish.rgba[..., 3], opacity_of(image))
    assert_same_palette_and_drawing(dish.printed, settings, dish.folder)


def opacity_of(image: engine.SourceImage) -> NDArray[np.uint8]:
    """Return the opacity of every pixel."""
    solid = np.full(image.rgb.shape[:2], 255, np.uint8)
    return solid if image.alpha is None else image.alpha
