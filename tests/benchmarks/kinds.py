"""How quickly the picture follows the slider in each space, and with dots."""

from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser

from tests.benchmarks.drag import PAUSE, STEPS, held, open_window, swing, upload

MEGAPIXELS = 1
K = 54  # where the drag begins
SWINGS = 3  # to and fro: some 55 pictures
# What is drawn, and how the address of the page asks for it; RGB without dots is the
# usual, and timed already.
KINDS = {
    "Oklab": "&space=oklab",
    "Oklrab": "&space=oklrab",
    "RGB, normalized": "&space=standardized",
    "RGB, gentle dots": "&dither=1&dots=gentle",
    "RGB, Bayer": "&dither=1&dots=bayer",
    "Oklrab, gentle dots": "&space=oklrab&dither=1&dots=gentle",
}


def measure(browser: Browser, address: str, data: bytes) -> list[dict[str, Any]]:
    """Drag at a hand's pace, for each kind but the usual.

    Parameters
    ----------
    browser : Browser
        Each kind gets a window of its own.
    address : str
        Of the page.
    data : bytes
        The file of a picture of so many megapixels.

    Returns
    -------
    list of dict
        For each kind its name, and the milliseconds from pointer to canvas: the median
        and the 90th percentile.
    """
    rows = []
    for name, choice in KINDS.items():
        tab, _ = open_window(browser, address, f"/?k={K}{choice}")
        upload(tab, data)
        with held(tab, K) as place:
            frames = swing(tab, *place, pause=PAUSE, times=SWINGS)
        tab.context.close()
        drawn = [frame["drawn"] - frame["from"] for frame in frames]
        tenth = quantiles(drawn, n=10)[-1]
        rows.append({"name": name, "drawn": median(drawn), "drawn_90": tenth})
        print(f"  {rows[-1]}", flush=True)
    return rows


def table(rows: list[dict[str, Any]]) -> list[str]:
    """Write the figures as rows of Markdown."""
    return [
        f"Spaces and dots, {MEGAPIXELS} megapixel, k = {K}–{K + STEPS}:",
        "",
        "| | pointer to drawn |",
        "| --- | --- |",
        *(
            f"| {row['name']} | {row['drawn']:.0f} / {row['drawn_90']:.0f} ms |"
            for row in rows
        ),
    ]
