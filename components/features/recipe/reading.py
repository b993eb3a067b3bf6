"""What the recipe does and says to read the picture as the page did.

One part for each thing that a file can need, in the order in which they are done; most
pictures need none. What the page was told of a file comes from the process that
decodes files of strangers, so nothing of it is written as it is: numbers are made
numbers, and words come from here.
"""

from collections.abc import Callable
from typing import Final

from components.engine import SourceImage
from components.features.recipe.aside import set_aside
from components.features.recipe.color import color, divided
from components.features.recipe.depth import gray_levels, key_put_to_scale, sixteen_bits
from components.features.recipe.first_frame import uncovered
from components.features.recipe.part import Part

# More pixels than this Pillow only opens when told to.
_PILLOWS_LIMIT: Final = 89_478_485

_TURNS: Final = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


def parts(image: SourceImage) -> list[Part]:
    """Return what has to be done to read a picture, in order.

    Parameters
    ----------
    image : SourceImage
        The picture as the page read it.
    """
    makers: tuple[Callable[[SourceImage], Part | None], ...] = (
        _opened,
        key_put_to_scale,
        sixteen_bits,
        gray_levels,
        uncovered,
        divided,
        color,
        _turned,
        _pixels,
        _narrowed,
        set_aside,
    )
    return [part for make in makers if (part := make(image)) is not None]


def _opened(image: SourceImage) -> Part:
    code = "picture = Image.open(PICTURE)"
    if image.format == "HEIF":
        code = f"register_heif_opener()\n{code}"
    if image.height * image.width > _PILLOWS_LIMIT:
        code = f"Image.MAX_IMAGE_PIXELS = None  # there are many; it is meant\n{code}"
    return Part(code)


def _turned(image: SourceImage) -> Part | None:
    """Turn it upright; Pillow does so itself for some formats."""
    if image.decoding.turn not in _TURNS:
        return None
    return Part(
        f"picture = picture.transpose(Image.Transpose.{_TURNS[image.decoding.turn]})",
        "A camera may save a picture lying on its side and note which way is up. So"
        " did this one, and the picture is turned.",
    )


def _pixels(image: SourceImage) -> Part:
    return Part(
        """\
rgba = np.asarray(picture.convert("RGBA"))
rgb, alpha = rgba[..., :3], rgba[..., 3]
visible = alpha > 0
print("rows, columns, channels:", rgba.shape)""",
        "Every pixel is four numbers from 0 to 255: red, green, blue and opacity"
        " (alpha). A pixel of opacity 0 is invisible and has no color, so it is left"
        " out.",
    )


def _narrowed(image: SourceImage) -> Part | None:
    """Reduce it to the pixels of a pattern, as `engine.reduce_to_width` does."""
    if not image.narrowed:
        return None
    return Part(
        f"""\
size = {image.width}, {image.height}
rgba = np.asarray(Image.fromarray(rgba).resize(size, Image.Resampling.BOX))
rgb, alpha = rgba[..., :3], rgba[..., 3]
visible = alpha > 0""",
        "Now the picture is reduced to one pixel for each stitch, bead or stud: the"
        " mean of those that it covers.",
    )
