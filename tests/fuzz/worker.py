"""Reading files in another process, where time and memory can be measured.

``python -m tests.fuzz.worker`` reads pictures from its standard input, each led by
its length, and answers with a line of JSON. `Worker` starts it and asks it; what
hangs is killed, and what crashes is started again.
"""

import json
import os
import re
import resource
import select
import struct
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from components.engine.errors import ImageError
from components.engine.reading.image import read_image
from tests.engine.outcomes import check_picture, check_refusal

ROOT: Final = Path(__file__).parents[2]
GIGABYTE: Final = 2**30
MOST_SECONDS: Final = 3.0
MOST_MEGABYTES: Final = 1024
PATIENCE: Final = 60.0  # seconds by the clock, as others may be at work


@dataclass(frozen=True)
class Outcome:
    """What became of one file.

    Attributes
    ----------
    text : str
        "read", or the sentence it was refused with, or what went wrong.
    wrong : bool
        Whether it crashed, hung, or gave no proper picture and no proper sentence.
    seconds : float
        Time of the processor, not by the clock.
    megabytes : float
        Most memory the whole process had meanwhile.
    """

    text: str
    wrong: bool
    seconds: float = 0.0
    megabytes: float = 0.0

    @property
    def too_much(self) -> bool:
        """Whether it took more time or memory than reading may take."""
        return self.seconds > MOST_SECONDS or self.megabytes > MOST_MEGABYTES


class Worker:
    """A process that reads files, started anew when one has brought it down."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes) -> Outcome:
        """Have a file read, and say what became of it."""
        process = self._process or self._start()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(struct.pack("<Q", len(data)) + data)
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], self.patience)
            answer = process.stdout.readline() if ready else b""
        except BrokenPipeError:
            ready, answer = [process.stdout], b""
        if answer:
            return Outcome(**json.loads(answer))
        self.stop()
        why = f"crashed ({process.returncode})" if ready else "hung"
        return Outcome(why, True, 0.0 if ready else self.patience)

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def stop(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def judged(data: bytes) -> tuple[str, bool]:
    """Read a file and hold the outcome against what was promised."""
    try:
        try:
            image = read_image(data)
        except ImageError as error:
            check_refusal(error, Path("/a-folder/its-name.tmp"))
            return str(error), False
        check_picture(image, len(data))
    except Exception as error:  # noqa: BLE001 - whatever it is, it should not be
        return f"{type(error).__name__}: {error}", True
    return "read", False


def memory(field: str) -> float:
    """Return a figure of this process's memory, in megabytes."""
    status = Path("/proc/self/status").read_text()
    found = re.search(rf"{field}:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def forget_peak() -> None:
    """Have the kernel measure the most memory from here on."""
    Path("/proc/self/clear_refs").write_text("5")


def serve() -> None:
    """Answer for one file after the other, in not much more memory than allowed."""
    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(1), "wb", 0)
    os.dup2(2, 1)  # decoders may print
    room = GIGABYTE - int(memory("VmRSS") * 2**20)
    most = int(memory("VmSize") * 2**20) + room + GIGABYTE // 2
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    while head := sys.stdin.buffer.read(8):
        data = sys.stdin.buffer.read(struct.unpack("<Q", head)[0])
        forget_peak()
        start = time.process_time()
        text, wrong = judged(data)
        seconds = time.process_time() - start
        found = Outcome(text, wrong, round(seconds, 3), round(memory("VmHWM")))
        answers.write(json.dumps(found.__dict__).encode() + b"\n")


if __name__ == "__main__":
    serve()
