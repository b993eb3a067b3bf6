"""Where the curve bends, whether that is clear, and what is said of it."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from components.engine import (
    Suggestion,
    Sweep,
    count_colors,
    find_elbow,
    read_image,
    smallest_for,
    suggest,
    sweep_k,
    variance_explained,
)
from components.engine.source import SourceImage
from components.shared.samples import SAMPLES

K = np.arange(1.0, 65.0)


def fitted(pixels: NDArray[np.float64], k_max: int = 64) -> Sweep:
    """Sweep over some colors, given as numbers that may need rounding."""
    colors = np.clip(np.rint(pixels), 0, 255).astype(np.uint8).reshape(1, -1, 3)
    return sweep_k(count_colors(SourceImage(colors, None, "PNG", 1)), k_max)


def blobs(n: int, spread: float) -> NDArray[np.float64]:
    """Scatter colors around n centers that are far from each other."""
    rng = np.random.default_rng(n)
    some = rng.uniform(15, 240, (500, 3))
    centers = some[:1]
    while len(centers) < n:
        apart = np.linalg.norm(some[:, None] - centers, axis=-1).min(axis=1)
        centers = np.vstack([centers, some[apart.argmax()]])
    which = rng.integers(0, n, 12_000)
    return centers[which] + rng.normal(0, spread, (12_000, 3))


def noise(kind: str) -> NDArray[np.float64]:
    """Spread colors without any groups."""
    rng = np.random.default_rng(5)
    y, x = np.mgrid[0:100, 0:100] * 2.5
    return {
        "uniform": rng.uniform(0, 255, (12_000, 3)),
        "normal": rng.normal(128, 30, (12_000, 3)),
        "stretched": 128 + rng.normal(0, 1, (12_000, 3)) * [50, 15, 5],
        "gray ramp": np.repeat(np.arange(256.0), 3),
        "square gradient": np.stack([x, y, 0 * x + 90], axis=-1),
        "long gradient": np.stack([x, y / 2, 0 * x + 90], axis=-1),
    }[kind]


# --- the elbow


@pytest.mark.parametrize("spread", [3, 8])
@pytest.mark.parametrize("n", [2, 3, 4, 6, 9, 12, 16, 20])
def test_separate_blobs_have_a_clear_elbow_at_their_number(
    n: int, spread: float
) -> None:
    elbow = find_elbow(fitted(blobs(n, spread)).inertia)
    assert elbow is not None
    assert elbow.k == n
    assert elbow.clear
    assert elbow.strength > 2  # far from the border


@pytest.mark.parametrize(
    "kind",
    [
        "uniform",
        "normal",
        "stretched",
        "gray ramp",
        "square gradient",
        "long gradient",
    ],
)
def test_noise_and_even_gradients_have_no_clear_elbow(kind: str) -> None:
    elbow = find_elbow(fitted(noise(kind)).inertia)
    assert elbow is None or not elbow.clear


@pytest.mark.parametrize("power", [2 / 3, 1, 2])
def test_a_power_law_has_no_clear_elbow(power: float) -> None:
    elbow = find_elbow(1e6 * K**-power)
    assert elbow is None or not elbow.clear


def test_where_a_curve_ends_does_not_move_a_clear_elbow() -> None:
    inertia = np.where(K < 7, 30.0, 1.0) / K
    found = {k_max: find_elbow(inertia[:k_max]) for k_max in (16, 32, 64)}
    assert {elbow and (elbow.k, elbow.clear) for elbow in found.values()} == {(7, True)}


def test_what_is_too_small_to_be_seen_is_no_elbow() -> None:
    elbow = find_elbow(np.where(K < 40, K**-2.6, 1e-9))
    assert elbow is None or not elbow.clear


def test_of_a_few_flat_colors_all_are_needed() -> None:
    rng = np.random.default_rng(2)
    colors = rng.integers(0, 255, (9, 3)).astype(np.float64)
    sweep = fitted(np.repeat(colors, 50, axis=0))
    elbow = find_elbow(sweep.inertia)
    assert elbow is not None
    assert (elbow.k, elbow.clear) == (9, True)


@given(st.lists(st.floats(0, 1e12), max_size=70), st.booleans())
def test_any_curve_gives_an_elbow_within_it_or_none(
    values: list[float], ends_in_nothing: bool
) -> None:
    inertia = np.sort(np.array(values))[::-1]
    if ends_in_nothing and inertia.size:
        inertia[-1] = 0
    elbow = find_elbow(inertia)
    assert elbow is None or 1 <= elbow.k <= inertia.size
    assert elbow == find_elbow(inertia.copy())


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


def by_kind(found: tuple[Suggestion, ...]) -> dict[str, Suggestion]:
    assert len({each.kind for each in found}) == len(found)
    return {each.kind: each for each in found}


def test_nine_flat_colors_are_suggested_first() -> None:
    colors = np.random.default_rng(4).integers(0, 255, (9, 3)).astype(np.float64)
    first = suggest(fitted(colors), 9)[0]
    assert first == Suggestion("exact", 9, "This picture has exactly 9 colors.")


def test_colors_beyond_the_sweep_are_told_but_cannot_be_chosen() -> None:
    ramp = np.repeat(np.arange(100.0), 3)
    first = suggest(fitted(ramp), 100)[0]
    assert (first.kind, first.k) == ("exact", None)
    assert "exactly 100 colors" in first.reason
    assert suggest(fitted(ramp, 256), 100)[0].k == 100


def test_a_photo_s_many_colors_are_no_suggestion() -> None:
    kinds = [each.kind for each in suggest(fitted(noise("uniform")), 11_000)]
    assert kinds == ["elbow", "share90", "share95"]


def test_without_an_elbow_the_reason_is_told() -> None:
    elbow = by_kind(suggest(fitted(noise("uniform")), 11_000))["elbow"]
    assert elbow.k is None
    assert elbow.reason.startswith("No clear elbow")


def test_a_share_that_is_not_reached_is_told() -> None:
    share = by_kind(suggest(fitted(noise("normal"), 20), 11_000))["share95"]
    assert share.k is None
    assert share.reason.startswith("Even 20 colors explain less than 95 %")


@pytest.mark.parametrize("k_max", [1, 2, 3, 4])
@pytest.mark.parametrize("distinct", [1, 2, 3, 4, 300])
def test_few_colors_and_short_curves_are_suggested_for_too(
    distinct: int, k_max: int
) -> None:
    rng = np.random.default_rng(distinct)
    colors = np.unique(rng.integers(0, 255, (distinct, 3)), axis=0)
    sweep = fitted(colors.astype(np.float64), k_max)
    found = suggest(sweep, len(colors))
    assert found == suggest(sweep, len(colors))
    for each in found:
        assert each.k is None or 1 <= each.k <= sweep.k_max
        assert each.reason.endswith(".")
        assert ". " not in each.reason


def test_of_one_color_one_is_enough() -> None:
    found = by_kind(suggest(fitted(np.full((5, 3), 90.0)), 1))
    assert found["exact"].k == found["share90"].k == found["share95"].k == 1
    assert found["exact"].reason == "This picture has exactly 1 color."
    assert found["elbow"].k is None


# --- real pictures


@dataclass(frozen=True)
class Expected:
    """What somebody who looks at a picture would accept, with the reason."""

    name: str
    exact: int | None
    elbow: tuple[int, int] | None
    share90: tuple[int, int]
    share95: tuple[int, int]
    why: str


OURS = (
    Expected("astronaut", None, None, (4, 7), (6, 10),
             "orange suit, black, flag, many skin tones: no sharp end"),
    Expected("cat", None, None, (5, 10), (10, 20),
             "fur: browns that run into each other"),
    Expected("coffee", None, (3, 6), (4, 7), (6, 11),
             "red saucer, dark table, white cup, coffee: few surfaces"),
    Expected("color-wheel", None, None, (10, 22), (22, 45),
             "every hue and saturation, evenly spread"),
    Expected("deep-sky", None, None, (3, 8), (7, 15),
             "black, and faint lights of every brightness"),
    Expected("logo", None, (6, 14), (2, 5), (3, 6),
             "a dozen flat colors and their soft edges"),
    Expected("pixel-art", 12, (12, 12), (4, 8), (6, 10),
             "drawn in twelve colors, all in earnest use"),
    Expected("sunset", None, None, (3, 8), (5, 10),
             "one gradient from dark violet to yellow"),
)  # fmt: skip

BENCH = (
    Expected("graphics/lorem_ipsum_screenshot", 256, (2, 2), (2, 4), (2, 5),
             "black letters on white; the grays are their edges"),
    Expected("graphics/pdv_FairytaleCastle15", 167, (2, 8), (3, 6), (4, 9),
             "on white, a drawing in orange, red, brown, with shading"),
    Expected("graphics/pdv_colored-circles", 10, (10, 10), (3, 8), (4, 9),
             "ten flat colors"),
    Expected("graphics/pdv_swirl-23", 158, None, (4, 8), (5, 11),
             "bands of a gradient from yellow over red to green and black"),
    Expected("graphics/wcDogg_bars_diag_color", 12, (12, 12), (5, 10), (7, 12),
             "stripes in twelve vivid colors"),
    Expected("graphics/wcDogg_gradient_diag_gray", 256, None, (4, 4), (5, 5),
             "one even gray gradient: 1 − 1/k² is explained"),
    Expected("graphics/wcDogg_gradient_hor_color", None, (6, 6), (5, 8), (8, 14),
             "a rainbow with its six corners red, yellow, green, cyan, blue, magenta"),
    Expected("kodak/kodim03", None, None, (7, 13), (12, 24),
             "caps in five colors before a gray wall, shaded"),
    Expected("kodak/kodim07", None, None, (5, 10), (10, 20),
             "leaves, shutters and flowers, all shaded"),
    Expected("kodak/kodim15", None, (2, 3), (2, 5), (4, 8),
             "a dark face before a bright even background"),
    Expected("kodak/kodim18", None, None, (6, 13), (12, 26),
             "a model in front of dim leaves: nothing but in-betweens"),
    Expected("kodak/kodim19", None, (2, 5), (3, 7), (6, 12),
             "sky, white lighthouse and fence, dark grass"),
    Expected("kodak/kodim20", None, (2, 4), (2, 5), (3, 7),
             "a plane on white sky over dull grass"),
    Expected("large/image-rs_test", None, (2, 4), (2, 6), (4, 8),
             "dusk: a pale blue sky over a dark town"),
)  # fmt: skip


def check(path: Path, expected: Expected) -> None:
    table = count_colors(read_image(path.read_bytes()))
    found = by_kind(suggest(sweep_k(table), len(table)))
    if expected.exact is None:
        assert "exact" not in found
    else:
        assert f"exactly {expected.exact} colors" in found["exact"].reason
        assert found["exact"].k == (expected.exact if expected.exact <= 64 else None)
    for kind in ("elbow", "share90", "share95"):
        k, within = found[kind].k, getattr(expected, kind)
        if within is None:
            assert k is None, (kind, expected.why)
        else:
            assert k is not None, (kind, expected.why)
            assert within[0] <= k <= within[1], (kind, k, expected.why)


def test_a_bend_after_which_the_curve_falls_as_before_is_no_elbow() -> None:
    """It falls as k to the power of −3.6 up to 8, but for a little less from 3 to 4."""
    k = np.arange(1, 65)
    slope = np.where(k[1:] == 4, 1.7, np.where(k[1:] <= 8, 3.6, 2.0))
    fall = np.concatenate([[0], np.cumsum(slope * np.diff(np.log(k)))])
    elbow = find_elbow(np.exp(-fall))
    assert elbow is not None
    assert elbow.clear
    assert elbow.k == 8


def test_every_sample_is_expected() -> None:
    assert {each.name for each in OURS} == set(SAMPLES)


@pytest.mark.parametrize("expected", OURS, ids=lambda each: each.name)
def test_suggestions_for_the_samples_are_sensible(expected: Expected) -> None:
    check(SAMPLES[expected.name].path, expected)


@pytest.mark.corpus
@pytest.mark.parametrize("expected", BENCH, ids=lambda each: each.name)
def test_suggestions_for_other_pictures_are_sensible(expected: Expected) -> None:
    folder = os.environ.get("KCOLORS_BENCH")
    paths = sorted(Path(folder).glob(f"{expected.name}.*")) if folder else []
    if not paths:
        pytest.skip("KCOLORS_BENCH names no folder with this picture")
    check(paths[0], expected)


def test_the_share_explained_is_what_the_suggestions_go_by() -> None:
    sweep = fitted(blobs(6, 8))
    k = by_kind(suggest(sweep, 9000))["share90"].k
    assert k is not None
    explained = variance_explained(sweep.inertia)
    assert explained[k - 1] >= 0.9 > explained[k - 2]
