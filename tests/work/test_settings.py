"""What the environment can change, and what it cannot."""

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from components.engine.reading.limits import Limits
from components.work import settings
from components.work.sandbox.reading import WORKER
from components.work.settings import VARIABLES, Settings
from tests.cases import in_turn
from tests.serving import ROOT, free_port, serving

MEGABYTE = 2**20

# Each field, a text for it and what comes of it.
EXAMPLES = {
    "file_bytes": ("20.5", 21_495_808),
    "pixels": ("0.5", 500_000),
    "side_pixels": ("900", 900),
    "reading_seconds": ("7.5", 7.5),
    "reading_bytes": ("512", 512 * MEGABYTE),
    "cache_bytes": ("0.5", MEGABYTE // 2),
    "figures_bytes": ("1", MEGABYTE),
    "visitors": ("12", 12),
    "steps_unasked": ("1", True),
    "embedders": (
        "https://school.example  http://localhost:8080",
        ("https://school.example", "http://localhost:8080"),
    ),
}
NUMBERS = [name for name in EXAMPLES if name not in ("embedders", "steps_unasked")]

# Names that others have: tests, and whoever starts the page.
OTHERS = [
    "KCOLORS_BENCH",
    "KCOLORS_CORPUS",
    "KCOLORS_CHROMIUM",
    "KCOLORS_WITNESS",
    "KCOLORS_BREAK",
    "KCOLORS_HUNGER",
    "MAX_FILE_MB",
]


def limits(environment: dict[str, str]) -> Limits:
    return Settings.from_environment(environment).limits


def test_the_environment_overrides_each_limit() -> None:
    assert limits(
        {
            "KCOLORS_MAX_FILE_MB": "2",
            "KCOLORS_MAX_MEGAPIXELS": "0.5",
            "KCOLORS_MAX_SIDE": "900",
        }
    ) == Limits(file_bytes=2 * 2**20, pixels=500_000, side=900)


def test_an_empty_environment_leaves_the_limits_as_they_are() -> None:
    assert limits({"KCOLORS_MAX_SIDE": " "}) == Limits()
    assert Limits() == Limits(50 * 2**20, 40_000_000, 30_000)


def test_the_environment_says_how_long_is_too_long() -> None:
    assert limits({"KCOLORS_MAX_SECONDS": "7.5"}).seconds == 7.5
    assert Limits().seconds == 3.0


@in_turn("value", ["many", "0", "-3", "nan", "inf", "4O"])
def test_a_limit_that_is_no_number_is_a_clear_error(value: str) -> None:
    with pytest.raises(
        ValueError, match="KCOLORS_MAX_SIDE must be a number above zero"
    ):
        Settings.from_environment({"KCOLORS_MAX_SIDE": value})


def test_nothing_set_is_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()
    empty = {variable.name: " " for variable in VARIABLES.values()}
    assert Settings.from_environment(empty) == Settings()


@in_turn("setting", EXAMPLES)
def test_a_variable_changes_its_own_setting_and_no_other(setting: str) -> None:
    text, value = EXAMPLES[setting]
    changed = Settings.from_environment({VARIABLES[setting].name: f" {text} "})
    before, after = dataclasses.asdict(Settings()), dataclasses.asdict(changed)
    assert after == before | {setting: value}
    assert after != before


@in_turn("setting", NUMBERS)
@in_turn("value", ["lots", "0", "-3", "nan", "inf", "1e400", "4 MB"])
def test_a_number_that_is_none_is_refused_in_a_sentence(
    setting: str, value: str
) -> None:
    name = VARIABLES[setting].name
    with pytest.raises(ValueError, match="must be a") as refused:
        Settings.from_environment({name: value})
    assert re.fullmatch(
        rf"{name} must be a (whole )?number above zero, not '{value}'\.",
        str(refused.value),
    )


@pytest.mark.parametrize("value", ["2.5", "1e3"])
def test_visitors_are_counted_in_whole_numbers(value: str) -> None:
    with pytest.raises(ValueError, match="must be a whole number above zero"):
        Settings.from_environment({"KCOLORS_MAX_VISITORS": value})


@in_turn(
    "value",
    [
        "school.example",
        "https://school.example/",
        "https://school.example/page",
        "ftp://school.example",
        "https://",
        "https://*;script-src",
        "https://a,https://b",
        "'self'",
        "http://[",
    ],
)
def test_whoever_embeds_the_page_is_named_by_an_origin(value: str) -> None:
    with pytest.raises(ValueError, match="must hold origins") as refused:
        Settings.from_environment(
            {"KCOLORS_EMBEDDERS": f"https://school.example {value}"}
        )
    assert str(refused.value) == (
        "KCOLORS_EMBEDDERS must hold origins such as https://school.example,"
        f" not {value!r}."
    )


@in_turn(
    ("name", "meant"),
    [
        ("KCOLORS_MAX_FILE", "KCOLORS_MAX_FILE_MB"),
        ("KCOLORS_MAX_SIZE", "KCOLORS_MAX_SIDE"),
        ("KCOLORS_VISITORS", "KCOLORS_MAX_VISITORS"),
        ("KCOLORS_EMBEDERS", "KCOLORS_EMBEDDERS"),
        ("KCOLOR_CACHE_MB", "KCOLORS_CACHE_MB"),
        ("kcolors_read_mb", "KCOLORS_READ_MB"),
    ],
)
def test_a_misspelled_name_is_refused_and_the_right_one_told(
    name: str, meant: str
) -> None:
    with pytest.raises(ValueError, match="no setting") as refused:
        Settings.from_environment({name: "5"})
    assert str(refused.value) == (
        f"{name} is no setting of this page; is {meant} meant?"
    )


@in_turn("name", OTHERS)
def test_names_that_are_not_ours_are_left_alone(name: str) -> None:
    assert Settings.from_environment({name: "anything"}) == Settings()


def test_the_table_for_people_says_what_the_code_does() -> None:
    text = Path(settings.__file__).with_name("SETTINGS.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (.*?) ?\| (.*?) \| .+ \|$", text, re.MULTILINE)
    assert rows == [
        (variable.name, variable.default, variable.unit)
        for variable in VARIABLES.values()
    ]


@pytest.mark.server
@pytest.mark.parametrize(
    "command",
    [
        serving(free_port()),
        [sys.executable, str(WORKER)],
        [sys.executable, "-m", "components.deploy"],
        [sys.executable, "-c", "import components.work.settings"],
    ],
    ids=["page", "sandbox", "replicas", "import"],
)
def test_the_program_does_not_start_with_a_bad_limit(command: list[str]) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "KCOLORS_MAX_FILE_MB": "lots"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "KCOLORS_MAX_FILE_MB must be a number above zero, not 'lots'." in done.stderr
    assert "Traceback" not in done.stderr
