"""Make the sample pictures anew: four photographs and four drawings.

Run it from anywhere::

    python sample_images/make_samples.py

The drawings need NumPy and Pillow alone. The photographs are taken from the
files that scikit-image carries along; nothing is downloaded. With the same
versions of the packages every run writes the same bytes.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageFilter

HERE = Path(__file__).resolve().parent

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


# ---------------------------------------------------------------- photographs


def _photo(name: str) -> Image.Image:
    """Open a photograph that lies inside the scikit-image package.

    Parameters
    ----------
    name : str
        Name of the file in the package's ``data`` folder.

    Returns
    -------
    PIL.Image.Image
        The photograph, as RGB.
    """
    # Imported here: the drawings can be made where scikit-image is missing.
    from skimage.data import data_dir

    # Read from the folder, not through the package's functions, which may
    # go and fetch a file that is not there.
    with Image.open(Path(data_dir) / name) as image:
        return image.convert("RGB")


def draw_cat() -> Image.Image:
    """Cut the face out of the cat's photograph, 182 × 240 pixels.

    The tutorial's picture has 43,680 pixels; with the same number here, its
    tables of sizes and times can be followed line by line.
    """
    # The full height, and as much width as the proportions ask for.
    left, width = 126.0, 300 * 182 / 240
    box = (left, 0.0, left + width, 300.0)
    return _photo("chelsea.png").resize((182, 240), Image.Resampling.LANCZOS, box=box)


def draw_coffee() -> Image.Image:
    """Give the photograph of an espresso as it is."""
    return _photo("coffee.png")


def draw_astronaut() -> Image.Image:
    """Give the portrait of Eileen Collins as it is."""
    return _photo("astronaut.png")


def draw_deep_sky() -> Image.Image:
    """Cut out the liveliest part of the Hubble eXtreme Deep Field."""
    # Cut, not shrunk: shrinking would grind the small galaxies to gray dust.
    return _photo("hubble_deep_field.jpg").crop((60, 30, 780, 570))


# --------------------------------------------------------------------- sunset

SUNSET_SIZE = (640, 400)

# From the top of the sky down to the horizon.
SKY_COLORS = (
    (22, 24, 74),
    (52, 38, 112),
    (110, 40, 128),
    (214, 62, 110),
    (255, 118, 70),
    (255, 206, 112),
)

# From the horizon down to the lower edge.
SEA_COLORS = ((242, 138, 92), (158, 66, 112), (66, 38, 104), (20, 20, 62))


def _curve(colors: ArrayLike, t: Floats) -> Floats:
    """Walk along the Bézier curve that a row of colors spans.

    Straight lines from color to color would leave an edge at every stop; the
    curve has none, so any band seen later was made by the reduction.

    Parameters
    ----------
    colors : array_like of shape (n, 3)
        Control points, 0–255.
    t : ndarray
        Where on the curve, 0 at the first color, 1 at the last.

    Returns
    -------
    ndarray of shape (*t.shape, 3)
        The colors at `t`.
    """
    points = np.broadcast_to(
        np.asarray(colors, dtype=np.float64), (*t.shape, *np.shape(colors))
    )
    # De Casteljau: join neighbors until a single point is left.
    while points.shape[-2] > 1:
        step = t[..., None, None]
        points = (1 - step) * points[..., :-1, :] + step * points[..., 1:, :]
    return points[..., 0, :]


def _glow(picture: Floats, color: ArrayLike, strength: Floats) -> Floats:
    """Mix a color into a picture, as strongly as `strength` says (0–1)."""
    amount = strength[..., None]
    return picture * (1 - amount) + np.asarray(color, dtype=np.float64) * amount


def _ridge(x: Floats, seed: float, height: float) -> Floats:
    """Height of a mountain range above the horizon, for every column."""
    waves = (
        np.sin(x * 5.1 + seed)
        + 0.55 * np.sin(x * 11.3 + 2.3 * seed)
        + 0.28 * np.sin(x * 23.7 + 3.1 * seed)
        + 0.10 * np.sin(x * 61.0 + 0.7 * seed)
    )
    return height * (1.9 + waves) / 3.8


def _cover(distance: Floats) -> Floats:
    """Cover of an edge one pixel soft; `distance` in pixels, inside is > 0."""
    return np.clip(distance + 0.5, 0.0, 1.0)


def _sunset_sky(x: Floats, y: Floats, horizon: float) -> Floats:
    """Sky with a low sun, its glow and two ranges of hazy mountains."""
    width = SUNSET_SIZE[0]
    sun_x, sun_y, radius = 0.60 * width, horizon - 62.0, 40.0
    sky = _curve(SKY_COLORS, np.clip(y / horizon, 0.0, 1.0))
    reach = np.hypot(x - sun_x, (y - sun_y) * 1.25)
    sky = _glow(sky, (255, 176, 96), 0.62 * np.exp(-((reach / 150.0) ** 1.4)))
    sky = _glow(sky, (255, 224, 150), 0.65 * np.exp(-((reach / 66.0) ** 2)))
    disc = _cover(radius - np.hypot(x - sun_x, y - sun_y))
    sky = _glow(sky, (255, 246, 214), disc)
    for seed, height, crest_color, foot_color in (
        (1.0, 66.0, (178, 66, 118), (240, 132, 104)),
        (4.4, 38.0, (92, 34, 98), (150, 62, 108)),
    ):
        rise = _ridge(x / width, seed, height)
        # Mist gathers at the foot, so no part of the range is a flat area.
        mist = _curve((foot_color, crest_color), (horizon - y).clip(0, height) / height)
        cover = _cover(y - horizon + rise)[..., None]
        sky = sky * (1 - cover) + mist * cover
    return sky


def _sunset_sea(x: Floats, y: Floats, horizon: float) -> Floats:
    """Sea with the path of light that the sun lays on it."""
    width, height = SUNSET_SIZE
    depth = np.clip((y - horizon) / (height - horizon), 0.0, 1.0)
    sea = _curve(SEA_COLORS, depth)
    # Waves look longer the nearer they are: equal steps in log distance.
    phase = 30.0 * np.log(depth * 9.0 + 0.6)
    ripple = 0.5 + 0.5 * np.sin(phase + 1.3 * np.sin(x / 37.0 + 5.0 * depth))
    sway = 9.0 * depth * np.sin(phase * 0.5)
    spread = 26.0 + 62.0 * depth
    path = np.exp(-(((x - 0.60 * width - sway) / spread) ** 2))
    light = path * (0.35 + 0.65 * ripple**2) * (0.95 - 0.45 * depth)
    sea = _glow(sea, (255, 206, 128), np.clip(light, 0.0, 1.0))
    return _glow(sea, (255, 150, 96), 0.14 * ripple * (1 - depth) ** 2)


def draw_sunset() -> Image.Image:
    """Draw a sunset over the sea, all in smooth gradients."""
    width, height = SUNSET_SIZE
    horizon = 0.66 * height
    y, x = np.mgrid[0:height, 0:width] + 0.5
    below = _cover(y - horizon)[..., None]
    sky = _sunset_sky(x, y, horizon)
    picture = sky * (1 - below) + _sunset_sea(x, y, horizon) * below
    return Image.fromarray(np.rint(picture).clip(0, 255).astype(np.uint8))


# ------------------------------------------------------------------ pixel art

PIXEL_SCALE = 8
PIXEL_COLUMNS, PIXEL_ROWS = 80, 56

# One letter for each color of the picture; a dot in a sprite is see-through.
PIXEL_COLORS = {
    "K": (47, 36, 66),  # outlines, dark plum
    "S": (110, 196, 240),  # sky and water
    "P": (186, 230, 246),  # pale sky
    "W": (255, 252, 242),  # clouds
    "T": (92, 170, 168),  # far hills
    "G": (150, 210, 92),  # meadow
    "D": (62, 142, 88),  # shade
    "R": (226, 72, 76),  # roof and apples
    "B": (132, 76, 62),  # wood
    "O": (226, 154, 84),  # fur
    "C": (250, 226, 172),  # walls and the path
    "Y": (255, 210, 70),  # sun and windows
}

COTTAGE = """
......................KKKKK......
......................KCCCK......
......................KKBKK......
.......KKKKKKKKKKKKKKKKBBBK......
......KRRRRRRRRRRRRRRRKBBBK......
.....KRRRRRRRRRRRRRRRRKKBKKK.....
.....KRBBRRRBBRRRBBRRRBBRRBK.....
....KRRRRRRRRRRRRRRRRRRRRRRRK....
...KRRRRRRRRRRRRRRRRRRRRRRRRRK...
...KRRBBRRRBBRRRBBRRRBBRRRBBRK...
..KRRRRRRRRRRRRRRRRRRRRRRRRRRRK..
.KRRRRRRRRRRRRRRRRRRRRRRRRRRRRRK.
.KBBRRRBBRRRBBRRRBBRRRBBRRRBBRRK.
KRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRK
KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK
...KOOOOOOOOOOOOOOOOOOOOOOOOOK...
...KCCCCCCCCCCKKKKKCCCCCCCCCCK...
...KCCKKKKKCCKBBBBBKCCKKKKKCCK...
...KCCKYKYKCCKBBBBBKCCKYKYKCCK...
...KCCKKKKKCCKBBBBBKCCKKKKKCCK...
...KCCKYKYKCCKBBBYBKCCKYKYKCCK...
...KCRKKKKKRCKBBBBBKCRKKKKKRCK...
...KCDRDRDRDCKBBBBBKCDRDRDRDCK...
...KOOOOOOOOOKBBBBBKOOOOOOOOOK...
...KKKKKKKKKKKKKKKKKKKKKKKKKKK...
"""

TREE = """
........KKKKKK..........
.....KKKGGGGGGKKK.......
....KGGGGGGGGGGGDKK.....
...KGGGGGGGGGGGGDDDK....
..KGGGRRGGGGGGDGDDDDK...
..KGGGRRGGGGGGGGDDDDDK..
.KGGGGGGGGGGRRGGGDDDDDK.
.KGGGGGGGGGGRRGGDGDDDDK.
KGGGGGGGGGGGGGGGGDDDRRDK
KGGDGGGGGGGGGGGGDDDDRRDK
KGGGDRRGGGGGGDGGDDDDDDDK
KDGDGRRGGGGRRGDGDDDDDDDK
.KDGDGDGGDGRRDDDDDDDDDK.
.KDDGDDDDDGDDDDDRRDDDDK.
..KDDDDDDDDDDDDDRRDDDK..
...KKDDDKDDDDDKDDDDKK...
.....KKKBKKKKKBKKKK.....
.......KBBKBBKBK........
........KBBBBBK.........
.........KOBBBK.........
.........KOBBBK.........
.........KOBBBK.........
.........KOBBBK.........
........KOBBBBBK........
.......KKKKKKKKKK.......
"""

PUPPY = """
....KKKKKK....
..KKOOCCOOKK..
.KBOOOCCOOOBK.
KBBOOOCCOOOBBK
KBBOKOCCOKOBBK
KBBOKCCCCKOBBK
KBBKCCKKCCKBBK
KBBKCCKKCCKBBK
.KKKCCRRCCKKK.
...KKCRRCKK...
...KRRRRRRK...
...KOCYYCOK.K.
..KOOCYYCOOKOK
..KOOCCCCOOKOK
..KOKOCCOKOKOK
..KOKOCCOKOKK.
..KCKCKKCKCK..
..KKKKKKKKKK..
"""

BIG_CLOUD = """
........WWWWW.........
.....WWWWWWWWWW.......
....WWWWWWWWWWWWWW....
..WWWWWWWWWWWWWWWWWW..
.WWWWWWWWWWWWWWWWWWWW.
WWWPWWWWPPWWWWWPPWWWWW
.WPPPPPPPPPPPPPPPPPPW.
"""

SMALL_CLOUD = """
....WWWW......
..WWWWWWWWW...
.WWWWWWWWWWWW.
WWPPWWWPPWWWWW
.PPPPPPPPPPPP.
"""

SUN = """
.....Y.....
..Y.....Y..
....YYY....
...YYYYY...
..YYWYYYY..
Y.YYYYYYY.Y
..YYYYYYY..
...YYYYY...
....YYY....
..Y.....Y..
.....Y.....
"""

POND = """
......KKKKKKKKKKKK......
...KKKSSSSSSSSSSSSKKK...
.KKSSSPPPPSSSSSSSSSSSKK.
KSSSSSSSSSSSSSSPPPSSSSSK
KSSPPPSSSSSSSSSSSSSSSSSK
KSSSSSSSSSPPPPSSSSSSPPSK
.KKSSSSSSSSSSSSSSSSSSKK.
...KKKSSSPPPPSSSSSKKK...
......KKKKKKKKKKKK......
"""

DUCK = """
..KKK...
.KWWWK..
KOWKWK..
.KWWWKKK
..KWWWWK
..KWWWK.
"""

MUSHROOM = """
.KKKK.
KRWRRK
KRRRWK
.KCCK.
.KCCK.
"""

FLOWER = """
.R.
RYR
.R.
.D.
"""

DAISY = """
.W.
WYW
.W.
.D.
"""

TUFT = """
D.D
.D.
"""

BIRD = """
KK.KK
..K..
"""

SMOKE = """
...WW.
..WWWW
...WW.
......
.WW...
.WW...
"""

FENCE = """
.C..
CCC.
COC.
CCCC
COC.
CCCC
COC.
"""

Canvas = NDArray[np.str_]


def _letters(rows: str) -> Canvas:
    """Turn the rows of a sprite into an array of letters."""
    return np.array([list(row) for row in rows.split()])


def _put(canvas: Canvas, rows: str, column: int, row: int) -> None:
    """Place a sprite on the canvas, its upper left corner at the given spot."""
    sprite = _letters(rows)
    height, width = sprite.shape
    spot = canvas[row : row + height, column : column + width]
    # What hangs over the right or lower edge is cut off.
    sprite = sprite[: spot.shape[0], : spot.shape[1]]
    np.copyto(spot, sprite, where=sprite != ".")


def _put_sky(canvas: Canvas) -> None:
    """Fill the sky; toward the horizon it turns pale, in a checkered pattern."""
    row, column = np.indices(canvas.shape)
    canvas[:] = "S"
    canvas[(row >= 15) & ((row + column) % 2 == 0)] = "P"
    canvas[row >= 18] = "P"
    _put(canvas, SUN, 3, 2)
    _put(canvas, BIG_CLOUD, 44, 3)
    _put(canvas, SMALL_CLOUD, 14, 6)
    _put(canvas, SMALL_CLOUD, 71, 9)
    _put(canvas, BIRD, 36, 5)
    _put(canvas, BIRD, 42, 12)


def _put_land(canvas: Canvas) -> None:
    """Lay far hills, near hills and the meadow, one in front of the other."""
    row, column = np.indices(canvas.shape)
    far = 23 + np.rint(3.2 * np.sin(column / 9.0 + 0.6) + np.sin(column / 4.1))
    near = 28 + np.rint(2.4 * np.sin(column / 12.5 + 3.6))
    canvas[row >= far] = "T"
    canvas[row >= near] = "D"
    canvas[row >= 35] = "G"


def _put_path(canvas: Canvas, column: int) -> None:
    """Lead a winding path from the door to the lower edge."""
    for row in range(41, PIXEL_ROWS):
        walked = row - 41
        left = column - 1 - round(walked * 0.30 + 1.6 * np.sin(walked / 3.2))
        width = 7 + walked // 3
        canvas[row, left : left + width] = "C"
        canvas[row, [left, left + width - 1]] = "O"


def _put_garden(canvas: Canvas) -> None:
    """Scatter grass, flowers and mushrooms by hand."""
    for column, row in ((1, 43), (53, 40), (31, 52), (75, 41), (9, 52)):
        _put(canvas, TUFT, column, row)
    for column, row in ((2, 47), (10, 44), (51, 51), (28, 45)):
        _put(canvas, FLOWER, column, row)
    for column, row in ((5, 51), (76, 36), (33, 49)):
        _put(canvas, DAISY, column, row)
    _put(canvas, MUSHROOM, 69, 36)


def draw_pixel_art() -> Image.Image:
    """Draw a cottage with a puppy in front, in twelve colors exactly."""
    canvas = np.full((PIXEL_ROWS, PIXEL_COLUMNS), "S")
    _put_sky(canvas)
    _put_land(canvas)
    for column in range(0, PIXEL_COLUMNS, 4):
        _put(canvas, FENCE, column, 30)
    _put(canvas, SMOKE, 30, 10)
    _put(canvas, COTTAGE, 5, 17)
    _put_path(canvas, 19)
    _put(canvas, TREE, 49, 13)
    _put(canvas, POND, 55, 44)
    _put(canvas, DUCK, 64, 43)
    _put_garden(canvas)
    _put(canvas, PUPPY, 37, 36)
    return _from_letters(canvas)


def _from_letters(canvas: Canvas) -> Image.Image:
    """Color the letters and blow every one up to a square of pixels."""
    colored = np.zeros((*canvas.shape, 3), dtype=np.uint8)
    for letter, color in PIXEL_COLORS.items():
        colored[canvas == letter] = color
    # Whole copies of pixels: any other scaling would invent new colors.
    return Image.fromarray(colored.repeat(PIXEL_SCALE, 0).repeat(PIXEL_SCALE, 1))


# ----------------------------------------------------------------------- logo

LOGO_SIZE = 480
LOGO_SAMPLES = 6  # per side of a pixel, so 36 in each

LOGO_COLORS = {
    "shadow": (24, 32, 64),
    "badge": (38, 166, 154),
    "ring": (255, 255, 255),
    "fur": (255, 224, 178),
    "brown": (161, 98, 62),
    "ear": (112, 64, 46),
    "white": (255, 255, 255),
    "dark": (52, 38, 48),
    "pink": (240, 98, 120),
}


def _ellipse(
    grid: tuple[Floats, Floats],
    center: tuple[float, float],
    radii: tuple[float, float],
    turn: float = 0.0,
) -> Mask:
    """Mark the points inside an ellipse.

    Parameters
    ----------
    grid : tuple of ndarray
        x and y of every point.
    center, radii : tuple of float
        Center and half axes, in pixels.
    turn : float
        Rotation in degrees, clockwise.

    Returns
    -------
    ndarray of bool
        True inside.
    """
    angle = np.deg2rad(turn)
    x, y = grid[0] - center[0], grid[1] - center[1]
    along = (x * np.cos(angle) + y * np.sin(angle)) / radii[0]
    across = (y * np.cos(angle) - x * np.sin(angle)) / radii[1]
    inside: Mask = along**2 + across**2 <= 1.0
    return inside


def _logo_shapes(grid: tuple[Floats, Floats]) -> list[tuple[str, Mask]]:
    """Lay out the badge with the puppy's head, from back to front."""

    def oval(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> Mask:
        return _ellipse(grid, (x, y), (rx, ry), turn)

    head = oval(240, 244, 122, 118)
    smile = oval(240, 300, 36, 30) & ~oval(240, 288, 44, 30)
    return [
        ("ring", oval(240, 230, 202, 202)),
        ("badge", oval(240, 230, 186, 186)),
        ("fur", head),
        ("brown", head & oval(296, 206, 58, 70, 24)),
        ("white", head & oval(240, 306, 74, 62)),
        ("ear", oval(122, 230, 44, 100, 16)),
        ("ear", oval(358, 230, 44, 100, -16)),
        ("dark", oval(194, 228, 18, 21) | oval(286, 228, 18, 21)),
        ("white", oval(200, 220, 6, 7) | oval(292, 220, 6, 7)),
        ("pink", oval(240, 330, 22, 32) & (grid[1] > 318)),
        ("dark", smile | oval(240, 276, 32, 22)),
    ]


def _logo_layers() -> tuple[Floats, Floats]:
    """Paint the shapes and average the samples of each pixel.

    Returns
    -------
    tuple of ndarray
        Color times cover, 0–255, of shape (n, n, 3); and cover, 0–1, (n, n).
    """
    # Row by row: what stays in the processor's cache is painted several times as fast.
    paint, cover = zip(*map(_logo_row, range(LOGO_SIZE)), strict=True)
    return np.stack(paint), np.stack(cover)


def _logo_row(row: int) -> tuple[Floats, Floats]:
    """Paint one row of pixels: color times cover, (n, 3), and cover, (n,)."""
    side = LOGO_SIZE * LOGO_SAMPLES
    lines = slice(row * LOGO_SAMPLES, (row + 1) * LOGO_SAMPLES)
    y, x = ((axis + 0.5) / LOGO_SAMPLES for axis in np.ogrid[lines, 0:side])
    paint = np.zeros((LOGO_SAMPLES, side, 3), dtype=np.uint8)
    inside = np.zeros((LOGO_SAMPLES, side), dtype=np.bool_)
    for name, mask in _logo_shapes((x, y)):
        paint[mask] = LOGO_COLORS[name]
        inside |= mask
    blocks = (LOGO_SAMPLES, LOGO_SIZE, LOGO_SAMPLES)
    cover = inside.reshape(blocks).mean(axis=(0, 2))
    return paint.reshape(*blocks, 3).mean(axis=(0, 2)), cover


def _drop_shadow(cover: Floats) -> Floats:
    """Opacity of the shadow that a shape casts a little below itself."""
    solid = Image.fromarray(np.rint(cover * 255).astype(np.uint8))
    blurred = solid.filter(ImageFilter.GaussianBlur(13))
    return 0.42 * np.roll(np.asarray(blurred, dtype=np.float64) / 255, 16, axis=0)


def draw_logo() -> Image.Image:
    """Draw a flat badge with soft edges and a shadow, as straight RGBA."""
    paint, cover = _logo_layers()
    shadow = _drop_shadow(cover) * (1 - cover)
    alpha = np.rint((cover + shadow) * 255).clip(0, 255)
    mixed = paint + shadow[..., None] * np.asarray(LOGO_COLORS["shadow"])
    # Divided by the opacity again: the file wants each pixel's own color, not
    # the color already darkened by what can be seen through it.
    rgb = mixed / np.maximum(cover + shadow, 1e-9)[..., None]
    # Where nothing can be seen the shadow's color goes on, so that a program
    # that blends without minding opacity makes no rim either.
    rgb[alpha == 0] = LOGO_COLORS["shadow"]
    rgba = np.dstack([np.rint(rgb).clip(0, 255), alpha])
    return Image.fromarray(rgba.astype(np.uint8))


# ---------------------------------------------------------------- color wheel

WHEEL_SIZE = 420


def draw_color_wheel() -> Image.Image:
    """Draw all hues around a disc, from white in the middle to full color."""
    y, x = np.mgrid[0:WHEEL_SIZE, 0:WHEEL_SIZE] + 0.5 - WHEEL_SIZE / 2
    radius = WHEEL_SIZE / 2 - 8.0
    distance = np.hypot(x, y)
    saturation = np.clip(distance / radius, 0.0, 1.0)
    hue = np.arctan2(-y, x) / (2 * np.pi) * 6.0  # in sixths, red at the right
    # Each primary is full for a third of the way round and fades on both sides.
    turns = (hue[..., None] - np.array([0.0, 2.0, 4.0]) + 3.0) % 6.0 - 3.0
    pure = np.clip(2.0 - np.abs(turns), 0.0, 1.0)
    rgb = 255 * (1 - saturation[..., None] * (1 - pure))
    # The edge fades in opacity alone; the color under it stays the wheel's own.
    alpha = 255 * _cover(radius - distance)
    rgb[alpha == 0] = 255
    return Image.fromarray(np.rint(np.dstack([rgb, alpha])).astype(np.uint8))


# ---------------------------------------------------------------------- files

PHOTOS: dict[str, Callable[[], Image.Image]] = {
    "cat.png": draw_cat,
    "coffee.jpg": draw_coffee,
    "astronaut.jpg": draw_astronaut,
    "deep-sky.jpg": draw_deep_sky,
}

DRAWINGS: dict[str, Callable[[], Image.Image]] = {
    "sunset.png": draw_sunset,
    "pixel-art.png": draw_pixel_art,
    "logo.png": draw_logo,
    "color-wheel.png": draw_color_wheel,
}


def save(image: Image.Image, path: Path) -> None:
    """Write a picture in the format that the name of the file asks for."""
    if path.suffix == ".jpg":
        # Full color resolution: halved, reds would bleed over sharp edges.
        image.save(path, quality=90, subsampling=0, optimize=True)
    else:
        image.save(path, optimize=True)


def main(folder: Path = HERE) -> None:
    """Write all the sample pictures into a folder.

    Parameters
    ----------
    folder : Path
        Where to write; the folder of this script unless told otherwise.
    """
    for name, draw in (PHOTOS | DRAWINGS).items():
        save(draw(), folder / name)
        print(f"{name}: {(folder / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
