"""What people read: short where it should be, and it leads somewhere."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent

_CODE = re.compile(r"```.*?```|^    .*?$|`[^`\n]*`", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(\s*([^)\s]+)\s*\)")
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
# Names of our folders and files that stand in a text as code.
_PATH = re.compile(r"`((?:app\.py|(?:components|tests|sample_images)/)[\w./-]*)`")


def documents() -> list[str]:
    """Return the names of all documents."""
    folders = (".github", "components", "sample_images", "tests")
    found = [ROOT.glob("*.md"), *((ROOT / each).rglob("*.md") for each in folders)]
    return sorted(str(file.relative_to(ROOT)) for some in found for file in some)


def read(name: str | Path) -> str:
    return (ROOT / name).read_text("utf-8")


def anchors(text: str) -> set[str]:
    """Return the headings of a document as a link names them."""
    headings = _HEADING.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {each.strip().replace(" ", "-") for each in words}


def links(text: str) -> list[str]:
    """Return where a document leads within the repository."""
    found = _LINK.findall(_CODE.sub("", text))
    return [link for link in found if not re.match(r"\w+:", link)]


def test_the_readme_can_be_read_at_one_sitting() -> None:
    assert len(read("README.md").splitlines()) <= 220


def test_words_of_our_own_are_few() -> None:
    _, _, glossary = read(".github/CONTRIBUTING.md").partition("\n## Words\n")
    assert 0 < len(glossary.splitlines()) <= 30
    assert "\n## " not in glossary


@pytest.mark.parametrize("name", documents())
def test_links_lead_to_files_and_headings_that_are_there(name: str) -> None:
    for link in links(read(name)):
        path, _, heading = unquote(link).partition("#")
        target = ROOT / name if not path else (ROOT / name).parent / path
        assert target.exists(), link
        if heading:
            assert heading in anchors(target.read_text("utf-8")), link


@pytest.mark.parametrize("name", documents())
def test_files_that_are_named_are_there(name: str) -> None:
    named = _PATH.findall(re.sub(r"```.*?```", "", read(name), flags=re.DOTALL))
    gone = [path for path in named if not (ROOT / path).exists()]
    assert gone == []


def test_every_document_is_led_to_from_the_readme() -> None:
    reached, waiting = set(), {Path("README.md")}
    while waiting:
        name = waiting.pop()
        reached.add(name.as_posix())
        for link in links(read(name)):
            path = unquote(link).partition("#")[0]
            target = (ROOT / name).parent.joinpath(path).resolve().relative_to(ROOT)
            if target.suffix == ".md" and target.as_posix() not in reached:
                waiting.add(target)
    assert set(documents()) - reached == set()


def test_a_link_to_nowhere_is_noticed() -> None:
    text = "See [this](nowhere.md#at-all), [that](https://a.example), `[x](code.md)`."
    assert links(text) == ["nowhere.md#at-all"]
    assert anchors("# How it works\n## k-means, *really*\n") == {
        "how-it-works",
        "k-means-really",
    }
