"""Reading an animation: all of its frames, as they are seen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

import numpy as np
from PIL import Image

from components.engine.animation.canvas import Bytes, composed
from components.engine.animation.gif_parts import gif_contents, gif_still
from components.engine.animation.parts import Contents, Part
from components.engine.animation.png_parts import png_contents, png_still
from components.engine.animation.webp_parts import webp_contents, webp_still
from components.engine.errors import (
    SAVE_AS_PNG,
    DamagedFrameError,
    DamagedImageError,
    ImageError,
)
from components.engine.formatting import count
from components.engine.reading.formats import SHOWN, identify
from components.engine.reading.image import read_image, read_part
from components.engine.reading.limits import MEGABYTE, Limits
from components.engine.reading.orientation import upright
from components.engine.resolution import Resolution
from components.engine.source import SOLID, SourceImage

# What all stills share is gone through again with each; so much of it in all.
_MOST_READ: Final = 1024 * MEGABYTE
_TURNED: Final = 5  # orientations from here on have height and width exchanged


class _Format(NamedTuple):
    """How a format's frames are found, and made stills of their own."""

    contents: Callable[[bytes], Contents | None]
    still: Callable[[bytes, Contents, Part], bytes]


_FORMATS: Final[Mapping[str, _Format]] = {
    "GIF": _Format(gif_contents, gif_still),
    "PNG": _Format(png_contents, png_still),
    "WEBP": _Format(webp_contents, webp_still),
}


@dataclass(frozen=True, eq=False)
class Animation:
    """An animation whose frames are decoded when they are asked for.

    Attributes
    ----------
    width, height : int
        Of every frame, upright, in pixels.
    format : str
        "GIF", "PNG" or "WEBP".
    durations : tuple of float
        How long each frame is seen, in milliseconds, as the file says; whole numbers
        but in a PNG. Browsers show 10 ms and less as 100.
    loop : int
        How often all is played; 0 is for ever.
    file_bytes : int
        Size of the file.
    notes : tuple of str
        What was done to it, a sentence each.
    resolution : Resolution or None
        How it is meant to be printed.
    """

    width: int
    height: int
    format: str
    durations: tuple[float, ...]
    loop: int
    file_bytes: int
    notes: tuple[str, ...]
    resolution: Resolution | None
    _data: bytes = field(repr=False)
    _contents: Contents = field(repr=False)
    _limits: Limits = field(repr=False)
    _turn: int = field(repr=False)

    def __len__(self) -> int:
        """Return the number of frames."""
        return len(self.durations)

    @property
    def may_be_soft(self) -> bool:
        """Whether there may be pixels that are partly transparent."""
        return self._contents.soft

    def frames(self) -> Iterator[SourceImage]:
        """Yield the frames as they are seen, from the first.

        One is decoded at a time, and none is kept: memory does not grow with their
        number. Each call begins anew.

        Raises
        ------
        DamagedFrameError
            At a frame that cannot be decoded.
        """
        shape = self._contents.height, self._contents.width
        for rgb, alpha in composed(shape, self._stills()):
            yield self._upright(rgb, None if alpha.min() == SOLID else alpha)

    def up_to(self, end: int) -> "Animation":
        """Return the frames before one that is damaged, with a note that says so.

        Parameters
        ----------
        end : int
            How many they are, 1 or more: `DamagedFrameError.before`.
        """
        note = (
            f"The rest of this animation is damaged: {count(end, 'frame')} of"
            f" {len(self):,} could be read."
        )
        return replace(
            self,
            durations=self.durations[:end],
            notes=(*self.notes, note),
            _contents=replace(self._contents, parts=self._contents.parts[:end]),
        )

    def _stills(self) -> Iterator[tuple[Part, SourceImage | None]]:
        still = _FORMATS[self.format].still
        for number, part in enumerate(self._contents.parts, 1):
            if part.area.pixels == 0:
                yield part, None
                continue
            try:
                file = still(self._data, self._contents, part)
                yield part, read_part(file, self.format, self._limits)
            except ImageError as problem:
                raise DamagedFrameError(
                    f"Frame {number:,} of this {SHOWN.get(self.format, self.format)} "
                    f"cannot be decoded: it is damaged. {SAVE_AS_PNG}",
                    before=number - 1,
                ) from problem

    def _upright(self, rgb: Bytes, alpha: Bytes | None) -> SourceImage:
        turned = [
            each if each is None or self._turn == 1 else _turned(each, self._turn)
            for each in (rgb, alpha)
        ]
        assert turned[0] is not None
        return SourceImage(
            turned[0],
            turned[1],
            self.format,
            self.file_bytes,
            self.notes,
            resolution=self.resolution,
        )


