"""Animations in a folder of pictures: all frames, in the palette of all."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from components import engine
from components.batch import Outcome, Wish, read_stop, run
from components.batch.command import main
from components.batch.palette import CommonPalette
from components.batch.scoring import looks_of_frames
from tests.batch.folders import MOVING, contents, fill_moving
from tests.engine.animations import KINDS, Clip, Shot, damaged, moving
from tests.pictures import encoded, poster

FIVE = Wish(read_stop("5"), compare=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three animations and a picture."""
    place = fill_moving(tmp_path / "in")
    (place / "still.png").write_bytes(encoded(poster(20, 16)))
    return place


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def drawn(folder: Path, out: Path, wish: Wish = FIVE) -> Outcome:
    outcome = run(folder, out, wish, workers=0)
    assert outcome.failed == ()
    return outcome


def read(file: Path) -> engine.Animation:
    animation = engine.read_animation(file.read_bytes())
    assert animation is not None
    return animation


def test_an_animation_becomes_one_in_the_colors_of_all_frames_of_all(
    folder: Path, out: Path
) -> None:
    found = drawn(folder, out)
    tables = [engine.count_frames(read(folder / name)) for name in MOVING.values()]
    still = engine.read_image((folder / "still.png").read_bytes())
    tables.append(engine.count_colors(still))
    centers = engine.sweep_k(engine.add_tables(tables), 5).centers[-1]
    assert found.palette is not None
    np.testing.assert_array_equal(found.palette.centers, centers)
    for kind, name in MOVING.items():
        before, after = read(folder / name), read(out / name)
        assert (after.format, after.durations) == (kind, before.durations)
        assert after.loop == before.loop
        expected = engine.draw_frames(before, centers)
        for frame, each in zip(after.frames(), expected, strict=True):
            shown = frame.opacity == 255
            colors = each.palette[each.indices]
            np.testing.assert_array_equal(frame.rgb[shown], colors[shown])
    assert engine.read_animation((out / "still.png").read_bytes()) is None


def test_the_report_says_how_many_frames_there_are(folder: Path, out: Path) -> None:
    drawn(folder, out, replace(FIVE, compare=True))
    text = (out / "report.csv").read_text("utf-8-sig")
    rows = {row["file"]: row for row in csv.DictReader(io.StringIO(text))}
    frames = {name: rows[name]["frames"] for name in rows}
    assert frames == {
        **{MOVING[kind]: str(4 + len(kind)) for kind in KINDS},
        "still.png": "1",
    }
    assert rows["one.gif"]["result"] == "one.gif"
    assert float(rows["one.gif"]["lost_by_sharing"]) >= 0
    shares = [float(each) for each in rows["one.gif"]["shares"].split()[1::2]]
    assert sum(shares) == pytest.approx(1, abs=0.001)
    sheet = (out / "index.html").read_text()
    assert 'src="one.gif"' in sheet
    assert "24 × 18 · 7 frames" in sheet
    assert "20 × 16 · 1 frame" not in sheet


