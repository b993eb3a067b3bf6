"""The recipe gives what the page gives, run as a person would run it."""

import ast
import dataclasses
import io
import itertools
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from components import engine
from components.engine import SPACES, Space
from components.engine.notes import Note, Step
from components.features import recipe
from components.features.recipe import color
from components.features.recipe.literal import literal
from components.features.recipe.steps import steps
from components.model.edits import NONE
from components.shared.samples import FOLDER
from tests.cases import in_turn
from tests.features.recipe.running import (
    ENVIRONMENT,
    PYTHON,
    Kitchen,
    assert_same_palette_and_drawing,
    assert_same_result,
    comments_of,
    drawn_by_the_engine,
    hex_codes,
    opacity_of,
    printed_palette,
    saved,
    settings_for,
)
from tests.pictures import encoded, photo

pytestmark = pytest.mark.slow


def cook_at_home(settings: recipe.Settings, data: bytes, folder: Path) -> str:
    """Run the script as a person would; return what it prints."""
    (folder / settings.picture).write_bytes(data)
    (folder / "recipe.py").write_text(recipe.script(settings), "utf-8")
    done = subprocess.run(
        [*PYTHON, "recipe.py"],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def turned(orientation: int) -> bytes:
    """Return a JPEG that lies on its side, as cameras save it."""
    picture = Image.fromarray(photo(120, 80))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, quality=90)
    return file.getvalue()


def with_holes(soft: bool) -> bytes:
    """Return a PNG with invisible pixels, and perhaps half-transparent ones."""
    pixels = np.dstack([photo(90, 60), np.full((60, 90), 255, np.uint8)])
    pixels[10:30, 20:50, 3] = 0
    if soft:
        pixels[40:, :, 3] = np.linspace(1, 254, 90).astype(np.uint8)
    return encoded(pixels)


# --- the same result


@pytest.mark.parametrize(
    ("space", "k"),
    [
        *(("srgb", 1), ("srgb", 64), ("oklab", 2), ("oklab", 64)),
        *(("oklrab", 1), ("oklrab", 16), ("oklrab-dots", 1), ("oklrab-dots", 16)),
        *(("standardized", 2), ("standardized", 16)),
    ],
)
def test_the_script_finds_the_page_s_palette_and_draws_its_pixels(
    space: Space, k: int, tmp_path: Path, cook: Kitchen
) -> None:
    data = encoded(photo(48, 36))
    settings = settings_for(data, k, space)
    assert_same_result(cook.script(settings, data, tmp_path), settings)


@pytest.mark.parametrize(
    ("file", "k", "space"),
    [("coffee.jpg", 12, "srgb"), ("cat.png", 6, "standardized")],
)
def test_it_does_so_for_the_samples(
    file: str, k: int, space: Space, tmp_path: Path, cook: Kitchen
) -> None:
    data = (FOLDER / file).read_bytes()
    settings = settings_for(data, k, space)
    dish = cook.script(settings, data, tmp_path, whole=False)
    assert_same_result(dish, settings)


def test_it_does_so_run_by_hand(tmp_path: Path) -> None:
    data = (FOLDER / "pixel-art.png").read_bytes()
    settings = settings_for(data, 8, "oklab")
    printed = cook_at_home(settings, data, tmp_path)
    assert_same_palette_and_drawing(printed, settings, tmp_path)


def test_256_colors_are_a_recipe_too(tmp_path: Path, cook: Kitchen) -> None:
    data = encoded(photo(20, 14))
    settings = settings_for(data, 256)
    assert settings.k == 256
    assert_same_result(cook.script(settings, data, tmp_path), settings)


@pytest.mark.parametrize("orientation", [3, 6])
def test_it_turns_a_picture_upright(
    orientation: int, tmp_path: Path, cook: Kitchen
) -> None:
    data = turned(orientation)
    settings = settings_for(data, 6, name="camera.jpg")
    assert_same_result(cook.script(settings, data, tmp_path), settings)


@pytest.mark.parametrize("soft", [False, True])
def test_invisible_pixels_are_no_color_and_stay_invisible(
    soft: bool, tmp_path: Path, cook: Kitchen
) -> None:
    data = with_holes(soft)
    settings = settings_for(data, 5)
    assert_same_result(cook.script(settings, data, tmp_path), settings)


