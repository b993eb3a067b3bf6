"""The page names what a browser needs for the first picture, behind Streamlit's own."""

import re
from pathlib import Path

import pytest
from streamlit import file_util

from components.server import ahead, assets
from components.shared.assets import address as address_of
from tests.server.test_security_headers import get

_STATIC = Path(file_util.get_static_dir())


@pytest.fixture(scope="module")
def named(address: str) -> list[str]:
    """Return the files that the page names, in turn."""
    found = re.findall(r'(?:href|src)="([^"]+)"', get(address, "/").text)
    return [each.removeprefix("./") for each in found]


def test_all_of_the_viewer_is_named_once_and_is_there(
    address: str, named: list[str]
) -> None:
    first = assets.first()
    assert address_of("features/viewer/viewer.js") in first
    assert address_of("static/store_widget.js") in first
    assert not [each for each in first if "static/link." in each]  # of closed tabs
    assert [each for each in named if each in first] == first
    assert all(get(address, f"/{each}").ok for each in first)


def test_so_are_the_parts_of_streamlit_that_are_on_the_first_screen(
    address: str, named: list[str]
) -> None:
    for part in ahead.PARTS:
        (script,) = [each for each in named if f"/{part}." in each]
        assert get(address, f"/{script}").ok
    scripts = [each for each in named if each.endswith(".js")]
    assert len(set(scripts)) == len(scripts)


def test_no_script_of_them_waits_for_one_that_is_not_named(named: list[str]) -> None:
    scripts = [each for each in named if each.startswith("static/js/")]
    for script in scripts:
        code = (_STATIC / script).read_text("utf-8")
        wanted = re.findall(r'(?:from|import)"\./([^"]+)"', code)
        assert {f"static/js/{each}" for each in wanted} <= set(scripts), script


def test_what_streamlit_begins_with_comes_before_all_that(named: list[str]) -> None:
    index = (_STATIC / "index.html").read_text("utf-8")
    its_own = [each for each in named if f'"./{each}"' in index]
    assert len(its_own) > 1
    assert named[: len(its_own)] == its_own


def test_and_says_that_it_may_wait_for_what_streamlit_begins_with() -> None:
    html = ahead.links(_STATIC, "")
    assert html.count("<link ") == html.count(' fetchpriority="low" ') > 0


def test_a_part_that_another_streamlit_lacks_is_left_to_be_asked_for(
    tmp_path: Path,
) -> None:
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (scripts / "Slider.a1.js").write_text('import{a}from"./part.b2.js";', "utf-8")
    (scripts / "part.b2.js").write_text('import("./later.c3.js");', "utf-8")
    html = ahead.links(tmp_path, '<link href="./static/js/other.js">')
    assert 'href="static/js/Slider.a1.js"' in html
    assert 'href="static/js/part.b2.js"' in html
    assert "later" not in html
    assert "Html" not in html
