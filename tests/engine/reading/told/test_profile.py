"""Profiles made of primaries and a curve."""

import io

import numpy as np
import pytest
from PIL import ImageCms

from components.engine.reading.told.encoding import ADOBE, DISPLAY_P3, SRGB, Encoding
from components.engine.reading.told.profile import D50, colorants, profile_of
from tests.cases import in_turn
from tests.engine import icc


@pytest.mark.parametrize(
    ("primaries", "published"),
    [(SRGB, icc.SRGB), (ADOBE, icc.ADOBE), (DISPLAY_P3, icc.DISPLAY_P3)],
)
def test_colorants_are_those_that_published_profiles_list(
    primaries: tuple[tuple[float, float], ...], published: tuple[icc.Column, ...]
) -> None:
    found = colorants(primaries)  # type: ignore[arg-type]  # four points they are
    np.testing.assert_allclose(found.T, published, atol=2e-4)
    np.testing.assert_allclose(found.sum(axis=1), D50, atol=1e-9)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_profile_is_small_and_named(mode: str) -> None:
    made = profile_of(Encoding("Adobe RGB", "as is said", ADOBE), mode)
    assert len(made) < 1200
    opened = ImageCms.ImageCmsProfile(io.BytesIO(made))
    assert ImageCms.getProfileDescription(opened).strip() == "Adobe RGB"


@in_turn(
    "primaries",
    [
        ((0.0, 0.0),) * 4,
        ((0.64, 0.33), (0.64, 0.33), (0.15, 0.06), (0.3127, 0.329)),
        ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), (0.9, 0.9)),
        ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06), (0.3, 0.0)),
        ((4e4, 4e4), (1.0, 4e4), (4e4, 3.0), (0.3, 0.3)),
    ],
)
def test_lights_that_make_no_white_make_no_profile(
    primaries: tuple[tuple[float, float], ...],
) -> None:
    with pytest.raises(ValueError, match=r"white|line|apart"):
        colorants(primaries)  # type: ignore[arg-type]  # four points they are
