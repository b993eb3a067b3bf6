"""What every picture that is read, and every sentence that refuses, has to be."""

from pathlib import Path

import numpy as np

from components.engine.errors import ImageError
from components.engine.source import SourceImage


def check_picture(image: SourceImage, file_bytes: int) -> None:
    """Fail if a picture is not what `SourceImage` says it is."""
    assert image.rgb.dtype == np.uint8
    assert image.rgb.shape == (image.height, image.width, 3)
    assert image.rgb.size > 0
    assert image.rgb.flags.c_contiguous
    assert not image.rgb.flags.writeable
    assert image.file_bytes == file_bytes
    assert all(note.endswith(".") and "\n" not in note for note in image.notes)
    if image.alpha is not None:
        assert image.alpha.dtype == np.uint8
        assert image.alpha.shape == image.rgb.shape[:2]
        assert image.alpha.min() < 255
        assert not image.alpha.flags.writeable


def check_refusal(error: ImageError, path: Path) -> None:
    """Fail if a refusal is no sentence, or tells of the place of the file."""
    message = str(error)
    assert type(error) is not ImageError
    assert message.strip() == message != ""
    assert message.endswith(".")
    assert "\n" not in message
    assert path.name not in message
    assert str(path.parent) not in message
