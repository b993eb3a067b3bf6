"""What the recipe does and says to bring the numbers of a file to sRGB."""

import textwrap
from typing import Final

from components.engine import SourceImage
from components.engine.notes import Step, steps_of
from components.engine.reading.pixel_modes import color_mode
from components.features.recipe.literal import literal
from components.features.recipe.part import Part

_WIDTH: Final = 76

# Steps of reading that are repeated here, or that need nothing to be repeated.
_REPEATED: Final = {
    *(Step.OTHER, Step.PROFILE, Step.ENCODING),
    *(Step.LAB, Step.DEPTH, Step.BRIGHTNESS, Step.FRAMES),
}


def warning(image: SourceImage) -> str:
    """Say, before all else, that the page read a picture in a way not repeated here.

    Returns
    -------
    str
        Sentences; empty if the recipe reads the picture as the page does.
    """
    if steps_of(image.notes) <= _REPEATED:
        return ""
    return (
        "This program does not read your picture quite as the page does. The file says"
        " in a rare way what its numbers mean as colors, and to work that out takes"
        " more than a short program; so the numbers are taken as they stand, and the"
        " colors may differ from the page's. For the same colors, open the picture in"
        " another program, save it as a plain PNG, load that on the page, and take its"
        " recipe."
    )


def divided(image: SourceImage) -> Part | None:
    """Divide gray by its opacity, which Pillow does not do on the way to RGBA."""
    if image.decoding.mode != "La":
        return None
    return Part('picture = picture.convert("LA")')


def color(image: SourceImage) -> Part | None:
    """Bring the numbers to sRGB."""
    done = steps_of(image.notes)
    if Step.PROFILE in done:
        return _by_profile(image)
    if Step.ENCODING in done and image.decoding.profile:
        return _by_what_is_told(image)
    if Step.LAB in done:
        return Part(
            _FROM_LAB,
            "The numbers in this file are not red, green and blue but Lab: lightness,"
            " green to red, blue to yellow. Pillow converts them.",
            profiles=True,
        )
    if image.decoding.mode == "CMYK":
        return Part(
            'picture = picture.convert("RGB")',
            "The numbers in this file are amounts of four printing inks, and it does"
            " not say what the inks look like. So the colors are a guess, the same as"
            " the page's.",
        )
    if image.format == "BMP" and image.alpha is None:
        return _solid(image)
    return None


_FROM_LAB: Final = """\
lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
picture = ImageCms.profileToProfile(picture, lab, srgb, outputMode="RGB")"""


def _solid(image: SourceImage) -> Part | None:
    """Leave out an opacity of 0 everywhere: whoever wrote that meant none."""
    if image.decoding.mode != "RGBA":
        return None
    return Part(
        'picture = picture.convert("RGB")',
        "The file holds an opacity for every pixel, but the same for all: whoever wrote"
        " it meant none, so it is left out.",
    )


def _by_profile(image: SourceImage) -> Part:
    code = ['profile = Image.open(PICTURE).info["icc_profile"]']
    if image.format == "BMP":
        code = [_OF_A_BMP]
    words = (
        "The file's numbers are not of sRGB, the color space of screens and the web;"
        " the color profile in it says what they mean, and Pillow converts them."
    )
    if image.decoding.chains:
        code.append(_WITHOUT_CHAINS)
        words += (
            " The profile can also say so by long chains of steps (tags named D2B…);"
            " like the page, this program reads its plain tables instead."
        )
    return Part(_converted(code, image), words, profiles=True, file=True)


def _by_what_is_told(image: SourceImage) -> Part:
    digits = bytes.fromhex(image.decoding.profile).hex()
    lines = textwrap.wrap(digits, _WIDTH)
    written = "\n".join(["profile = bytes.fromhex(", *_quoted(lines), ")"])
    return Part(
        _converted([written], image),
        "The file's numbers are not of sRGB, the color space of screens and the web."
        " It has no color profile that says what they mean, but tells it in another"
        " way. The page has made a profile of that, a thousand bytes written here in"
        " hexadecimal digits, and Pillow converts the numbers by it.",
        profiles=True,
        file=True,
    )


def _quoted(lines: list[str]) -> list[str]:
    return [f'    "{line}"' for line in lines]


def _converted(code: list[str], image: SourceImage) -> str:
    """Add to code that finds a profile what converts the picture by it."""
    mode = "L" if image.decoding.black is not None else color_mode(image.decoding.mode)
    code = list(code)
    if image.alpha is not None or image.decoding.mode == "P":
        code.append('picture = picture.convert("RGBA")')
    if image.alpha is not None:
        code.append('opacity = picture.getchannel("A")')
    convert = _CONVERT_GRAY if mode == "L" else _CONVERT
    code.append(convert.replace("MODE", literal(mode)))
    if image.alpha is not None:
        code.append("picture.putalpha(opacity)")
    return "\n".join(code)


_OF_A_BMP: Final = """\
data = np.fromfile(PICTURE, dtype=np.uint8).tobytes()
start, size = np.frombuffer(data[126:134], dtype="<u4")
profile = data[14 + start : 14 + start + size]"""

_WITHOUT_CHAINS: Final = """\
end = 132 + 12 * int.from_bytes(profile[128:132], "big")  # of its list of tags
profile = profile[:end].replace(b"D2B", b"d2b") + profile[end:]"""

_CONVERT: Final = """\
picture = ImageCms.profileToProfile(
    picture.convert(MODE),
    io.BytesIO(profile),
    ImageCms.createProfile("sRGB"),
    outputMode="RGB",
)"""
_CONVERT_GRAY: Final = _CONVERT.replace(
    "\n)", "\n    flags=ImageCms.Flags.NOOPTIMIZE,  # exact in dark grays too\n)"
)
