"""The palette for all, as the command finds it."""

from pathlib import Path

import pytest

from components.batch import Stop, Wish, run
from components.batch.palette import limits, palettes_of
from components.features.many.work import (
    Counted,
    File,
    Pictures,
    counted,
    sheet,
    together,
)
from components.model.fits import Fits
from components.model.given import ANY
from tests.pictures import decoded, encoded, photo


def named(name: str, data: bytes, digest: str) -> tuple[File, Counted]:
    """Return a file, and what is known of it."""
    file = File(name, digest, lambda: data)
    return file, counted(file, None)


@pytest.mark.slow
def test_up_to_64_colors_are_those_of_one_sweep_however_far_the_slider_goes(
    tmp_path: Path,
) -> None:
    data = {f"{i}.png": encoded(photo(24, 20, seed=i)) for i in range(2)}
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, each in data.items():
        (folder / name).write_bytes(each)
    both = [named(name, each, f"work {name}") for name, each in data.items()]
    files, known = zip(*both, strict=True)
    pictures = Pictures(files, known, equally=False)
    stands = together(pictures)
    fits = []
    for most in limits(256, pictures.room):
        sweep = ANY.sweep(stands.table, most, "srgb", False, lambda share: None)
        fits.append(Fits(stands, "srgb", sweep))
    palettes = palettes_of(fits)
    assert len(palettes) == 256
    for k in (12, 70):
        wish = Wish(Stop("number", k), flat=False, compare=False)
        outcome = run(folder, tmp_path / f"few{k}", wish, workers=0)
        assert outcome.palette is not None
        assert palettes[k - 1].codes == outcome.palette.codes


def test_the_same_pictures_under_other_names_are_in_their_own_order() -> None:
    one = named("a.png", encoded(photo(9, 8, seed=1)), "order 1")
    two = named("b.png", encoded(photo(7, 6, seed=2)), "order 2")
    for first, second in ((one, two), (two, one)):
        shown = sheet((first[1], second[1]))
        assert [decoded(each).shape[:2] for each in shown] == [
            (known.height, known.width) for _, known in (first, second)
        ]
