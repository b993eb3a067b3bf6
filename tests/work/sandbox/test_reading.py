"""Uploads are read in a process of their own, which takes nothing with it."""

import io
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from components import engine
from components.engine import (
    DamagedImageError,
    ImageError,
    ImageTooLargeError,
    PaletteFileError,
)
from components.engine.notes import Step, steps_of
from components.engine.resolution import Resolution
from components.work import sandbox
from components.work.forkserver.process import Process
from components.work.sandbox.reading import CPU_SECONDS, WORKER, Reader
from components.work.settings import SETTINGS
from tests.engine.telling import noted, notes
from tests.serving import PATIENCE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux", reason="pictures are read apart on Linux only"
    ),
]


BEGUN = "reply.send(b'{}')"
REFUSES = """reply.send(b'{"error": "DamagedImageError", "message": "read as ever"}')"""

# Workers that do something else than reading, to see what comes of it.
FAKE = """
import os, signal, socket, sys
control = socket.socket(fileno=sys.stdin.fileno())
while True:
    message, descriptors, _, _ = socket.recv_fds(control, 1024, 2)
    if not message:
        break
    reply = socket.socket(fileno=descriptors[0])
    {act}
    reply.close()
    os.close(descriptors[1])
"""


def picture(
    size: tuple[int, int] = (64, 48), mode: str = "RGB", seed: int = 0
) -> bytes:
    channels = len(mode)
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (size[1], size[0], channels), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels, mode).save(file, "PNG", dpi=(300, 72))
    return file.getvalue()


def large() -> bytes:
    """Return a file that is soon written, and takes much longer to read."""
    file = io.BytesIO()
    Image.new("P", (5000, 4000)).save(file, "PNG", compress_level=1)
    return file.getvalue()


def worker(
    seconds: float = CPU_SECONDS,
    memory_bytes: int = SETTINGS.reading_bytes,
    script: Path = WORKER,
) -> Reader:
    return Reader(Process(script), seconds, memory_bytes, concurrency=2)


def fake(folder: Path, act: str, seconds: float = CPU_SECONDS) -> Reader:
    script = folder / "fake.py"
    script.write_text(FAKE.format(act=act))
    return worker(seconds, script=script)


def test_a_palette_is_the_same_as_read_in_this_process_or_refused_as_there() -> None:
    data = b"code,name,hex\n310,Black,#000000\n666,Red,#ff0000\n"
    apart = sandbox.read_colors(data, "threads.csv")
    here = engine.read_palette(data, "threads.csv")
    assert apart.colors.tolist() == here.colors.tolist() == [[0, 0, 0], [255, 0, 0]]
    assert (apart.names, apart.codes) == (here.names, here.codes)
    with pytest.raises(PaletteFileError, match="cut off"):
        sandbox.read_colors(b"ASEF\0\1", "cut.ase")


def test_a_palette_that_breaks_its_reader_is_refused(tmp_path: Path) -> None:
    dies = fake(tmp_path, BEGUN)
    with pytest.raises(DamagedImageError, match="breaks the program"):
        dies.read_palette(b"x", "x.gpl")


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_picture_is_the_same_as_read_in_this_process(mode: str) -> None:
    data = picture(mode=mode)
    apart, here = sandbox.read(data), engine.read_image(data)
    np.testing.assert_array_equal(apart.rgb, here.rgb)
    assert (apart.alpha is None) == (here.alpha is None)
    if apart.alpha is not None and here.alpha is not None:
        np.testing.assert_array_equal(apart.alpha, here.alpha)
        assert not apart.alpha.flags.writeable
    assert not apart.rgb.flags.writeable
    assert apart.resolution == here.resolution == Resolution(11811, 2835)
    assert apart.rgb.flags.c_contiguous
    assert (apart.format, apart.file_bytes, apart.notes) == (
        here.format,
        here.file_bytes,
        here.notes,
    )


def test_the_step_that_a_note_tells_of_is_known_here_too() -> None:
    deep = np.arange(0, 60_000, 1000, dtype=np.uint16).reshape(6, 10)
    file = io.BytesIO()
    Image.fromarray(deep).save(file, "PNG")
    assert steps_of(sandbox.read(file.getvalue()).notes) == {Step.DEPTH}


def test_color_told_without_a_profile_is_converted_here_too() -> None:
    data = noted((120, 60, 200), "JPEG", notes(65535, "R03"))
    apart, here = sandbox.read(data), engine.read_image(data)
    np.testing.assert_array_equal(apart.rgb, here.rgb)
    assert apart.notes == here.notes
    assert steps_of(apart.notes) == {Step.ENCODING}


def test_what_was_done_to_a_picture_is_told() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("CMYK", (5, 4)).save(file, "JPEG", exif=exif.tobytes())
    data = file.getvalue()
    assert sandbox.read(data).notes == engine.read_image(data).notes != ()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", picture()[:200]])
