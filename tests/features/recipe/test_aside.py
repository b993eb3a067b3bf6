"""The recipe sets aside what the page sets aside, and draws it alike."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from components import engine
from components.engine import Space
from components.features import recipe
from tests.features.recipe.running import (
    Kitchen,
    hex_codes,
    printed_palette,
    saved,
)
from tests.pictures import decoded, encoded, photo

pytestmark = pytest.mark.slow

PAPER = (250, 249, 245)


def sheet(opacity: str) -> NDArray[np.uint8]:
    """Return a photo with a hole in it, on paper that is not quite even."""
    random = np.random.default_rng(3)
    pixels = np.full((70, 100, 4), (*PAPER, 255), np.uint8)
    pixels[..., :3] -= random.integers(0, 5, (70, 100, 1), np.uint8)
    pixels[10:60, 15:85, :3] = photo(70, 50)
    pixels[25:35, 30:50, :3] = PAPER
    if opacity == "holes":
        pixels[40:50, 5:40, 3] = 0
    if opacity == "soft":
        pixels[40:, :, 3] = np.linspace(0, 255, 100).astype(np.uint8)
    return pixels[..., :3] if opacity == "solid" else pixels


def settings_without(
    data: bytes,
    reach: float,
    at_edge: bool,
    filled: bool,
    space: Space = "srgb",
) -> recipe.Settings:
    image = engine.read_image(data)
    color = np.array(PAPER, np.uint8)
    table = engine.count_colors(image)
    left = engine.set_aside(image, table, color, reach, at_edge, filled)
    assert left.aside is not None
    sweep = engine.sweep_k(engine.count_colors(left), 6, space)
    return recipe.Settings(
        picture="picture.png",
        result="result.png",
        space=space,
        start=sweep.previous[5],
        palette=engine.round_centers(sweep.colors[5]),
        image=left,
    )


def on_the_page(settings: recipe.Settings) -> NDArray[np.uint8]:
    """Return the RGBA pixels of the page's download."""
    colors = settings.palette.astype(np.float64)
    drawn = engine.quantize(settings.image, colors, space=settings.space)
    return decoded(engine.encode_png(drawn))


@pytest.mark.parametrize(
    ("opacity", "reach", "at_edge", "filled", "space"),
    [
        ("solid", 0.05, True, False, "srgb"),
        ("solid", 0.05, False, True, "oklab"),
        ("solid", 0.0, False, True, "oklrab"),
        ("holes", 0.05, True, True, "srgb"),
        ("holes", 0.0, False, False, "oklab"),
        ("soft", 0.05, False, True, "srgb"),
    ],
)
def test_the_recipe_saves_the_pixels_of_the_download(
    opacity: str,
    reach: float,
    at_edge: bool,
    filled: bool,
    space: Space,
    tmp_path: Path,
    cook: Kitchen,
) -> None:
    data = encoded(sheet(opacity))
    settings = settings_without(data, reach, at_edge, filled, space)
    dish = cook.script(settings, data, tmp_path, whole=False)
    assert printed_palette(dish.printed) == hex_codes(settings.palette)
    mine, theirs = saved(tmp_path), on_the_page(settings)
    soft = settings.image.soft  # the page squeezes opacities, and the recipe says so
    seen = (mine[..., 3] > 0) & (theirs[..., 3] > 0)
    assert np.array_equal(mine[seen][:, :3], theirs[seen][:, :3])
    if not soft:
        assert np.array_equal(mine[..., 3], theirs[..., 3])
    assert settings.image.aside is not None
    shown = mine[settings.image.aside.mask]
    if filled and opacity == "solid":
        assert (shown == [*PAPER, 255]).all()
    if not filled:
        assert (shown[:, 3] == 0).all()


def test_its_code_is_clean_and_defines_nothing_twice(tmp_path: Path) -> None:
    for number, (opacity, reach, at_edge, filled) in enumerate(
        (
            ("solid", 0.05, True, True),
            ("holes", 0.05, False, True),
            ("soft", 0.0, True, True),
            ("solid", 0.0, False, False),
        )
    ):
        data = encoded(sheet(opacity))
        spaces: tuple[Space, ...] = ("srgb", "oklab", "oklrab")
        for space in spaces:
            settings = settings_without(data, reach, at_edge, filled)
            settings = replace(settings, space=space)
            program = recipe.script(settings)
            assert program.count("def to_oklab") == int(space != "srgb" or reach > 0)
            assert max(map(len, program.splitlines())) <= 88
            (tmp_path / f"{number}_{space}.py").write_text(program)
    for command in (["check", "--isolated"], ["format", "--isolated", "--check"]):
        subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=tmp_path, check=True
        )
