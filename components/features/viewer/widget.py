"""The viewer: original and redrawn picture, and the palette.

It follows the slider by itself. What it needs for that travels apart from it, in
messages that show nothing (`give_picture`, `give_palettes`, `give_size`), so that a
change of k sends next to nothing.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from numpy.typing import NDArray

from components.engine import Palette
from components.engine.judging.vision import NAMED_COLORS
from components.model.style import Style
from components.shared.widget import as_hex, component, nothing, put, static

Mode = Literal["side", "wipe", "hold", "map"]
MODES: tuple[Mode, ...] = ("side", "wipe", "hold", "map")

_HERE = Path(__file__).parent
_viewer = component(
    _HERE,
    "viewer",
    *static("shelf"),
    *(_HERE / f"{name}.js" for name in ("png", "nearest", "dither", "labels", "paint")),
    *(_HERE / f"{name}.js" for name in ("ciede2000", "loss_map")),
    *static("slider_observer"),
    *(_HERE / f"{name}.js" for name in ("connection", "viewport", "compare", "probe")),
    *static("clipboard"),
    *(_HERE / f"{name}.js" for name in ("color_names", "swatches", "a11y_fixes")),
    _HERE / "viewer.js",
    facts=f"const NAMED = {json.dumps(NAMED_COLORS)};",
)


def give_picture(name: str, png: bytes, size: tuple[int, int]) -> None:
    """Send the picture, for all k.

    Parameters
    ----------
    name : str
        Tells it from all others.
    png : bytes
        A PNG file of 8 bits a channel, RGB or RGBA.
    size : tuple of int
        Width and height in pixels.
    """
    message = {"kind": "picture", "id": name, "width": size[0], "height": size[1]}
    put("store_picture", message, png)


def give_palettes(
    name: str, picture: str, palettes: Sequence[Palette], explained: NDArray[Any]
) -> None:
    """Send the palettes of every k.

    Parameters
    ----------
    name : str
        Tells the palettes from others of the same picture.
    picture : str
        Name of the picture.
    palettes : sequence of K Palette
        For k = 1..K.
    explained : ndarray of shape (K,), float64
        Variance explained by each, 0–1.
    """
    put(
        "store_palettes",
        {
            "kind": "palettes",
            "key": name,
            "picture": picture,
            "colors": [each.colors.tobytes().hex() for each in palettes],
            "counts": [each.counts.tolist() for each in palettes],
            "opacity": [as_hex(each.opacity) for each in palettes],
            "steps": [each.softened_to for each in palettes],
            "dithered_opacity": [as_hex(each.dithered_opacity) for each in palettes],
            "dithered_steps": [each.dithered_softened_to for each in palettes],
            "explained": [round(float(share), 6) for share in explained],
        },
    )


def give_labels(
    palettes: str, k: int, style: str, labels: bytes, opacity: NDArray[Any] | None
) -> None:
    """Send the color of every pixel, where the browser cannot find it by itself.

    Parameters
    ----------
    palettes : str
        Name of the palettes.
    k : int
        Number of colors.
    style : str
        Name of how the picture is drawn.
    labels : bytes
        Index of each pixel's color, a byte each, compressed by zlib.
    opacity : ndarray of shape (256,), uint8, or None
        What each opacity becomes; None when all stay as they are.
    """
    header = {
        "kind": "labels",
        "key": palettes,
        "k": k,
        "style": style,
        "opacity": as_hex(opacity),
    }
    put("store_labels", header, labels)


def give_size(palettes: str, k: int, file: str, size: str) -> None:
    """Send the size of the file that the download button gives.

    Parameters
    ----------
    palettes : str
        Name of the palettes.
    k : int
        Number of colors.
    file : str
        Name of how the file is written.
    size : str
        In words.
    """
    data = {"kind": "sizes", "key": palettes, "k": k, "file": file, "size": size}
    put("store_sizes", data)


def give_drawing(png: bytes) -> None:
    """Send the redrawn picture, for browsers that cannot draw it.

    Parameters
    ----------
    png : bytes
        A PNG file.
    """
    put("store_drawing", {"kind": "drawing"}, png)


def show(
    picture: str, k: int, style: Style, colors: str, remark: str, mode: Mode, key: str
) -> tuple[Mode, bool, bool]:
    """Show original, redrawn picture and palette.

    Parameters
    ----------
    picture : str
        Name of the picture, as in `give_picture`.
    k : int
        Number of colors where nobody moves the slider.
    style : Style
        How the picture is drawn and written.
    colors : str
        Number of colors of the original, in words.
    remark : str
        What to say about the pictures; may be empty.
    mode : {"side", "wipe", "hold", "map"}
        Way of comparing to start with.
    key : str
        Key of the widget.

    Returns
    -------
    mode : {"side", "wipe", "hold", "map"}
        Way of comparing that was chosen.
    plain : bool
        Whether the browser has no canvas, so that `give_drawing` is needed.
    ready : bool
        Whether the first picture is on the screen.
    """
    told = _viewer(
        key=key,
        data={
            "picture": picture,
            "k": k,
            "style": style.name,
            "file": style.file,
            "dither": style.dither,
            "smooth": style.smoothness > 0,
            "colors": colors,
            "remark": remark,
            "mode": mode,
        },
        default={"mode": mode, "plain": False, "ready": False, "back": 0},
        on_mode_change=nothing,
        on_plain_change=nothing,
        on_ready_change=nothing,
        on_back_change=nothing,
    )
    chosen = told.mode if told.mode in MODES else mode
    return chosen, bool(told.plain), bool(told.ready)
