"""What the recipe does and says of numbers of other than 8 bits."""

from typing import Final

from components.engine import SourceImage
from components.features.recipe.literal import literal
from components.features.recipe.part import Part

_OTHER_ORDER: Final = {"B": "L", "L": "B", "N": "B"}  # N: as this machine, so L


def key_put_to_scale(image: SourceImage) -> Part | None:
    """Name the transparent gray, as `pixel_modes.scale_color_key` does."""
    key = image.decoding.key
    if key is None:
        return None
    return Part(
        f'picture.info["transparency"] = {int(key)}',
        "Of the few grays in this file one is transparent. Pillow spreads the grays"
        " from 0 to 255, but not the number of that one, so it is set here.",
    )


def sixteen_bits(image: SourceImage) -> Part | None:
    """Round color of 16 bits, as `sixteen_bit.load_sixteen_bit` does."""
    raw = image.decoding.raw
    if not raw:
        return None
    words = (
        "The numbers in this file go from 0 to 65,535: two bytes each. Pillow keeps"
        " the upper byte, which cuts where it should round. {} Both together are the"
        " number, which is rounded to 0 to 255 (255 times 257 is 65,535)."
    )
    rounded = _ROUNDED
    if image.decoding.exponent:
        rounded = _of_light(image, "numbers[..., :1]" if raw[:2] == "LA" else "")
        words += _LIGHT
    if raw.startswith("LA"):
        return Part(
            f"{_GRAY_AND_OPACITY}\n{rounded}",
            words.format("Told that a pixel is four bytes, it gives all of them."),
        )
    other = literal(raw[:-1] + _OTHER_ORDER.get(raw[-1], ""))
    told = other if image.format == "PNG" else f"({other}, *piece.args[1:])"
    code = [_LOWER_BYTES.replace("TOLD", told), rounded]
    if raw.startswith("RGB;") and image.decoding.mode == "RGBA":
        code = [code[0], _EQUAL, rounded, _KEYED]
    return Part(
        "\n".join(code),
        words.format(
            "Told that the bytes stand in the other order, it gives the lower one."
        ),
    )


_LOWER_BYTES: Final = """\
low = Image.open(PICTURE)
low.tile = [piece._replace(args=TOLD) for piece in low.tile]
numbers = 256 * np.asarray(picture, dtype=np.uint16) + np.asarray(low)"""

_GRAY_AND_OPACITY: Final = """\
picture.tile = [piece._replace(args="RGBA") for piece in picture.tile]
halves = np.asarray(picture, dtype=np.uint16)  # two of gray, two of opacity
numbers = 256 * halves[..., 0::2] + halves[..., 1::2]"""

_ROUNDED: Final = """\
picture = Image.fromarray(np.rint(numbers / 257).astype(np.uint8))"""

_LIGHT: Final = (
    " The file tells how bright its numbers are: taken as shares of the greatest and"
    " raised to a power, they are light, and sRGB, the color space of screens and the"
    " web, has numbers of its own for that light. (Rounded before that, dark colors"
    " would be lost.)"
)


def _of_light(image: SourceImage, numbers: str = "") -> str:
    """Write what makes numbers of 16 bits sRGB's, before they are rounded."""
    code = _FROM_LIGHT.replace("NUMBERS", numbers or "numbers[..., :3]")
    code = code.replace("CHANNELS", "1" if numbers else "3")
    return code.replace("EXPONENT", repr(float(image.decoding.exponent)))


_ENCODED: Final = """\
bent = 1.055 * light ** (1 / 2.4) - 0.055
levels = 255 * np.where(light <= 0.0031308, light * 12.92, bent)"""

_FROM_LIGHT: Final = f"""\
light = (NUMBERS / 65535) ** EXPONENT
{_ENCODED}
rounded = np.rint(numbers / 257)
rounded[..., :CHANNELS] = np.rint(levels)
picture = Image.fromarray(rounded.astype(np.uint8))"""

_EQUAL: Final = """\
solid = (numbers != picture.info["transparency"]).any(axis=-1)"""
_KEYED: Final = """\
picture.putalpha(Image.fromarray(solid))"""


def gray_levels(image: SourceImage) -> Part | None:
    """Spread more than 256 grays, as `pixel_modes.GrayScale` does."""
    told = image.decoding
    if told.black is None or told.white is None:
        return None
    black, white = _number(told.black), _number(told.white)
    code = [
        "numbers = np.asarray(picture, dtype=float)",
        f"black, white = {black!r}, {white!r}",
    ]
    if image.alpha is not None:
        code.append('solid = numbers != picture.info["transparency"]')
    code.append(_LEVELS if white != black else _ALL_BLACK)
    if told.mode == "F":
        code.append("levels = np.nan_to_num(levels, nan=0, posinf=255, neginf=0)")
    words = ""
    if told.exponent:
        exponent = repr(float(told.exponent))
        code.append(f"light = (levels.clip(0, 255) / 255) ** {exponent}")
        code.append(_ENCODED)
        words = _LIGHT
    code.append(
        "picture = Image.fromarray(np.rint(levels.clip(0, 255)).astype(np.uint8))"
    )
    if image.alpha is not None:
        code.append("picture.putalpha(Image.fromarray(solid))")
    return Part(
        "\n".join(code),
        f"This is a gray picture of more than 256 levels: {black:,.10g} is black,"
        f" {white:,.10g} is white. What lies between is brought to the scale 0 to 255"
        f" and rounded. (Pillow's own `convert` does not do that.){words}",
    )


_LEVELS: Final = "levels = (numbers - black) * (255 / (white - black))"
_ALL_BLACK: Final = "levels = 0 * numbers  # all are the same"


def _number(told: float) -> int | float:
    """Return a number, as people write it."""
    number = float(told)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
