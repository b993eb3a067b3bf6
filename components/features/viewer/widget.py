"""The viewer: original and redrawn picture, and the palette.

It follows the slider by itself. What it needs for that travels apart from it, in
messages that show nothing (`give_picture`, `give_palettes`), so that a
change of k sends next to nothing.
"""

import base64
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypedDict, get_args

import numpy as np
from numpy.typing import NDArray

from components.engine import Aside, Dither, Entry, Metric, Palette, Space, hex_code
from components.model.style import Style
from components.shared import aside as set_aside
from components.shared import edits, pins, text, wish
from components.shared.widget import (
    as_hex,
    component,
    in_short,
    nothing,
    packed,
    put,
)

Mode = Literal["side", "wipe", "hold", "map"]
MODES: Final[tuple[Mode, ...]] = get_args(Mode)


class SetAside(TypedDict):
    """What somebody has set aside of the picture: it counts for nothing.

    ``color`` is hexadecimal. ``mask`` has a bit a pixel, 1 where it is set aside, row
    by row from the highest bit on, packed by zlib, in base 64. ``filled`` tells whether
    the color is drawn there; otherwise nothing is.
    """

    color: str
    mask: str
    filled: bool


class PictureMessage(TypedDict):
    """The picture, as a PNG file; ``id`` tells it from all others.

    The file has all of it, what is set aside too.
    """

    kind: Literal["picture"]
    id: str
    width: int
    height: int
    aside: SetAside | None
    file: bytes


class Rule(TypedDict):
    """A space in whole numbers, as `Metric`."""

    space: Space
    times: list[int]


class Palettes(TypedDict):
    """The palettes of k = 1..K, and what each explains, in words.

    Colors and opacities (what each of 256 becomes; None where all stay) are
    hexadecimal. ``weights`` is what each color draws: pixels, weighed by opacity.
    ``metric`` is the space in which a pixel's nearest color is looked for.
    ``steps`` counts the opacities that soft transparency is left with, None where all
    are. ``entries`` is, where the colors are of a list, code and label there of each
    color (as ``#rrggbb``) that is in any of the palettes, and what files hold for it
    where that is another color. ``most_pins`` is how many
    colors can be kept, in any palette: it stands here because this is sent but once.
    """

    kind: Literal["palettes"]
    key: str
    picture: str
    metric: Rule
    colors: list[str]
    weights: list[list[float]]
    opacity: list[str | None]
    steps: list[int | None]
    dithered_opacity: list[str | None]
    dithered_steps: list[int | None]
    explained: list[str]
    entries: dict[str, list[str]] | None
    most_pins: int


class Labels(TypedDict):
    """The color of every pixel, for one k and style; ``file`` is packed by zlib.

    Where somebody has changed which colors pixels have, ``style`` says that too.
    """

    kind: Literal["labels"]
    key: str
    k: int
    style: str
    opacity: str | None
    file: bytes


class DrawingMessage(TypedDict):
    """The redrawn picture, as a PNG file."""

    kind: Literal["drawing"]
    file: bytes


class Place(TypedDict):
    """A place of the picture to be shown on the loss map, in shares of it, 0–1.

    ``turn`` grows with every wish.
    """

    turn: int
    row: float
    column: float
    height: float
    width: float


class ViewerData(TypedDict):
    """What the widget is told.

    ``k`` is what is shown, ``wanted`` what somebody asked for last, which the picture
    may not have, ``by_slider`` whether there, and ``revision`` how often anybody has.
    ``doubted`` is a k that the slider has told, which may be an old one.
    ``dots`` is their kind, where ``dither`` says that there are any.
    ``before`` says of which drawing a share explained is, if not of the one on show.
    ``pins`` are the colors that are kept, as ``#rrggbb``, None where none can be.
    """

    picture: str
    k: int
    wanted: int
    revision: int
    by_slider: bool
    doubted: int | None
    style: str
    file: str
    dither: bool
    dots: Dither
    smooth: bool
    before: str
    colors: str
    remark: str
    mode: Mode
    look: Place | None
    pins: list[str] | None


class Pin(TypedDict):
    """A color, as ``#rrggbb``, that somebody wants to keep or to let go."""

    code: str
    keep: bool


class Edit(TypedDict):
    """Something that somebody does to a palette, named by its key and its ``k``.

    ``entry`` is the row of a color. ``code`` is what it becomes, as ``#rrggbb``, None
    for its own, and ``into`` the row that it is merged into. ``again`` says that it
    goes on with the change before.
    """

    palettes: str
    k: int
    does: Literal["color", "leave out", "merge", "undo", "undo all"]
    entry: int
    code: str | None
    into: int | None
    again: bool


class AsideWish(TypedDict):
    """A color, as ``#rrggbb``, to be set aside; None if every pixel is to count."""

    code: str | None


class Wish(TypedDict):
    """A k that somebody has asked for, and the revision of the page that they saw.

    ``stands`` is where the slider is.
    """

    k: int
    stands: int
    revision: int


class ViewerState(TypedDict):
    """What the widget tells; ``back`` is when the server was there again.

    Besides, as triggers, ``wish``: a move of the slider that has got no answer;
    ``pin``: a color to be kept or let go; ``edit``: one to be changed; and ``aside``:
    one to be set aside, or none.
    """

    mode: Mode
    plain: bool
    ready: bool
    back: float


