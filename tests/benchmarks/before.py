"""Another checkout of the page against this one, in turn.

``python -m tests.benchmarks.before FOLDER`` tells how long the first picture of a first
visit takes, and how long the server works on a new k, with each tab open. The other
page may be from before there were tabs: then all of it is worked out. FOLDER needs its
machine code (``python -m components.engine.precompile``). What a package gains is told
with ``. --without PACKAGE``: the other page is this one, and does not find it.
"""

import argparse
import asyncio
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from components.shared.tabs import NAMES
from tests.benchmarks.arrivals import FIRST_SEEN
from tests.browser.conftest import FLAGS, PATIENCE, chromium, start
from tests.load.client import Client

VISITS = 17  # the first of each page is not counted
KS = range(13, 37)
_WINDOW = ViewportSize(width=1440, height=900)
_REST = 8  # seconds until a page that was opened has nothing more to do


def main() -> None:
    """Start both pages, and print what each takes."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.before")
    parser.add_argument("folder", type=Path, help="the other checkout")
    parser.add_argument("--without", metavar="PACKAGE", help="what it is not to find")
    asked = parser.parse_args()
    with ExitStack() as running:
        hidden = running.enter_context(TemporaryDirectory())
        if asked.without:
            # It is found before the real one.
            (Path(hidden) / f"{asked.without}.py").write_text("raise ImportError")
        other = start({"PYTHONPATH": hidden}, asked.folder.resolve())
        pages = {
            "before": running.enter_context(other)[0],
            "now": running.enter_context(start())[0],
        }
        first_visits(pages)
        for name, tab in [("before", None), *(("now", each) for each in NAMES)]:
            seconds = asyncio.run(new_k(pages[name], tab))
            print(f"a new k, {name}, {tab or 'all'}: {seconds:.3f} s", flush=True)


def first_visits(pages: dict[str, str]) -> None:
    """Print the medians from navigation to the first picture, and of the pairs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        took: dict[str, list[float]] = {name: [] for name in pages}
        for turn in range(VISITS):
            for name in list(pages)[:: 1 if turn % 2 else -1]:
                took[name].append(first_visit(browser, pages[name]))
        browser.close()
    for name, seconds in took.items():
        print(f"first picture, {name}: {median(seconds[1:]):.2f} s", flush=True)
    pairs = zip(took["now"][1:], took["before"][1:], strict=True)
    ratio = median(now / before for now, before in pairs)
    print(f"first picture, pairs: {ratio:.3f}", flush=True)


def first_visit(browser: Browser, page: str) -> float:
    """Open the page in a browser that has nothing of it; seconds to the picture."""
    context = browser.new_context(viewport=_WINDOW)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.add_init_script(FIRST_SEEN)
    tab.goto(f"{page}/?{urlencode({'sample': 'coffee', 'k': 8})}", wait_until="commit")
    tab.locator(".st-key-elbow .points path").first.wait_for()
    seconds = float(tab.evaluate("seen")) / 1000
    context.close()
    return seconds


async def new_k(page: str, tab: str | None) -> float:
    """Move the slider, step by step; median of the seconds of a run."""
    visitor = Client(page)
    asked = {"tab": tab} if tab else {}
    await visitor.connect(sample="coffee", k=KS[0] - 1, **asked)
    await asyncio.sleep(_REST)
    took = []
    for k in KS:
        begin = time.monotonic()
        await visitor.set_k(k)
        took.append(time.monotonic() - begin)
    await visitor.close()
    return median(took)


if __name__ == "__main__":
    main()
