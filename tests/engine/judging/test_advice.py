"""Where it is said that one could stop, and what is said of it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from components.engine import (
    ColorTable,
    Suggestion,
    Sweep,
    count_colors,
    smallest_for,
    suggest,
    sweep_k,
    sweep_list,
    variance_explained,
)
from components.engine.formatting import percent
from components.engine.source import SourceImage
from components.shared.samples import SAMPLES
from tests.cases import case, in_turn
from tests.engine.judging.bench import in_bench, swept
from tests.engine.judging.curves import blobs, fitted, fitted_noise, noise
from tests.engine.strategies import picture
from tests.pictures import photo

# --- shares of the variance


def test_the_smallest_k_that_reaches_a_share() -> None:
    explained = np.array([0.0, 0.7, 0.9, 0.9, 0.97])
    assert smallest_for(explained, 0.9) == 3
    assert smallest_for(explained, 0.95) == 5
    assert smallest_for(explained, 0.99) is None


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=70),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_larger_share_never_takes_fewer_colors(
    values: list[float], one: float, other: float
) -> None:
    explained = np.sort(values)
    less = smallest_for(explained, min(one, other))
    more = smallest_for(explained, max(one, other))
    assert more is None or (less is not None and less <= more)


# --- suggestions


def test_of_a_list_it_says_what_makes_no_sense() -> None:
    table = ColorTable(
        np.array([[9, 9, 9], [200, 0, 0], [0, 99, 0]], np.uint8), np.array([5, 3, 2])
    )
    others = np.array([[0, 0, 0], [255, 0, 0], [0, 255, 0]], np.uint8)
    two = by_kind(suggest(sweep_list(table, others[:2]), 3, table))
    assert two["elbow"].reason == "No elbow: a curve of 2 colors is too short to bend."
    assert two["elbow"].k is None
    three = by_kind(suggest(sweep_list(table, others), 3, table))
    assert "exact" not in three  # three colors, but others than the picture's
    own = by_kind(suggest(sweep_list(table, table.colors), 3, table))
    assert own["exact"].k == 3


def test_no_elbow_comes_before_all_kept_colors_and_they_are_counted() -> None:
    blob = np.array([[9, 9, 9], [200, 0, 0], [0, 99, 0]], np.uint8)
    table = ColorTable(blob, np.array([5, 3, 2]))
    held = np.array([[9, 9, 9], [1, 2, 250], [3, 250, 1], [250, 250, 1]], np.uint8)
    found = by_kind(suggest(sweep_k(table, fixed=held), 3, table, fixed=held))
    assert found["exact"].k == 6
    assert "with those that are kept beside them 6 colors" in found["exact"].reason
    k = found["elbow"].k
    assert k is None or k >= 4


@pytest.mark.parametrize("kept", [1, 2, 5])
def test_colors_to_keep_that_the_picture_has_not_make_no_elbow(kept: int) -> None:
    noise = np.random.default_rng(3).integers(90, 170, (40, 40, 3), np.uint8)
    table = count_colors(picture(noise))
    far = np.array(
        [[255, 0, 255], [0, 255, 0], [0, 0, 255], [255, 0, 0], [0, 255, 255]]
    )
    held = far[:kept].astype(np.uint8)
    sweep = sweep_k(table, 32, fixed=held)
    # The first color beside them takes away most of what there is, and is no elbow.
    assert sweep.inertia[kept] < sweep.inertia[kept - 1] / 4
    found = by_kind(suggest(sweep, len(table), table, fixed=held))["elbow"]
    assert "clear elbow" not in found.reason.lower()
    assert found.bend is not None
    free = by_kind(suggest(sweep_k(table, 32), len(table), table))["elbow"]
    assert free.bend is not None
    assert found.bend[0] > kept + 1
    assert abs(found.bend[0] - kept - free.bend[0]) <= 1


@pytest.mark.parametrize("at", [[0], [2], [1, 4]])
def test_with_kept_colors_the_elbow_is_where_all_groups_have_a_color(
    at: list[int],
) -> None:
    middles = np.array(
        [[30, 30, 30], [220, 40, 40], [40, 200, 60], [50, 60, 230], [235, 230, 60]]
    )
    random = np.random.default_rng(5)
    around = random.normal(middles[:, None], 3, (5, 200, 3)).clip(0, 255)
    table = count_colors(picture(around.astype(np.uint8)))
    far = np.array([[[255, 0, 255]]], np.uint8)[0]
    for beside in (far[:0], far):
        held = np.vstack([beside, middles[at]]).astype(np.uint8)
        found = suggest(sweep_k(table, 32, fixed=held), len(table), table, fixed=held)
        assert by_kind(found)["elbow"].k == 5 + len(beside)


def by_kind(found: tuple[Suggestion, ...]) -> dict[str, Suggestion]:
    assert len({each.kind for each in found}) == len(found)
    return {each.kind: each for each in found}


def test_nine_flat_colors_are_suggested_first() -> None:
    colors = np.random.default_rng(4).integers(0, 255, (9, 3)).astype(np.float64)
    first = suggest(fitted(colors), 9)[0]
    assert first == Suggestion("exact", 9, "This picture has exactly 9 colors.")


@cache
def of_ramp(distinct: int) -> Sweep:
    """Sweep over a ramp of so many grays."""
    return fitted(np.repeat(np.arange(float(distinct)), 3))


@pytest.mark.slow
@pytest.mark.parametrize("distinct", [65, 100, 256])
def test_all_colors_are_offered_as_far_as_a_palette_holds_them(distinct: int) -> None:
    first = suggest(of_ramp(distinct), distinct)[0]
    assert (first.kind, first.k) == ("exact", distinct)
    assert first.reason == f"This picture has exactly {distinct} colors."


def test_of_256_colors_and_invisible_pixels_one_has_no_room() -> None:
    first = suggest(of_ramp(256), 256, most=255)[0]
    assert (first.kind, first.k) == ("exact", None)
    assert "exactly 256 colors" in first.reason
    assert "room for 255" in first.reason


def test_a_photo_s_many_colors_are_no_suggestion() -> None:
    kinds = [each.kind for each in suggest(fitted_noise("uniform"), 11_000)]
    assert kinds == ["elbow", "share90", "share95"]


def test_without_a_clear_elbow_a_range_is_told_with_its_reason() -> None:
    elbow = by_kind(suggest(fitted_noise("uniform"), 11_000))["elbow"]
    assert elbow.bend is not None
    first, last = elbow.bend
    assert 2 <= first < last == elbow.k
    assert elbow.reason.startswith(f"Elbow at {first} to {last} colors, but no clear")
    assert f"({first} if to 10 colors, {last} if to " in elbow.reason


def test_more_colors_on_the_slider_leave_the_range_where_it_is() -> None:
    cloud = noise("normal")[:1500]
    few, many = (by_kind(suggest(fitted(cloud, k), 1500))["elbow"] for k in (64, 128))
    assert few.bend == many.bend is not None


@pytest.mark.parametrize("inertia", [(9.0,), (9.0, 4.0), (9.0, 6.0, 3.0)])
def test_a_curve_that_bends_nowhere_says_so(inertia: tuple[float, ...]) -> None:
    values = np.array(inertia)
    centers = tuple(np.zeros((k, 3)) for k in range(1, values.size + 1))
    elbow = by_kind(suggest(Sweep(centers, values, 1 - values / 9), 300))["elbow"]
    assert (elbow.k, elbow.bend) == (None, None)
    assert "bends nowhere" in elbow.reason


def test_a_share_that_is_not_reached_is_told() -> None:
    share = by_kind(suggest(fitted(noise("normal"), 20), 11_000))["share95"]
    assert share.k is None
    assert share.reason.startswith("Even 20 colors explain less than 95 %")


@in_turn("k_max", [1, 2, 3, 4])
@in_turn("distinct", [1, 2, 3, 4, 300])
def test_few_colors_and_short_curves_are_suggested_for_too(
    distinct: int, k_max: int
) -> None:
    rng = np.random.default_rng(distinct)
    colors = np.unique(rng.integers(0, 255, (distinct, 3)), axis=0)
    sweep = fitted(colors.astype(np.float64), k_max)
    found = suggest(sweep, len(colors))
    assert found == suggest(sweep, len(colors))
    for each in found:
        most = len(colors) if each.kind == "exact" else sweep.k_max
        assert each.k is None or 1 <= each.k <= most
        assert each.bend is None or 2 <= each.bend[0] <= each.bend[1] == each.k
        assert each.reason.endswith(".")
        assert ". " not in each.reason


@given(st.lists(st.floats(0.85, 0.97), min_size=3, max_size=9))
def test_what_is_said_to_explain_90_percent_reads_so_and_fewer_do_not(
    shares: list[float],
) -> None:
    """What reads 90.0 % everywhere on the page counts, were it 89.97 % in truth."""
    explained = np.array([0.0, *sorted(shares), 1.0])
    centers = tuple(np.zeros((k, 3)) for k in range(1, explained.size + 1))
    found = by_kind(suggest(Sweep(centers, 1 - explained, explained), 9000))
    shown = [float(percent(each).split()[0].lstrip("<>")) for each in explained]
    for kind, share in (("share90", 90), ("share95", 95)):
        k = found[kind].k
        assert k is not None
        assert shown[k - 1] >= share > shown[k - 2]


def test_of_one_color_one_is_enough() -> None:
    found = by_kind(suggest(fitted(np.full((5, 3), 90.0)), 1))
    assert found["exact"].k == found["share90"].k == found["share95"].k == 1
    assert found["exact"].reason == "This picture has exactly 1 color."
    assert found["elbow"].k is None


@pytest.mark.parametrize("k_max", [9, 64])
def test_where_all_colors_are_needed_that_is_said_in_place_of_an_elbow(
    k_max: int,
) -> None:
    colors = np.random.default_rng(2).integers(0, 255, (9, 3)).astype(np.float64)
    elbow = by_kind(suggest(fitted(np.repeat(colors, 50, axis=0), k_max), 9))["elbow"]
    assert elbow.k == 9
    assert "all 9 colors" in elbow.reason
    assert "exact" in elbow.reason
    assert "after" not in elbow.reason


# --- where one color covers much


def advice(pixels: NDArray[np.generic], k_max: int = 64) -> dict[str, Suggestion]:
    """Suggest for a picture of these pixels, of shape (H, W, 3)."""
    image = SourceImage(np.clip(pixels, 0, 255).astype(np.uint8), None, "PNG", 1)
    table = count_colors(image)
    return by_kind(suggest(sweep_k(table, k_max), len(table), table))


def on_sheet(
    pixels: NDArray[np.uint8], color: tuple[int, int, int], noise: int = 0
) -> NDArray[np.int64]:
    """Lay a picture in the middle of a sheet of as many pixels as it has."""
    height, width = pixels.shape[:2]
    sheet = np.empty((height + height // 2, width + width // 3, 3), np.int64)
    rng = np.random.default_rng(1)
    sheet[:] = np.array(color) + rng.integers(-noise, noise + 1, sheet.shape)
    top, left = (sheet.shape[0] - height) // 2, (sheet.shape[1] - width) // 2
    sheet[top : top + height, left : left + width] = pixels
    return sheet


def logo(colors: int, ground: tuple[int, int, int], soft: bool) -> NDArray[np.float64]:
    """Draw discs in all but one of some colors, on the ground that covers 80 %."""
    inks = [(200, 30, 40), (20, 60, 160), (250, 200, 20), (20, 140, 70), (90, 20, 110)]
    fine = 4 if soft else 1
    side = 160 * fine
    y, x = np.mgrid[0:side, 0:side] / side
    art = np.full((side, side, 3), ground, np.float64)
    for i, ink in enumerate(inks[: colors - 1]):
        middle = (i + 0.5) / (colors - 1)
        radius = np.sqrt(0.2 / (colors - 1) / np.pi)
        row = 0.3 if i % 2 else 0.7
        art[(x - middle) ** 2 + (y - row) ** 2 < radius**2] = ink
    drawn: NDArray[np.float64] = art.reshape(160, fine, 160, fine, 3).mean(axis=(1, 3))
    return drawn.round()


@cache
def for_the_photo() -> dict[str, Suggestion]:
    """Suggest for the photo that is laid on sheets."""
    return advice(photo(120, 90))


SHEETS = [(255, 255, 255), (0, 0, 0), (190, 30, 45), (250, 230, 200)]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_around_a_photo_does_not_decide(sheet: tuple[int, int, int]) -> None:
    pixels = photo(120, 90)
    alone, found = for_the_photo(), advice(on_sheet(pixels, sheet))
    code = "#" + bytes(sheet).hex()
    assert f"({code})" in found["ground"].reason
    assert "is about the rest" in found["ground"].reason
    for kind in ("elbow", "share90", "share95"):
        k, of_photo = found[kind].k, alone[kind].k
        assert k is not None
        assert of_photo is not None
        assert k == of_photo + 1  # one color is the sheet's
    for kind in ("share90", "share95"):
        assert "of the rest" in found[kind].reason
        assert found[kind].of_the_rest


def test_a_scanned_sheet_whose_white_is_not_even_does_not_decide_either() -> None:
    pixels = photo(120, 90)
    even, uneven = (advice(on_sheet(pixels, (253, 253, 253), n)) for n in (0, 1))
    assert uneven["ground"].reason == even["ground"].reason
    assert uneven["elbow"].k == even["elbow"].k
    for kind in ("share90", "share95"):
        assert abs((uneven[kind].k or 0) - (even[kind].k or 0)) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("ground", [(255, 255, 255), (10, 20, 40), (240, 200, 0)])
@pytest.mark.parametrize("colors", [2, 3, 4, 5, 6])
def test_of_a_logo_about_as_many_colors_are_advised_as_it_is_drawn_in(
    colors: int, ground: tuple[int, int, int]
) -> None:
    flat, soft = (advice(logo(colors, ground, each)) for each in (False, True))
    assert flat["exact"].k == colors
    assert flat["elbow"].k == colors
    # Of six some are alike, on yellow another than on white.
    assert colors - 2 <= (flat["share90"].k or 0) <= (flat["share95"].k or 0) <= colors
    assert abs((soft["elbow"].k or 0) - colors) <= 1
    assert colors - 2 <= (soft["share90"].k or 0) <= colors + 1
    assert colors - 2 <= (soft["share95"].k or 0) <= colors + 2


def test_what_covers_less_than_a_fifth_is_not_set_aside() -> None:
    pixels = photo(100, 100)
    pixels[:19] = 255
    assert "ground" not in advice(pixels)
    pixels[:22] = 255
    assert "22.0 % of this picture" in advice(pixels)["ground"].reason


# --- what nobody sees


@in_turn(
    "color",
    [(253, 253, 253), (128, 128, 128), (20, 20, 20), (3, 3, 3), (200, 40, 40),
     (40, 90, 200), (250, 240, 220)],
)  # fmt: skip
def test_noise_that_nobody_sees_has_no_elbow(color: tuple[int, int, int]) -> None:
    rng = np.random.default_rng(3)
    paper = np.array(color) + rng.integers(-1, 2, (100, 90, 3))
    found = advice(paper)
    assert found["elbow"].k is None
    assert "one color is enough" in found["elbow"].reason
    assert list(found) == ["exact", "elbow"]  # no shares of what nobody sees
    dusty = paper.copy()
    dusty[50, 40:44] = 90  # less than a thousandth
    assert advice(dusty)["elbow"].k is None


def test_a_faint_gradient_bends_where_nobody_sees_a_difference_any_more() -> None:
    gradient = np.broadcast_to(np.arange(120, 132)[:, None], (30, 12, 3))
    elbow = advice(gradient)["elbow"]
    assert (elbow.k, elbow.bend) == (None, None)
    assert "where the curve bends, a difference can hardly be seen" in elbow.reason


def test_letters_on_a_noisy_sheet_have_their_elbow_and_the_noise_has_none() -> None:
    rng = np.random.default_rng(3)
    paper = 253 + rng.integers(-1, 2, (120, 120, 3))
    paper[20:100:8, 10:110] = 30
    paper[24:100:8, 10:110] = (180, 20, 30)
    assert advice(paper)["elbow"].k == 3


def test_noise_that_is_seen_is_advised_on() -> None:
    rng = np.random.default_rng(3)
    grain = 128 + rng.normal(0, 12, (100, 90, 3))
    assert list(advice(grain)) == ["elbow", "share90", "share95"]


# --- real pictures


@dataclass(frozen=True)
class Expected:
    """What somebody who looks at a picture would accept, with the reason."""

    name: str
    exact: int | None
    how: str  # of the elbow: "clear", "range", or "all" colors are needed before it
    elbow: tuple[int, int]
    share90: tuple[int, int]
    share95: tuple[int, int]
    why: str


HOW = {"clear": "Clear elbow at", "range": "Elbow at", "all": "No elbow before all"}


OURS = (
    Expected("astronaut", None, "range", (3, 7), (4, 7), (6, 10),
             "orange suit, black, flag, many skin tones: no sharp end"),
    Expected("cat", None, "range", (3, 7), (5, 10), (10, 20),
             "fur: browns that run into each other"),
    Expected("coffee", None, "clear", (3, 6), (4, 7), (6, 11),
             "red saucer, dark table, white cup, coffee: few surfaces"),
    Expected("color-wheel", None, "range", (3, 9), (10, 22), (22, 45),
             "every hue and saturation, evenly spread"),
    Expected("deep-sky", None, "range", (3, 6), (3, 8), (7, 15),
             "black, and faint lights of every brightness"),
    Expected("logo", None, "clear", (6, 14), (2, 5), (3, 6),
             "a dozen flat colors and their soft edges"),
    Expected("pixel-art", 12, "all", (12, 12), (4, 8), (6, 10),
             "drawn in twelve colors, all in earnest use"),
    Expected("sunset", None, "range", (3, 7), (3, 8), (5, 10),
             "one gradient from dark violet to yellow"),
)  # fmt: skip

BENCH = (
    Expected("graphics/lorem_ipsum_screenshot", 256, "clear", (2, 2), (2, 4), (2, 5),
             "black letters on white; the grays are their edges"),
    Expected("graphics/pdv_FairytaleCastle15", 167, "clear", (20, 24), (5, 9), (8, 13),
             "on white, a drawing in some twenty flat colors with soft edges"),
    Expected("graphics/pdv_colored-circles", 10, "all", (10, 10), (3, 8), (4, 9),
             "ten flat colors"),
    Expected("graphics/pdv_swirl-23", 158, "range", (4, 12), (4, 8), (5, 11),
             "bands of a gradient from yellow over red to green and black"),
    Expected("graphics/wcDogg_bars_diag_color", 12, "all", (12, 12), (5, 10), (7, 12),
             "stripes in twelve vivid colors"),
    Expected("graphics/wcDogg_gradient_diag_gray", 256, "range", (3, 6), (4, 4),
             (5, 5), "one even gray gradient: 1 − 1/k² is explained"),
    Expected("graphics/wcDogg_gradient_hor_color", None, "clear", (6, 6), (5, 8),
             (8, 14), "a rainbow with its six corners red, yellow, green, cyan, blue,"
             " magenta"),
    Expected("kodak/kodim03", None, "range", (3, 9), (7, 13), (12, 24),
             "caps in five colors before a gray wall, shaded"),
    Expected("kodak/kodim07", None, "range", (3, 8), (5, 10), (10, 20),
             "leaves, shutters and flowers, all shaded"),
    Expected("kodak/kodim15", None, "clear", (2, 3), (2, 5), (4, 8),
             "a dark face before a bright even background"),
    Expected("kodak/kodim18", None, "range", (3, 9), (6, 13), (12, 26),
             "a model in front of dim leaves: nothing but in-betweens"),
    Expected("kodak/kodim19", None, "clear", (2, 5), (3, 7), (6, 12),
             "sky, white lighthouse and fence, dark grass"),
    Expected("kodak/kodim20", None, "clear", (2, 4), (2, 5), (3, 7),
             "a plane on white sky over dull grass"),
    Expected("large/image-rs_test", None, "clear", (2, 4), (2, 6), (4, 8),
             "dusk: a pale blue sky over a dark town"),
)  # fmt: skip


def check(path: Path, expected: Expected) -> None:
    table, sweep = swept(path)
    found = by_kind(suggest(sweep, len(table), table))
    if expected.exact is None:
        assert "exact" not in found
    else:
        assert f"exactly {expected.exact} colors" in found["exact"].reason
        assert found["exact"].k == expected.exact
    elbow = found["elbow"]
    first, last = elbow.bend or (elbow.k, elbow.k)
    assert elbow.reason.startswith(HOW[expected.how]), (elbow, expected.why)
    assert (first != last) == (expected.how == "range")
    for kind, k in (
        ("elbow", first),
        ("elbow", last),
        ("share90", found["share90"].k),
        ("share95", found["share95"].k),
    ):
        within = getattr(expected, kind)
        assert k is not None, (kind, expected.why)
        assert within[0] <= k <= within[1], (kind, k, expected.why)


def test_every_sample_is_expected() -> None:
    assert {each.name for each in OURS} == set(SAMPLES)


@pytest.mark.slow
@pytest.mark.parametrize("expected", OURS, ids=lambda each: each.name)
def test_suggestions_for_the_samples_are_sensible(expected: Expected) -> None:
    check(SAMPLES[expected.name].path, expected)


@pytest.mark.corpus
@pytest.mark.parametrize("expected", BENCH, ids=lambda each: each.name)
def test_suggestions_for_other_pictures_are_sensible(expected: Expected) -> None:
    check(in_bench(expected.name), expected)


PHOTOS = (
    "cq100/marrakech_museum",
    "cq100/red_eyed_tree_frog",
    "kodak/kodim01",
    "kodak/kodim08",
    "kodak/kodim14",
    "kodak/kodim22",
)


@pytest.mark.corpus
def test_no_photo_is_left_without_an_elbow() -> None:
    for name in PHOTOS:
        with case(name), Image.open(in_bench(name)) as picture:
            small = picture.convert("RGB").resize((60, 40), Image.Resampling.BOX)
            elbow = advice(np.asarray(small))["elbow"]
            assert elbow.k is not None
            first, last = elbow.bend or (0, 0)
            assert 2 <= first <= last == elbow.k <= 10


def test_the_share_explained_is_what_the_suggestions_go_by() -> None:
    sweep = fitted(blobs(6, 8))
    k = by_kind(suggest(sweep, 9000))["share90"].k
    assert k is not None
    explained = variance_explained(sweep.inertia)
    assert explained[k - 1] >= 0.9 > explained[k - 2]
