"""Quick sequences of choices, as random numbers will have them; then all must agree.

Whoever clicks quickly sends several requests before the answer to the first is there.
`python -m tests.browser.sequences 300` tries so many in a real browser, each begun
where the last one ended, and says which did not end well; a second number chooses
others.
"""

import itertools
import random
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright

from components.engine import count_colors, read_image
from components.shared import text
from components.shared.samples import SAMPLES
from tests.browser.conftest import FLAGS, chromium, open_window, serve
from tests.browser.view import download, drawn, give, named, slider, visit
from tests.pictures import decoded, encoded

# ms without a run of the page that are taken for rest; by then the browser has told
# once more what it got no answer to.
QUIET: Final = 1200
PAUSES: Final = (0, 0, 50, 100, 200, 400, 700)  # ms between two choices
_AT_ONCE: Final = ("0 ms", "50 ms", "100 ms")
LENGTHS: Final = (2, 6)  # choices in a sequence
SPACES: Final = {
    "srgb": "RGB values",
    "oklab": "(Oklab)",
    "oklrab": "(Oklrab)",
    "standardized": "normalized",
}
KEYS: Final = ("ArrowRight", "ArrowLeft", "Home", "End", "PageUp", "PageDown")

# A click as early as it can be: it does not wait for the page to rest.
_CLICK: Final = "element => element.click()"

# A key on the slider, and where that stood before and after, all in one: a moment later
# another slider may be in its place.
_PRESS: Final = """async (input, key) => {
    const before = Number(input.value);
    input.focus();
    input.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keyup", { key, bubbles: true }));
    await new Promise((done) => setTimeout(done));
    return [before, Number(input.value)];
}"""

_REST: Final = """(app, quiet) => new Promise((done) => {
    const state = "data-test-script-state";
    let rest;
    const look = () => {
        clearTimeout(rest);
        if (app.getAttribute(state) === "notRunning") rest = setTimeout(done, quiet);
    };
    new MutationObserver(look).observe(app, { attributeFilter: [state] });
    look();
})"""


@dataclass
class Wish:
    """What somebody has chosen, and what the page must therefore show at rest.

    Attributes
    ----------
    ks : set of int
        Number of colors that was asked for last. More than one where a button was
        pressed that was about to be replaced: it may be heard or not.
    pressed : str
        Key of that button, which may also be heard as what it tells afterwards.
    colors : int
        How many colors the picture has.
    sample : str or None
        The sample that was asked for last; None for a file.
    dither : bool
        Whether dots were asked for.
    space : str
        How colors were last asked to differ.
    done : list of str
        All of it in words, for whoever looks for the reason.
    """

    ks: set[int] = field(default_factory=lambda: {16})
    pressed: str = ""
    colors: int = 256
    sample: str | None = "cat"
    dither: bool = False
    space: str = "srgb"
    done: list[str] = field(default_factory=list)

    @property
    def shown(self) -> set[int]:
        """The numbers of colors that the page may show."""
        return {max(1, min(k, self.colors)) for k in self.ks}


Choice = Callable[[Page, Wish, random.Random], str]

_NUMBERS: Final = itertools.count()


def _sample(tab: Page, wish: Wish, chance: random.Random) -> str:
    # Often the one of few colors: there k gives way, and has to come back.
    slug = chance.choice([*SAMPLES, "pixel-art", "pixel-art", "pixel-art"])
    tab.locator(f".st-key-sample_{slug} button").evaluate(_CLICK)
    wish.sample, wish.colors = slug, _colors_of(slug)
    return slug


@cache
def _colors_of(slug: str) -> int:
    return len(count_colors(read_image(SAMPLES[slug].path.read_bytes())))


