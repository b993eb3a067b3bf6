"""What the recipe does and says of a color that somebody has set aside."""

from typing import Final

from components.engine import SourceImage, hex_code
from components.engine.source import Aside
from components.features.recipe.part import Part
from components.features.recipe.spaces import TO_OKLAB_CODE

_WORDS: Final = (
    "One color, {}, is set aside: its pixels count for nothing, as if they were"
    " invisible."
)
_NEAR: Final = (
    " So are pixels that are near to it. How near, is measured in the color space Oklab"
    " (Björn Ottosson, 2020), where equal steps look about equally large. Each"
    " different color is asked once."
)
_FROM_EDGE: Final = (
    " Only what hangs together with the picture's edge is meant: `label` numbers the"
    " pieces, and those are kept whose number stands at the edge. (SciPy is there,"
    " because scikit-learn needs it.)"
)

_EXACT: Final = "aside = (rgb == ASIDE).all(axis=-1) & visible"
_WITHIN: Final = """\
numbers = rgb.astype(int) @ np.array([65536, 256, 1])
different, which = np.unique(numbers, return_inverse=True)
shades = np.column_stack([different >> 16, different >> 8 & 255, different & 255])
away = to_oklab(shades) - to_oklab(np.array([ASIDE]))
near = (away**2).sum(axis=1) <= REACH**2
aside = near[which].reshape(visible.shape) & visible"""
_PIECES: Final = """\
pieces, _ = ndimage.label(aside)
edge = np.concatenate([pieces[0], pieces[-1], pieces[:, 0], pieces[:, -1]])
aside &= np.isin(pieces, edge[edge > 0])"""
_LEFT: Final = """\
alpha = alpha * ~aside
visible = alpha > 0
print(f"{aside.mean():.1%} of the pixels are set aside")"""


def set_aside(image: SourceImage) -> Part | None:
    """Make invisible what is set aside, as `engine.set_aside` does."""
    aside = image.aside
    if aside is None:
        return None
    words = _WORDS.format(hex_code(aside.color))
    code = [f"ASIDE = {aside.color.tolist()}"]
    if measures(image):
        words += _NEAR
        code = [f"{TO_OKLAB_CODE}\n", *code, f"REACH = {float(aside.reach)!r}", _WITHIN]
    else:
        code.append(_EXACT)
    if aside.at_edge:
        words += _FROM_EDGE
        code.append(_PIECES)
    if aside.filled:
        words += " In the end they are drawn in that color, as one more."
        half = "" if aside.alpha is None else " & (alpha > 127)"
        code.append(f"filled = aside{half}")
    return Part("\n".join([*code, _LEFT]), words)


def measures(image: SourceImage) -> bool:
    """Tell whether the recipe asks how far colors are from the one set aside."""
    return image.aside is not None and image.aside.reach > 0


def saved(aside: Aside) -> str:
    """Write what saves an indexed PNG with the color that is set aside."""
    return _FILLED if aside.alpha is None else _FILLED_BESIDE_HOLES


_FILLED: Final = """\
indices[filled] = K  # one more color
drawn = Image.fromarray(indices)
drawn.putpalette(palette.tobytes() + bytes(ASIDE))
drawn.save(RESULT OPTIONS)"""

_FILLED_BESIDE_HOLES: Final = """\
indices[~visible] = K  # a number that is no color of the palette
indices[filled] = K + 1  # one more color
drawn = Image.fromarray(indices)
drawn.putpalette(palette.tobytes() + bytes(3) + bytes(ASIDE))
drawn.save(RESULT, transparency=K OPTIONS)"""

SOFT_FILLED: Final = """\
drawn = np.dstack([palette[indices], alpha])
drawn[filled] = [*ASIDE, 255]
drawn = Image.fromarray(drawn)
drawn.save(RESULT OPTIONS)"""
