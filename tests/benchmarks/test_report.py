"""The figures get between the marks, and nowhere else."""

import re
from pathlib import Path
from typing import Any

from tests.benchmarks import eye, lists, pairs, regression
from tests.benchmarks.growth import SIZES

FIGURES = Path(__file__).with_name("README.md")

LISTED = {
    "snapped": [0.87] * len(lists.KS),
    "free": [1.3] * len(lists.KS),
    "different": [5] * len(lists.KS),
    "seconds": 1.0,
    "sweep": 0.4,
}
COLORFUL = {"picture": "p", "colors": 7, "sweep": 0.9, "floor": 0.3, "fit": 0.6}
OKLAB = {"name": "Oklab", "drawn": 1234.0, "drawn_90": 2345.0}
KMEANS = "scikit-learn KMeans(k), the tutorial's"


def scored() -> list[dict[str, Any]]:
    """Return scores of a picture: ours are twice pngquant's, in as many bytes."""
    return [
        {"name": "kodim99", "who": who, "dots": dots, "k": k, "bytes": k * k}
        | {"ssimulacra2": k * better / 8, "flip": 1 / better, "squeezed": 2 * k * k}
        for who, better in (*((each, 2) for each in eye.OURS), (eye.PNGQUANT, 1))
        for dots in (False, True)
        for k in eye.KS
    ]


def paired() -> list[dict[str, Any]]:
    """Return scores of pairs: the first is 3 below, and each further k gains 2."""
    return [
        {"name": "kodim98", "way": way, "k": k, "ours": 2 * i - 3, "theirs": 0}
        for way in ("plain", "gentle dots")
        for i, k in enumerate(pairs.KS)
    ]


TURNED = {"points": 99_999, "drawn": 12.5, "drawn_90": 25.0, "a_second": 33.3}

WAY = {
    "name": "somebody",
    "seconds": 8.0,
    "processor": 9.9,
    "error": 77.7,
    "memory": 2.22e8,
}
MOVING = {
    "rows": [
        {"clip": "c", "way": "7 × 5 GIF", "k": 32, "bytes": 1357, "error": 24.6}
        | {"flicker": 0.0975}
    ],
    "pixels": "7 × 5",
    "frames": 3,
}
MANY = {
    "pictures": 444,
    "megapixels": 555.0,
    "ways": [WAY, WAY],
    "merge": {"pictures": 888, "colors": 9, "add": 0.1, "sweep": 0.7},
    "small": [{"pictures": 66, "seconds": 0.5, "processor": 0.9, "memory": 1.11e8}],
}


ARRIVED = {"visit": 123.0, "second": 124.0, "large": 125.0, "large_final": 126.0}


def results() -> dict[str, Any]:
    """Return what a small measurement may have given."""
    fit = {str(k): {"ratio": [1.0], "seconds": [2.0]} for k in (2, 8, 16, 64)}
    found = {"k-colors": {**fit, "sweep": [1.5], "floor": [0.1]}, KMEANS: fit}
    grown = [
        {"megapixels": m, "colors": 9, "count": 0.1, "sweep": 0.2, "memory": 3e6}
        for m in SIZES
    ]
    return {
        "photos": {
            "pictures": 777,
            "found": found,
            "converged": {"8": 0.1},
            "every_k": 9.0,
            "sweep": 3.0,
        },
        "graphics": {"found": found},
        "growth": {
            "rows": grown,
            "load": [2.0, 3.0],
        },
        "start": {
            "imports": 0.1,
            "run": 0.2,
            "palette": 3.0,
            "figures": 3.5,
            "page": 4.0,
        },
        "colors": {"rows": [COLORFUL], "far": [{"sweep": 1.75, "fit": 1.25}]},
        "lists": {"rows": [LISTED]},
        "live": {"rows": [], "kinds": [OKLAB]} | ARRIVED,
        "cloud": {"rows": [TURNED]},
        "bytes": {"photos": [], "graphics": []},
        "eye": {"rows": scored()},
        "pairs": {"rows": paired()},
        "many": MANY,
        "animations": MOVING,
    }


def fill(text: str, results: dict[str, Any]) -> str:
    """Put results into a text."""
    # Not before a test wants it: it imports all that there is a comparison with.
    from tests.benchmarks import report

    return report.fill(text, results)


def test_figures_take_the_place_of_those_before_them_and_of_nothing_else() -> None:
    before = FIGURES.read_text("utf-8")
    after = fill(before, results())
    marked = re.compile(r"(<!-- figures \w+ -->).*?(?=<!-- /figures -->)", re.DOTALL)
    assert marked.sub(r"\1", after) == marked.sub(r"\1", before)
    assert len(marked.findall(before)) == 13
    for figure in (
        "777 photos",
        "| p | 7 | 300.0 ms | 0.90 s | 3 | 1.50 of the time |",
        "up to 256: 1.40 of the time",
        "| 8 | 0.870 | 0.870 | 5–5 | 1.300 |",
        "| Oklab | 1234 / 2345 ms |",
        "sample before | 123.00 s |",
        "from the click | 124.00 s |",
        "browser has it | 125.00 s |",
        "final colors | 126.00 s |",
        "| 99,999 | 12.5 / 25.0 ms | 33 |",
        "0.75 of the time",
        "| +1.0 (kodim99, 8) |",
        "| plain | -3.0 | -1.0 | +1.0 | +3.0 | +0.0 | -3.0 (kodim98, 8) | 1 of 4 |",
        "| 0.250 | 0.125 | 5 |",
        "| somebody | 55.5 | 69.4 | 8.0 s | 9.9 s | 77.7 | 222 MB |",
        "together 0.040 of all the work",
        "| 66 | 0.5 s | 0.9 s | 132 | 111 MB |",
        "| 7 × 5 GIF | 1,357 (24.6) | 9.75% |",
    ):
        assert figure in after
        assert figure not in before


def test_figures_that_were_put_in_before_are_put_in_as_they_were() -> None:
    once = fill(FIGURES.read_text("utf-8"), results())
    assert fill(once, results()) == once


def test_figures_of_a_part_that_was_not_measured_stay_as_they_were() -> None:
    before = FIGURES.read_text("utf-8")
    assert fill(before, {"photos": results()["photos"]}) == before
    after = fill(before, {"eye": results()["eye"]})
    kept = re.compile(r"<!-- figures eye -->.*?<!-- /figures -->", re.DOTALL)
    assert kept.sub("", after) == kept.sub("", before)
    assert after != before


def test_what_became_worse_by_more_than_a_fifth_is_told_and_nothing_else() -> None:
    before = fill(FIGURES.read_text("utf-8"), results())
    slower, quicker, other = results(), results(), results()
    slower["start"]["palette"] *= 1.3
    quicker["start"]["palette"] /= 1.3
    other["start"]["palette"] *= 1.1
    (told,) = regression.regressions(before, fill(before, slower))
    assert told.startswith("start: 3.0 s became 3.9 s (+30%) in")
    assert not regression.regressions(before, fill(before, quicker))
    assert not regression.regressions(before, fill(before, other))
