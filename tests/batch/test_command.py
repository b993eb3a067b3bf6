"""The command: as it is typed, in processes of its own."""

import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from components.batch import Wish, read_stop, run
from components.batch.command import main
from components.batch.progress import Told
from components.engine import DITHERS, SPACES, color_lists
from components.model.style import CHOICES, Style
from tests.batch.folders import (
    MOVING,
    NOT_A_PICTURE,
    RESULTS,
    contents,
    fill,
    fill_moving,
    palette_in,
    pictures_in,
)
from tests.cases import in_turn
from tests.deploy.running import wait_until
from tests.pictures import encoded, photo
from tests.serving import ROOT


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "components.batch", *map(str, words)]


def call(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        command(*words), cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_bytes_are_the_same_whatever_the_number_of_workers(tmp_path: Path) -> None:
    """Of pictures and of animations."""
    folder, out = fill_moving(fill(tmp_path / "in")), tmp_path / "out"
    (folder / "deep" / "bad.jpg").write_bytes(NOT_A_PICTURE)
    address = f"local://{folder}"  # each worker opens it itself
    done = call(address, "--k", 5, "--out", out, "--workers", 2)
    assert done.returncode == 1
    assert done.stdout.startswith("9 pictures in the same 5 colors: ")
    assert "deep/bad.jpg: This PNG " in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr and "\r" not in done.stderr
    run(folder, tmp_path / "here", Wish(read_stop("5")), workers=0)
    assert pictures_in(out).keys() == RESULTS | {MOVING["PNG"]}
    assert {*MOVING.values(), "report.csv", "index.html"} < contents(out).keys()
    assert contents(out) == contents(tmp_path / "here")


MANY = 24
_SLOW = ("--k", 7, "--workers", 1, "--smaller", "same", "--no-compare")


@contextmanager
def started(folder: Path, out: Path, some: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the command, on work that takes a while; so much of it is done."""
    words = command(*_SLOW, folder, "--out", out)
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            wait_until(lambda: len([*out.glob("*.png")]) >= some)
            yield process
        finally:
            process.kill()


@pytest.mark.slow
def test_whatever_ends_it_leaves_whole_files_and_the_same_command_goes_on(
    tmp_path: Path,
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for seed in range(MANY):
        (folder / f"{seed}.png").write_bytes(encoded(photo(80, 60, seed)))

    with started(folder, out, 1) as process:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert said.endswith(b"Stopped. The same command goes on from here.\n")
    assert b"Traceback" not in said
    stopped = whole_results(out)
    assert 0 < len(stopped) < MANY

    with started(folder, out, len(stopped) + 1) as process:
        process.kill()
    wait_until(lambda: not any(at_work_on(out)))
    killed = whole_results(out)
    assert stopped.items() < killed.items()
    assert len(killed) < MANY

    wish = Wish(read_stop("7"), style=Style(smaller="same"), compare=False)
    run(folder, out, wish, workers=0)
    assert killed.items() < whole_results(out).items()
    run(folder, tmp_path / "whole", wish, workers=0)
    assert len(pictures_in(out)) == MANY
    assert pictures_in(out) == pictures_in(tmp_path / "whole")


def at_work_on(out: Path) -> Iterator[Path]:
    """Find processes that were started for a folder of results."""
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just ended
            if str(out).encode() in line.read_bytes().split(b"\0"):
                yield line


def whole_results(out: Path) -> dict[str, int]:
    """Return when each result was written; all can be read to their ends.

    What was just being written has not come to its place: the next command begins it
    anew.
    """
    results = {
        name: data
        for name, data in pictures_in(out).items()
        if not name.startswith(".k-colors/")
    }
    for data in results.values():
        palette_in(data)
    return {name: (out / name).stat().st_mtime_ns for name in results}


WRONG = {
    "no such folder": (["nowhere", "--k", "3"], "There is no folder nowhere."),
    "no pictures": (["components/batch", "--k", "3"], "There are no pictures in"),
    "no list": (["sample_images", "--k", "3", "--list", "x"], "'x' is no list"),
    "no color": (["sample_images", "--k", "3", "--keep", "red"], "'red' is no color"),
    "no palette": (
        ["sample_images", "--k", "3", "--list", "LICENSE"],
        "LICENSE: Line 1 of this palette",
    ),
    "no code": (
        ["sample_images", "--k", "3", "--list", "dmc", "--only", "310,nothing"],
        "Not in DMC",
    ),
    "no list for it": (
        ["sample_images", "--k", "3", "--only", "310"],
        "--only needs --list",
    ),
    "no color that it is the edge of": (
        ["sample_images", "--k", "3", "--edge"],
        "--edge and --as need --aside",
    ),
    "nothing that it is near to": (
        ["sample_images", "--k", "3", "--reach", "roughly"],
        "--edge and --as need --aside",
    ),
    "two colors": (
        ["sample_images", "--k", "3", "--aside", "ffffff,000000"],
        "is not one color",
    ),
    "both": (
        ["sample_images", "--k", "3", "--keep", "f00000", "--list", "lego"],
        "A list has only its own colors",
    ),
}


@pytest.mark.usefixtures("by_itself")
def test_colors_of_ones_own_come_from_a_palette_file_or_from_the_line(
    tmp_path: Path,
) -> None:
    fill(tmp_path / "in")
    file = tmp_path / "own.gpl"
    file.write_text("GIMP Palette\n255 136 0 orange\n0 136 255\n51 102 153\n")
    drawn: list[dict[str, bytes]] = []
    for given in (str(file), "ff8800,0088FF,#336699"):
        out = tmp_path / f"few {len(drawn)}"
        words = ["--k", "3", "--out", out, "--list", given, "--workers", "1"]
        assert main([*map(str, [tmp_path / "in", *words])]) == 0
        drawn.append(pictures_in(out))
    assert drawn[0] == drawn[1]
    colors = set.union(*map(palette_in, drawn[0].values()))
    assert colors <= {(255, 136, 0), (0, 136, 255), (51, 102, 153)}


@in_turn("name", WRONG)
def test_wrong_use_is_told_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    words, said = WRONG[name]
    assert main([*words, "--out", str(tmp_path / "out")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_nothing_is_written_where_one_is_if_no_folder_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([str(ROOT / "sample_images"), "--k", "3", "--out", ""]) == 2
    assert "A folder without a name" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@in_turn(
    ("words", "said"),
    [
        (["--k", "0"], "'0' is no number of colors from 1 to 256."),
        (["--k", "score:81"], "'score:81' is no step that is looked for"),
        (["--k", "elbows"], "'elbows' is neither a number of colors nor one of"),
        (["--k", "3", "--workers", "0"], "'0' is no number of processes."),
        ([], "the following arguments are required: --k"),
    ],
)
def test_words_that_mean_nothing_are_told(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sample_images", "--out", "nowhere", *words])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_the_help_names_all_that_can_be_chosen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 92
    assert "%" not in said.replace("90 % of", "")
    for choice in (*DITHERS, *CHOICES, *(each.key for each in color_lists())):
        assert choice in said
    assert {each for each in SPACES if each in said} == set(SPACES) - {"oklrab-dots"}
    for word in (
        "elbow",
        "same",
        "remotely",
        "share90",
        "score:80",
        "equally",
        "exit code",
    ):
        assert word in said


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        """Say so."""
        return True


class Clock:
    """Shows the time that it is set to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def test_a_terminal_has_a_bar_with_the_rate_and_the_time_that_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    clock, stream = Clock(), Terminal()
    told = Told(stream, clock)
    told.begin("Drawing", 100, 10)
    for clock.now in (1.0, 2.0):
        told.step(25, 2, 3_000_000)
    line = stream.getvalue().rsplit("\r\x1b[K", 1)[1]
    assert line == (
        f"Drawing [{'█' * 12}{'·' * 12}]  50% · 4 of 10 pictures · 2.0 a second"
        " · 3.0 megapixels a second · 2 s left"
    )
    monkeypatch.setenv("COLUMNS", "40")
    clock.now = 3.0
    told.step(0)
    shown = stream.getvalue().rsplit("\r\x1b[K", 1)[1]
    assert len(shown) == 39 and line.startswith(shown[:30])
    told.end()
    assert "100%" in stream.getvalue().splitlines()[-1]


def test_a_file_has_plain_lines_and_few_of_them() -> None:
    clock, stream = Clock(), io.StringIO()
    told = Told(stream, clock)
    told.begin("Drawing", 1000, 1000)
    for step in range(1000):
        clock.now = step / 40
        told.step(1, 1)
    told.end()
    lines = stream.getvalue().splitlines()
    assert len(lines) == 4
    assert "\r" not in stream.getvalue() and "\x1b" not in stream.getvalue()
    assert lines[1].startswith("Drawing  40% · 401 of 1,000 pictures · 40.1 a second")
