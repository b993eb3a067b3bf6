"""All frames of an animation are read as browsers show them."""

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from components.engine import ImageError, SourceImage, read_animation, read_image
from components.engine.animation.read import Animation
from components.engine.errors import (
    DamagedFrameError,
    DamagedImageError,
    ImageTooLargeError,
)
from components.engine.reading.limits import Limits
from tests.engine.animations import (
    KINDS,
    Clip,
    Shot,
    by_pillow,
    clips,
    damaged,
    moving,
    seen,
    without_hidden,
)
from tests.engine.files import chunk, saved
from tests.engine.reading.test_corpus import files_of


def read(data: bytes) -> Animation:
    animation = read_animation(data)
    assert animation is not None
    return animation


def rgba(frame: SourceImage) -> np.ndarray:
    return without_hidden(np.dstack([frame.rgb, frame.opacity]))


def frames(data: bytes) -> list[np.ndarray]:
    return [rgba(frame) for frame in read(data).frames()]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_frames_are_composed_by_the_rules_of_the_format(
    kind: str, data: st.DataObject
) -> None:
    clip = data.draw(clips(kind))
    animation = read(clip.file(kind))
    assert (animation.width, animation.height) == (clip.width, clip.height)
    assert animation.durations == clip.durations
    assert animation.loop == clip.plays
    assert len(animation) == len(clip.shots)
    assert animation.notes == ()
    for found, expected in zip(animation.frames(), seen(clip), strict=True):
        np.testing.assert_array_equal(rgba(found), expected)


@given(clips("WEBP"))
def test_a_webp_is_what_googles_own_decoder_makes_of_it(clip: Clip) -> None:
    """But for its rounding, of opacities above all."""
    data = clip.file("WEBP")
    for ours, theirs in zip(frames(data), by_pillow(data), strict=True):
        assert np.abs(ours[..., 3].astype(int) - theirs[..., 3]).max() <= 2
        solid = (ours[..., 3] > 128) & (theirs[..., 3] > 128)
        off = np.abs(ours[solid].astype(int) - theirs[solid])
        assert off.max(initial=0) <= 4


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_the_first_frame_is_what_is_read_of_the_file_as_a_picture(
    kind: str, data: st.DataObject
) -> None:
    file = data.draw(clips(kind)).file(kind)
    image = read_image(file)
    first = next(read(file).frames())
    np.testing.assert_array_equal(rgba(first), rgba(image))
    assert (first.alpha is None) == (image.alpha is None)


@pytest.mark.parametrize("kind", KINDS)
def test_frames_can_be_gone_through_again(kind: str) -> None:
    animation = read(moving().file(kind))
    once, again = ([rgba(each) for each in animation.frames()] for _ in range(2))
    np.testing.assert_array_equal(once, again)
    assert not next(animation.frames()).rgb.flags.writeable


def test_a_still_is_no_animation() -> None:
    picture = Image.new("RGB", (3, 2), "red")
    for kind in ("PNG", "GIF", "WEBP", "JPEG", "TIFF", "BMP"):
        assert read_animation(saved(picture, kind)) is None
    for kind in KINDS:
        assert read_animation(moving(frames=1).file(kind)) is None


def test_a_picture_for_programs_without_animation_is_no_frame() -> None:
    """Its pixels stand before the first frame's, in an APNG."""
    still = saved(Image.new("RGBA", (24, 18), "red"))
    clip = moving().file("PNG")
    pixels = still[still.index(b"IDAT") - 4 : still.index(b"IEND") - 4]
    start = clip.index(b"fcTL") - 4
    frames_of_it = clip[start:].replace(b"IDAT", b"fdAT", 1)
    # The first frame's pixels get the number that those of others have.
    at = frames_of_it.index(b"fdAT")
    size = int.from_bytes(frames_of_it[at - 4 : at], "big")
    own = chunk(b"fdAT", bytes(4) + frames_of_it[at + 4 : at + 4 + size])
    file = (
        clip[:start] + pixels + frames_of_it[: at - 4] + own
        + frames_of_it[at + 8 + size :]
    )  # fmt: skip
    found = frames(file)
    np.testing.assert_array_equal(found, seen(moving()))
    assert read_image(file).rgb[0, 0].tolist() == [255, 0, 0]


def test_a_gif_whose_first_frame_is_larger_than_its_screen_grows() -> None:
    clip = moving()
    file = bytearray(clip.file("GIF"))
    file[6:10] = bytes([4, 0, 3, 0])
    animation = read(bytes(file))
    assert (animation.width, animation.height) == (24, 18)
    np.testing.assert_array_equal(frames(bytes(file)), seen(clip))


