"""How smoothly the cloud of colors turns, in real Chromium without a GPU."""

from statistics import median, quantiles
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import FLAGS, PATIENCE, chromium
from tests.browser.modules import run

POINTS: Final = (16_384, 65_536, 131_072)
SIDE: Final = 520  # pixels of the canvas along each edge
FRAMES: Final = 90

_MODULES: Final = ["features/learn/camera.js", "features/learn/cloud.js"]

# Colors as a photo has them, around a line from black to white, each of which counts as
# much as any other. They are turned a little with every frame.
_TURN: Final = """async ({ Camera, Cloud }, { points, side, frames }) => {
    const canvas = document.body.appendChild(document.createElement("canvas"));
    const [camera, page] = [new Camera(), { ink: "#31333f", paper: "#ffffff" }];
    const cloud = new Cloud(canvas, camera);
    let state = 1;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const channels = [0, 1, 2].map(() => new Float64Array(points));
    for (let i = 0; i < points; i++) {
        const light = 255 * random();
        for (const each of channels) {
            const away = 160 * (random() - 0.5) * random();
            each[i] = Math.max(0, Math.min(255, Math.round(light + away)));
        }
    }
    const [red, green, blue] = channels;
    const of = Uint32Array.from({ length: points }, (_, i) => i);
    const share = new Float64Array(points).fill(1 / points);
    cloud.take({ red, green, blue }, { of, share });
    cloud.resize(side, side);
    const words = Uint32Array.from(of, (i) =>
        (255 << 24) | (blue[i] << 16) | (green[i] << 8) | red[i]);
    const balls = Array.from({ length: 16 }, (_, i) =>
        ({ place: [16 * i, 16 * i, 16 * i], color: 0x808080, picked: false }));
    const [spent, shown] = [[], []];
    for (let frame = 0; frame < frames; frame++) {
        await new Promise(requestAnimationFrame);
        const begun = performance.now();
        camera.turn(0.03, 0.01 * Math.sin(frame / 9));
        cloud.draw({ words, balls, mark: null, page });
        spent.push(performance.now() - begun);
        shown.push(begun);
    }
    canvas.remove();
    return { spent, seconds: (shown.at(-1) - shown[0]) / 1000 };
}"""


def measure() -> dict[str, Any]:
    """Turn clouds of several sizes."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        tab = browser.new_page()
        tab.set_default_timeout(PATIENCE)
        rows = [_turn(tab, points) for points in POINTS]
        browser.close()
    return {"rows": rows}


def _turn(tab: Page, points: int) -> dict[str, float]:
    """Milliseconds to draw a frame, and frames a second."""
    given = {"points": points, "side": SIDE, "frames": FRAMES}
    found = run(tab, _MODULES, _TURN, given)
    row = {
        "points": points,
        "drawn": median(found["spent"]),
        "drawn_90": quantiles(found["spent"], n=10)[-1],
        "a_second": (FRAMES - 1) / found["seconds"],
    }
    print(f"  {row}", flush=True)
    return row


def table(found: dict[str, Any]) -> list[str]:
    """Write the figures as rows of Markdown."""
    return [
        "| points | a frame | frames a second |",
        "| --- | --- | --- |",
        *(
            f"| {row['points']:,} | {row['drawn']:.1f} / {row['drawn_90']:.1f} ms"
            f" | {row['a_second']:.0f} |"
            for row in found["rows"]
        ),
    ]
