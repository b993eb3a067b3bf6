"""A folder of pictures in, the same pictures in one palette out."""

import csv
import io
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from components import batch, engine
from components.batch import Wish, WrongUseError, drawing, read_stop, reading
from components.batch.store import STATE
from components.model.set_aside import SetAside, Way
from components.model.style import Style
from tests.batch.folders import NOT_A_PICTURE, RESULTS, fill, palette_in, pictures_in
from tests.pictures import encoded, photo

FIVE = Wish(read_stop("5"), compare=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "in")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(folder: Path, out: Path, wish: Wish = FIVE) -> batch.Outcome:
    """Do it in this process."""
    outcome = batch.run(folder, out, wish, workers=0)
    assert outcome.failed == ()
    return outcome


def images(folder: Path) -> Iterator[engine.SourceImage]:
    for name in ("a.jpg", "a.png", "cut out.png", "deep/b c#1.webp", "deep/er/a.png"):
        yield engine.read_image((folder / name).read_bytes())
    yield engine.read_image((folder / "no ending").read_bytes())


def report(out: Path) -> list[dict[str, str]]:
    text = (out / "report.csv").read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_picture_has_a_result_of_its_own_name_and_nothing_else_is_a_picture(
    folder: Path, out: Path
) -> None:
    run(folder, out)
    assert pictures_in(out).keys() == RESULTS
    assert {file.name for file in out.iterdir()} - {"deep", STATE} == {
        "report.csv",
        "index.html",
        *(name for name in RESULTS if "/" not in name),
    }


def test_all_are_drawn_in_the_colors_of_all_their_pixels_together(
    folder: Path, out: Path
) -> None:
    found = run(folder, out)
    tables = [engine.count_colors(image) for image in images(folder)]
    centers = engine.sweep_k(engine.add_tables(tables), 5).centers[-1]
    colors = set(map(tuple, engine.round_centers(centers).tolist()))
    assert found.palette is not None
    assert set(found.palette.codes) == {engine.hex_code(color) for color in colors}
    drawn = {name: palette_in(data) for name, data in pictures_in(out).items()}
    assert set.union(*drawn.values()) == colors
    with Image.open(out / "cut out.png") as cut_out:
        assert np.asarray(cut_out.convert("RGBA"))[:5, :, 3].max() == 0


def test_however_the_system_lists_the_folder_the_bytes_are_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "A.png").write_bytes(encoded(photo(9, 9)))
    run(folder, tmp_path / "one")
    real = os.walk

    def the_other_way_round(*way: Any, **ways: Any) -> Iterator[Any]:  # noqa: ANN401
        for place, folders, files in real(*way, **ways):
            folders.reverse()
            yield place, folders, files[::-1]

    monkeypatch.setattr(os, "walk", the_other_way_round)
    run(folder, tmp_path / "two")
    monkeypatch.undo()
    for name in ("report.csv", "index.html"):
        assert (tmp_path / "one" / name).read_bytes() == (
            tmp_path / "two" / name
        ).read_bytes()
    assert pictures_in(tmp_path / "one") == pictures_in(tmp_path / "two")


WAYS = {
    "dots": replace(FIVE, style=Style(True, dots="gentle"), space="oklrab"),
    "a list": replace(FIVE, listed="pico-8"),
    "an e-ink panel": replace(FIVE, listed="eink-spectra6", style=Style(True)),
    "some of a list": replace(
        FIVE, listed="commodore-64", only=("0", "1", "2", "5", "9")
    ),
    "own colors": replace(FIVE, own=tuple(f"#{i:02x}{9 * i:02x}80" for i in range(25))),
    "kept colors": replace(FIVE, pins=("#ff0000", "#123456")),
    "smaller": replace(FIVE, style=Style(smaller="strong")),
    "normalized": replace(FIVE, space="standardized", flat=False),
}


