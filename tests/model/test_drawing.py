"""Nobody is given a larger file than they came with, where nothing is lost."""

from functools import cache
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from components.engine import (
    color_lists,
    compare,
    encode_png,
    hex_code,
    quantize,
    read_image,
    sweep_k,
)
from components.engine.writing import (
    decode_indexed,
    encode_gif,
    encode_webp,
    separations,
)
from components.model.document import Document
from components.model.drawing import draw
from components.model.edits import NONE
from components.model.fits import Fits
from components.model.given import Given
from components.model.style import Style
from components.shared import work
from tests.cases import case
from tests.engine.files import saved
from tests.pictures import decoded, encoded, photo

STYLES = [
    Style(dither, smaller) for dither in (False, True) for smaller in ("no", "same")
]


def ramp(levels: int) -> NDArray[np.uint8]:
    """Draw a soft gray ramp: filters make its file small, which a quick one has not."""
    y, x = np.mgrid[:64, :96]
    steps: NDArray[np.int64] = (x + 2 * y) * levels // 224
    return (steps * (255 // (levels - 1))).astype(np.uint8)


@cache
def files() -> dict[str, bytes]:
    indexed = read_image(saved(Image.fromarray(ramp(16))))
    drawn = quantize(indexed, np.repeat(np.arange(16.0)[:, None] * 17, 3, axis=1))
    soft = Image.fromarray(np.dstack([ramp(16), ramp(16)]), "LA")
    return {
        "indexed": encode_png(drawn, "best"),
        "16 grays": saved(Image.fromarray(ramp(16)), optimize=True),
        "40 grays": saved(Image.fromarray(ramp(40)), optimize=True, dpi=(300, 300)),
        "truecolor": saved(Image.fromarray(ramp(16)).convert("RGB"), optimize=True),
        "soft": saved(soft, optimize=True),
        "quick": encode_png(drawn),
    }


def document(data: bytes, style: Style) -> Document:
    picture = work.load("ramp.png", data)
    sweep = sweep_k(picture.table, len(picture.table))
    return Document(Fits(picture, "srgb", sweep), style)


@pytest.mark.slow
def test_no_file_is_larger_than_the_one_that_has_these_pixels() -> None:
    for name, style in product(files(), STYLES):
        with case((name, style)):
            data = files()[name]
            page = document(data, style)
            rendering = page.drawn_in(page.sweep.k_max)
            made = draw(rendering, "best" if style.squeezed else "fast")
            np.testing.assert_array_equal(seen(made.png), seen(data))
            assert len(made.png) <= len(data)
            assert page.picture.image.resolution == read_image(made.png).resolution


@pytest.mark.slow
def test_a_file_that_is_as_good_as_can_be_is_handed_back() -> None:
    data = files()["indexed"]
    for smaller in ("no", "same"):
        page = document(data, Style(smaller=smaller))
        assert work.drawing(lambda share: None, page, 16).png == data
    assert work.sizes(lambda share: None, page.quick, (16,)) == {16: len(data)}


def test_with_fewer_colors_the_file_is_a_new_one() -> None:
    page = document(files()["indexed"], Style())
    assert decoded(draw(page.drawn_in(15), "fast").png).tolist() != ramp(16).tolist()
    assert page.drawn_in(15).bare is None


def test_what_is_made_of_a_file_that_was_handed_back_shows_the_same() -> None:
    for name in ("40 grays", "soft", "truecolor"):
        data = files()[name]
        drawn = decode_indexed(data)
        assert drawn.resolution == read_image(data).resolution
        for file in (encode_png(drawn), encode_webp(drawn)):
            np.testing.assert_array_equal(seen(file), seen(data))
        assert separations(drawn)
    np.testing.assert_array_equal(
        seen(encode_gif(decode_indexed(files()["truecolor"]))), decoded(data)
    )


def seen(file: bytes) -> NDArray[np.uint8]:
    rgba = decoded(file)
    return np.where(rgba[..., 3:] > 0, rgba, 0)


PANEL = next(each for each in color_lists() if each.key == "eink-acep7")


def on_a_panel(data: bytes, style: Style) -> Document:
    picture = work.load("photo.png", data)
    given = Given(PANEL)
    sweep = given.sweep(picture.table, 7, "srgb", False, lambda share: None)
    return Document(Fits(picture, "srgb", sweep, given=given), style)


@pytest.mark.parametrize("style", STYLES)
def test_a_panel_s_file_holds_its_codes_and_the_screen_shows_its_colors(
    style: Style,
) -> None:
    assert PANEL.device is not None
    page = on_a_panel(encoded(photo(60, 40)), style)
    whole = page.drawn_in(7)
    drawn = whole.quantized()
    file = work.drawing(lambda share: None, page, 7)
    assert np.array_equal(decoded(file.png)[..., :3], PANEL.device[drawn.indices])
    assert np.array_equal(file.palette.colors, PANEL.colors)
    on_screen = work.preview_drawing(page, 7)
    assert np.array_equal(decoded(on_screen.png)[..., :3], PANEL.colors[drawn.indices])
    judged = compare(whole.image, drawn)
    assert judged == compare(whole.image, page.shown_in(7, whole.image).quantized())
    sizes = work.sizes(lambda share: None, page, (7,))
    assert sizes == {7: len(file.png)}


def test_a_file_of_a_panel_s_own_colors_is_not_handed_back_to_it() -> None:
    assert PANEL.device is not None
    page = on_a_panel(encoded(PANEL.colors[None]), Style())
    made = draw(page.drawn_in(7), "fast")
    assert np.array_equal(decoded(made.png)[0, :, :3], PANEL.device)


def test_a_changed_color_of_a_panel_is_sent_as_its_code_or_as_it_is() -> None:
    assert PANEL.device is not None
    page = on_a_panel(encoded(photo(60, 40)), Style(dither=True))
    before = page.drawn_in(7).quantized()
    one, two, three, four = map(int, np.argsort(-before.counts)[:4])
    other = hex_code(PANEL.colors[four])
    edits = NONE.recolor(one, other).recolor(two, "#123456").merge(three, four)
    page = page.changed({7: edits})
    codes = PANEL.device.copy()
    codes[one] = codes[three] = codes[four]
    codes[two] = 0x12, 0x34, 0x56
    file = draw(page.drawn_in(7), "fast")
    assert np.array_equal(decoded(file.png)[..., :3], codes[before.indices])
    on_screen = decoded(draw(page.shown_in(7, page.picture.image), "fast").png)
    assert {hex_code(each[:3]) for each in on_screen[before.indices == one]} == {other}


def test_a_picture_that_was_changed_when_it_was_read_is_written_anew() -> None:
    exif = Image.Exif()
    exif[274] = 6
    for data in (
        saved(Image.fromarray(ramp(16)), exif=exif),
        saved(
            Image.fromarray(ramp(16)),
            save_all=True,
            append_images=[Image.new("L", (96, 64))],
        ),
        saved(Image.fromarray(ramp(16)), "GIF"),
        saved(Image.fromarray(photo(40, 40))),
    ):
        assert work.load("ramp.png", data).bare is None


def test_the_same_picture_for_another_paper_is_another_file() -> None:
    coarse, fine = (
        saved(Image.fromarray(ramp(16)).convert("RGB"), dpi=(dpi, dpi))
        for dpi in (72, 300)
    )
    for smaller in ("no", "same"):
        made = [
            work.drawing(lambda share: None, document(data, Style(smaller=smaller)), 9)
            for data in (coarse, fine)
        ]
        kept = [read_image(each.png).resolution for each in made]
        assert [each and each.across for each in kept] == [2835, 11811]
        assert made[0].key != made[1].key


def test_what_a_cut_out_hides_is_not_handed_on() -> None:
    alpha = np.where(np.arange(96) < 64, 0, 255).astype(np.uint8)
    hidden = np.dstack([ramp(16), np.broadcast_to(alpha, ramp(16).shape)])
    data = saved(Image.fromarray(hidden, "LA"), optimize=True)
    page = document(data, Style())
    made = draw(page.drawn_in(page.sweep.k_max), "fast")
    assert page.picture.bare is not None
    np.testing.assert_array_equal(seen(made.png), seen(data))
    unseen = decoded(made.png)[:, :64, :3].reshape(-1, 3)
    assert len(np.unique(unseen, axis=0)) == 1
