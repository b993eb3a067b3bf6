"""Folders of pictures for the command, and what stands in a folder afterwards."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from tests.engine.animations import moving
from tests.pictures import encoded, photo

NOT_A_PICTURE = b"\x89PNG\r\n\x1a\n and then nothing"


def fill(folder: Path) -> Path:
    """Write some small pictures, with folders in it and names that are alike."""
    cut_out = np.dstack([photo(16, 12, 4), np.full((12, 16), 255, np.uint8)])
    cut_out[:5, :, 3] = 0
    cut_out[5:7, :, 3] = 90
    files = {
        "a.jpg": encoded(photo(18, 14, 1), "JPEG"),
        "a.png": encoded(photo(12, 16, 2)),
        "deep/er/a.png": encoded(photo(16, 12, 3)),
        "deep/b c#1.webp": encoded(photo(12, 14, 5), "WEBP"),
        "cut out.png": encoded(cut_out),
        "no ending": encoded(photo(8, 8, 6)),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "notes.txt").write_text("No picture.")
    (folder / ".hidden.png").write_bytes(files["a.png"])
    return folder


RESULTS = {
    "a.jpg.png",
    "a.png.png",
    "cut out.png",
    "deep/b c#1.png",
    "deep/er/a.png",
    "no ending.png",
}


MOVING = {"GIF": "one.gif", "PNG": "deep/two.png", "WEBP": "three.webp"}


def fill_moving(folder: Path) -> Path:
    """Write an animation of each kind; one is partly transparent."""
    (folder / "deep").mkdir(parents=True, exist_ok=True)
    for kind, name in MOVING.items():
        clip = moving(frames=4 + len(kind))
        for shot in clip.shots:
            shot.rgba[:3, :, 3] = {"GIF": 255, "PNG": 90, "WEBP": 0}[kind]
        clip = replace(clip, shots=[replace(each, over=False) for each in clip.shots])
        (folder / name).write_bytes(clip.file(kind))
    return folder


def contents(out: Path) -> dict[str, bytes]:
    """Return all files below a folder of results, but for what is noted there."""
    return {
        each.relative_to(out).as_posix(): each.read_bytes()
        for each in out.rglob("*")
        if each.is_file() and ".k-colors" not in each.parts
    }


def pictures_in(out: Path) -> dict[str, bytes]:
    """Return every PNG below a folder, hidden ones too."""
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in out.rglob("*")
        if file.is_file() and file.read_bytes()[:4] == b"\x89PNG"
    }


def palette_in(data: bytes) -> set[tuple[int, ...]]:
    """Return the colors in which a file's visible pixels are drawn."""
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.mode == "P"
        pixels = np.asarray(picture.convert("RGBA")).reshape(-1, 4)
    return set(map(tuple, pixels[pixels[:, 3] > 0][:, :3].tolist()))
