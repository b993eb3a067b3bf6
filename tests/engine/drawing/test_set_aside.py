"""What is set aside counts for nothing, and is drawn as it was asked for."""

import io

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from components.engine.clustering.colors import ColorTable, count_colors
from components.engine.clustering.kmeans import sweep_k
from components.engine.clustering.spaces import oklab_from_srgb
from components.engine.drawing.palette import palettes
from components.engine.drawing.preview import reduce_to
from components.engine.drawing.quantize import quantize
from components.engine.drawing.set_aside import near, set_aside, whole
from components.engine.judging.quality import compare
from components.engine.source import SourceImage
from components.engine.writing.decode_indexed import decode_indexed
from components.engine.writing.png_writer import encode_png
from tests.engine.strategies import picture, pictures, seen_pixels
from tests.examples import few
from tests.pictures import decoded

WHITE = (255, 255, 255)
REACHES = st.sampled_from([0.0, 0.02, 0.1, 0.4])


def without(
    image: SourceImage,
    color: tuple[int, ...],
    reach: float = 0.0,
    at_edge: bool = False,
    filled: bool = False,
) -> SourceImage:
    table, wanted = count_colors(image), np.array(color, np.uint8)
    return set_aside(image, table, wanted, reach, at_edge, filled)


@st.composite
def lefts(draw: st.DrawFn) -> SourceImage:
    """Pictures of which something is set aside and something is left."""
    image = draw(pictures().filter(lambda each: each.visible_mask.any()))
    color = draw(st.sampled_from(seen_pixels(image).tolist()))
    left = without(
        image, color, draw(REACHES), draw(st.booleans()), draw(st.booleans())
    )
    assume(left.aside is not None)
    assume(left.visible_mask.any())
    return left


def named(left: SourceImage) -> NDArray[np.bool_]:
    assert left.aside is not None
    return left.aside.mask


def drawing() -> SourceImage:
    """Return a white eye in a blue face on a white sheet that is not quite even."""
    rgb = np.full((60, 80, 3), 255, np.uint8)
    rgb[::3, ::2] = (252, 251, 247)
    y, x = np.mgrid[:60, :80]
    face = np.hypot(y - 30, x - 40) < 20
    rgb[face] = np.stack([x, y + 60, 120 + x], -1)[face]
    rgb[np.hypot(y - 26, x - 36) < 4] = 255
    return picture(rgb)


# --- what is set aside


@given(lefts())
@few()
def test_set_aside_is_what_can_be_seen_and_is_as_near_as_was_asked(
    left: SourceImage,
) -> None:
    assert left.aside is not None
    before = whole(left)
    seen, mask = before.visible_mask, named(left)
    assert not (mask & ~seen).any()
    colors = oklab_from_srgb(before.rgb.astype(np.float64))
    away = np.linalg.norm(
        colors - oklab_from_srgb(left.aside.color.astype(np.float64)), axis=-1
    )
    wanted = seen & (away <= left.aside.reach + 1e-3)
    assert not (mask & ~wanted).any()
    if not left.aside.at_edge:
        certain = seen & (away <= max(0, left.aside.reach - 1e-3))
        assert not (certain & ~mask).any()


@given(lefts())
def test_the_picture_is_there_again_when_it_is_to_count(left: SourceImage) -> None:
    before = whole(left)
    assert before.aside is None
    assert np.array_equal(before.rgb, left.rgb)
    rest = before.visible_mask & ~named(left)
    assert np.array_equal(left.visible_mask, rest)
    assert np.array_equal(left.opacity[rest], before.opacity[rest])


def test_nothing_near_is_the_picture_itself() -> None:
    image = picture([[[9, 9, 9], [8, 200, 8]]])
    assert without(image, WHITE, 0.2) is image
    hidden = picture([[[9, 9, 9], WHITE]], [[255, 0]])
    assert without(hidden, WHITE) is hidden


def test_a_white_eye_is_kept_where_only_the_edge_is_meant() -> None:
    face = drawing()
    everywhere, at_edge = without(face, WHITE, 0.05), without(face, WHITE, 0.05, True)
    assert named(everywhere)[26, 36]
    assert not named(at_edge)[26, 36]
    assert named(at_edge)[0].all()
    assert named(everywhere).sum() - named(at_edge).sum() == 45  # the eye


def test_a_line_that_slants_keeps_the_inside_from_the_edge() -> None:
    """Pixels that only touch at a corner do not hang together."""
    rgb = np.full((7, 7, 3), 255, np.uint8)
    for row, column in ((1, 3), (2, 2), (3, 1), (4, 2), (5, 3), (4, 4), (3, 5), (2, 4)):
        rgb[row, column] = 0
    mask = named(without(picture(rgb), WHITE, 0.0, True))
    assert not mask[3, 2:5].any()
    assert mask[0].all()


@pytest.mark.parametrize(("value", "there"), [(255, True), (240, True), (237, False)])
def test_how_near_is_measured_as_the_eye_sees_it(value: int, there: bool) -> None:
    """In Oklab, a gray of 240 is 0.045 from white, and one of 237 is 0.054."""
    gray = np.full((1, 3), value, np.uint8)
    assert near(gray, np.array(WHITE, np.uint8), 0.05).tolist() == [there]


# --- it counts for nothing


def same_table(one: ColorTable, other: ColorTable) -> bool:
    return (
        np.array_equal(one.colors, other.colors)
        and np.array_equal(one.counts, other.counts)
        and np.array_equal(one.weights, other.weights)
    )