def test_half_transparent_pixels_alone_keep_their_opacity(
    tmp_path: Path, cook: Kitchen
) -> None:
    pixels = np.dstack([photo(40, 30), np.full((30, 40), 120, np.uint8)])
    data = encoded(pixels)
    settings = settings_for(data, 4)
    assert_same_result(cook.script(settings, data, tmp_path), settings)


@pytest.mark.parametrize("space", SPACES)
def test_flat_colors_are_as_exact_as_on_the_page(
    space: Space, tmp_path: Path, cook: Kitchen
) -> None:
    y, x = np.mgrid[0:80, 0:120]
    cover = np.clip((np.hypot(y - 40, x - 60) % 20 - 12) / 2, 0, 1)[..., None]
    drawn = 255 - cover * np.array([213, 74, 55])
    data = encoded(np.rint(drawn).astype(np.uint8))
    for k in (1, 2):
        settings = settings_for(data, k, space, keep_flat=True)
        means = settings_for(data, k, space)
        assert settings.flat
        assert settings.palette.tolist() != means.palette.tolist()
        dish = cook.script(settings, data, tmp_path)
        assert_same_result(dish, settings)
    assert "#ffffff" in printed_palette(dish.printed)


@pytest.mark.parametrize("space", [*SPACES, "oklrab-dots"])
def test_kept_colors_stay_and_the_others_are_as_on_the_page(
    space: Space, tmp_path: Path, cook: Kitchen
) -> None:
    data = encoded(photo(90, 60))
    settings = settings_for(data, 7, space)
    held = np.array([[255, 0, 255], settings.image.rgb[5, 5]], np.uint8)
    table = engine.count_colors(settings.image)
    sweep = engine.sweep_k(table, 7, space, keep_flat=True, fixed=held)
    settings = replace(
        settings,
        start=sweep.previous[6],
        palette=engine.round_centers(sweep.colors[6]),
        flat=recipe.flat_rows(sweep, 7),
        explained=recipe.explained(sweep, 7),
        kept=recipe.kept_rows(sweep.centers[6], held),
    )
    assert len(settings.kept) == 2
    dish = cook.script(settings, data, tmp_path)
    assert_same_result(dish, settings)
    told = re.search(r"kept colors: ([\d.e+]+), by k-means: ([\d.e+]+)", dish.printed)
    assert told
    assert float(told[1]) >= float(told[2])


@pytest.mark.parametrize("space", SPACES)
def test_colors_of_a_list_are_drawn_as_on_the_page_and_held_against_a_free_fit(
    space: Space, tmp_path: Path, cook: Kitchen
) -> None:
    data = encoded(photo(90, 60))
    (pico,) = (each for each in engine.color_lists() if each.key == "pico-8")
    settings = settings_for(data, 5, space)
    table = engine.count_colors(settings.image)
    sweep = engine.sweep_list(table, pico.colors, 5, space)
    labels = tuple(pico.entry(int(row)).label for row in sweep.chosen[4])
    palette = engine.round_centers(sweep.centers[4])
    settings = replace(settings, palette=palette, labels=labels)
    dish = cook.script(settings, data, tmp_path)
    assert_same_result(dish, settings)
    told = re.search(r"with the list: ([\d.e+]+), by k-means: ([\d.e+]+)", dish.printed)
    assert told is not None
    mine, free = map(float, told.groups())
    assert mine == pytest.approx(sweep.inertia[4], rel=1e-4)
    assert mine > free


