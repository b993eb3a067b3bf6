"""What is being worked out while the page is drawn is on the page in the end.

Its result may come at any moment: while another visitor waits for it too, or when a run
of the page takes the place of one that had begun the work.
"""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.work.job import Job
from tests.test_page import APP, PATIENCE, parts

# As they are written on the page.
_FIGURE, _BAR = "<dd>…</dd>", "measuring …"


class Looks:
    """Looks at what is known; as many as are wanted find nothing."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made = 0
        self.in_vain = 0
        peek = Job.peek

        def look(job: Job[..., Any], *arguments: Any) -> object:  # noqa: ANN401
            self.made += 1
            return peek(job, *arguments) if self.made > self.in_vain else None

        monkeypatch.setattr(Job, "peek", look)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    return Looks(monkeypatch)


def visit(looks: Looks, in_vain: int) -> AppTest:
    """Open the page; results become known after so many looks."""
    looks.made, looks.in_vain = 0, in_vain
    at = AppTest.from_file(APP, default_timeout=PATIENCE)
    at.query_params["sample"], at.query_params["k"] = "pixel-art", "5"
    return at.run()


def unfinished(at: AppTest) -> list[str]:
    """Name the parts of the page that still wait for a result."""
    assert not at.exception
    sent = parts(at)
    found = [each.proto.body for each in at.get("html") if _FIGURE in each.proto.body]
    bars = sent["bars"]
    late = sent.get("late_bars")
    if late and late["name"] == bars["name"]:
        bars = late
    found += ["bars"] * (_BAR in json.dumps(bars, ensure_ascii=False))
    found += ["sizes of the small pictures"] * (not sent["rung_sizes"]["sizes"])
    return found


def test_whenever_a_result_becomes_known_it_is_on_the_page_in_the_end(
    looks: Looks,
) -> None:
    visit(looks, in_vain=0)  # all is worked out
    assert unfinished(visit(looks, in_vain=0)) == []
    many = looks.made
    assert many > 10
    for in_vain in range(1, many + 1):
        assert unfinished(visit(looks, in_vain)) == [], f"after {in_vain} looks"
