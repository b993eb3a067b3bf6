"""Color profiles: from the numbers in the file to sRGB.

The conversion itself is Little CMS, by way of Pillow's ImageCms, with the
perceptual intent, which is also what a profile leaves to be assumed.

References
----------
ICC.1:2022, Image technology colour management, section 7.2 (header).
IEC 61966-2-1:1999, the sRGB color space.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from components.engine.formatting import one_line
from components.engine.notes import Note, Step
from components.engine.reading.attempt import attempt
from components.engine.reading.limits import MEGABYTE

Fractions = NDArray[np.float64]

_SPACES: Final = {b"RGB ": "RGB", b"GRAY": "L", b"CMYK": "CMYK", b"Lab ": "LAB"}
_WORDS: Final = {"RGB": "RGB", "L": "gray", "CMYK": "CMYK", "LAB": "Lab"}

# The largest printing profiles have about ten.
MAX_MEGABYTES: Final = 16

_LONGEST_NAME: Final = 48

# A profile this close to sRGB, of 255, is sRGB as somebody else rounded it.
# Applying it would only shuffle the picture's distinct colors.
SAME: Final = 2


@dataclass(frozen=True)
class ToSrgb:
    """How a picture's color becomes sRGB.

    Attributes
    ----------
    transform : PIL.ImageCms.ImageCmsTransform or None
        None if the numbers are sRGB already, or as good as.
    notes : tuple of str
        What to tell about it.
    usable : bool
        Whether what was found in the file is of any use; if not, `notes` say why.
    encode : callable or None
        What has to be done to samples of more than 8 bits, as fractions of 0–1, before
        they are rounded to 8, for `transform` to be right.
    exponent : float
        What `encode` raises samples to before it applies sRGB's curve, or 0.
    profile : bytes
        The profile that `transform` applies, where it was made from what the file
        tells otherwise.
    """

    transform: ImageCms.ImageCmsTransform | None = None
    notes: tuple[str, ...] = ()
    usable: bool = True
    encode: Callable[[Fractions], Fractions] | None = None
    exponent: float = 0.0
    profile: bytes = b""

    def apply(self, color: Image.Image) -> Image.Image:
        """Return a picture of mode "RGB" in sRGB."""
        if self.transform is not None and color.mode == "L":
            table = self.transform.apply(_probe("L"))
            bands = [color.point(list(band.tobytes())) for band in table.split()]
            return Image.merge("RGB", bands)
        if self.transform is not None:
            return self.transform.apply(color)
        return color if color.mode == "RGB" else color.convert("RGB")


def to_srgb(icc: object, mode: str) -> ToSrgb:
    """Choose the conversion for a picture and the profile found in it.

    Parameters
    ----------
    icc : object
        The bytes of the profile; what else a damaged file may have put there counts
        as an unusable profile.
    mode : str
        "L", "RGB", "CMYK" or "LAB".
    """
    space = _SPACES.get(icc[16:20]) if isinstance(icc, bytes) else None
    if space is None or not isinstance(icc, bytes):
        return _ignored("it cannot be used")
    if len(icc) > MAX_MEGABYTES * MEGABYTE:
        why = f"it has {len(icc) / MEGABYTE:,.0f} MB, more than {MAX_MEGABYTES}"
        return _ignored(why)
    found = attempt(lambda: _transform(without_steps(icc), space), None)
    if found is None:
        return _ignored("it cannot be used")
    transform, name = found
    if attempt(lambda: is_srgb(transform, space), False) and {space, mode} <= {
        "L",
        "RGB",
    }:
        return ToSrgb()
    if space != mode:
        why = f"it is for {_WORDS[space]} pictures and this one is {_WORDS[mode]}"
        return _ignored(why)
    note = f"Colors converted to sRGB from the profile {name}."
    return ToSrgb(transform, (Note(note, Step.PROFILE),))


def without_profile(mode: str) -> ToSrgb:
    """Return the conversion of a picture that has no profile, or no good one."""
    if mode == "CMYK":
        note = "Converted from CMYK without a color profile, so colors are approximate."
        return ToSrgb(None, (Note(note),))
    if mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        note = "Colors converted from Lab to sRGB."
        return ToSrgb(_build(lab, "LAB"), (Note(note, Step.LAB),))
    return ToSrgb()


def _ignored(why: str) -> ToSrgb:
    """Say why there is no conversion by a profile."""
    note = f"The color profile in the file was ignored: {why}."
    return ToSrgb(None, (note,), usable=False)


def _transform(icc: bytes, space: str) -> tuple[ImageCms.ImageCmsTransform, str]:
    """Return the transform of a profile, and the profile's name."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    name = attempt(lambda: ImageCms.getProfileDescription(profile), "")
    return _build(profile, space), _presentable(name)


