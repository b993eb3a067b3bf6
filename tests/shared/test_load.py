"""A picture that has come is read ahead, and once."""

import io
import threading

import pytest
from PIL import Image

from components.engine import ImageError, SourceImage
from components.shared import work
from components.work import sandbox


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Note what is read."""
    noted: list[bytes] = []
    real = sandbox.read

    def note(data: bytes) -> SourceImage:
        noted.append(data)
        return real(data)

    monkeypatch.setattr(sandbox, "read", note)
    return noted


def test_who_asks_for_what_is_begun_has_it_read_no_second_time(
    read: list[bytes], idle_core: threading.Semaphore
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (7, 5), "teal").save(file, "PNG")
    work.begin_to_load(file.getvalue())
    picture = work.load("teal.png", file.getvalue())
    assert idle_core.acquire(timeout=60)
    assert picture.name == "teal.png"
    assert picture.image.rgb.shape == (5, 7, 3)
    assert read == [file.getvalue()]


def test_what_is_no_picture_is_not_begun_and_who_asks_hears_why(
    read: list[bytes], idle_core: threading.Semaphore
) -> None:
    palette = b"GIMP Palette\n0 0 0 black\n"
    work.begin_to_load(palette)
    assert idle_core.acquire(timeout=60)
    assert read == []
    with pytest.raises(ImageError):
        work.load("a.gpl", palette)
