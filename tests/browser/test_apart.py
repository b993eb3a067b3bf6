"""Two people at once, with pictures that differ in one pixel.

What the server gives them, also when one looks elsewhere and comes back, is in
`tests/server/test_twins.py`.
"""

import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page

from tests.browser.view import (
    download,
    drawn,
    expect_k,
    give,
    show,
    slider,
    snapshot,
    wait_for_another_picture,
)
from tests.pictures import decoded
from tests.twins import twins

pytestmark = pytest.mark.browser

NAME = "holiday.bmp"
COLORS = 6


@pytest.fixture
def people(kept: Page, phone: Page) -> tuple[Page, Page]:
    """Return the windows of two people, who share nothing but the server.

    One has a desk, the other a phone.
    """
    for tab in (kept, phone):
        show(tab, f"/?k={COLORS - 1}")
    return kept, phone


def pixels(data: bytes) -> NDArray[np.uint8]:
    """Read a file as anybody would."""
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))


def test_each_sees_and_downloads_only_their_own_pixels(
    people: tuple[Page, Page], tmp_path: Path
) -> None:
    # Of more than 1 MB; and it is not for their grain that they are told apart.
    files = twins(500, 700, COLORS, grain=50)
    own = [pixels(data) for data in files]
    assert (own[0] != own[1]).any(axis=2).sum() == 1

    before = [snapshot(tab, "original") for tab in people]
    for tab, data in zip(people, files, strict=True):
        give(tab, NAME, data, "image/bmp")
    for tab, was in zip(people, before, strict=True):
        wait_for_another_picture(tab, was, "original")
        expect_k(tab, COLORS - 1)
    for tab in people:
        slider(tab).press("ArrowRight")
    for tab in people:
        expect_k(tab, COLORS)
    each_has_their_own(people, own, tmp_path)

    before = [snapshot(tab, "original") for tab in people]
    for tab, data in zip(people, files[::-1], strict=True):
        give(tab, NAME, data, "image/bmp")
    for tab, was in zip(people, before, strict=True):
        wait_for_another_picture(tab, was, "original")
        expect_k(tab, COLORS)
    each_has_their_own(people, own[::-1], tmp_path)


def each_has_their_own(
    people: tuple[Page, Page], own: list[NDArray[np.uint8]], folder: Path
) -> None:
    """Compare what is on each screen, and what each downloads, with what they gave.

    Both pictures have as many colors as are asked for: nothing is lost.
    """
    for tab, picture in zip(people, own, strict=True):
        assert np.array_equal(drawn(tab, "original")[..., :3], picture)
        assert np.array_equal(drawn(tab, "quantized")[..., :3], picture)
        saved = decoded(download(tab, folder).read_bytes())
        assert np.array_equal(saved[..., :3], picture)
