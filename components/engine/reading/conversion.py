"""From whatever a file tells of its colors to sRGB, the best told first.

References
----------
PNG specification, third edition, section 4.3: cICP before iCCP before sRGB before gAMA
and cHRM. ISO/IEC 23000-22 (MIAF), section 7.3.6.4: a profile before code points.
CIPA DC-008 (Exif 3.0), section 4.6.6: what a camera noted where nothing else is said.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
from PIL import ImageFile

from components.engine.notes import Note, Step
from components.engine.reading.icc import (
    SAME,
    Fractions,
    ToSrgb,
    is_srgb,
    to_srgb,
    transform_of,
    without_profile,
)
from components.engine.reading.pixel_modes import color_mode
from components.engine.reading.sixteen_bit import is_sixteen_bit_color
from components.engine.reading.told import curves
from components.engine.reading.told.bmp import embedded_profile
from components.engine.reading.told.damage import OthersRefuseError
from components.engine.reading.told.encoding import GAMMA, Encoding
from components.engine.reading.told.exif import of_exif
from components.engine.reading.told.nclx import of_nclx
from components.engine.reading.told.png import chunks_before_pixels, of_cicp, of_gama
from components.engine.reading.told.profile import profile_of
from components.engine.transfer import srgb_of_light

# What a file tells, by the name it has there: of an encoding, or a profile.
Told = tuple[str, Callable[[], object]]

_SRGB: Final = Encoding("sRGB", "as the file asks")
_LEVELS: Final = np.arange(256) / 255


def conversion_of(
    image: ImageFile.ImageFile, data: bytes, kind: str, raw: str
) -> ToSrgb:
    """Choose the conversion to sRGB for a picture by what its file tells.

    Parameters
    ----------
    image : PIL.ImageFile.ImageFile
        The picture, opened and not loaded.
    data : bytes
        The file it came from.
    kind : str
        Name of its decoder.
    raw : str
        Its raw mode, as `raw_mode` returned it.
    """
    mode, deep = color_mode(image.mode), _is_deep(image, raw)
    ignored: tuple[str, ...] = ()
    for name, tell in _told(image, data, kind):
        found = _usable(name, tell, mode, deep)
        if found is None:
            continue
        if found.usable:
            return replace(found, notes=(*ignored, *found.notes))
        ignored += found.notes
    plain = without_profile(mode)
    return replace(plain, notes=(*ignored, *plain.notes))


def _is_deep(image: ImageFile.ImageFile, raw: str) -> bool:
    """Whether a picture has more than 8 bits a channel until it is rounded."""
    return is_sixteen_bit_color(raw) or image.mode.startswith(("I", "F"))


def _told(image: ImageFile.ImageFile, data: bytes, kind: str) -> Iterator[Told]:
    """Yield what a file tells, the best first."""
    profile: Told = "ICC", lambda: image.info.get("icc_profile")
    if kind == "BMP":
        profile = "ICC", lambda: embedded_profile(data)
    if kind == "PNG":
        chunks = chunks_before_pixels(data)
        if b"cICP" in chunks:
            yield "cICP", lambda: of_cicp(chunks[b"cICP"])
        yield profile
        if b"sRGB" in chunks:
            yield "sRGB", lambda: _SRGB
        yield "gAMA, cHRM" if b"cHRM" in chunks else "gAMA", lambda: of_gama(chunks)
    else:
        yield profile
    if kind in ("HEIF", "AVIF"):
        yield "nclx", lambda: of_nclx(data, kind)
    yield "EXIF", lambda: of_exif(image, data, kind)


def _usable(
    name: str, tell: Callable[[], object], mode: str, deep: bool
) -> ToSrgb | None:
    """Return the conversion by one of the things that a file tells; None by nothing.

    Only profiles know of inks and of Lab.
    """
    if name == "ICC":
        icc = tell()
        return to_srgb(icc, mode) if icc else None
    if mode not in ("L", "RGB"):
        return None
    try:
        told = tell()
        return _by_encoding(told, mode, deep) if isinstance(told, Encoding) else None
    except Exception as error:  # noqa: BLE001 - whatever a damaged one leads to
        step = Step.MENDED if isinstance(error, OthersRefuseError) else Step.OTHER
        said = f"What the file says of its colors ({name}) was ignored"
        note = Note(f"{said}: it cannot be used.", step)
        return ToSrgb(None, (note,), usable=False)


def _by_encoding(told: Encoding, mode: str, deep: bool) -> ToSrgb:
    """Return the conversion of an encoding that is not a profile yet."""
    profile = profile_of(_as_srgb_means(told), mode)
    transform = transform_of(profile, mode)
    if is_srgb(transform, mode):
        return ToSrgb()
    if not deep:
        profile = profile_of(told, mode)
        notes = (Note(_sentence(told), Step.ENCODING),)
        return ToSrgb(transform_of(profile, mode), notes, profile=profile)
    # Rounded to 8 bits by a curve that is not the eye's, dark colors would be lost.
    profile = profile_of(replace(told, curve=curves.srgb, narrow=False), mode)
    transform = transform_of(profile, mode)
    same = is_srgb(transform, mode)
    step = Step.ENCODING if told.exponent or _has_srgb_curve(told) else Step.CURVE
    return ToSrgb(
        transform=None if same else transform,
        notes=(Note(_sentence(told), step),),
        encode=None if _has_srgb_curve(told) else partial(_encoded, told),
        exponent=told.exponent,
        profile=b"" if same else profile,
    )


def _has_srgb_curve(told: Encoding) -> bool:
    return told.curve is curves.srgb and not told.narrow


def _encoded(told: Encoding, fractions: Fractions) -> Fractions:
    """Return samples of sRGB's curve for samples of 16 bits."""
    return srgb_of_light(told.light(fractions, bits=16))


def _as_srgb_means(told: Encoding) -> Encoding:
    """Return an encoding with sRGB's curve, if it has the gamma that stands for it.

    Where nothing but a gamma can be written, 1/2.2 is what sRGB is to write.
    """
    if not told.stands_for_srgb:
        return told
    off = np.abs(np.power(_LEVELS, told.exponent / GAMMA) - _LEVELS).max()
    return replace(told, curve=curves.srgb) if 255 * off <= SAME else told


def _sentence(told: Encoding) -> str:
    if told.hdr:
        return (
            f"This is an HDR picture ({told.hdr}, {told.name}): its light was toned "
            "down to what ordinary screens show, so colors are approximate."
        )
    return f"Colors converted to sRGB from {told.name}, {told.told_by}."