@pytest.mark.parametrize("name", WAYS)
def test_each_way_of_drawing_is_that_of_the_engine(
    folder: Path, out: Path, name: str
) -> None:
    wish = WAYS[name]
    run(folder, out, wish)
    table = engine.add_tables(map(engine.count_colors, images(folder)))
    given, space = wish.given, wish.fit_space
    flat = wish.flat and engine.has_flat_colors(table)
    sweep = given.sweep(table, 5, space, flat, lambda share: None)
    metric = engine.metric_of(table, space)
    effort: Any = "best" if wish.style.squeezed else "fast"
    device = None
    if given.listed is not None and given.listed.device is not None:
        assert isinstance(sweep, engine.ListSweep)
        device = given.listed.device[sweep.chosen[-1]]
    files = sorted(RESULTS)
    for result, image in zip(files, images(folder), strict=True):
        drawn = engine.quantize(
            image, sweep.colors[-1], wish.style.smoothness, wish.style.kind, metric
        )
        expected = engine.encode_png(replace(drawn, device=device), effort)
        assert (out / result).read_bytes() == expected, result


def test_pictures_that_weigh_alike_share_the_colors_alike(
    tmp_path: Path, out: Path
) -> None:
    tmp_path.joinpath("in").mkdir()
    blue = np.full((60, 60, 3), (0, 0, 200), np.uint8)
    Image.fromarray(blue).save(tmp_path / "in" / "large.png")
    Image.fromarray(blue[:6, :6, ::-1].copy()).save(tmp_path / "in" / "small.png")
    one = Wish(read_stop("1"), flat=False)
    by_pixels = run(tmp_path / "in", out, one).palette
    alike = run(tmp_path / "in", out, replace(one, weigh="equally")).palette
    assert by_pixels is not None and by_pixels.codes == ["#0200c6"]
    assert alike is not None and alike.codes == ["#640064"]


