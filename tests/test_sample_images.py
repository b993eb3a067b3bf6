"""The sample pictures are what their README says, and can be made anew."""

import re
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from sample_images import make_samples
from tests.cases import case

pytestmark = pytest.mark.slow

FOLDER = Path(make_samples.__file__).parent
NAMES = sorted([*make_samples.PHOTOS, *make_samples.DRAWINGS])

# | [name](name) | what it is good for | 182 × 240 | 31,279 |
README_ROW = re.compile(
    r"^\| \[(\S+)\]\(\1\) \| .+ \| (\d+) × (\d+) \| ([\d,]+) \|$", re.MULTILINE
)


def _pixels(path: Path) -> NDArray[np.uint8]:
    """Read a file as RGBA pixels."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"))


def _visible_colors(path: Path) -> set[tuple[int, ...]]:
    """Collect the RGB values of the pixels that can be seen."""
    pixels = _pixels(path)
    seen = pixels[pixels[..., 3] > 0][:, :3]
    codes = np.unique(seen @ np.array([65536, 256, 1]))  # soon told apart: one number
    return set(map(tuple, (codes[:, None] >> [16, 8, 0] & 255).tolist()))


def _readme_rows() -> dict[str, tuple[int, int, int]]:
    """Read width, height and number of colors of each file from the README."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    return {
        name: (int(width), int(height), int(colors.replace(",", "")))
        for name, width, height, colors in README_ROW.findall(text)
    }


def test_there_are_eight_pictures_and_no_stray_ones() -> None:
    pictures = {".png", ".jpg", ".jpeg", ".gif", ".webp"}
    found = sorted(p.name for p in FOLDER.iterdir() if p.suffix.lower() in pictures)
    assert found == NAMES
    assert len(found) == 8


def test_together_they_stay_under_two_megabytes() -> None:
    assert sum((FOLDER / name).stat().st_size for name in NAMES) < 2_000_000


def test_the_cat_has_as_many_pixels_as_the_puppy_of_the_tutorial() -> None:
    with Image.open(FOLDER / "cat.png") as cat:
        assert cat.size == (182, 240)
        assert cat.width * cat.height == 43_680


def test_the_readme_lists_every_picture_and_no_other() -> None:
    assert sorted(_readme_rows()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_gives_the_right_size_and_number_of_colors(name: str) -> None:
    height, width = _pixels(FOLDER / name).shape[:2]
    colors = len(_visible_colors(FOLDER / name))
    assert _readme_rows()[name] == (width, height, colors)


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_names_the_source_of_every_picture(name: str) -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    sources = text.split("## Where they are from")[1]
    assert re.search(rf"^\| {re.escape(name)} \| \S.+ \| \S.+ \|", sources, re.M)


def test_the_logo_has_soft_edges_and_a_soft_shadow() -> None:
    alpha = _pixels(FOLDER / "logo.png")[..., 3]
    assert alpha.min() == 0
    assert alpha.max() == 255
    assert len(np.unique(alpha[(alpha > 0) & (alpha < 255)])) > 50


def test_the_shadow_of_the_logo_fades_out_before_the_border() -> None:
    alpha = _pixels(FOLDER / "logo.png")[..., 3]
    border = [alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]]
    assert not np.any(border)


def test_the_edge_of_the_logo_has_no_dark_halo() -> None:
    pixels = _pixels(FOLDER / "logo.png")
    # Above the badge there is all but no shadow: the edge is the white ring's.
    column = pixels[: make_samples.LOGO_SIZE // 8, make_samples.LOGO_SIZE // 2]
    edge = column[(column[:, 3] >= 128) & (column[:, 3] < 255)]
    assert np.all(edge[:, :3] > 200)
    # Every color lies between those of the shadow and of the shapes.
    assert np.all(pixels[..., :3] >= np.min([*make_samples.LOGO_COLORS.values()], 0))


def test_the_pixel_art_has_its_twelve_colors_exactly() -> None:
    colors = _visible_colors(FOLDER / "pixel-art.png")
    assert colors == set(make_samples.PIXEL_COLORS.values())
    assert len(colors) == 12


def test_the_pixel_art_is_made_of_whole_squares() -> None:
    scale = make_samples.PIXEL_SCALE
    pixels = _pixels(FOLDER / "pixel-art.png")
    small = pixels[::scale, ::scale]
    assert np.array_equal(pixels, small.repeat(scale, 0).repeat(scale, 1))


def test_the_sunset_is_smooth() -> None:
    sky = _pixels(FOLDER / "sunset.png")[:150, 0, :3].astype(int)
    assert np.abs(np.diff(sky, axis=0)).max() <= 4


@pytest.mark.parametrize("name", make_samples.DRAWINGS)
def test_the_script_draws_the_drawings_again(name: str, tmp_path: Path) -> None:
    make_samples.save(make_samples.DRAWINGS[name](), tmp_path / name)
    assert np.array_equal(_pixels(tmp_path / name), _pixels(FOLDER / name))
    if name == "sunset.png":
        with case("drawing it twice writes the same bytes"):
            make_samples.save(make_samples.draw_sunset(), tmp_path / "second.png")
            first, second = (tmp_path / name), (tmp_path / "second.png")
            assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", make_samples.PHOTOS)
def test_the_script_makes_the_photographs_again(name: str, tmp_path: Path) -> None:
    pytest.importorskip("skimage")
    make_samples.save(make_samples.PHOTOS[name](), tmp_path / name)
    assert np.array_equal(_pixels(tmp_path / name), _pixels(FOLDER / name))