def test_what_stands_beyond_the_canvas_is_cut_off() -> None:
    large = np.full((9, 9, 4), 255, np.uint8)
    clip = Clip(6, 5, [Shot(large[:5, :6] // 2 + 128), Shot(large, 4, 3)])
    np.testing.assert_array_equal(frames(clip.file("GIF")), seen(clip))


def test_a_gif_frame_that_says_nothing_of_what_it_leaves_leaves_all() -> None:
    """Whatever the frame before it said."""
    dot = np.full((2, 2, 4), 255, np.uint8)
    ways = [Shot(dot, 0, 0, leaves=1), Shot(dot, 2, 0), Shot(dot, 4, 0)]
    clip = Clip(6, 2, ways)
    file = bytearray(clip.file("GIF"))
    second = file.index(b"!\xf9", file.index(b"!\xf9") + 1)
    file[second + 3] &= 0b11100011
    np.testing.assert_array_equal(frames(bytes(file)), seen(clip))
    assert not np.array_equal(by_pillow(bytes(file)), seen(clip))


def test_a_frame_without_pixels_shows_what_was_there() -> None:
    file = bytearray(moving(frames=2).file("GIF"))
    second = file.index(b"!\xf9", file.index(b"!\xf9") + 1) + 8
    file[second + 5 : second + 7] = b"\0\0"  # its width
    one, two = frames(bytes(file))
    np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_all_frames_are_turned_upright(kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    pictures = [Image.fromarray(shot.rgba) for shot in moving().shots]
    options = {"lossless": True} if kind == "WEBP" else {}
    file = saved(
        pictures[0], kind, save_all=True, append_images=pictures[1:], exif=exif,
        **options,
    )  # fmt: skip
    animation = read(file)
    assert (animation.width, animation.height) == (18, 24)
    expected = [np.rot90(each, -1) for each in seen(moving())]
    np.testing.assert_array_equal([rgba(each) for each in animation.frames()], expected)
    assert "Turned a quarter to the right" in animation.notes[0]


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_file_that_is_cut_off_the_whole_frames_are_used(kind: str) -> None:
    file = moving(frames=4).file(kind)
    animation = read(file[: len(file) * 3 // 4])
    assert len(animation) in (2, 3)
    assert animation.notes == (
        f"The end of this file is missing: only the {len(animation)} frames that are"
        " whole are used.",
    )
    expected = seen(moving(frames=4))[: len(animation)]
    np.testing.assert_array_equal([rgba(each) for each in animation.frames()], expected)


@pytest.mark.parametrize("kind", KINDS)
def test_wherever_a_file_is_cut_off_it_is_read_or_refused(kind: str) -> None:
    file = moving(frames=3).file(kind)
    for end in range(0, len(file), 7):
        outcome(file[:end])


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(
    kind: str, data: st.DataObject
) -> None:
    file = bytearray(moving(frames=3, width=9, height=7).file(kind))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(file) - 1))
        file[place] = data.draw(st.integers(0, 255))
    outcome(bytes(file))


def outcome(file: bytes) -> None:
    """Read all frames; only an `ImageError` may come of it."""
    try:
        animation = read_animation(file)
        for frame in animation.frames() if animation else ():
            assert animation is not None
            assert frame.rgb.shape == (animation.height, animation.width, 3)
    except ImageError as problem:
        assert str(problem).endswith(".")


def test_a_damaged_frame_is_named() -> None:
    clip = moving(frames=3)
    animation = read(damaged(clip.file("PNG"), frame=1))
    with pytest.raises(DamagedFrameError, match="Frame 2 of this PNG cannot be") as it:
        list(animation.frames())
    assert it.value.before == 1
    (first,) = animation.up_to(1).frames()
    np.testing.assert_array_equal(first.rgb, next(animation.frames()).rgb)


@pytest.mark.parametrize("kind", KINDS)
def test_too_many_frames_are_refused_before_any_is_decoded(kind: str) -> None:
    file = moving(frames=6).file(kind)
    few = replace(Limits(), frames=5)
    with pytest.raises(ImageTooLargeError, match="has 6 frames; the limit is 5"):
        read_animation(file, few)
    small = replace(Limits(), moving=6 * 24 * 18 - 1)
    sentence = "The 6 frames of this animation have 0.003 million pixels together; "
    with pytest.raises(ImageTooLargeError, match=sentence):
        read_animation(file, small)
    assert read_animation(file, replace(small, moving=6 * 24 * 18)) is not None


def test_a_small_canvas_hides_no_large_frames() -> None:
    file = bytearray(moving(frames=3).file("GIF"))
    second = file.index(b"!\xf9", file.index(b"!\xf9") + 1) + 8
    file[second + 5 : second + 9] = b"\xff\xff\xff\xff"  # its width and height
    with pytest.raises(ImageTooLargeError, match=r"4,294\.8\d* million pixels"):
        read_animation(bytes(file))


def test_a_profile_is_not_gone_through_a_thousand_times() -> None:
    clip = moving(frames=40)
    profile = chunk(b"iCCP", b"x\0\0" + bytes(29 * 2**20))
    file = clip.file("PNG")
    start = file.index(b"acTL") - 4
    with pytest.raises(DamagedImageError, match=r"29\.0 MB, is too much for 40 frames"):
        read_animation(file[:start] + profile + file[start:])


def test_what_a_gif_repeats_is_one_less_than_it_is_played() -> None:
    pictures = [Image.new("L", (2, 2), level) for level in (0, 255)]
    file = io.BytesIO()
    pictures[0].save(file, "GIF", save_all=True, append_images=pictures[1:], loop=3)
    assert read(file.getvalue()).loop == 4


def test_only_bytes_are_read() -> None:
    with pytest.raises(TypeError, match="not str"):
        read_animation("a path")  # type: ignore[arg-type]


@pytest.mark.corpus
@pytest.mark.parametrize("variable", ["KCOLORS_CORPUS", "KCOLORS_BENCH"])
def test_every_file_of_the_folders_is_read_or_refused(variable: str) -> None:
    files = files_of(variable)
    if not files:
        pytest.skip(f"{variable} names no folder of pictures")
    for path in files:
        outcome(path.read_bytes())