def test_with_a_palette_each_a_result_is_what_its_picture_alone_would_give(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    found = run(folder, out, replace(FIVE, each=True))
    assert found.palette is None
    alone = tmp_path / "alone"
    (alone / "in").mkdir(parents=True)
    (alone / "in" / "a.png").write_bytes((folder / "deep/er/a.png").read_bytes())
    run(alone / "in", alone / "out")
    together = out / "deep/er/a.png"
    assert together.read_bytes() == (alone / "out" / "a.png").read_bytes()
    assert len(set.union(*map(palette_in, pictures_in(out).values()))) > 5


def test_the_report_says_what_each_picture_loses_by_sharing(
    folder: Path, out: Path
) -> None:
    run(folder, out, replace(FIVE, compare=True))
    rows = report(out)
    assert {row["result"] for row in rows} == RESULTS
    for row in rows:
        data = (folder / row["file"]).read_bytes()
        assert int(row["bytes_before"]) == len(data)
        assert int(row["bytes_after"]) == (out / row["result"]).stat().st_size
        words = row["shares"].split()
        assert int(row["colors_used"]) == len(words) // 2
        assert abs(sum(map(float, words[1::2])) - 1) < 0.001
        shared, own = float(row["error"]), float(row["error_of_own_palette"])
        assert 0 < own < shared
        assert abs(shared - own - float(row["lost_by_sharing"])) < 1e-4
    image = engine.read_image((folder / "a.png").read_bytes())
    with Image.open(out / "a.png.png") as drawn:
        off = np.asarray(drawn.convert("RGB"), float) - image.rgb
    (row,) = (row for row in rows if row["file"] == "a.png")
    assert float(row["error"]) == pytest.approx(np.sqrt((off**2).sum(-1).mean()))


def test_of_many_pictures_it_is_said_only_when_asked_for(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unasked = replace(FIVE, compare=None)
    for most, asked, there in ((6, None, True), (5, None, False), (5, True, True)):
        monkeypatch.setattr("components.batch.wish.MOST_COMPARED", most)
        run(folder, out, replace(unasked, compare=asked))
        assert all(bool(row["lost_by_sharing"]) == there for row in report(out))


def test_without_the_comparison_nothing_is_said_of_it(folder: Path, out: Path) -> None:
    run(folder, out)
    assert {row["lost_by_sharing"] for row in report(out)} == {""}


def test_the_sheet_shows_every_result_by_a_relative_link(
    folder: Path, out: Path
) -> None:
    (folder / "<b>.png").write_bytes((folder / "a.png").read_bytes())
    found = run(folder, out)
    sheet = (out / "index.html").read_text()
    links = re.findall(r'src="([^"]+)"', sheet)
    assert "deep/b%20c%231.png" in links
    assert len(links) == len(RESULTS) + 1
    assert "<b>.png" not in sheet and "&lt;b&gt;.png" in sheet
    assert found.palette is not None
    assert all(code in sheet for code in found.palette.codes)


def test_of_too_many_for_a_sheet_the_first_are_shown_and_the_table_has_all(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.batch.report.MOST_SHOWN", 4)
    run(folder, out)
    sheet = (out / "index.html").read_text()
    assert len(re.findall("<img ", sheet)) == 4
    assert "These are the first 4; 2 more are in the folder" in sheet
    assert len(report(out)) == len(RESULTS)


# --- where to stop


def test_the_elbow_is_that_of_all_colors_together(tmp_path: Path, out: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    tables = []
    for seed in (1, 2):
        data = encoded(photo(12, 8, seed) // 60 * 60)
        (folder / f"{seed}.png").write_bytes(data)
        tables.append(engine.count_colors(engine.read_image(data)))
    table = engine.add_tables(tables)
    flat = engine.has_flat_colors(table)
    said = engine.suggest(engine.sweep_k(table, keep_flat=flat), len(table), table)
    for each in said:
        if each.k is not None and each.kind in ("elbow", "share95"):
            found = run(folder, out, replace(FIVE, stop=read_stop(each.kind)))
            assert found.palette is not None
            assert len(found.palette) == each.k
            assert found.palette.why == each.reason
    assert {each.kind for each in said if each.k} >= {"elbow", "share95"}


def test_by_score_every_picture_looks_as_good_as_was_asked_for(
    tmp_path: Path, out: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for seed in (1, 2):
        (folder / f"{seed}.png").write_bytes(encoded(photo(12, 8, seed) // 60 * 60))
    found = run(folder, out, Wish(read_stop("score:70"), compare=False))
    assert found.palette is not None
    scores = []
    for result in found.results:
        image = engine.read_image((folder / result.name).read_bytes())
        drawn = engine.quantize(image, found.palette.drawn)
        scores.append(engine.visual_score(image, drawn))
    assert min(scores) >= 70
    assert 1 < len(found.palette) < 64
    assert f"{min(scores):.1f}" in found.palette.why


def test_the_fewest_that_look_the_same_are_those_with_which_every_picture_does(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for seed in (1, 2, 3):
        small = photo(12, 8, seed) // 60 * 60
        (folder / f"{seed}.png").write_bytes(encoded(small))
    same = Wish(read_stop("same"), compare=False)
    found = run(folder, out, same).palette
    assert found is not None
    assert found.why == engine.suggest_same(len(found), 64).reason

    def all_pass(k: int) -> bool:
        palette = run(folder, out, replace(FIVE, stop=read_stop(str(k)))).palette
        assert palette is not None
        images = [engine.read_image(file.read_bytes()) for file in folder.iterdir()]
        return all(
            engine.looks_the_same(
                engine.compare(image, engine.quantize(image, palette.drawn))
            )
            for image in images
        )

    k = len(found)
    assert 2 < k < 64
    assert [all_pass(each) for each in (k - 2, k - 1, k)] == [False, False, True]
    alone = run(folder, out, replace(same, each=True)).results
    assert max(each.k for each in alone) <= k


def white_at_the_edge() -> np.ndarray:
    """Return a photo on nearly white paper, with a white spot of its own."""
    pixels = photo(24, 20, 4) // 2
    pixels[:6] = 250
    pixels[12:14, 8:12] = 255
    return pixels


@pytest.mark.parametrize("way", ["clear", "color"])
def test_what_is_set_aside_counts_in_no_picture(
    tmp_path: Path, out: Path, way: Way
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "drawing.png").write_bytes(encoded(white_at_the_edge()))
    (folder / "white.png").write_bytes(encoded(np.full((5, 5, 3), 255, np.uint8)))
    aside = SetAside("#ffffff", at_edge=True, way=way)
    wish = replace(FIVE, aside=aside, stop=read_stop("4"), flat=False)
    found = run(folder, out, wish)
    image = engine.read_image(encoded(white_at_the_edge()))
    left, table = aside.left_of(image, engine.count_colors(image))
    white = engine.read_image((folder / "white.png").read_bytes())
    both = engine.add_tables([table, engine.count_colors(white)])  # it is all there is
    centers = engine.sweep_k(both, 4).centers[-1]
    drawn = engine.encode_png(engine.quantize(left, centers))
    assert (out / "drawing.png").read_bytes() == drawn
    with Image.open(out / "drawing.png") as picture:
        paper = np.asarray(picture.convert("RGBA"))[:6]
    assert set(map(tuple, paper.reshape(-1, 4).tolist())) == {
        (255, 255, 255, 255) if way == "color" else tuple(paper[0, 0])
    }
    assert (paper[0, 0, 3] == 0) == (way == "clear")
    assert found.results[0].notes == ("#ffffff is set aside: 30.0% of the picture.",)
    assert found.results[1].notes == ()


def test_more_colors_than_there_are_is_no_mistake(tmp_path: Path, out: Path) -> None:
    (tmp_path / "in").mkdir()
    few = np.array([[[9, 9, 9], [200, 0, 0]]], np.uint8)
    (tmp_path / "in" / "few.png").write_bytes(encoded(few))
    found = run(tmp_path / "in", out, Wish(read_stop("16")))
    assert found.palette is not None
    assert found.palette.codes == ["#090909", "#c80000"]
    assert found.palette.why == "There are no more than 2 colors."


def test_all_colors_are_refused_where_a_palette_has_no_room(
    folder: Path, out: Path
) -> None:
    with pytest.raises(WrongUseError, match=r"There are \d+ colors"):
        run(folder, out, Wish(read_stop("exact")))


# --- going on after a stop


def times(out: Path) -> dict[str, int]:
    """Return when each result was written."""
    return {name: (out / name).stat().st_mtime_ns for name in pictures_in(out)}


class Stop:
    """Lets a function of the program be called so often, and then stops all."""

    def __init__(self, patch: pytest.MonkeyPatch, module: Any, name: str) -> None:  # noqa: ANN401
        self.calls, self.most = 0, 10**9
        self._real = getattr(module, name)
        patch.setattr(module, name, self._called)

    def _called(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401
        self.calls += 1
        if self.calls > self.most:
            raise KeyboardInterrupt
        return self._real(*args, **options)


def test_what_was_drawn_before_a_stop_is_not_drawn_again(
    folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, tmp_path / "whole")
    counted = Stop(monkeypatch, reading, "count_colors")
    drawn = Stop(monkeypatch, drawing, "draw")
    drawn.most = 3
    with pytest.raises(KeyboardInterrupt):
        run(folder, out)
    before = times(out)
    assert len(before) == 3
    drawn.calls = counted.calls = 0
    run(folder, out)
    after = times(out)
    assert counted.calls == 0
    assert drawn.calls == 3
    assert before.items() <= after.items()
    assert pictures_in(out) == pictures_in(tmp_path / "whole")
    for name in ("report.csv", "index.html"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_what_was_counted_before_a_stop_is_not_counted_again(
    folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.batch.files._FILES_AT_ONCE", 1)
    run(folder, tmp_path / "whole")
    counted = Stop(monkeypatch, reading, "count_colors")
    counted.most = 4
    with pytest.raises(KeyboardInterrupt):
        run(folder, out)
    assert pictures_in(out) == {}
    counted.calls = 0
    run(folder, out)
    assert counted.calls == 2
    assert pictures_in(out) == pictures_in(tmp_path / "whole")


def test_what_was_counted_is_counted_again_if_it_has_changed(
    folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.batch.files._FILES_AT_ONCE", 1)
    counted = Stop(monkeypatch, reading, "count_colors")
    counted.most = 4
    with pytest.raises(KeyboardInterrupt):
        run(folder, out)
    counted.most, counted.calls = 10**9, 0
    (folder / "a.jpg").write_bytes(encoded(photo(50, 20, 9), "JPEG"))
    run(folder, out)
    assert counted.calls == 6
    run(folder, tmp_path / "whole")
    assert pictures_in(out) == pictures_in(tmp_path / "whole")


def test_nothing_is_done_twice_unless_something_else_is_wanted(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder, out)
    counted = Stop(monkeypatch, reading, "count_colors")
    drawn = Stop(monkeypatch, drawing, "draw")
    run(folder, out)
    assert (counted.calls, drawn.calls) == (0, 0)
    batch.run(folder, out, replace(FIVE, style=Style(smaller="same")), workers=0)
    assert (counted.calls, drawn.calls) == (0, 6)  # the palette is the same
    six = replace(FIVE, stop=read_stop("6"))
    run(folder, out, six)
    assert (counted.calls, drawn.calls) == (6, 12)
    batch.run(folder, out, six, workers=0, fresh=True)
    assert (counted.calls, drawn.calls) == (12, 18)


def test_a_result_that_somebody_has_changed_is_drawn_again(
    folder: Path, out: Path
) -> None:
    run(folder, out)
    good = (out / "cut out.png").read_bytes()
    (out / "cut out.png").write_bytes(good[:-9])
    (out / "no ending.png").unlink()
    run(folder, out)
    assert pictures_in(out).keys() == RESULTS
    assert (out / "cut out.png").read_bytes() == good


# --- what goes wrong


def test_what_cannot_be_read_is_named_and_the_others_are_as_without_it(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    run(folder, tmp_path / "whole")
    (folder / "deep" / "bad.png").write_bytes(NOT_A_PICTURE)
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "text.gif").write_text("hello")
    for _ in range(2):  # also the second time
        outcome = batch.run(folder, out, FIVE, workers=0)
        failed = {each.name: each.why for each in outcome.failed}
        assert list(failed) == ["deep/bad.png", "empty.jpg", "text.gif"]
        assert all(why.endswith(".") for why in failed.values())
        assert pictures_in(out) == pictures_in(tmp_path / "whole")
    rows = {row["file"]: row for row in report(out)}
    assert rows["empty.jpg"]["failed"] == failed["empty.jpg"]
    assert "deep/bad.png" in (out / "index.html").read_text()


def test_where_nothing_can_be_read_all_are_named(tmp_path: Path, out: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.png").write_bytes(NOT_A_PICTURE)
    for wish in (FIVE, replace(FIVE, each=True)):
        outcome = batch.run(tmp_path / "in", out, wish, workers=0)
        assert [each.name for each in outcome.failed] == ["bad.png"]
        assert outcome.results == ()


def test_a_picture_that_changes_meanwhile_is_named(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Any = drawing.draw  # type: ignore[attr-defined]

    def change(*args: Any) -> Any:  # noqa: ANN401
        (folder / "no ending").write_bytes(encoded(photo(9, 9)))
        return real(*args)

    monkeypatch.setattr(drawing, "draw", change)
    outcome = batch.run(folder, out, FIVE, workers=0)
    assert [(each.name, each.why) for each in outcome.failed] == [
        ("no ending", reading.CHANGED)
    ]


def test_results_within_the_folder_are_no_pictures_of_it(folder: Path) -> None:
    first = run(folder, folder / "out")
    again = run(folder, folder / "out")
    assert first == replace(again, palette=first.palette)
    elsewhere = run(folder, folder / "elsewhere")
    assert len(elsewhere.results) == len(RESULTS)


def test_a_folder_that_cannot_be_opened_is_named(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def refuse(place: str) -> Any:  # noqa: ANN401
        if str(place).endswith("/er"):
            raise PermissionError(13, "Permission denied", str(place))
        return real(place)

    monkeypatch.setattr(os, "scandir", refuse)
    outcome = batch.run(folder, out, FIVE, workers=0)
    (failed,) = outcome.failed
    assert failed.name == "deep/er"
    assert failed.why == "This folder cannot be opened: Permission denied."
    assert len(outcome.results) == len(RESULTS) - 1


@pytest.mark.parametrize("place", ["in", "."])
def test_pictures_are_never_replaced_by_results(
    folder: Path, tmp_path: Path, place: str
) -> None:
    with pytest.raises(WrongUseError, match="Choose another folder"):
        run(folder, tmp_path / place)


def test_names_that_differ_in_large_letters_only_are_told_apart(
    tmp_path: Path, out: Path
) -> None:
    (tmp_path / "in").mkdir()
    for seed, name in enumerate(("A.png", "a.PNG", "a.png", "a.png.png", "b.gif.jpg")):
        (tmp_path / "in" / name).write_bytes(encoded(photo(8, 8, seed)))
    run(tmp_path / "in", out)
    results = [name.lower() for name in pictures_in(out)]
    assert len(set(results)) == len(results) == 5


def test_a_name_that_no_text_can_hold_is_no_obstacle(folder: Path, out: Path) -> None:
    name = os.fsdecode(b"caf\xe9.png")
    (folder / name).write_bytes((folder / "a.png").read_bytes())
    run(folder, out)
    assert (out / name).read_bytes() == (out / "a.png.png").read_bytes()
    assert any("caf" in row["file"] for row in report(out))
