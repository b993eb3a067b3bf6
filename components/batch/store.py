"""What is kept in the folder of the results, so that a stop costs nothing.

Beside the results there is a folder, ``.k-colors``, with what was done: a line for each
result, the palette, and, while colors are being counted, their sum so far. Nothing is
written in place: each file is written aside, in there, and then takes its name in one
step; or, where a store puts files whole or not at all, it does so. So a stop at any
time, by whatever, leaves whole files only.
"""

import csv
import hashlib
import io
import json
import threading
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from components.batch.places import Place
from components.engine.clustering.adding import Tally

STATE: Final = ".k-colors"
_ASIDE: Final = f"{STATE}/aside"
_LINES: Final = "done-*.jsonl"
_PALETTE: Final = f"{STATE}/palette.json"
_COUNTED: Final = f"{STATE}/counted.npz"

# So many lines stand in a file where each is written with all before it.
_PAGE: Final = 64

Facts = dict[str, Any]


def sha256(data: bytes) -> str:
    """Return what tells bytes from any others."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Store:
    """The folder of the results.

    Attributes
    ----------
    out : Place
        The folder.
    """

    out: Place

    def open(self, fresh: bool) -> None:
        """Make the folders; forget what was done if wanted, and what was half done."""
        self.out.remove(STATE if fresh else _ASIDE)
        self.out.make(_ASIDE)

    def close(self) -> None:
        """Leave nothing behind that is of no use."""
        self.out.remove(_ASIDE)

    def write(self, name: str, content: bytes) -> None:
        """Write a file of this folder, in one step."""
        self.out.write(name, content, f"{_ASIDE}/{uuid.uuid4().hex}")

    # --- results

    def keep_result(self, name: str, content: bytes, facts: Facts) -> None:
        """Write a result, and that it is done.

        The line comes first: it holds only for a file with the very bytes it names, so
        that a stop between the two is one before both.
        """
        line = json.dumps(facts | {"png": sha256(content)}) + "\n"
        if self.out.appends:
            self.out.append(_own_lines(self.out), line.encode())
        else:
            _page_of(self.out).add(self, line.encode())
        self.write(name, content)

    def has(self, name: str, facts: Mapping[str, Any]) -> bool:
        """Tell whether a result is there, as its line says."""
        try:
            return bool(sha256(self.out.read(name)) == facts["png"])
        except OSError:
            return False

    def done(self) -> dict[str, Facts]:
        """Return what was done, by the names of the results, in one file from now on.

        Of several lines for one result the last holds; half a line is none.
        """
        found: dict[str, Facts] = {}
        before = f"{STATE}/{_LINES.replace('*', 'before')}"
        # Their names tell when they were begun.
        files = sorted(self.out.matching(f"{STATE}/{_LINES}"))
        files.sort(key=lambda name: name != before)
        for file in files:
            for line in self.out.read(file).split(b"\n"):
                facts = _read(line)
                if facts is not None:
                    found[facts["result"]] = facts
        if len(files) > 1:
            lines = "".join(json.dumps(each) + "\n" for each in found.values())
            self.write(before, lines.encode())
            for file in files:
                if file != before:
                    self.out.remove(file)
        return found

    # --- what was found on the way

    def keep_palette(self, facts: Facts) -> None:
        """Keep the palette; the sum of the colors is of no use any more."""
        self.write(_PALETTE, json.dumps(facts).encode())
        self.out.remove(_COUNTED)

    def palette(self) -> Facts | None:
        """Return the palette that was kept."""
        kept = self._kept(_PALETTE)
        return None if kept is None else _read(kept)

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
        self.write(_COUNTED, content.getvalue())

    def counted(self) -> tuple[Tally, Facts] | None:
        """Return the sum of the colors that was kept, with what it is the sum of."""
        kept = self._kept(_COUNTED)
        if kept is None:
            return None
        with np.load(io.BytesIO(kept)) as held:
            tally = Tally(
                held["values"], held["counts"], held["weights"], int(held["parts"])
            )
            facts: Facts = json.loads(held["told"].tobytes())
        return tally, facts

    def _kept(self, name: str) -> bytes | None:
        try:
            return self.out.read(name)
        except FileNotFoundError:
            return None


@cache
def _own_lines(out: Place) -> str:
    """Return where this process writes its lines: no other does, on any machine."""
    return _new_lines()


def _new_lines() -> str:
    own = f"{time.time_ns():020}-{uuid.uuid4().hex}"
    return f"{STATE}/{_LINES.replace('*', own)}"


class _Page(threading.local):
    """The lines of a thread where none can be put at the end of a file.

    The file is written anew with each, until it is full and there is another.
    """

    def __init__(self) -> None:
        self._lines: list[bytes] = []

    def add(self, store: Store, line: bytes) -> None:
        """Write a line more."""
        if len(self._lines) % _PAGE == 0:
            self._name, self._lines = _new_lines(), []
        self._lines.append(line)
        store.write(self._name, b"".join(self._lines))


@cache
def _page_of(out: Place) -> _Page:
    return _Page()


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