@pytest.mark.parametrize("alpha", [None, 0, 128])
def test_for_a_panel_the_same_codes_are_saved_as_on_the_page(
    alpha: int | None, tmp_path: Path, cook: Kitchen
) -> None:
    pixels = photo(60, 40)
    if alpha is not None:
        opacity = np.full(pixels.shape[:2], 255, np.uint8)
        opacity[:9] = alpha
        pixels = np.dstack([pixels, opacity])
    data = encoded(pixels)
    (panel,) = (each for each in engine.color_lists() if each.key == "eink-acep7")
    assert panel.device is not None
    settings = settings_for(data, 5)
    table = engine.count_colors(settings.image)
    sweep = engine.sweep_list(table, panel.colors, 5)
    rows = sweep.chosen[4]
    entries = [panel.entry(int(row)) for row in rows]
    settings = replace(
        settings,
        palette=panel.colors[rows],
        labels=tuple(each.label for each in entries),
        device=tuple(each.device for each in entries),
    )
    cook.script(settings, data, tmp_path)
    drawn = engine.quantize(settings.image, sweep.centers[4])
    result, seen = saved(tmp_path), settings.image.visible_mask
    assert np.array_equal(result[seen][:, :3], panel.device[rows][drawn.indices[seen]])
    assert np.array_equal(result[..., 3], opacity_of(settings.image))


@pytest.mark.parametrize("space", ["srgb", "oklrab", "standardized"])
def test_colors_that_were_changed_by_hand_are_those_of_the_page(
    space: Space, tmp_path: Path, cook: Kitchen
) -> None:
    data = encoded(photo(48, 36))
    edits = NONE.recolor(0, "#ff0000").leave_out(2).merge(3, 0).leave_out(5)
    settings = replace(settings_for(data, 8, space), edits=edits)
    dish = cook.script(settings, data, tmp_path)
    assert_same_result(dish, settings)
    seen = np.unique(saved(tmp_path).reshape(-1, 4), axis=0)
    assert len(seen) == 5
    assert [255, 0, 0, 255] in seen.tolist()


def test_dots_have_no_color_that_was_left_out(tmp_path: Path, cook: Kitchen) -> None:
    data = encoded(photo(60, 40))
    edits = NONE.recolor(0, "#ff0000").leave_out(1)
    settings = replace(settings_for(data, 4, dither=True), edits=edits)
    cook.script(settings, data, tmp_path)
    own = hex_codes(settings.palette)
    there = {"#" + bytes(each[:3]).hex() for each in saved(tmp_path).reshape(-1, 4)}
    assert there == {"#ff0000", own[2], own[3]}


def test_every_color_kept_is_a_recipe_too(tmp_path: Path, cook: Kitchen) -> None:
    colors = np.array([[[0, 0, 0], [255, 0, 0], [255, 0, 0], [9, 9, 9]]], np.uint8)
    data = encoded(colors)
    settings = settings_for(data, 3, "oklab")
    assert_same_result(cook.script(settings, data, tmp_path), settings)


def test_a_tie_falls_as_on_the_page(tmp_path: Path, cook: Kitchen) -> None:
    grays = np.arange(0, 250, 10, dtype=np.uint8)
    data = encoded(np.repeat(grays[None, :, None], 3, axis=2))
    for k in (2, 3, 4, 5):
        settings = settings_for(data, k)
        assert_same_result(cook.script(settings, data, tmp_path), settings)


def test_dithering_keeps_the_palette_and_mixes_it_by_dots(
    tmp_path: Path, cook: Kitchen
) -> None:
    data = with_holes(soft=False)
    settings = settings_for(data, 4, dither=True)
    printed = cook.script(settings, data, tmp_path).printed
    assert printed_palette(printed) == hex_codes(settings.palette)
    result, visible = saved(tmp_path), settings.image.visible
    seen = result[visible][:, :3]
    assert {tuple(c) for c in seen} <= {tuple(c) for c in settings.palette}
    assert not np.array_equal(seen, drawn_by_the_engine(settings)[visible])
    assert np.array_equal(result[..., 3], opacity_of(settings.image))
    assert "single dots may fall differently" in " ".join(
        recipe.script(settings).replace("#", " ").split()
    )


def test_the_notebook_is_valid_and_finds_the_same_in_jupyter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nbformat
    from nbclient import NotebookClient  # takes long to load

    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    data = encoded(photo(100, 70))
    settings = settings_for(data, 7, "oklab")
    (tmp_path / settings.picture).write_bytes(data)
    book = nbformat.reads(recipe.notebook(settings).decode(), as_version=4)
    nbformat.validate(book)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(book, timeout=300, resources=resources).execute()
    outputs = [out for cell in book.cells for out in cell.get("outputs", [])]
    printed = "".join(out.text for out in outputs if out.output_type == "stream")
    assert_same_palette_and_drawing(printed, settings, tmp_path)


