"""Python objects as bytes, and back; pictures travel as their file in memory."""

import io
import pickle
from collections.abc import Sequence
from typing import Any

from components.engine import SourceImage
from components.work.sandbox.pixels import descriptor_of, header_of, map_image


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, descriptors: list[int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._descriptors = descriptors
        self._places: dict[int, int] = {}  # where in these a picture's file is

    def persistent_id(self, thing: object) -> Any:  # noqa: ANN401 - as in Python's
        if not isinstance(thing, SourceImage):
            return None
        descriptor = descriptor_of(thing)
        if descriptor is None:
            return None  # it is in no file: it travels as it is
        if descriptor not in self._places:
            self._places[descriptor] = len(self._descriptors)
            self._descriptors.append(descriptor)
        return self._places[descriptor], header_of(thing)


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, descriptors: Sequence[int]) -> None:
        super().__init__(file)
        self._descriptors = descriptors
        self._pictures: dict[int, SourceImage] = {}

    def persistent_load(self, place: tuple[int, dict[str, Any]]) -> SourceImage:
        number, header = place
        if number not in self._pictures:
            self._pictures[number] = map_image(self._descriptors[number], header)
        return self._pictures[number]


def packed(thing: object) -> tuple[bytes, list[int]]:
    """Return an object as bytes, and the files of the pictures in it."""
    file = io.BytesIO()
    descriptors: list[int] = []
    _Packer(file, descriptors).dump(thing)
    return file.getvalue(), descriptors


def unpacked(content: bytes, descriptors: Sequence[int] = ()) -> Any:  # noqa: ANN401
    """Return the object; only of bytes from a process of our own."""
    return _Unpacker(io.BytesIO(content), descriptors).load()
