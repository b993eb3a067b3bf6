"""What is kept in the folder of the results, so that a stop costs nothing.

Beside the results there is a folder, ``.k-colors``, with what was done: a line for each
result, the palette, and, while colors are being counted, their sum so far. Nothing is
written in place: each file is written aside, in there, and then takes its name in one
step. So a stop at any time, by whatever, leaves whole files only.
"""

import csv
import hashlib
import io
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from components.engine.clustering.adding import Tally

STATE: Final = ".k-colors"
_ASIDE: Final = "aside"
_LINES: Final = "done-*.jsonl"
_PALETTE: Final = "palette.json"
_COUNTED: Final = "counted.npz"

Facts = dict[str, Any]


def sha256(data: bytes) -> str:
    """Return what tells bytes from any others."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Store:
    """The folder of the results.

    Attributes
    ----------
    out : Path
        The folder.
    """

    out: Path

    @property
    def state(self) -> Path:
        """The folder beside the results."""
        return self.out / STATE

    def open(self, fresh: bool) -> None:
        """Make the folders; forget what was done if wanted, and what was half done."""
        if fresh:
            shutil.rmtree(self.state, ignore_errors=True)
        shutil.rmtree(self.state / _ASIDE, ignore_errors=True)
        (self.state / _ASIDE).mkdir(parents=True, exist_ok=True)

    def close(self) -> None:
        """Leave nothing behind that is of no use."""
        shutil.rmtree(self.state / _ASIDE, ignore_errors=True)

    def write(self, name: str, content: bytes) -> None:
        """Write a file of this folder, in one step."""
        target = self.out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = self.state / _ASIDE / uuid.uuid4().hex
        try:
            aside.write_bytes(content)
            os.replace(aside, target)  # noqa: PTH105 - as the comments call it
        finally:
            aside.unlink(missing_ok=True)

    # --- results

    def keep_result(self, name: str, content: bytes, facts: Facts) -> None:
        """Write a result, and that it is done.

        The line comes first: it holds only for a file with the very bytes it names, so
        that a stop between the two is one before both.
        """
        line = json.dumps(facts | {"png": sha256(content)}) + "\n"
        descriptor = os.open(
            _own_lines(self.state), os.O_WRONLY | os.O_APPEND | os.O_CREAT
        )
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)
        self.write(name, content)

    def has(self, name: str, facts: Mapping[str, Any]) -> bool:
        """Tell whether a result is there, as its line says."""
        try:
            return bool(sha256((self.out / name).read_bytes()) == facts["png"])
        except OSError:
            return False

    def done(self) -> dict[str, Facts]:
        """Return what was done, by the names of the results, in one file from now on.

        Of several lines for one result the last holds; half a line is none.
        """
        found: dict[str, Facts] = {}
        files = sorted(
            self.state.glob(_LINES), key=lambda file: file.stat().st_mtime_ns
        )
        for file in files:
            for line in file.read_bytes().split(b"\n"):
                facts = _read(line)
                if facts is not None:
                    found[facts["result"]] = facts
        if len(files) > 1:
            lines = "".join(json.dumps(each) + "\n" for each in found.values())
            self.write(f"{STATE}/{_LINES.replace('*', 'before')}", lines.encode())
            for file in files:
                if file.stem != "done-before":
                    file.unlink()
        return found

    # --- what was found on the way

    def keep_palette(self, facts: Facts) -> None:
        """Keep the palette; the sum of the colors is of no use any more."""
        self.write(f"{STATE}/{_PALETTE}", json.dumps(facts).encode())
        (self.state / _COUNTED).unlink(missing_ok=True)

    def palette(self) -> Facts | None:
        """Return the palette that was kept."""
        file = self.state / _PALETTE
        return _read(file.read_bytes()) if file.is_file() else None

    def keep_counted(self, tally: Tally, facts: Facts) -> None:
        """Keep the sum of the colors so far, with what it is the sum of."""
        content = io.BytesIO()
        told = np.frombuffer(json.dumps(facts).encode(), np.uint8)
        np.savez(
            content,
            values=tally.values,
            counts=tally.counts,
            weights=tally.weights,
            parts=np.array(tally.parts),
            told=told,
        )
        self.write(f"{STATE}/{_COUNTED}", content.getvalue())

    def counted(self) -> tuple[Tally, Facts] | None:
        """Return the sum of the colors that was kept, with what it is the sum of."""
        file = self.state / _COUNTED
        if not file.is_file():
            return None
        with np.load(file) as held:
            tally = Tally(
                held["values"], held["counts"], held["weights"], int(held["parts"])
            )
            facts: Facts = json.loads(held["told"].tobytes())
        return tally, facts


@cache
def _own_lines(state: Path) -> Path:
    """Return where this process writes its lines: no other does, on any machine."""
    return state / _LINES.replace("*", uuid.uuid4().hex)


def _read(line: bytes) -> Facts | None:
    try:
        facts: Facts = json.loads(line)
    except ValueError:
        return None
    return facts


def as_csv(rows: Iterable[Mapping[str, object]], columns: Iterable[str]) -> bytes:
    """Write rows as a CSV file, in UTF-8 with the mark that spreadsheets look for."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")
