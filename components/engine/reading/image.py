"""Reading a picture file: any bytes in, upright 8-bit sRGB pixels out."""

import re
from dataclasses import replace
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from components.engine.errors import (
    SAVE_AS_PNG,
    DamagedImageError,
    ImageError,
    ImageTooLargeError,
)
from components.engine.reading.bands import each_band
from components.engine.reading.conversion import conversion_of
from components.engine.reading.decode import load_pixels, open_picture, raw_mode
from components.engine.reading.first_frame import Area, drawn_area, hidden_outside
from components.engine.reading.formats import SHOWN, identify
from components.engine.reading.frames import frames_note
from components.engine.reading.icc import ToSrgb, has_steps
from components.engine.reading.limits import Limits
from components.engine.reading.orientation import (
    orientation_note,
    orientation_of,
    place,
    tiff_orientation,
    upright,
    upright_shape,
)
from components.engine.reading.pixel_modes import (
    SIXTEEN_BITS,
    GrayScale,
    gray_scale,
    part,
    scale_color_key,
)
from components.engine.reading.resolution import resolution_of
from components.engine.reading.sixteen_bit import is_sixteen_bit_color, load_sixteen_bit
from components.engine.reading.time_budget import check_time
from components.engine.source import Decoding, SourceImage


def read_image(data: bytes, limits: Limits = Limits()) -> SourceImage:
    """Read a picture file.

    Parameters
    ----------
    data : bytes
        The whole file: PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF or HEIC. What it
        is, is told by its first bytes.
    limits : Limits, optional
        What is too large.

    Returns
    -------
    SourceImage
        The first frame, turned upright, converted to sRGB and reduced to 8
        bits a channel; its `notes` say what of this was needed. The format is
        "PNG", "JPEG" (also for the MPO files of cameras), "WEBP", "GIF",
        "BMP", "TIFF", "AVIF" or "HEIF". The arrays are read-only.

    Raises
    ------
    EmptyFileError
        If there are no bytes.
    UnsupportedFormatError
        If it is no picture, or of a format that is not read.
    ImageTooLargeError
        If the file or the picture is beyond the limits; known from the
        header, before anything is decoded.
    DamagedImageError
        If it cannot be decoded.
    TypeError
        If `data` is not bytes.

    Notes
    -----
    The same bytes always give the same result. Whatever the bytes are,
    nothing but an `ImageError` is raised, and its message is for the person
    who chose the file.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> Image.new("RGB", (3, 2), "red").save(file, "PNG")
    >>> image = read_image(file.getvalue())
    >>> image.format, image.rgb.shape, image.alpha
    ('PNG', (2, 3, 3), None)
    >>> read_image(b"%PDF-1.7")
    Traceback (most recent call last):
    components.engine.errors.UnsupportedFormatError: This is a PDF, not a
    picture. Export the page as PNG or JPEG and load that.
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise TypeError(f"a picture is read from bytes, not {type(data).__name__}")
    limits.check_file(memoryview(data).nbytes)
    data = bytes(data)
    kind = identify(data)
    try:
        return _read(data, kind, limits)
    except ImageError:
        raise
    except Exception as error:  # noqa: BLE001 - the one border to the decoders,
        # which raise nearly anything, and something new in every version
        _refuse(error, kind, limits)


def read_part(data: bytes, kind: str, limits: Limits) -> SourceImage:
    """Read a picture that is a part of another: as `read_image`, but it is not turned.

    Parameters
    ----------
    data : bytes
        A whole file.
    kind : str
        Its format, as of `identify`.
    limits : Limits
        What is too large.

    Raises
    ------
    ImageError
        If it cannot be read.
    """
    try:
        return _read(data, kind, limits, turns=False)
    except ImageError:
        raise
    except Exception as error:  # noqa: BLE001 - as in `read_image`
        _refuse(error, kind, limits)


def _read(data: bytes, kind: str, limits: Limits, turns: bool = True) -> SourceImage:
    """Read a picture of a known format; anything may be raised."""
    opened = open_picture(data, kind, limits)
    raw = raw_mode(opened)
    check_time(opened, kind, raw, len(data), limits)
    notes = frames_note(opened, data, kind)
    applied = tiff_orientation(opened)
    area = drawn_area(opened, data, kind)
    conversion = conversion_of(opened, data, kind, raw)
    loaded, depth_notes = _load(opened, data, kind, raw, limits, conversion)
    orientation = orientation_of(opened) if turns else 1
    key = scale_color_key(loaded, raw)
    turned = applied if applied > 1 else orientation
    scale = gray_scale(loaded, raw)
    if scale is not None:
        scale = replace(scale, encode=conversion.encode)
    decoding = Decoding(
        mode=loaded.mode,
        raw=raw if is_sixteen_bit_color(raw) else "",
        black=scale.black if scale else None,
        white=scale.white if scale else None,
        key=key,
        turn=orientation,
        chains=has_steps(opened.info.get("icc_profile")),
        profile=conversion.profile.hex(),
        exponent=conversion.exponent,
        area=area or (),
    )
    rgb, alpha = _pixels(loaded, scale, conversion, orientation, area)
    return SourceImage(
        rgb=_shared(rgb),
        alpha=None if alpha is None else _shared(alpha),
        format=kind,
        file_bytes=len(data),
        notes=(
            *notes,
            *orientation_note(turned),
            *depth_notes,
            *(scale.notes if scale else ()),
            *conversion.notes,
        ),
        decoding=decoding,
        resolution=resolution_of(opened, data, turned),
    )


def _load(
    opened: ImageFile.ImageFile,
    data: bytes,
    kind: str,
    raw: str,
    limits: Limits,
    conversion: ToSrgb,
) -> tuple[Image.Image, tuple[str, ...]]:
    """Decode the pixels; say so if color of 16 bits was rounded."""
    if is_sixteen_bit_color(raw):
        encode = conversion.encode
        rounded = load_sixteen_bit(opened, data, kind, raw, limits, encode)
        return rounded, (SIXTEEN_BITS,)
    load_pixels(opened, limits)
    return opened, ()


def _pixels(
    image: Image.Image,
    scale: GrayScale | None,
    conversion: ToSrgb,
    orientation: int,
    area: Area | None,
) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """Convert a decoded picture, a band at a time, to upright sRGB and opacity."""
    shape = upright_shape(image, orientation)
    rgb = np.empty((*shape, 3), np.uint8)
    alpha: NDArray[np.uint8] | None = None
    for rows, band in each_band(image):
        where = place(rows, image.height, orientation)
        color, opacity = part(band, scale)
        if area is not None:
            opacity = hidden_outside(area, rows, opacity, image.width)
        rgb[where] = np.asarray(upright(conversion.apply(color), orientation))
        if opacity is not None:
            alpha = np.empty(shape, np.uint8) if alpha is None else alpha
            alpha[where] = np.asarray(upright(Image.fromarray(opacity), orientation))
    solid = alpha is None or _is_solid(alpha, image.format)
    return rgb, None if solid else alpha


def _is_solid(alpha: NDArray[np.uint8], kind: str | None) -> bool:
    """Whether all is opaque, or a BMP left the byte for opacity empty."""
    return bool(alpha.min() == 255 or (kind == "BMP" and alpha.max() == 0))


def _shared(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Make an array read-only: caches hand the same one to many people."""
    pixels.flags.writeable = False
    return pixels


def _refuse(error: Exception, kind: str, limits: Limits) -> NoReturn:
    """Say in a sentence what an exception of a decoder means for the reader."""
    name = SHOWN.get(kind, kind)
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        limits.check_pixels(int(re.findall(r"\d+", f"{error} 0")[0]))
        raise ImageTooLargeError("This picture has too many pixels.") from error
    if isinstance(error, MemoryError):
        raise ImageTooLargeError(
            f"Decoding this {name} takes more memory than there is. "
            "Save it at a smaller size and load that."
        ) from error
    if "truncated" in str(error):
        raise DamagedImageError(
            f"This {name} is cut off: its end is missing. "
            "Download or copy it again and load that."
        ) from error
    raise DamagedImageError(
        f"This {name} cannot be decoded: it is damaged or of a rare kind. {SAVE_AS_PNG}"
    ) from error