@given(lefts())
@few()
def test_fits_are_those_of_a_picture_that_never_had_these_pixels(
    left: SourceImage,
) -> None:
    rest = left.visible_mask
    alone = picture(left.rgb[rest][None], left.opacity[rest][None])
    mine, other = count_colors(left), count_colors(alone)
    assert same_table(mine, other)
    k = min(3, len(mine))
    fits = [sweep_k(table, k).centers[-1] for table in (mine, other)]
    assert np.array_equal(fits[0], fits[1])
    drawn, bare = (quantize(each, fits[0]) for each in (left, alone))
    assert np.array_equal(drawn.counts, bare.counts)
    assert np.array_equal(drawn.weights, bare.weights)


def test_no_figure_looks_at_what_is_set_aside() -> None:
    face = drawing()
    for filled in (False, True):
        left = without(face, WHITE, 0.05, filled=filled)
        other = np.where(named(left)[..., None], np.uint8(77), face.rgb)
        assert left.aside is not None
        changed = SourceImage(other, left.alpha, "PNG", 1, aside=left.aside)
        centers = sweep_k(count_colors(left), 4).centers[-1]
        qualities = [compare(each, quantize(each, centers)) for each in (left, changed)]
        assert qualities[0] == qualities[1]


# --- what is drawn there


@given(lefts(), st.sampled_from([False, "full", "bayer"]), st.floats(0, 0.5))
@few()
def test_the_file_has_one_entry_more_and_shows_just_what_was_asked(
    left: SourceImage, dither: object, smoothness: float
) -> None:
    k = min(4, len(count_colors(left)))
    centers = sweep_k(count_colors(left), k).centers[-1]
    drawn = quantize(left, centers, 0 if dither else smoothness, dither or False)  # type: ignore[arg-type]
    file = encode_png(drawn)
    pixels = decoded(file)
    mask, before = named(left), whole(left)
    assert left.aside is not None
    half = mask & (before.opacity >= 128)
    shown = half if left.aside.filled else np.zeros_like(mask)
    assert (pixels[shown] == [*left.aside.color, 255]).all()
    assert (pixels[mask & ~shown][:, 3] == 0).all()
    rest = left.visible_mask
    assert np.array_equal(
        pixels[rest][:, :3][pixels[rest][:, 3] > 0],
        drawn.palette[drawn.indices][rest][pixels[rest][:, 3] > 0],
    )
    assert drawn.alpha is not None
    assert np.array_equal(pixels[rest][:, 3], drawn.alpha[rest])
    solid = pixels[pixels[..., 3] > 0][:, :3]
    assert len(np.unique(solid, axis=0)) <= k + int(left.aside.filled)
    with Image.open(io.BytesIO(file)) as opened:
        assert opened.mode == "P"


@pytest.mark.parametrize("filled", [False, True])
def test_the_file_can_be_squeezed_and_decoded_like_any_other(filled: bool) -> None:
    left = without(drawing(), WHITE, 0.05, filled=filled)
    drawn = quantize(left, sweep_k(count_colors(left), 5).centers[-1])
    quick, best = encode_png(drawn), encode_png(drawn, "best")
    assert np.array_equal(decoded(quick), decoded(best))
    again = decode_indexed(best)
    assert (again.counts > 0).sum() == 5 + int(filled)
    assert (again.alpha is None) == filled


def test_there_is_room_for_254_colors_beside_what_is_set_aside() -> None:
    grays = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, axis=2)
    left = without(picture(grays), WHITE, filled=True)
    table = count_colors(left)
    assert len(table) == 255
    with pytest.raises(ValueError, match="1 to 254"):
        quantize(left, table.colors.astype(np.float64))
    drawn = quantize(left, table.colors[1:].astype(np.float64))
    pixels = decoded(encode_png(drawn))
    assert pixels[0, -1].tolist() == [*WHITE, 255]
    assert np.array_equal(pixels[0, 1:255, 0], np.arange(1, 255))


def test_opacities_leave_room_for_the_color_that_is_set_aside() -> None:
    """Where colors and opacities fill all 256 entries, one is given up for it."""
    rgb = np.full((1, 257, 3), 40, np.uint8)
    alpha = np.append(np.arange(256), 255)[None]  # one is invisible from the start
    rgb[0, -1] = WHITE
    left = without(picture(rgb, alpha), WHITE, filled=True)
    centers = np.full((1, 3), 40.0)
    drawn = quantize(left, centers)
    (palette,) = palettes(left, count_colors(left), [centers])
    pixels = decoded(encode_png(drawn))
    assert pixels[0, -1].tolist() == [*WHITE, 255]
    assert pixels[0, 0, 3] == 0
    assert (pixels[0, 1:256, :3] == 40).all()
    assert 100 < len(np.unique(pixels[0, :256, 3])) < 256
    assert palette.opacity is not None
    assert drawn.alpha is not None
    assert left.alpha is not None
    assert np.array_equal(palette.opacity[left.alpha], drawn.alpha)
    assert np.array_equal(pixels[0, :256, 3], drawn.alpha[0, :256])


# --- in a smaller copy


@given(lefts(), st.integers(1, 60))
def test_a_smaller_copy_has_it_set_aside_where_most_of_a_pixel_is(
    left: SourceImage, most: int
) -> None:
    small = reduce_to(left, most)
    if small is left:
        return
    plain = reduce_to(whole(left), most)
    assert small.aside is not None
    assert np.array_equal(small.rgb, plain.rgb)
    assert np.array_equal(whole(small).opacity, plain.opacity)
    assert small.alpha is not None
    assert (small.alpha[named(small)] == 0).all()
    assert np.array_equal(small.opacity[~named(small)], plain.opacity[~named(small)])


def test_a_sheet_stays_a_sheet_in_a_smaller_copy() -> None:
    small = reduce_to(without(drawing(), WHITE, 0.05, True), 1200)
    assert named(small)[0].all()
    assert not named(small)[small.height // 2, small.width // 2]
