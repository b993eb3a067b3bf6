"""Many pictures on the page: what people give, and what they take away."""

import io
import shlex
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from components.batch import command, line
from components.batch.files import Failed
from components.engine import read_animation
from components.features.many import given, work
from components.features.many import words as words_of_many
from components.features.many.work import Parcel
from components.shared import progress
from components.shared.samples import FOLDER, SAMPLES
from components.work.job import Watch
from tests.cases import case
from tests.engine.animations import damaged, moving
from tests.pictures import decoded, distinct, encoded, photo, plain
from tests.test_page import messages, page, parts, upload, words

pytestmark = [pytest.mark.page, pytest.mark.usefixtures("small_samples")]

PNG = "image/png"


def give(at: AppTest, files: dict[str, bytes]) -> AppTest:
    """Give several files in the tab."""
    given_files = [(name, data, PNG) for name, data in files.items()]
    return at.file_uploader(key="many_files").set_value(given_files).run()


def few(name: str = "") -> dict[str, bytes]:
    """Return two pictures, one much larger than the other, under some names."""
    return {
        f"{name}large.png": encoded(photo(60, 45, seed=1)),
        f"{name}small.png": encoded(photo(15, 10, seed=2)),
    }


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the files of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def taken(offered: dict[str, dict[str, Any]]) -> dict[str, bytes]:
    """Press the button that saves all; return the files."""
    return unzipped(offered["download_many"]["data"]())


def test_three_files_of_which_one_is_broken_share_a_palette(
    offered: dict[str, dict[str, Any]],
) -> None:
    at = page(sample="pixel-art", k="6", tab="Many")
    assert "many_sheet" not in parts(at)
    broken = {"broken.png": few()["large.png"][:900]}
    at = give(at, few() | broken)
    assert messages(at) == ""
    (said,) = at.warning
    assert "`broken.png` is left out." in said.value
    assert "**2 pictures**" in words(at)
    sent = parts(at)
    assert sent["sheet"]["names"] == ["large.png", "small.png"]
    said = sent["sheet_losses"]["words"].values()
    assert sorted(place for places in said for place in places) == [0, 1]
    files = taken(offered)
    assert sorted(files) == ["large.png", "report.csv", "small.png"]
    shown = {
        f"#{sent['sheet_palettes']['colors'][5][i : i + 6]}" for i in range(0, 36, 6)
    }
    for name in ("large.png", "small.png"):
        pixels = decoded(files[name])
        assert distinct(pixels) <= 6
        codes = {
            "#{:02x}{:02x}{:02x}".format(*each[:3]) for each in pixels.reshape(-1, 4)
        }
        assert codes <= shown
    assert "broken.png" in files["report.csv"].decode("utf-8-sig")


def test_a_zip_counts_as_what_is_in_it_and_each_picture_may_count_the_same() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, data in few("photos/").items():
            file.writestr(name, data)
    at = give(
        page(sample="pixel-art", k="4", tab="Many", weigh="equally"),
        {"all.zip": archive.getvalue()},
    )
    assert messages(at) == ""
    sheet, equally = parts(at)["sheet"], parts(at)["sheet_palettes"]
    assert sheet["names"] == ["photos/large.png", "photos/small.png"]
    at.segmented_control(key="weigh").set_value("pixels").run()
    pixels = parts(at)["sheet_palettes"]
    assert pixels["key"] != equally["key"]
    assert pixels["colors"][3] != equally["colors"][3]
    assert parts(at)["sheet"] == sheet


def test_two_files_of_one_name_are_told_apart_and_too_many_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(given, "MOST_FILES", 2)
    at = page(sample="pixel-art", tab="Many")
    files = [("a.png", plain((9 * i, 0, 0)), PNG) for i in range(3)]
    at.file_uploader(key="many_files").set_value(files).run()
    assert parts(at)["sheet"]["names"] == ["a (2).png", "a.png"]
    assert [each.value.partition(". ")[2] for each in at.warning] == [
        "Only the first 2 pictures can be taken."
    ]


def test_a_zip_of_far_too_many_files_is_not_followed_by_as_many_messages(
    monkeypatch: pytest.MonkeyPatch, offered: dict[str, dict[str, Any]]
) -> None:
    monkeypatch.setattr(given, "MOST_FILES", 2)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for number in range(40):
            file.writestr(f"{number:02}.png", plain((6 * number, 0, 0)))
    at = give(
        page(sample="pixel-art", k="2", tab="Many"), {"all.zip": archive.getvalue()}
    )
    (said,) = [each.value for each in at.warning]
    assert said.startswith("`02.png`, `03.png`, `04.png`, `05.png` and 34 more files")
    assert "Only the first 2 files of a ZIP can be taken" in said
    assert "39.png" in taken(offered)["report.csv"].decode()


def test_what_comes_out_of_nothing_is_sent_here_by_the_page_and_counts() -> None:
    nothing, red = (
        Image.new("RGBA", (30, 20), color) for color in ((0, 0, 0, 0), "red")
    )
    file = io.BytesIO()
    nothing.save(file, "PNG", save_all=True, append_images=[red], duration=80)
    at = upload(page(sample="pixel-art", tab="Many"), "blink.png", file.getvalue())
    assert "Every pixel of its first frame is fully transparent" in messages(at)
    assert "in the tab Many" in messages(at)
    at = give(page(sample="pixel-art", tab="Many"), {"blink.png": file.getvalue()})
    assert not at.warning
    assert "**1 picture**" in words(at)
    assert parts(at)["sheet_palettes"]["colors"] == ["ff0000"]


