"""The recipe gives what the page gives, run as a person would run it."""

import ast
import dataclasses
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from numpy.typing import NDArray
from PIL import Image, ImageCms

from components import engine
from components.engine import SPACES, Space
from components.features import recipe
from components.features.recipe.steps import literal, steps
from components.shared.samples import FOLDER
from tests.pictures import encoded, photo

# Several threads make sums in an order of their own, and on a busy machine are
# slower than one.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def settings_for(
    data: bytes,
    k: int,
    space: Space = "srgb",
    name: str = "picture.png",
    dither: bool = False,
    profile: bool = False,
    keep_flat: bool = False,
) -> recipe.Settings:
    """Return what the page fills in for a file."""
    table = engine.count_colors(engine.read_image(data))
    sweep = engine.sweep_k(table, k, space, keep_flat=keep_flat)
    return recipe.Settings(
        picture=name,
        result="result.png",
        space=space,
        start=sweep.previous[k - 1],
        palette=engine.round_centers(sweep.centers[k - 1]),
        dither=dither,
        profile=profile,
        flat=recipe.flat_rows(sweep, k),
    )


PYTHON = [sys.executable, "-W", "error::UserWarning"]


def prepare(settings: recipe.Settings, data: bytes, folder: Path) -> None:
    """Put the picture and the script into a folder."""
    (folder / settings.picture).write_bytes(data)
    (folder / "recipe.py").write_text(recipe.script(settings), "utf-8")


