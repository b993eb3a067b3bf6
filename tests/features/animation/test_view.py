"""An animation on the page: what people give, and what they take away."""

import io
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from streamlit.testing.v1 import AppTest

from components.batch import command
from components.engine import read_animation
from tests.cases import case
from tests.engine.animations import Clip, Shot, damaged
from tests.pictures import encoded, photo, poster
from tests.test_page import messages, page, parts, upload, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

DURATIONS = [70, 200, 120]


def frames(many: bool = False) -> list[NDArray[np.uint8]]:
    """Draw a square that moves over a photo, in some twenty colors or in all."""
    found = []
    for at in (4, 18, 32):
        frame = (photo if many else poster)(48, 24)
        frame[8:20, at : at + 12] = (250, 40, 5 * at)
        found.append(frame)
    return found


def moving(kind: str = "PNG", many: bool = False) -> bytes:
    """Return a file of these frames."""
    first, *others = (Image.fromarray(each) for each in frames(many))
    file = io.BytesIO()
    options = {"duration": DURATIONS, "loop": 0, "lossless": True}
    first.save(file, kind, save_all=True, append_images=others, **options)
    return file.getvalue()


def give(data: bytes, **address: str) -> AppTest:
    """Open the page in the tab for many, and load an animation."""
    at = upload(
        page(sample="pixel-art", k="6", tab="Many", **address), "dance.png", data
    )
    assert messages(at) == ""
    return at


def shown(at: AppTest) -> str:
    """Return the table of sizes, as HTML."""
    (table,) = [e.proto.body for e in at.get("html") if "kcolors-film" in e.proto.body]
    return str(table)


def test_an_animation_is_named_at_once_and_plays_in_its_tab(
    offered: dict[str, dict[str, Any]],
) -> None:
    at = upload(page(sample="pixel-art", k="6"), "dance.png", moving())
    with case("the first screen says where all frames are, and is sent none of them"):
        assert (
            "it has 3. All frames are in the tab Many." in parts(at)["viewer"]["remark"]
        )
        assert "film" not in parts(at)
        assert "download_film_gif" not in offered

    at = give(moving())
    sent = parts(at)
    with case("all frames are sent, with their times"):
        assert sent["film"]["durations"] == DURATIONS
        assert sent["film"]["loop"] == 0
        assert sent["animation"]["shape"] == [48, 24]
        assert "**3 frames**, 48 × 24, 0.4 seconds" in words(at)

    with case("each file has all frames, in the colors that the browser was sent"):
        codes = sent["film_palettes"]["colors"][5]
        palette = {codes[i : i + 6] for i in range(0, len(codes), 6)}
        for kind in ("gif", "apng", "webp"):
            button = offered[f"download_film_{kind}"]
            data = button["data"]()
            assert f"{len(data):,} bytes" in shown(at) or "kB" in shown(at)
            again = read_animation(data)
            assert again is not None
            assert again.durations == tuple(DURATIONS)
            assert again.loop == 0
            seen = {
                bytes(color).hex()
                for frame in again.frames()
                for color in frame.rgb.reshape(-1, 3)
            }
            assert seen <= palette
            assert len(seen) > 3
        assert "The smallest is the" in words(at)
        assert "measuring" not in shown(at)

    with case("a new k sends neither frames nor palettes anew"):
        before = shown(at)
        at.slider(key="k").set_value(3).run()
        assert messages(at) == ""
        for name in ("film", "film_palettes"):
            assert parts(at)[name] == sent[name]
        assert shown(at) != before


SETTINGS = {"space": "oklab", "dither": "1", "dots": "gentle", "pin": "ff0000"}


@pytest.mark.parametrize(
    "data",
    [moving(), damaged(moving(), frame=2)],
    ids=["whole", "damaged"],
)
@pytest.mark.usefixtures("by_itself")
def test_the_command_on_the_page_writes_the_same_files(
    data: bytes, offered: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    folder, out = tmp_path / "photos", tmp_path / "few"
    folder.mkdir()
    (folder / "dance.png").write_bytes(data)
    at = give(data, **SETTINGS)
    (line,) = at.code
    asked = shlex.split(line.value)
    assert asked[:3] == ["python", "-m", "components.batch"]
    asked = [{"photos": str(folder), "few": str(out)}.get(each, each) for each in asked]
    for kind, others in (("apng", []), ("gif", ["--animations", "gif"])):
        assert command.main([*asked[3:], *others, "--workers", "1"]) == 0
        (written,) = [*out.glob("dance.*")]
        assert written.read_bytes() == offered[f"download_film_{kind}"]["data"]()
        written.unlink()


def test_a_still_has_no_frames_to_play() -> None:
    at = give(encoded(poster(48, 24)))
    assert "animation" not in parts(at)
    assert "All frames" not in parts(at)["viewer"]["remark"]
    assert not any("All frames" in each.value for each in at.header)


def dots(frames: int) -> bytes:
    """Return a GIF of so many frames of one pixel, all alike: written at once."""
    dot = Shot(np.full((1, 1, 4), 255, np.uint8))
    one, two = (Clip(1, 1, [dot] * count).file("GIF") for count in (1, 2))
    frame = two[len(one) - 1 : -1]
    return two[:-1] + (frames - 2) * frame + two[-1:]


def test_what_is_too_much_or_cut_off_is_said_and_the_first_frame_stays() -> None:
    with case("too many frames"):
        at = give(dots(2001))
        (said,) = at.warning
        assert "2,001 frames; the limit is 2,000" in said.value
        assert "film" not in parts(at)
        assert parts(at)["viewer"]["k"] >= 1

    with case("the end is missing"):
        whole = moving("GIF")
        at = give(whole[: int(0.8 * len(whole))])
        assert len(parts(at)["film"]["durations"]) == 2
        assert "only the 2 frames that are whole are used" in words(at).replace(
            "\\", ""
        )


def test_what_comes_out_of_black_has_a_slider_of_its_own_for_all_frames(
    offered: dict[str, dict[str, Any]],
) -> None:
    black, *others = map(Image.fromarray, [np.zeros_like(frames()[0]), *frames()])
    file = io.BytesIO()
    black.save(file, "PNG", save_all=True, append_images=others, duration=DURATIONS[0])
    at = give(file.getvalue())
    with case("at first it stands where the page's slider would, had it the colors"):
        assert at.slider(key="k").value == 1
        assert at.slider(key="film_k").value == 6
        assert "The slider at the top goes to 1" in words(at)
        sent = parts(at)["animation"]
        assert (sent["k"], sent["follows"]) == (6, False)

    at.slider(key="film_k").set_value(9).run()
    with case("it is moved by that alone, and so are its files"):
        assert parts(at)["animation"]["k"] == 9
        film = read_animation(offered["download_film_gif"]["data"]())
        assert film is not None
        drawn = np.concatenate([each.rgb.reshape(-1, 3) for each in film.frames()])
        assert len(np.unique(drawn, axis=0)) == 9

    with case("an animation whose first frame has colors enough follows the page's"):
        at = give(moving(many=True))
        assert parts(at)["animation"]["follows"] is True
        assert "The slider at the top" not in words(at)

    with case("also if all frames have some more, which is said"):
        few = np.arange(40, dtype=np.uint8).repeat(3 * 40).reshape(40, 40, 3)
        first, second = Image.fromarray(few), Image.fromarray(few + 20)
        file = io.BytesIO()
        first.save(file, "PNG", save_all=True, append_images=[second], duration=80)
        at = give(file.getvalue())
        assert parts(at)["animation"]["follows"] is True
        assert "The slider goes to 40, because the first frame" in words(at)