def test_a_file_that_is_refused_here_is_refused_in_the_same_words(data: bytes) -> None:
    with pytest.raises(ImageError) as here:
        engine.read_image(data)
    with pytest.raises(ImageError) as apart:
        sandbox.read(data)
    assert type(apart.value) is type(here.value)
    assert str(apart.value) == str(here.value)


def test_nothing_stays_behind_in_this_process() -> None:
    before = set(Path("/proc/self/fd").iterdir())
    sandbox.read(picture())
    for _ in range(4):
        sandbox.read(picture())
        with pytest.raises(ImageError):
            sandbox.read(b"nothing")
    assert len(set(Path("/proc/self/fd").iterdir()) - before) <= 1  # the worker's


def test_pictures_are_read_for_many_people_at_once() -> None:
    files = [picture(seed=seed) for seed in range(12)]
    with ThreadPoolExecutor(6) as people:
        read = list(people.map(sandbox.read, files))
    for data, image in zip(files, read, strict=True):
        np.testing.assert_array_equal(image.rgb, engine.read_image(data).rgb)


def test_a_file_that_takes_too_long_is_refused_with_the_number() -> None:
    process = Process(WORKER)
    hurried, unhurried = (
        Reader(process, seconds, SETTINGS.reading_bytes, concurrency=2)
        for seconds in (0.02, CPU_SECONDS)
    )
    with pytest.raises(ImageTooLargeError, match=r"longer than 0\.02 seconds") as told:
        hurried.read(large())
    assert str(told.value).endswith(".")
    # The next is read as ever. With 0.02 seconds for it, too, a busy machine could
    # spend them on the new process alone.
    assert unhurried.read(picture((4, 4))).width == 4


def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    narrow = worker(memory_bytes=20 * 2**20)
    with pytest.raises(ImageTooLargeError, match="more memory than there is"):
        narrow.read(large())
    assert narrow.read(picture((4, 4))).width == 4


def test_a_decoder_that_crashes_is_a_damaged_file_and_no_more(tmp_path: Path) -> None:
    broken = fake(
        tmp_path, f"{BEGUN}; os.kill(os.fork() or os.getpid(), signal.SIGSEGV)"
    )
    for _ in range(2):
        with pytest.raises(DamagedImageError, match="breaks the program"):
            broken.read(picture())


def test_why_a_worker_ended_is_what_it_says_and_not_how_long_it_took(
    tmp_path: Path,
) -> None:
    says = fake(tmp_path, f"{BEGUN}; reply.send(b'Stack')", seconds=1000)
    with pytest.raises(ImageTooLargeError, match="longer than 1,000 seconds"):
        says.read(picture())
    breaks = fake(tmp_path, BEGUN, seconds=0)
    with pytest.raises(DamagedImageError, match="breaks the program"):
        breaks.read(picture())


def test_a_worker_that_died_is_started_again(tmp_path: Path) -> None:
    dies = fake(tmp_path, f"{BEGUN}; sys.exit()")
    for _ in range(3):
        with pytest.raises(DamagedImageError):
            dies.read(picture())


def test_a_worker_that_dies_before_it_begins_is_not_laid_to_the_file(
    tmp_path: Path,
) -> None:
    once = tmp_path / "died"
    act = f"os.path.exists({str(once)!r}) or (open({str(once)!r}, 'x'), sys.exit())"
    reader = fake(tmp_path, f"{act}; {BEGUN}; {REFUSES}")
    with pytest.raises(DamagedImageError, match="as ever"):
        reader.read(picture())
    with pytest.raises(ChildProcessError):  # and not an error of the picture
        fake(tmp_path, "sys.exit()").read(picture())


@pytest.mark.parametrize(
    "answer",
    [
        '{"height": 5, "width": 4, "alpha": false, "format": "PNG", "notes": []}',
        '{"height": 1e6, "width": 1e6, "alpha": false, "format": "PNG", "notes": []}',
    ],
)
def test_a_worker_that_lies_about_the_size_is_not_believed(
    tmp_path: Path, answer: str
) -> None:
    lie = (
        f"{BEGUN}; pixels = os.memfd_create('x', os.MFD_ALLOW_SEALING);"
        " os.write(pixels, b'1');"
        f" socket.send_fds(reply, [b'{answer}'], [pixels])"
    )
    with pytest.raises(ImageError):
        fake(tmp_path, lie).read(picture())


def test_the_worker_ends_with_the_program_that_started_it() -> None:
    script = (
        "from components.work import sandbox; import os, pathlib;"
        f"sandbox.read({picture()!r});"
        "own = f'/proc/self/task/{os.getpid()}/children';"
        "print(pathlib.Path(own).read_text())"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    (child,) = done.stdout.split()
    gone = threading.Event()
    end = PATIENCE / 0.01
    while Path(f"/proc/{child}").exists() and end > 0:
        gone.wait(0.01)
        end -= 1
    assert end > 0
