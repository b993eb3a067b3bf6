"""Whatever becomes of work, and whoever comes and goes: everybody gets an answer.

Visitors come, wait, leave and come back, as random numbers will have it, while work is
slow, fails, is killed or hangs, and while the process that makes all others is killed
or stopped. Every visit that is not broken off ends with a result, or with an error
that what happened explains.
"""

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count, repeat
from pathlib import Path

import pytest
from hypothesis import settings

from components.work import pool, priority
from components.work.cache import Cache
from components.work.forkserver.process import Process
from components.work.jobs import Jobs
from components.work.pool import running
from components.work.pool.liveness import Liveness
from tests.work.pool import light
from tests.work.pool.troubles import FATES, TROUBLE, Fate, suffer

pytestmark = [
    pytest.mark.page,
    pytest.mark.skipif(
        sys.platform != "linux", reason="work is done in other processes on Linux only"
    ),
]

PATIENCE = 120.0  # seconds until a visit that got no answer is taken for lost
KEYS = ("a", "b", "c")
AT_ONCE = 8  # stories


class LeftError(Exception):
    """The visitor has gone."""


@dataclass(frozen=True)
class Visit:
    """Somebody wants the result of some work."""

    key: str
    pause: float  # seconds before it
    stay: float | None  # seconds until it is broken off; None if never
    soon: bool  # whether a result that is not final will do
    waits_for_it: bool  # or whether it is worked out in the background


@dataclass
class Story:
    """What some visitors do, and what becomes of the work that they want."""

    fates: dict[str, list[Fate]]
    visitors: list[list[Visit]]
    answers: list[object] = field(default_factory=list)


def story(seed: int) -> Story:
    """Make one up."""
    chance = random.Random(seed)

    def visit() -> Visit:
        return Visit(
            key=chance.choice(KEYS),
            pause=chance.choice([0.0, 0.0, chance.uniform(0, 0.1)]),
            stay=chance.choice([None, 0.0, chance.uniform(0, 0.3)]),
            soon=chance.random() < 0.3,
            waits_for_it=chance.random() < 0.5,
        )

    return Story(
        {key: chance.choices(FATES, k=chance.randint(0, 4)) for key in KEYS},
        [[visit() for _ in range(4)] for _ in range(chance.randint(1, 5))],
    )


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    """Have work done by processes that are there at once and hang not for long."""
    process = Process(Path(light.__file__))
    soon = partial(Liveness, patience=0.4, every=0.1)
    monkeypatch.setattr(running, "Liveness", soon)
    monkeypatch.setattr(pool, "run", partial(running.run, process=process))
    yield process
    process.end(process.number)


def live(story: Story, folder: Path, disturbed: bool) -> None:
    """Let all visitors of a story make their visits, then see what is left."""
    jobs = Jobs[str](1, Cache(10**6, PATIENCE), linger=0.05)
    folder.mkdir()

    def make(visits: list[Visit]) -> None:
        for visit in visits:
            time.sleep(visit.pause)
            story.answers.append(answer(jobs, visit, story.fates[visit.key], folder))

    people = [
        threading.Thread(target=make, args=[visits], daemon=True)
        for visits in story.visitors
    ]
    for person in people:
        person.start()
    for person in people:
        person.join(PATIENCE)
    for key in KEYS:
        if not comes_in_the_end(jobs, key, story.fates[key], folder, disturbed):
            story.answers.append(f"{key} never comes")
    story.answers.extend("nobody was told" for each in people if each.is_alive())


def comes_in_the_end(
    jobs: Jobs[str], key: str, fates: list[Fate], folder: Path, disturbed: bool
) -> bool:
    """Tell whether somebody who stays, and asks again, gets the result.

    Each try uses up one of its fates. Where blows fall from outside, too, they may hit
    any number of tries, and the more the slower the machine is.
    """
    visit = Visit(key, 0.0, None, soon=False, waits_for_it=False)
    end = time.monotonic() + PATIENCE
    for _ in count() if disturbed else range(len(fates) + 2):
        if answer(jobs, visit, fates, folder) == key:
            return True
        if time.monotonic() > end:
            return False
    return False


def answer(jobs: Jobs[str], visit: Visit, fates: list[Fate], folder: Path) -> object:
    """Make a visit; return what came of it."""
    come = time.monotonic()

    def watch(share: float) -> None:
        if visit.stay is not None and time.monotonic() - come >= visit.stay:
            raise LeftError
        assert time.monotonic() - come < PATIENCE, f"{visit.key} keeps one waiting"

    order = priority.soon if visit.waits_for_it else priority.later
    try:
        result, final = jobs.get(
            visit.key, order(suffer, folder, visit.key, fates), watch, visit.soon
        )
    except Exception as problem:  # noqa: BLE001 - looked at below
        return problem
    if not final:
        assert visit.soon
        assert result == f"{visit.key}, nearly"
    else:
        assert result == visit.key
    return result


def explained(each: object, story: Story, disturbed: bool) -> bool:
    """Tell whether what happened explains an answer."""
    fates = {fate for of_key in story.fates.values() for fate in of_key}
    if isinstance(each, running.HangingError):
        return disturbed or bool(fates & {"hangs", "hangs late"})
    if isinstance(each, MemoryError):
        return disturbed or "is killed" in fates
    if isinstance(each, KeyError):
        return "fails" in fates
    return isinstance(each, LeftError) or each in (
        *KEYS,
        *(f"{key}, nearly" for key in KEYS),
    )


def tell(stories: list[Story], folder: Path, disturbed: bool = False) -> None:
    """Let stories happen, several at once, and look at every answer."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        folders = [folder / str(n) for n in range(len(stories))]
        list(pool.map(live, stories, folders, repeat(disturbed)))
    for each in stories:
        odd = [a for a in each.answers if not explained(a, each, disturbed)]
        assert odd == [], each
        assert len(each.answers) == sum(map(len, each.visitors))


def copies_of(number: int) -> str:
    """Return the numbers of the copies that a process has made and that still live."""
    try:
        return Path(f"/proc/{number}/task/{number}/children").read_text()
    except OSError:
        return ""


def made_up(first: int, many: int) -> list[Story]:
    """Make up stories; how many, the profile of the tests says."""
    return [story(first + n) for n in range(many)]


def test_everybody_gets_an_answer_whatever_becomes_of_the_work(
    process: Process, tmp_path: Path
) -> None:
    tell(made_up(0, settings().max_examples // 2), tmp_path)
    # All of it is over: nothing is held that the next one needs.
    assert priority._SPARE.acquire(timeout=PATIENCE)
    priority._SPARE.release()


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGSTOP], ids=["kill", "stop"])
def test_everybody_gets_an_answer_when_the_process_that_makes_all_others_goes_under(
    process: Process, tmp_path: Path, blow: signal.Signals
) -> None:
    over = threading.Event()

    def strike() -> None:
        chance = random.Random(1)
        while not over.wait(chance.uniform(0.5, 2)):
            with process._lock:
                if copies_of(process.number):
                    os.kill(process.number, blow)

    blows = threading.Thread(target=strike)
    blows.start()
    try:
        tell(made_up(10_000, settings().max_examples // 5), tmp_path, disturbed=True)
    finally:
        over.set()
        blows.join()


def test_stories_hold_trouble_and_people_who_leave_and_come_back() -> None:
    stories = [story(seed) for seed in range(20)]
    fates = {fate for each in stories for of in each.fates.values() for fate in of}
    assert fates == set(FATES)
    assert set(TROUBLE) < fates
    stays = [v.stay for each in stories for visits in each.visitors for v in visits]
    assert None in stays
    assert any(stay is not None for stay in stays)