def test_of_many_reasons_only_some_are_told() -> None:
    failed = [Failed(f"{number}.png", f"Reason {number}.") for number in range(30)]
    *told, last = words_of_many.left_out(failed)
    assert told[0] == "`0.png` is left out. Reason 0."
    assert len(told) < 10
    assert last == f"{30 - len(told)} more files are left out, for other reasons."


def test_while_the_zip_is_written_it_is_told_how_far_that_is(
    offered: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def tell(_: DeltaGenerator, share: float, text: str) -> None:
        told.extend([text] if text.startswith("Writing") else [])

    real = work.archive.wait
    each_of_them = [f"Writing picture {each} of 2 …" for each in (1, 2)]

    def wait_for_each(watch: Watch, parcel: Parcel) -> bytes:
        """Tell of each picture first: who looks now and then can miss a small one."""
        for done in range(2):
            watch(done / 2)
        return real(watch, parcel)

    monkeypatch.setattr(progress, "_PATIENCE", -1.0)
    monkeypatch.setattr(DeltaGenerator, "progress", tell)
    monkeypatch.setattr(work.archive, "wait", wait_for_each)
    at = give(page(sample="pixel-art", tab="Many", k="5"), few("how far "))
    with case("nobody has pressed the button: nothing is written"):
        at.run()
        assert told == []
    with case("it is pressed: the bar tells of each picture until all is there"):
        button = offered["download_many"]
        assert button["on_click"].__name__ == "_zip_wanted"
        (at.session_state["_many_zip"],) = button["args"]
        at.run()
        assert messages(at) == ""
        assert told[:2] == each_of_them
        assert set(told) == set(each_of_them)
        assert sorted(taken(offered)) == [
            *("how far large.png", "how far small.png", "report.csv")
        ]
    with case("then there is no bar any more"):
        told.clear()
        at.run()
        assert told == []
        assert "_many_zip" not in at.session_state


def test_a_picture_is_sent_large_only_when_somebody_asks() -> None:
    at = give(page(sample="pixel-art", tab="Many"), few())
    assert "sheet_large" not in parts(at)
    wish = {"sheet": parts(at)["sheet"]["key"], "place": 1}
    at.session_state["_many_open"] = wish
    at.run()
    large = parts(at)["sheet_large"]
    assert large["place"] == 1
    assert np.array_equal(decoded(large["png"]), decoded(few()["small.png"]))


def test_pictures_that_are_invisible_are_no_reason_to_stop() -> None:
    nothing = {"nothing.png": plain((9, 9, 9, 0))}
    at = give(page(sample="pixel-art", tab="Many"), nothing)
    assert messages(at) == ""
    assert "no color to see" in words(at)
    at = give(at, nothing | few())
    assert messages(at) == ""
    assert parts(at)["sheet"]["names"] == ["large.png", "nothing.png", "small.png"]


SETTINGS = {"space": "oklab", "dither": "1", "dots": "gentle", "pin": "ff0000"}


TICKED = {"list": "pico-8", "have": "0,7,8,9,10,12,13,15"}
OWN = {
    "list": "own",
    "own": ",".join(f"{3 * i:02x}{250 - 9 * i:02x}80" for i in range(25)),
}


ASIDE = {
    "aside": bytes(photo(60, 45, seed=1)[20, 30]).hex(),
    "reach": "roughly",
    "as": "color",
}


@pytest.mark.usefixtures("by_itself")
@pytest.mark.parametrize(
    "settings",
    [{}, SETTINGS, TICKED, OWN, ASIDE],
    ids=["usual", "others", "ticked", "own", "aside"],
)
def test_the_command_on_the_page_makes_the_same_files(
    settings: dict[str, str],
    offered: dict[str, dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "_MOST_IN_LINE", 24)
    folder, out = tmp_path / "photos", tmp_path / "few"
    folder.mkdir()
    for name, data in few().items():
        (folder / name).write_bytes(data)
    (folder / "nothing.png").write_bytes(plain((9, 9, 9, 0)))
    (folder / "moving.gif").write_bytes(moving().file("GIF"))
    (folder / "damaged.png").write_bytes(damaged(moving().file("PNG"), frame=2))
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    given_files = {each.name: each.read_bytes() for each in folder.iterdir()}
    at = give(page(sample="pixel-art", k="7", tab="Many", **settings), given_files)
    assert messages(at) == ""
    (code,) = at.code
    asked = shlex.split(code.value)
    assert asked[:3] == ["python", "-m", "components.batch"]
    places = {"photos": folder, "few": out}
    if settings == OWN:  # more than a line has room for: they come as a file
        places[line.OWN] = tmp_path / line.OWN
        places[line.OWN].write_bytes(offered["download_many_colors"]["data"])
    asked = [str(places.get(each, each)) for each in asked]
    assert command.main([*asked[3:], "--workers", "1"]) == 1  # one is broken
    files = taken(offered)
    if settings == ASIDE:  # which can be done with stills alone
        assert len(files) == 4
        told = files["report.csv"].decode("utf-8-sig")
        assert f"#{ASIDE['aside']} is set aside: " in told
        assert "moving.gif" in told
    else:
        assert len(files) == 6
        for name, frames in (("moving.gif", 4), ("damaged.png", 2)):
            animation = read_animation(files[name])
            assert animation is not None
            assert len(animation) == frames
    for name, data in files.items():
        assert (out / name).read_bytes() == data, name


def test_the_samples_are_there_to_try(offered: dict[str, dict[str, Any]]) -> None:
    at = page(sample="pixel-art", tab="Many", k="8")
    at.button(key="many_samples").click().run()
    assert messages(at) == ""
    names = {each.file for each in SAMPLES.values()}
    assert set(parts(at)["sheet"]["names"]) == names
    assert {each.name for each in FOLDER.iterdir()} >= names
    assert "**8 pictures**" in words(at)