def transform_of(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform:
    """Return the transform of a profile of our own making."""
    return _build(ImageCms.ImageCmsProfile(io.BytesIO(icc)), mode)


def without_steps(icc: bytes) -> bytes:
    """Return a profile without the tags that are chains of steps, of any length.

    Each of them can name a million matrices in a few bytes, and Little CMS works
    through all for every corner of its table. A profile that has such tags must
    also have plain ones for programs that leave them out.

    References
    ----------
    ICC.1:2022, sections 9.2.30 to 9.2.33 (DToB0Tag to DToB3Tag) and 8.2.

    Examples
    --------
    >>> tags = bytes(128) + (1).to_bytes(4, "big") + b"D2B0" + bytes(8)
    >>> without_steps(tags)[132:136]
    b'd2b0'
    """
    whole = bytearray(icc)
    tags = int.from_bytes(icc[128:132], "big")
    for at in range(132, min(132 + 12 * tags, len(icc)), 12):
        if whole[at : at + 3] == b"D2B":
            whole[at : at + 3] = b"d2b"
    return bytes(whole)


def has_steps(icc: object) -> bool:
    """Whether a profile, or what stands in its place, has tags that are hidden.

    See `without_steps`.
    """
    return isinstance(icc, bytes) and without_steps(icc) != icc


def _build(profile: ImageCms.ImageCmsProfile, mode: str) -> ImageCms.ImageCmsTransform:
    """Build the transform from a profile to sRGB."""
    srgb = ImageCms.createProfile("sRGB")
    # Little CMS makes gray faster by a table so coarse that dark grays are off by ten
    # and more; here there are but 256 to convert.
    flags = ImageCms.Flags.NOOPTIMIZE if mode == "L" else ImageCms.Flags.NONE
    return ImageCms.buildTransform(profile, srgb, mode, "RGB", flags=flags)


def is_srgb(transform: ImageCms.ImageCmsTransform, space: str) -> bool:
    """Whether a transform leaves a coarse cube of colors as it is."""
    if space not in ("L", "RGB"):
        return False
    before = _probe(space)
    after = np.asarray(transform.apply(before), np.int16)
    change = after - np.asarray(before.convert("RGB"), np.int16)
    return int(np.abs(change).max()) <= SAME


def _probe(space: str) -> Image.Image:
    """Return a picture of colors from all over a color space."""
    if space == "L":
        return Image.fromarray(np.arange(256, dtype=np.uint8).reshape(1, 256))
    steps = np.linspace(0, 255, 16).astype(np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1)
    return Image.fromarray(cube.reshape(64, 64, 3))


def _presentable(name: str) -> str:
    r"""Return a profile's name fit for a sentence: short, and on one line.

    Examples
    --------
    >>> _presentable("Adobe RGB\x00 (1998)\n")
    '“Adobe RGB (1998)”'
    >>> _presentable("")
    'in the file'
    """
    short = one_line(name.replace("\N{REPLACEMENT CHARACTER}", " "), _LONGEST_NAME)
    return f"“{short}”" if short else "in the file"