def _turned(pixels: Bytes, turn: int) -> Bytes:
    return np.asarray(upright(Image.fromarray(pixels), turn))


def read_animation(data: bytes, limits: Limits = Limits()) -> Animation | None:
    """Read an animation: a GIF, APNG or WebP of several frames.

    Parameters
    ----------
    data : bytes
        The whole file.
    limits : Limits, optional
        What is too large.

    Returns
    -------
    Animation or None
        None if the file has one picture only, or is of a format whose further pictures
        are not read. Frames that the file should have and has not are told of in the
        notes.

    Raises
    ------
    ImageError
        As of `read_image`, whatever the bytes are; also if there are too many frames,
        or pixels in all of them, which is known before anything but the first frame is
        decoded. Damage in others comes to light when `Animation.frames` gets there.
    TypeError
        If `data` is not bytes.

    Notes
    -----
    The first frame is what `read_image` gives of the file, but for an APNG that has a
    picture for programs that know no animation.

    Examples
    --------
    >>> import io
    >>> file, red, blue = io.BytesIO(), *(Image.new("RGB", (3, 2), c)
    ...                                   for c in ("red", "blue"))
    >>> red.save(file, "GIF", save_all=True, append_images=[blue], duration=[70, 200])
    >>> animation = read_animation(file.getvalue())
    >>> len(animation), animation.durations, animation.loop
    (2, (70, 200), 1)
    >>> [frame.rgb[0, 0].tolist() for frame in animation.frames()]
    [[255, 0, 0], [0, 0, 255]]
    """
    if not isinstance(data, bytes | bytearray | memoryview):
        raise TypeError(f"an animation is read from bytes, not {type(data).__name__}")
    limits.check_file(memoryview(data).nbytes)
    data = bytes(data)
    kind = identify(data)
    if kind not in _FORMATS:
        return None
    contents = _contents(data, kind)
    if contents is None or len(contents.parts) < 2:
        return None
    contents.check(limits)
    _check_shared(contents)
    return _read(data, kind, contents, limits)


def _contents(data: bytes, kind: str) -> Contents | None:
    try:
        return _FORMATS[kind].contents(data)
    except Exception as error:
        raise DamagedImageError(
            f"This {SHOWN.get(kind, kind)} is damaged: its frames cannot be found. "
            f"{SAVE_AS_PNG}"
        ) from error


def _check_shared(contents: Contents) -> None:
    """Refuse a file whose frames would have to be told too much of their colors."""
    told = len(contents.shared) * len(contents.parts)
    if told > _MOST_READ:
        raise DamagedImageError(
            f"What this file tells of its colors, "
            f"{len(contents.shared) / MEGABYTE:,.1f} MB, is too much for "
            f"{len(contents.parts):,} frames. {SAVE_AS_PNG}"
        )


def _read(data: bytes, kind: str, contents: Contents, limits: Limits) -> Animation:
    """Read the first frame, for what holds for all of them."""
    part = next((each for each in contents.parts if each.area.pixels), None)
    if part is None:
        raise DamagedImageError(f"No frame of this {kind} has pixels. {SAVE_AS_PNG}")
    first = read_image(_FORMATS[kind].still(data, contents, part), limits)
    turn = first.decoding.turn
    sides = contents.height, contents.width
    height, width = sides[::-1] if turn >= _TURNED else sides
    notes = first.notes
    if contents.cut:
        notes += (
            "The end of this file is missing: only the "
            f"{len(contents.parts):,} frames that are whole are used.",
        )
    return Animation(
        width,
        height,
        kind,
        tuple(part.duration for part in contents.parts),
        contents.loop,
        len(data),
        notes,
        first.resolution,
        data,
        contents,
        limits,
        turn,
    )
