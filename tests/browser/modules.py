"""The page's own modules in a browser, without the page: as they are served."""

import json
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, Route

from components.shared.assets import FILES, TYPES

_SITE = "http://modules.test/"
# What is given and found goes as text: Playwright takes numbers apart one by one, which
# for a picture takes longer than most of what is tested.
_RUN = """async ([site, names, given]) => {
    const modules = await Promise.all(names.map((name) => import(site + name)));
    const found = await (%s)(Object.assign({}, ...modules), JSON.parse(given));
    return JSON.stringify(found, (name, value) => {
        const lost = typeof value === "number" && !Number.isFinite(value);
        if (lost || ArrayBuffer.isView(value)) throw new Error(`Not in JSON: ${name}`);
        return value;
    }) ?? "null";
}"""


def run(tab: Page, names: list[str], task: str, given: object = None) -> Any:  # noqa: ANN401 - whatever the script returns
    """Run a function in the browser with what some modules export.

    Parameters
    ----------
    tab : Page
        A window, taken from whatever it shows.
    names : list of str
        The modules, as in `FILES`.
    task : str
        JavaScript: a function of an object that holds all they export, and of what
        is given.
    given : object
        Something that can be handed over, as JSON; so is what is returned.
    """
    if not tab.url.startswith(_SITE):
        tab.route(f"{_SITE}**", _answer)
        tab.goto(_SITE)
    found = tab.evaluate(_RUN % task, [_SITE, names, json.dumps(given)])
    return json.loads(str(found))


def numbers(rgb: NDArray[np.uint8]) -> list[int]:
    """Return colors as scripts have them, one number each."""
    return [int(n) for n in rgb.reshape(-1, 3).astype(int) @ [65536, 256, 1]]


def _answer(route: Route) -> None:
    name = route.request.url.removeprefix(_SITE)
    if name in FILES:
        kind = TYPES[PurePosixPath(name).suffix]
        route.fulfill(body=FILES[name], content_type=f"{kind}; charset=utf-8")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")
