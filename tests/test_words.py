"""What the page says: American spelling, one color and two colors, no words of ours."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent / "components"

# British, where Americans spell otherwise.
_BRITISH: Final = re.compile(
    r"""\b(
        (?:colour|grey|favour|honour|neighbour|behaviour|flavour)\w*
        | centred? | centres | (?:milli|centi|kilo)?metres? | theatre
        | practis(?:e|ed|es|ing) | licence | catalogue | programme
        | \w+ourable | (?:recogn|organ|normal|minim|maxim|visual|optim)is(?:e|ed|es|ing)
        | analys(?:e|ed|es|ing) | (?:cancel|label|travel|model)l(?:ed|ing)
        | judgement | whilst | towards
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

# A number before a word that has one form for one and another for several.
_COUNTED: Final = re.compile(
    r"\{\}\ (?:colors|pixels|steps|degrees|pairs|frames|seconds|bytes|files|pictures"
    r"|points|layers|entries)\b"
)
# Where it is always several: limits, and sizes of what is too large.
_ALWAYS_SEVERAL: Final = {
    "components/engine/reading/guards/av1.py",
    "components/engine/reading/icc.py",
    "components/engine/reading/limits.py",
    "components/features/curve/view.py",
    "components/features/slider/further.py",
    "components/features/viewer/view.py",
    "components/shared/text.py",
}

# Where words for people are made; elsewhere strings are for programs and programmers.
_FOR_PEOPLE: Final = (
    "components/engine/judging/",
    "components/engine/reading/",
    "components/features/",
    "components/shared/",
    "components/static/",
    "components/work/sandbox/",
)

# Words that only we understand (.github/CONTRIBUTING.md, "Words").
_OURS: Final = re.compile(
    r"\b(rungs?|ladder|sweeps?|settled?|squeezed?|softly|soft transparency|swatch of"
    r"|replicas?|document's|peek|you loaded\b(?! is no longer))\b"
)

_LITERAL: Final = re.compile(r"`((?:[^`\\]|\\.)*)`|\"((?:[^\"\\\n]|\\.)*)\"")
_COMMENT: Final = re.compile(r"/\*.*?\*/|(?<![:\w])//[^\n]*", re.DOTALL)
_HOLE: Final = re.compile(r"\$\{[^{}]*\}|\{\{.*?\}\}|\{%.*?%\}")


def said_by_python(code: str) -> Iterator[str]:
    """Yield the strings of a program, without those that explain it; holes as {}."""
    tree = ast.parse(code)
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            passed.update(map(id, node.values))
            yield "".join(
                str(each.value) if isinstance(each, ast.Constant) else "{}"
                for each in node.values
            )
        elif isinstance(node, ast.Constant) and id(node) not in passed:
            yield from [node.value] if isinstance(node.value, str) else []


def said_by_script(code: str) -> Iterator[str]:
    """Yield the strings of a script; holes as {}."""
    for found in _LITERAL.findall(_COMMENT.sub("", code)):
        yield _HOLE.sub("{}", found[0] or found[1])


def said(path: Path) -> list[str]:
    """Return what a file of ours may write on the page; words alone."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        found = said_by_python(text)
    elif path.suffix == ".js":
        found = said_by_script(text)
    else:
        found = iter([_HOLE.sub("{}", text)])
    return [each for each in found if " " in each.strip()]


def places() -> list[str]:
    """Return the files that write on the page."""
    found = (path for kind in ("py", "js", "jinja") for path in ROOT.rglob(f"*.{kind}"))
    names = (str(path.relative_to(ROOT.parent)) for path in found)
    return sorted(name for name in names if name.startswith(_FOR_PEOPLE))


def all_said() -> Iterator[tuple[str, str]]:
    """Yield all that the page may say, with the file that says it."""
    for name in places():
        yield from ((name, each) for each in said(ROOT.parent / name))


def test_the_page_spells_as_americans_do() -> None:
    found = [(n, w.group()) for n, each in all_said() for w in _BRITISH.finditer(each)]
    assert found == []


def test_what_may_be_one_is_counted_in_one_place() -> None:
    found = [
        (name, each)
        for name, each in all_said()
        if name not in _ALWAYS_SEVERAL and _COUNTED.search(each)
    ]
    assert found == []


def test_nobody_else_decides_between_one_and_several() -> None:
    helpers = {"components/engine/formatting.py", "components/static/text.js"}
    plural = re.compile(r"\"1 [a-z]+\"|\b1 \? [`\"]|\b1 else f\"\{")
    found = [
        (name, line.strip())
        for name in places()
        if name not in helpers
        for line in (ROOT.parent / name).read_text("utf-8").splitlines()
        if plural.search(line)
    ]
    assert found == []


def test_words_of_our_own_do_not_come_onto_the_page() -> None:
    found = [
        (name, each)
        for name, each in all_said()
        if name.startswith(("components/features/", "components/shared/"))
        and (name.endswith(".jinja") or each[0] not in "./<#")
        and _OURS.search(each)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ('"""Colour."""\nx = "a colour"', _BRITISH),
        ('x = f"brings back {n} colors"', _COUNTED),
        ('x = f"{a}: {n:,} pixels " "more"', _COUNTED),
    ],
)
def test_what_is_wrong_is_noticed(code: str, wrong: "re.Pattern[str]") -> None:
    (found,) = (each for each in said_by_python(code) if wrong.search(each))
    assert found.startswith(("a colour", "brings", "{}"))


def test_strings_of_a_script_are_found_and_its_comments_are_not() -> None:
    code = '// a colour\nconst a = `${n} colors`; /* "grey" */ b = "one colour";'
    assert list(said_by_script(code)) == ["{} colors", "one colour"]
