"""The answer notebook runs as it is, and answers what the page answers."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from components import engine
from components.engine.judging.missions import check_color, check_gain, mean_color
from components.features import recipe
from components.features.lesson.catalogue import BY_KEY
from components.features.recipe.difference import DIFFERENCE
from components.model.mission import Lesson
from components.shared.samples import FOLDER
from tests.features.recipe.running import Dish, Kitchen, installed_by, settings_for
from tests.pictures import encoded, photo

pytestmark = pytest.mark.slow


def pixel_art() -> bytes:
    """Return the sample with 2 × 2 pixels for each of its squares of 8 × 8."""
    return encoded(
        engine.read_image((FOLDER / "pixel-art.png").read_bytes()).rgb[::4, ::4]
    )


def run(cook: Kitchen, notebook: bytes, data: bytes, folder: Path) -> Dish:
    """Run the notebook's cells, where there is only what it says is needed."""
    import nbformat  # takes long to load

    nbformat.validate(nbformat.reads(notebook.decode(), as_version=4))
    cells = json.loads(notebook)["cells"]
    named = installed_by("".join(cell["source"] for cell in cells))
    (folder / "picture.png").write_bytes(data)
    return cook.run(folder / "answers.ipynb", notebook, named)


def told(dish: Dish) -> list[str]:
    """Return what it says of each mission."""
    return re.findall("^answer: (.*)$", dish.printed, re.MULTILINE)


def test_its_color_difference_is_ciede2000() -> None:
    made: dict[str, object] = {"np": np}
    exec(DIFFERENCE, made)  # ours
    rng = np.random.default_rng(5)
    colors = rng.integers(0, 256, (300, 3)).astype(np.uint8)
    colors[:20] = colors[:20, :1]  # grays, which have no hue
    lab = engine.lab_from_srgb(colors)
    difference = made["difference"]
    assert callable(difference)
    for row in range(0, 300, 10):
        expected = engine.ciede2000(np.repeat(lab[row : row + 1], 300, axis=0), lab)
        assert np.abs(difference(colors[row], colors) - expected).max() < 1e-9


def test_it_finds_the_colors_that_keep_a_tag_and_k_means_by_hand(
    tmp_path: Path, cook: Kitchen
) -> None:
    data = pixel_art()
    settings = settings_for(data, 1)
    table = engine.count_colors(settings.image)
    found = engine.palettes(settings.image, table, engine.sweep_k(table, 64).centers)
    mission = BY_KEY["tag"]
    assert mission.area is not None
    target = mean_color(settings.image, mission.area)
    assert target is not None
    colors = [each.colors for each in found]
    expected = check_color(target, colors, 1, mission.what).answer
    lesson = Lesson("Why?", mission, engine.hex_code(target))
    notebook = recipe.answers(settings, lesson, table.pixels)
    dish = run(cook, notebook, data, tmp_path)
    assert told(dish) == [str(expected)]
    assert f"the color: {engine.hex_code(target)}" in dish.printed
    assert "centers: 30.0 220.0\n" in dish.printed
    assert "scikit-learn: 30.0 220.0\n" in dish.printed
    assert f"{len(table)} colors: 100%" in dish.printed
    assert "16 colors: 4 bits a pixel, 8960 bytes in all" in dish.printed


def of_missions(settings: recipe.Settings, pixels: int, keys: list[str]) -> bytes:
    """Return a notebook that does what each of these missions asks, one by one.

    What comes before is the same for all, and takes nearly as long as everything.
    """
    lessons = [Lesson("", BY_KEY[key]) for key in keys]
    books = [json.loads(recipe.answers(settings, each, pixels)) for each in lessons]
    cells = books[0]["cells"]
    (title,) = (n for n, cell in enumerate(cells) if ". The mission" in cell["source"])
    codes = [book["cells"][title + 1] for book in books]
    cells[title + 1 : title + 2] = [
        code | {"id": key} for key, code in zip(keys, codes, strict=True)
    ]
    return json.dumps(books[0]).encode()


def test_it_answers_each_mission_near_to_where_the_page_does(
    tmp_path: Path, cook: Kitchen
) -> None:
    data = encoded(photo(28, 20))
    settings = settings_for(data, 1, "oklab")
    notebook = of_missions(settings, 560, ["gain", "half", "bend"])
    gain, half, bend = told(run(cook, notebook, data, tmp_path))
    table = engine.count_colors(settings.image)
    sweep = engine.sweep_k(table, 64, "oklab")
    page = check_gain(sweep.variance_explained, 1).answer
    assert page is not None
    assert abs(int(gain) - page) <= 2
    assert 1 <= int(half) <= 64
    first, last = map(int, bend.split(" to "))
    assert 1 < first <= last < 20


def test_a_question_is_words_and_runs_nothing() -> None:
    settings = settings_for(encoded(photo(20, 15)), 1)
    asked = "<script>x</script> `1` $y$ import os"
    notebook = recipe.answers(settings, Lesson(asked), 300)
    cells = json.loads(notebook)["cells"]
    holders = [cell for cell in cells if "import os" in cell["source"]]
    assert [cell["cell_type"] for cell in holders] == ["markdown"]
    assert "<script" not in holders[0]["source"].replace("\\<", "")