_viewer = component(Path(__file__).with_name("viewer.js"))


def give_picture(
    name: str, png: bytes, size: tuple[int, int], aside: Aside | None
) -> None:
    """Send the picture, for all k.

    Parameters
    ----------
    name : str
        Tells it from all others.
    png : bytes
        A PNG file of 8 bits a channel, RGB or RGBA.
    size : tuple of int
        Width and height in pixels.
    aside : Aside or None
        What is set aside of it.
    """
    width, height = size
    message: PictureMessage = {
        "kind": "picture",
        "id": name,
        "width": width,
        "height": height,
        "aside": None if aside is None else _set_aside(aside),
        "file": png,
    }
    put("store_picture", message)


def _set_aside(aside: Aside) -> SetAside:
    mask = zlib.compress(np.packbits(aside.mask).tobytes())
    return {
        "color": hex_code(aside.color)[1:],
        "mask": base64.b64encode(mask).decode(),
        "filled": aside.filled,
    }


def give_palettes(message: bytes) -> None:
    """Send the palettes of every k.

    Parameters
    ----------
    message : bytes
        What `palettes_packed` returned.
    """
    put("store_palettes", message)


def palettes_packed(
    name: str,
    picture: str,
    metric: Metric,
    palettes: Sequence[Palette],
    explained: NDArray[Any],
    entries: Sequence[Sequence[Entry]] | None,
) -> bytes:
    """Write the message with the palettes of every k.

    Parameters
    ----------
    name : str
        Tells the palettes from others of the same picture.
    picture : str
        Name of the picture.
    metric : Metric
        Space in which distances are measured.
    palettes : sequence of K Palette
        For k = 1..K.
    explained : ndarray of shape (K,), float64
        Variance explained by each, 0–1.
    entries : sequence of K sequences of Entry, or None
        What the colors of each are in their list, if they are of one.
    """
    message: Palettes = {
        "kind": "palettes",
        "key": name,
        "picture": picture,
        "metric": {"space": metric.space, "times": list(metric.times)},
        "colors": [each.colors.tobytes().hex() for each in palettes],
        "weights": [in_short(each.weights) for each in palettes],
        "opacity": [as_hex(each.opacity) for each in palettes],
        "steps": [each.softened_to for each in palettes],
        "dithered_opacity": [as_hex(each.dithered_opacity) for each in palettes],
        "dithered_steps": [each.dithered_softened_to for each in palettes],
        "explained": [text.percent(float(share)) for share in explained],
        "entries": None if entries is None else _entries(palettes, entries),
        "most_pins": pins.MOST,
    }
    return packed(message)


def _entries(
    palettes: Sequence[Palette], entries: Sequence[Sequence[Entry]]
) -> dict[str, list[str]]:
    return {
        hex_code(color): _named(entry)
        for palette, named in zip(palettes, entries, strict=True)
        for color, entry in zip(palette.colors, named, strict=True)
    }


def _named(entry: Entry) -> list[str]:
    called = [entry.code, entry.label]
    return [*called, entry.device] if entry.device else called


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
    message: Labels = {
        "kind": "labels",
        "key": palettes,
        "k": k,
        "style": style,
        "opacity": as_hex(opacity),
        "file": labels,
    }
    put("store_labels", message)


def give_drawing(png: bytes) -> None:
    """Send the redrawn picture, for browsers that cannot draw it.

    Parameters
    ----------
    png : bytes
        A PNG file.
    """
    message: DrawingMessage = {"kind": "drawing", "file": png}
    put("store_drawing", message)


def show(
    picture: str,
    k: int,
    style: Style,
    colors: str,
    remark: str,
    mode: Mode,
    look: Place | None,
    kept: tuple[str, ...] | None,
    key: str,
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
    look : Place or None
        What somebody asked to be shown.
    kept : tuple of str, or None
        Colors that are kept, as ``#rrggbb``; None where none can be.
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
    data: ViewerData = {
        "picture": picture,
        "k": k,
        "wanted": wish.wanted_k(),
        "revision": wish.revision(),
        "by_slider": wish.by_slider(),
        "doubted": wish.doubted(),
        "style": style.name,
        "file": style.file,
        "dither": style.dither,
        "dots": style.dots,
        "smooth": style.smoothness > 0,
        "before": text.before(style),
        "colors": colors,
        "remark": remark,
        "mode": mode,
        "look": look,
        "pins": None if kept is None else list(kept),
    }
    default: ViewerState = {
        "mode": mode,
        "plain": False,
        "ready": False,
        "back": 0,
    }
    told = _viewer(
        key=key,
        data=data,
        default=default,
        on_mode_change=nothing,
        on_plain_change=nothing,
        on_ready_change=nothing,
        on_back_change=nothing,
        on_wish_change=lambda: wish.take_wish_from(key),
        on_pin_change=lambda: pins.take_from(key),
        on_edit_change=lambda: edits.take_from(key),
        on_aside_change=lambda: set_aside.take_from(key),
    )
    chosen = told.mode if told.mode in MODES else mode
    return chosen, bool(told.plain), bool(told.ready)
