"""Every file of the folders named in the environment is read or refused."""

import os
from pathlib import Path

import numpy as np
import pytest

from components.engine.errors import ImageError
from components.engine.image import read_image
from components.engine.source import SourceImage

FOLDERS = ("KCOLORS_CORPUS", "KCOLORS_BENCH")


def files_of(variable: str) -> list[Path]:
    folder = os.environ.get(variable)
    return sorted(p for p in Path(folder).rglob("*") if p.is_file()) if folder else []


def check_picture(image: SourceImage, file_bytes: int) -> None:
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
    message = str(error)
    assert type(error) is not ImageError
    assert message.strip() == message != ""
    assert message.endswith(".")
    assert "\n" not in message
    assert path.name not in message
    assert str(path.parent) not in message


@pytest.mark.corpus
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("variable", FOLDERS)
def test_every_file_is_read_or_refused(variable: str) -> None:
    files = files_of(variable)
    if not files:
        pytest.skip(f"{variable} names no folder of pictures")
    for path in files:
        data = path.read_bytes()
        try:
            image = read_image(data)
        except ImageError as error:
            check_refusal(error, path)
        else:
            check_picture(image, len(data))
