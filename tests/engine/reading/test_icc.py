"""Color profiles: applied, left alone or ignored, and said so."""

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from components.engine.reading.image import read_image
from tests.cases import in_turn
from tests.engine.files import f_shape, saved
from tests.engine.icc import SRGB, WIDE, cmyk_profile, gray_profile, rgb_profile
from tests.engine.telling import of_light


def colors() -> np.ndarray:
    steps = np.linspace(0, 255, 16).astype(np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1)
    return cube.reshape(64, 64, 3)


def with_profile(profile: bytes, kind: str = "PNG") -> bytes:
    options = {"lossless": True} if kind == "WEBP" else {}
    return saved(Image.fromarray(colors()), kind, icc_profile=profile, **options)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_a_wide_gamut_profile_is_applied_and_named(kind: str) -> None:
    image = read_image(with_profile(rgb_profile(WIDE, name="Wide open"), kind))
    assert image.notes == ("Colors converted to sRGB from the profile “Wide open”.",)
    change = image.rgb.astype(int) - colors()
    assert np.abs(change).max() > 20
    # Equal parts stay gray, and a muted green becomes a stronger one.
    grays = (colors() == colors()[..., :1]).all(axis=-1)
    assert np.ptp(image.rgb[grays].astype(int), axis=-1).max() <= 2


def test_the_conversion_is_what_little_cms_makes_of_it() -> None:
    profile = rgb_profile(WIDE)
    wanted = ImageCms.profileToProfile(
        Image.fromarray(colors()),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        outputMode="RGB",
    )
    np.testing.assert_array_equal(
        read_image(with_profile(profile)).rgb, np.asarray(wanted)
    )


def test_swapped_channels_are_swapped_back() -> None:
    red, green, blue = SRGB
    image = read_image(with_profile(rgb_profile((green, blue, red))))
    # What the file calls red is green, its green is blue, its blue is red.
    wanted = colors()[..., [2, 0, 1]].astype(int)
    assert np.abs(image.rgb - wanted).max() <= 12
    assert len(image.notes) == 1


def test_an_srgb_profile_leaves_every_pixel_as_it_is() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = read_image(with_profile(profile))
    np.testing.assert_array_equal(image.rgb, colors())
    assert image.notes == ()


def test_opacity_is_untouched_by_a_profile() -> None:
    pixels = np.dstack([colors(), np.arange(64 * 64).reshape(64, 64) % 256])
    picture = Image.fromarray(pixels.astype(np.uint8))
    image = read_image(saved(picture, icc_profile=rgb_profile(WIDE)))
    np.testing.assert_array_equal(image.alpha, pixels[..., 3])
    plain = read_image(with_profile(rgb_profile(WIDE)))
    np.testing.assert_array_equal(image.rgb, plain.rgb)


def test_a_palette_is_converted_too() -> None:
    picture = Image.fromarray(f_shape()).quantize(4)
    as_rgb = saved(picture.convert("RGB"), icc_profile=rgb_profile(WIDE))
    image = read_image(saved(picture, icc_profile=rgb_profile(WIDE)))
    np.testing.assert_array_equal(image.rgb, read_image(as_rgb).rgb)
    assert len(image.notes) == 1


@pytest.mark.parametrize("mode", ["L", "LA", "I;16"])
def test_a_gray_profile_makes_gray_lighter_or_darker(mode: str) -> None:
    if mode == "I;16":
        picture = Image.fromarray(np.full((2, 2), 128 * 257, np.uint16))
    else:
        picture = Image.new("L", (2, 2), 128).convert(mode)
    image = read_image(saved(picture, icc_profile=gray_profile(1.0)))
    assert np.abs(image.rgb.astype(int) - 188).max() <= 2
    assert image.notes[-1] == "Colors converted to sRGB from the profile “Test gray”."


@pytest.mark.parametrize("gamma", [0.5, 1.0, 1.8])
def test_every_one_of_the_grays_is_as_light_as_its_profile_says(gamma: float) -> None:
    """Little CMS by itself is off by up to 34 in the dark."""
    grays = np.arange(256, dtype=np.uint8).reshape(1, 256)
    image = read_image(saved(Image.fromarray(grays), icc_profile=gray_profile(gamma)))
    wanted = of_light((grays[0] / 255) ** gamma)
    assert np.abs(image.rgb[0] - wanted[:, None]).max() <= 1


def test_a_print_profile_says_what_the_inks_look_like() -> None:
    inks = Image.new("CMYK", (4, 4), (255, 0, 0, 0))
    profile = cmyk_profile((54.0, 81.0, 70.0))
    for kind in ("TIFF", "JPEG"):
        image = read_image(saved(inks, kind, icc_profile=profile))
        assert image.rgb[0, 0, 0] > 240
        assert image.rgb[0, 0, 1] < 60
        assert image.notes == (
            "Colors converted to sRGB from the profile “Test CMYK”.",
        )


def test_paper_is_white_under_a_print_profile() -> None:
    paper = Image.new("CMYK", (4, 4), (0, 0, 0, 0))
    image = read_image(saved(paper, "TIFF", icc_profile=cmyk_profile((50.0, 0.0, 0.0))))
    assert image.rgb.min() >= 250


@in_turn(
    "profile",
    [
        b"not a profile",
        bytes(128),
        rgb_profile(WIDE)[:200],
        rgb_profile(WIDE).replace(b"rXYZ", b"zXYZ"),
        rgb_profile(WIDE).replace(b"mntr", b"link"),
    ],
)
def test_an_unusable_profile_is_ignored_and_noted(profile: bytes) -> None:
    image = read_image(with_profile(profile))
    np.testing.assert_array_equal(image.rgb, colors())
    assert image.notes == (
        "The color profile in the file was ignored: it cannot be used.",
    )


@pytest.mark.parametrize(
    ("profile", "word"),
    [(gray_profile(1.0), "gray"), (cmyk_profile((50.0, 0.0, 0.0)), "CMYK")],
)
def test_a_profile_for_other_pixels_is_ignored_and_noted(
    profile: bytes, word: str
) -> None:
    image = read_image(with_profile(profile))
    np.testing.assert_array_equal(image.rgb, colors())
    assert image.notes == (
        "The color profile in the file was ignored: "
        f"it is for {word} pictures and this one is RGB.",
    )


def test_an_srgb_profile_on_a_gray_picture_is_nothing_to_mention() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = read_image(saved(Image.new("L", (2, 2), 99), icc_profile=profile))
    assert image.rgb.max() == image.rgb.min() == 99
    assert image.notes == ()


def test_a_long_profile_name_is_cut_and_kept_on_one_line() -> None:
    profile = rgb_profile(WIDE, name="A name\nwith a break, " + "and more " * 20)
    (note,) = read_image(with_profile(profile)).notes
    assert "\n" not in note
    assert len(note) < 100
    assert note.endswith("…”.")