@pytest.mark.parametrize("each", [False, True], ids=["one palette", "one each"])
def test_what_is_done_is_not_done_again(
    folder: Path, out: Path, each: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = replace(FIVE, each=each)
    first = drawn(folder, out, wish)
    before = contents(out)
    (out / "three.webp").unlink()

    def once(animation: engine.Animation, *_: object) -> None:
        calls.append(animation.format)
        raise MemoryError

    calls: list[str] = []
    monkeypatch.setattr("components.batch.drawing.draw_moving", once)
    assert [each.name for each in run(folder, out, wish, 0).failed] == ["three.webp"]
    assert calls == ["WEBP"]
    monkeypatch.undo()
    assert drawn(folder, out, wish).results == first.results
    assert contents(out) == before


@pytest.mark.usefixtures("by_itself")
@pytest.mark.parametrize(
    ("word", "ending"), [("gif", "gif"), ("apng", "png"), ("webp", "webp")]
)
def test_all_can_become_the_same_format(
    word: str, ending: str, folder: Path, out: Path
) -> None:
    words = [str(folder), "--k", "5", "--out", str(out), "--animations", word]
    assert main([*words, "--workers", "1", "--no-compare"]) == 0
    for name in MOVING.values():
        animation = read((out / name).with_suffix(f".{ending}"))
        assert animation.format == {"apng": "PNG"}.get(word, word.upper())
        assert len(animation) == len(read(folder / name))


def test_the_first_frame_alone_is_drawn_where_that_is_wanted(
    folder: Path, out: Path
) -> None:
    found = drawn(folder, out, replace(FIVE, animations="first"))
    assert {each.result for each in found.results} == {
        *("one.png", "deep/two.png", "three.png", "still.png")
    }
    assert all(engine.read_animation(each) is None for each in images(out))
    assert [each.frames for each in found.results] == [1] * 4


def images(out: Path) -> list[bytes]:
    return [data for name, data in contents(out).items() if name.endswith(".png")]


def score_by_number(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Let five colors look good enough; return a list of what is looked at."""
    looked_at: list[bytes] = []

    def score(shown: engine.SourceImage, palette: CommonPalette, _: Wish) -> float:
        looked_at.append(shown.rgb.tobytes())
        return 14.0 * len(palette)

    for user in ("drawing", "scoring"):  # of a palette each, and of one for all
        monkeypatch.setattr(f"components.batch.{user}.score_of", score)
    return looked_at


def test_an_animation_gets_as_many_colors_as_its_frames_need_to_look_good(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = score_by_number(monkeypatch)
    for name in ("deep/two.png", "three.webp", "still.png"):
        (folder / name).unlink()
    (result,) = drawn(folder, out, Wish(read_stop("score:70"), each=True)).results
    assert (result.k, len(set(looked_at))) == (5, 7)
    assert "70" in result.why
    assert len(read(out / "one.gif")) == 7


def test_of_a_long_animation_some_frames_are_looked_at_from_first_to_last() -> None:
    animation = engine.read_animation(moving(frames=30, width=100).file("WEBP"))
    assert animation is not None
    every = [each.rgb.tobytes() for each in animation.frames()]
    found = [every.index(each.rgb.tobytes()) for each in looks_of_frames(animation)]
    assert found == [0, 4, 8, 12, 16, 20, 24, 29]


@pytest.mark.parametrize(
    "wish",
    [FIVE, replace(FIVE, each=True), Wish(read_stop("score:70"), compare=False)],
    ids=["one palette", "one each", "by score"],
)
@pytest.mark.parametrize("whole", [1, 3])
def test_of_a_damaged_animation_the_frames_before_the_damage_are_drawn_and_it_is_said(
    whole: int, wish: Wish, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = score_by_number(monkeypatch)
    folder, short = tmp_path / "in", tmp_path / "short"
    clip = moving(frames=7)
    for place, data in (
        (folder, damaged(clip.file("PNG"), frame=whole)),
        (short, replace(clip, shots=clip.shots[:whole]).file("PNG")),
    ):
        place.mkdir()
        (place / "two.png").write_bytes(data)
    (result,) = drawn(folder, out, wish).results
    assert result.frames == whole
    assert len(set(looked_at)) == (whole if wish.stop.kind == "score" else 0)
    frames = "1 frame" if whole == 1 else "3 frames"
    said = f"The rest of this animation is damaged: {frames} of 7 could be read."
    assert said in (out / "report.csv").read_text("utf-8-sig")
    if whole > 1:
        drawn(short, tmp_path / "other", wish)
        expected = (tmp_path / "other" / "two.png").read_bytes()
        assert (out / "two.png").read_bytes() == expected


def test_an_animation_of_which_not_even_the_first_frame_can_be_read_is_named(
    folder: Path, out: Path
) -> None:
    file = bytearray((folder / "deep/two.png").read_bytes())
    at = file.index(b"IDAT") + 8
    file[at : at + 8] = bytes(8)
    (folder / "deep/two.png").write_bytes(file)
    found = run(folder, out, FIVE, workers=0)
    assert [each.name for each in found.failed] == ["deep/two.png"]
    assert len(found.results) == 3


def test_an_animation_that_is_nowhere_to_be_seen_has_no_palette_of_its_own(
    tmp_path: Path, out: Path
) -> None:
    clear = np.zeros((3, 4, 4), np.uint8)
    (tmp_path / "in").mkdir()
    clip = Clip(4, 3, [Shot(clear), Shot(clear)])
    (tmp_path / "in" / "a.gif").write_bytes(clip.file("GIF"))
    found = run(tmp_path / "in", out, replace(FIVE, each=True), workers=0)
    assert "invisible" in found.failed[0].why


def test_where_a_format_has_no_room_it_is_said(tmp_path: Path, out: Path) -> None:
    long = np.full((1, 16_400, 4), 255, np.uint8)
    (tmp_path / "in").mkdir()
    clip = Clip(16_400, 1, [Shot(long), Shot(long // 2 + 128)])
    (tmp_path / "in" / "a.png").write_bytes(clip.file("PNG"))
    found = run(tmp_path / "in", out, replace(FIVE, animations="webp"), workers=0)
    assert found.failed[0].why == (
        "It cannot be written as WEBP: 16,400 × 1 pixels; WebP holds 16,383 a side."
    )