def cook_at_home(settings: recipe.Settings, data: bytes, folder: Path) -> str:
    """Run the script as a person would; return what it prints."""
    prepare(settings, data, folder)
    done = subprocess.run(
        [*PYTHON, "recipe.py"],
        cwd=folder,
        env=os.environ | ONE_THREAD,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


Cook = Callable[[recipe.Settings, bytes, Path], str]


@pytest.fixture(scope="session")
def cook() -> Iterator[Cook]:
    """Run scripts so as well, where what they import is loaded already."""
    with subprocess.Popen(
        [*PYTHON, Path(__file__).with_name("kitchen.py")],
        env=os.environ | ONE_THREAD,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as kitchen:

        def cook(settings: recipe.Settings, data: bytes, folder: Path) -> str:
            prepare(settings, data, folder)
            assert kitchen.stdin is not None
            assert kitchen.stdout is not None
            print(folder, file=kitchen.stdin, flush=True)
            status = kitchen.stdout.readline()
            assert status == "0\n", (folder / "stderr").read_text("utf-8")
            return (folder / "stdout").read_text("utf-8")

        yield cook  # closing its input ends the kitchen


def printed_palette(printed: str) -> list[str]:
    """Return the hex codes in the line about the palette."""
    (line,) = (each for each in printed.splitlines() if each.startswith("palette:"))
    return line.split()[1:]


def hex_codes(palette: NDArray[np.uint8]) -> list[str]:
    return ["#" + color.tobytes().hex() for color in palette]


def saved(folder: Path) -> NDArray[np.uint8]:
    """Return the RGBA pixels of the picture that the recipe saved."""
    with Image.open(folder / "result.png") as picture:
        return np.asarray(picture.convert("RGBA"))


def opacity(data: bytes) -> NDArray[np.uint8]:
    """Return the opacities of a picture that has some."""
    alpha = engine.read_image(data).alpha
    assert alpha is not None
    return alpha


def drawn_by_the_engine(data: bytes, palette: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the visible pixels' colors, of shape (N, 3), in reading order."""
    image = engine.read_image(data)
    drawn = engine.quantize(image, palette.astype(np.float64))
    colors: NDArray[np.uint8] = drawn.palette[drawn.indices]
    return colors.reshape(-1, 3) if image.visible is None else colors[image.visible]


def assert_same_result(
    printed: str, settings: recipe.Settings, data: bytes, folder: Path
) -> None:
    assert printed_palette(printed) == hex_codes(settings.palette)
    result = saved(folder)
    seen = result[result[..., 3] > 0][:, :3]
    assert np.array_equal(seen, drawn_by_the_engine(data, settings.palette))


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


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("k", [1, 2, 16, 64])
def test_the_script_finds_the_page_s_palette_and_draws_its_pixels(
    space: Space, k: int, tmp_path: Path, cook: Cook
) -> None:
    data = encoded(photo(160, 120))
    settings = settings_for(data, k, space)
    assert_same_result(cook(settings, data, tmp_path), settings, data, tmp_path)


@pytest.mark.parametrize(
    ("file", "k", "space"),
    [
        ("coffee.jpg", 64, "srgb"),
        ("pixel-art.png", 8, "oklab"),
        ("color-wheel.png", 16, "standardized"),
    ],
)
def test_it_does_so_for_the_samples(
    file: str, k: int, space: Space, tmp_path: Path
) -> None:
    data = (FOLDER / file).read_bytes()
    settings = settings_for(data, k, space)
    printed = cook_at_home(settings, data, tmp_path)
    assert_same_result(printed, settings, data, tmp_path)


@pytest.mark.parametrize("orientation", [3, 6])
def test_it_turns_a_picture_upright(
    orientation: int, tmp_path: Path, cook: Cook
) -> None:
    data = turned(orientation)
    settings = settings_for(data, 6, name="camera.jpg")
    assert_same_result(cook(settings, data, tmp_path), settings, data, tmp_path)
    assert saved(tmp_path).shape[:2] == engine.read_image(data).rgb.shape[:2]


@pytest.mark.parametrize("soft", [False, True])
def test_invisible_pixels_are_no_color_and_stay_invisible(
    soft: bool, tmp_path: Path, cook: Cook
) -> None:
    data = with_holes(soft)
    settings = settings_for(data, 5)
    assert_same_result(cook(settings, data, tmp_path), settings, data, tmp_path)
    assert np.array_equal(saved(tmp_path)[..., 3], opacity(data))


def test_half_transparent_pixels_alone_keep_their_opacity(
    tmp_path: Path, cook: Cook
) -> None:
    pixels = np.dstack([photo(40, 30), np.full((30, 40), 120, np.uint8)])
    data = encoded(pixels)
    settings = settings_for(data, 4)
    assert_same_result(cook(settings, data, tmp_path), settings, data, tmp_path)
    assert (saved(tmp_path)[..., 3] == 120).all()


def test_a_color_profile_is_applied(tmp_path: Path, cook: Cook) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"####").replace(b"gXYZ", b"rXYZ")
    swapped = swapped.replace(b"####", b"gXYZ")
    file = io.BytesIO()
    Image.fromarray(photo(90, 60)).save(file, "PNG", icc_profile=swapped)
    data = file.getvalue()
    assert any("from the profile" in note for note in engine.read_image(data).notes)
    settings = settings_for(data, 6, profile=True)
    assert_same_result(cook(settings, data, tmp_path), settings, data, tmp_path)


@pytest.mark.parametrize("space", SPACES)
def test_flat_colors_are_as_exact_as_on_the_page(
    space: Space, tmp_path: Path, cook: Cook
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
        printed = cook(settings, data, tmp_path)
        assert_same_result(printed, settings, data, tmp_path)
    assert "#ffffff" in printed_palette(printed)


def test_every_color_kept_is_a_recipe_too(tmp_path: Path, cook: Cook) -> None:
    colors = np.array([[[0, 0, 0], [255, 0, 0], [255, 0, 0], [9, 9, 9]]], np.uint8)
    data = encoded(colors)
    settings = settings_for(data, 3, "oklab")
    assert_same_result(cook(settings, data, tmp_path), settings, data, tmp_path)


def test_a_tie_falls_as_on_the_page(tmp_path: Path, cook: Cook) -> None:
    grays = np.arange(0, 250, 10, dtype=np.uint8)
    data = encoded(np.repeat(grays[None, :, None], 3, axis=2))
    for k in (2, 3, 4, 5):
        settings = settings_for(data, k)
        assert_same_result(cook(settings, data, tmp_path), settings, data, tmp_path)


def test_dithering_keeps_the_palette_and_mixes_it_by_dots(
    tmp_path: Path, cook: Cook
) -> None:
    data = with_holes(soft=False)
    settings = settings_for(data, 4, dither=True)
    printed = cook(settings, data, tmp_path)
    assert printed_palette(printed) == hex_codes(settings.palette)
    result = saved(tmp_path)
    seen = result[result[..., 3] > 0][:, :3]
    assert {tuple(c) for c in seen} <= {tuple(c) for c in settings.palette}
    assert not np.array_equal(seen, drawn_by_the_engine(data, settings.palette))
    assert np.array_equal(result[..., 3], opacity(data))
    assert "single dots may fall differently" in " ".join(
        recipe.script(settings).replace("#", " ").split()
    )


@pytest.mark.parametrize(("space", "dither"), [("oklab", False), ("srgb", True)])
def test_the_notebook_is_valid_and_finds_the_same(
    space: Space, dither: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (ONE_THREAD | {"MPLBACKEND": "agg"}).items():
        monkeypatch.setenv(name, value)
    data = encoded(photo(100, 70))
    settings = settings_for(data, 7, space, dither=dither)
    (tmp_path / settings.picture).write_bytes(data)
    book = nbformat.reads(recipe.notebook(settings).decode(), as_version=4)
    nbformat.validate(book)
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(book, timeout=300, resources=resources).execute()
    outputs = [out for cell in book.cells for out in cell.get("outputs", [])]
    printed = "".join(out.text for out in outputs if out.output_type == "stream")
    assert printed_palette(printed) == hex_codes(settings.palette)
    if not dither:
        assert_same_result(printed, settings, data, tmp_path)


# --- the text


def example(name: str = "cat.png", space: Space = "oklab") -> recipe.Settings:
    """Return a recipe for nothing in particular."""
    start = np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]])
    palette = np.array([[1, 2, 3], [4, 5, 6]], np.uint8)
    return recipe.Settings(name, name, space, start, palette, profile=True, heif=True)


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("dither", [False, True])
def test_the_code_is_short_and_clean(
    space: Space, dither: bool, tmp_path: Path
) -> None:
    settings = settings_for(encoded(photo(40, 30)), 3, space, dither=dither)
    settings = dataclasses.replace(settings, flat=(0, 2) if dither else ())
    program = recipe.script(settings)
    code = [line for line in program.splitlines() if line and line[0] != "#"]
    assert len(code) < 100
    assert max(map(len, program.splitlines())) <= 88
    (tmp_path / "recipe.py").write_text(program)
    (tmp_path / "recipe.ipynb").write_bytes(recipe.notebook(settings))
    for command in (["check", "--isolated"], ["format", "--isolated", "--check"]):
        subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=tmp_path, check=True
        )