def _file(tab: Page, wish: Wish, chance: random.Random) -> str:
    colors = chance.choice([3, 9, 40])
    name = f"{colors} colors, {next(_NUMBERS)}.png"
    row = np.linspace(0, 255, colors).astype(np.uint8).repeat(6)
    pixels = np.stack([row, row[::-1], row // 2], axis=1)[None].repeat(40, axis=0)
    give(tab, name, encoded(pixels))
    wish.sample, wish.colors = None, colors
    return name


def _key(tab: Page, wish: Wish, chance: random.Random) -> str:
    key = chance.choice(KEYS)
    before, k = slider(tab).first.evaluate(_PRESS, key)
    if k != before:  # what it stands at already is no move
        wish.ks, wish.pressed = {k}, ""
    return f"{key}, from {before} to {k}"


def _suggestion(tab: Page, wish: Wish, chance: random.Random) -> str:
    words, key = tab.locator(".st-key-suggestions").evaluate(
        """(place, at) => {
            // Those of the picture before are hidden: nobody can click them.
            const seen = (each) => each.checkVisibility({ visibilityProperty: true });
            const all = [...place.querySelectorAll("button:enabled")].filter(seen);
            const button = all[Math.floor(at * all.length)];
            button?.click();
            const around = button?.closest("[class*=st-key-use_]")?.classList ?? [];
            const key = [...around].find((each) => each.startsWith("st-key-"));
            return [button?.innerText ?? "", key ?? ""];
        }""",
        chance.random(),
    )
    if not words:
        return "no suggestion"
    k = _suggested(words)
    # A choice made just before may be on its way to the server.
    rests = _rests(tab) and wish.done[-1] not in _AT_ONCE
    wish.ks, wish.pressed = ({k}, "") if rests else ({*wish.ks, k}, key)
    return f"suggestion {k}"


def _suggested(words: str) -> int:
    """Return the number of colors that a button offers; of a range, its end."""
    return int(re.findall(r"\d+", words.split(" · ")[0])[-1])


def _heard_as(tab: Page, wish: Wish) -> set[int]:
    """Return what the button tells now that was pressed when it was about to change."""
    if not wish.pressed:
        return set()
    return {
        _suggested(each) for each in tab.locator(f".{wish.pressed}").all_inner_texts()
    }


def _dither(tab: Page, wish: Wish, _: random.Random) -> str:
    with _drawing(tab):
        tab.locator(".st-key-dither input").evaluate(_CLICK)
    wish.dither = not wish.dither
    return "dither" if wish.dither else "no dither"


def _space(tab: Page, wish: Wish, chance: random.Random) -> str:
    wish.space, words = chance.choice(list(SPACES.items()))
    with _drawing(tab):
        tab.locator(".st-key-space input").click()
        tab.get_by_role("option", name=words).click()
    return words


def _smaller(tab: Page, _: Wish, chance: random.Random) -> str:
    """Have the file made smaller; the choice is there in one tab only."""
    words = chance.choice(["Off", "Same pixels", "Gently", "Strongly"])
    buttons = tab.locator(".st-key-smaller button:enabled", has_text=words).all()
    if not buttons:
        return f"no {words}"
    buttons[0].evaluate(_CLICK)
    return words


def _tab(tab: Page, _: Wish, chance: random.Random) -> str:
    title = chance.choice(
        ["Stop", "Colors", "Sizes", "Lost", "Take away", "Learn", "Many"]
    )
    tab.get_by_role("tab", name=title, exact=True).evaluate(_CLICK)
    return f"tab {title}"


CHOICES: Final[tuple[Choice, ...]] = (
    *(3 * (_sample,)),
    *(3 * (_key,)),
    *(2 * (_suggestion,)),
    _file,
    _dither,
    _space,
    _smaller,
    _tab,
)


@contextmanager
def _drawing(tab: Page) -> Iterator[None]:
    """Unfold what can be chosen about the drawing, and fold it up again."""
    button = tab.locator(".st-key-drawing button")
    button.evaluate(_CLICK)
    yield
    tab.keyboard.press("Escape")


def _rests(tab: Page) -> bool:
    state = tab.get_by_test_id("stApp").get_attribute("data-test-script-state")
    return state == "notRunning"


def run(tab: Page, wish: Wish, seed: int) -> None:
    """Make a quick sequence of choices, and wait until the page rests."""
    chance = random.Random(seed)
    wish.done = [f"seed {seed}"]
    at_rest = int(slider(tab).first.input_value())
    if wish.pressed and at_rest < wish.colors:  # by now it is known how it was heard
        wish.ks, wish.pressed = {at_rest}, ""
    for _ in range(chance.randint(*LENGTHS)):
        wish.done.append(chance.choice(CHOICES)(tab, wish, chance))
        pause = chance.choice(PAUSES)
        wish.done.append(f"{pause} ms")
        tab.wait_for_timeout(pause)
    tab.get_by_test_id("stApp").evaluate(_REST, QUIET)


def contradictions(tab: Page, wish: Wish, folder: Path) -> list[str]:
    """Compare all that the page says at rest with one another, and with what was asked.

    Parameters
    ----------
    tab : Page
        The page, at rest.
    wish : Wish
        What was asked for.
    folder : Path
        Where the file is saved.

    Returns
    -------
    list of str
        What does not agree, in words; empty if all does.
    """
    k = int(slider(tab).first.input_value())
    file = download(tab, folder)
    saved = decoded(file.read_bytes())
    swatches = tab.locator('[data-role="swatch"]')
    strip = swatches.evaluate_all("all => all.map((each) => each.dataset.hex)")
    address = named(tab.url)
    shown = drawn(tab, "quantized")
    found = {
        "the slider": (
            k in wish.shown | _heard_as(tab, wish),
            f"{k} for {wish.shown}",
        ),
        "k in the address": (
            address.get("k", str(min(16, wish.colors))) == str(k),
            address.get("k"),
        ),
        "the sample in the address": (
            address.get("sample", "cat" if wish.sample else None) == wish.sample,
            f"{address.get('sample')} for {wish.sample}",
        ),
        "dither in the address": ((address.get("dither") == "1") == wish.dither, ""),
        "space in the address": (
            address.get("space", "srgb") == wish.space,
            f"{address.get('space')} for {wish.space}",
        ),
        "the picture's k": (
            tab.locator('[data-role="quantized"]').get_attribute("data-k") == str(k),
            "",
        ),
        "the words over the picture": (
            _words(tab, ".st-key-viewer .k") == f"k = {k}",
            _words(tab, ".st-key-viewer .k"),
        ),
        "the sentence below the curve": (
            f"k = {k} explains" in _words(tab, ".st-key-curve [data-told]"),
            _words(tab, ".st-key-curve [data-told]"),
        ),
        "the picture and the file": (
            saved.shape[:2] == shown.shape[:2] and _same(saved, shown),
            "",
        ),
        "the strip and the file": (_codes(saved) == set(strip), ""),
        "the name of the file": (f"-k{k}." in file.name, file.name),
        "the size above the button": (
            text.size(file.stat().st_size) in _words(tab, '[data-role="size-indexed"]'),
            _words(tab, '[data-role="size-indexed"]'),
        ),
        "the size beside k": (
            text.size(file.stat().st_size) in _words(tab, ".st-key-viewer .facts"),
            _words(tab, ".st-key-viewer .facts"),
        ),
    }
    return [f"{what}: {seen}" for what, (agrees, seen) in found.items() if not agrees]


def _words(tab: Page, place: str) -> str:
    return tab.locator(place).inner_text()


def _same(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> bool:
    """Tell whether two pictures are the same, but for the color of what is not solid.

    A canvas keeps that rounded, multiplied by the opacity.
    """
    solid = other[..., 3] == 255
    opaque = np.array_equal(one[..., 3], other[..., 3])
    return opaque and bool((one == other)[solid].all())


def _codes(pixels: NDArray[np.uint8]) -> set[str]:
    visible = pixels[pixels[..., 3] > 0] if pixels.shape[2] == 4 else pixels
    numbers = np.unique(visible[..., :3] @ np.array([65536, 256, 1]))
    return {f"#{number:06x}" for number in numbers.tolist()}


def main(many: int, first: int) -> int:
    """Try many sequences; say which did not end well, and return how many."""
    bad = 0
    with serve() as at, sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        window = open_window(browser, at)
        visit(window.tab)
        wish, now = Wish(), ""
        for seed in range(first, first + many):
            run(window.tab, wish, seed)
            wrong = contradictions(window.tab, wish, Path(folder))
            # A file that another one takes the place of before it has been sent.
            wrong += [each for each in window.complaints if "canceled" not in each]
            before, now = now, " · ".join(wish.done)
            if wrong:
                bad += 1
                print(before, now, *wrong, sep="\n    ", flush=True)
                window.complaints.clear()
                visit(window.tab)
                wish = Wish()
        browser.close()
    print(f"{bad} of {many} sequences did not end well.")
    return bad


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]] or [100]
    raise SystemExit(bool(main(numbers[0], numbers[1] if len(numbers) > 1 else 0)))