# --- the text


def example(name: str = "cat.png", space: Space = "oklab") -> recipe.Settings:
    """Return a recipe for nothing in particular."""
    start = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    palette = np.array([[1, 2, 3], [4, 5, 6]], np.uint8)
    image = engine.SourceImage(np.zeros((1, 2, 3), np.uint8), None, "HEIF", 9)
    return recipe.Settings(name, name, space, start, palette, image)


@in_turn(
    "name",
    [
        'say "cheese".png',
        'it\'s "both".png',
        "two\nlines.png",
        "{k} {{k}} %s.png",
        "back\\slash\\n.png",
        '"""\nimport os\n"""',
        "\u2028\x00\x1b\udcff 猫 🐈.png",
        "'); print('x",
    ],
)
def test_a_file_name_is_never_code(name: str) -> None:
    program = recipe.script(example(name))
    program.encode("utf-8")
    found = {
        node.targets[0].id: node.value.value
        for node in ast.parse(program).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    assert found["PICTURE"] == found["RESULT"] == name
    harmless = recipe.script(example("NAME"))
    assert program.replace(literal(name), '"NAME"') == harmless
    cells = json.loads(recipe.notebook(example(name)))["cells"]
    others = json.loads(recipe.notebook(example("NAME")))["cells"]
    assert [cell["source"].replace(literal(name), '"NAME"') for cell in cells] == [
        cell["source"] for cell in others
    ]


def test_script_and_notebook_have_the_same_code() -> None:
    settings = example()
    program = recipe.script(settings)
    book = json.loads(recipe.notebook(settings))
    cells = [cell["source"] for cell in book["cells"] if cell["cell_type"] == "code"]
    for step in steps(settings):
        assert step.code in program
        assert any(step.code in cell for cell in cells)
    plots = {step.plot for step in steps(settings) if step.plot}
    assert [ast.unparse(ast.parse(program)).count("plt.")] == [0]
    assert plots <= set(cells)


def test_what_a_recipe_cannot_read_as_the_page_does_is_said_before_all_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = settings_for(encoded(photo(20, 10)), 2)
    told = "does not read your picture quite as the page does"
    assert told not in recipe.script(settings)
    monkeypatch.setattr(color, "_REPEATED", set[Step]())
    note = Note("Colors converted in a way that nobody foresaw.", Step.OTHER)
    settings = replace(settings, image=replace(settings.image, notes=(note,)))
    title, first, *_ = recipe.script(settings).split("\n\n")
    assert title.startswith('"""')
    assert told in comments_of(first)
    cells = json.loads(recipe.notebook(settings))["cells"]
    assert told in cells[0]["source"]


def test_pillow_is_told_that_a_huge_picture_is_meant() -> None:
    """Of itself it warns above 89 million pixels, and refuses twice as many."""
    lift = "Image.MAX_IMAGE_PIXELS = None"
    settings = example()
    assert lift not in recipe.script(settings)
    huge = np.broadcast_to(np.uint8(9), (10_000, 9_000, 3))
    settings = replace(settings, image=replace(settings.image, rgb=huge))
    program = recipe.script(settings)
    assert program.index(lift) < program.index("Image.open(PICTURE)")


def test_the_code_is_short_and_clean(tmp_path: Path) -> None:
    data = encoded(photo(40, 30))
    for space, dither in itertools.product(SPACES, (False, True)):
        settings = settings_for(data, 3, space, dither=dither)
        settings = dataclasses.replace(settings, flat=(0, 2) if dither else ())
        if space == "standardized":
            codes = ("#000000", "#ffffff", "#ff0000")
            settings = dataclasses.replace(settings, labels=codes, device=codes)
        program = recipe.script(settings)
        code = [line for line in program.splitlines() if line and line[0] != "#"]
        assert len(code) < 102, space
        assert max(map(len, program.splitlines())) <= 88, space
        name = f"{space}_{dither}"
        (tmp_path / f"{name}.py").write_text(program)
        (tmp_path / f"{name}.ipynb").write_bytes(recipe.notebook(settings))
    for command in (["check", "--isolated"], ["format", "--isolated", "--check"]):
        subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=tmp_path, check=True
        )
