"""What has become slower or larger since the last table."""

import re
from itertools import zip_longest
from typing import Final

# Worse by more than this share is told.
_A_FIFTH: Final = 0.2

_MARKED = re.compile(r"<!-- figures (\w+) -->\n(.*?)<!-- /figures -->", re.DOTALL)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Of these less is better: "0.20 s", "11 / 26 ms", "134 MB", "0.63 of the time".
_COSTS = re.compile(
    rf"((?:{_NUMBER.pattern} / )*{_NUMBER.pattern}) "
    r"((?:s|ms|MB)\b|of the time|times as long)"
)


def regressions(before: str, after: str) -> list[str]:
    r"""Find the times and amounts of memory that rose by more than a fifth.

    Parameters
    ----------
    before, after : str
        Two texts as `report.fill` makes them. What says something else than before in
        other than its numbers is not compared.

    Returns
    -------
    list of str
        A sentence each: the part, the figure before and now, and where it stands.

    Examples
    --------
    >>> block = "<!-- figures live -->\n* The page after {} s.\n<!-- /figures -->"
    >>> regressions(block.format("2.00"), block.format("2.60"))
    ['live: 2.00 s became 2.60 s (+30%) in "* The page after 2.60 s."']
    >>> regressions(block.format("2.00"), block.format("2.30"))
    []
    """
    old = dict(_MARKED.findall(before))
    return [
        f'{name}: {told} in "{line.strip()}"'
        for name, block in _MARKED.findall(after)
        for was, line in zip_longest(
            old.get(name, "").splitlines(), block.splitlines(), fillvalue=""
        )
        if _NUMBER.sub("", was) == _NUMBER.sub("", line)
        for told in _risen(was, line)
    ]


def _risen(before: str, after: str) -> list[str]:
    pairs = zip(_costs(before), _costs(after), strict=True)
    return [
        f"{old} {unit} became {new} {unit} ({_value(new) / _value(old) - 1:+.0%})"
        for (old, unit), (new, _) in pairs
        if _value(new) > _value(old) * (1 + _A_FIFTH) > 0
    ]


def _costs(line: str) -> list[tuple[str, str]]:
    return [
        (number, unit)
        for numbers, unit in _COSTS.findall(line)
        for number in numbers.split(" / ")
    ]


def _value(number: str) -> float:
    return float(number.replace(",", ""))
