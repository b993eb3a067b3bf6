"""Lists of colors: threads, beads, bricks, panels, old screens.

Each is a file in ``colors/``: remarks with what it is, where it comes from, under which
licence and how far to trust it, and then a code, a name and a color a line. Codes and
colors are facts; names of brands belong to their owners. What things look like on a
screen is approximate.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from components.engine.formatting import hex_code

Bytes = NDArray[np.uint8]
ListKind = Literal[
    "threads", "beads", "diamonds", "bricks", "e-ink", "screens", "grays", "own"
]

KINDS: Final = get_args(ListKind)[:-1]
"""Of the lists that are here; the last one is what somebody brings along."""
_FOLDER: Final = Path(__file__).with_name("colors")


@dataclass(frozen=True)
class Entry:
    """What a color is in its list: the maker's code and name.

    ``device`` is what a file holds for a device that shows this color, as ``#rrggbb``;
    empty where that is the color itself.
    """

    code: str
    name: str
    device: str = ""

    @property
    def label(self) -> str:
        """Both, or the name alone where the code stands in it.

        Examples
        --------
        >>> Entry("310", "Black").label, Entry("A1", "A1").label
        ('310 Black', 'A1')
        """
        whole = f"{self.code} {self.name}".strip()
        return self.name if self.code in self.name else whole


@dataclass(frozen=True, eq=False)
class ColorList:
    """Colors that can be had, in the order of their source.

    Attributes
    ----------
    key : str
        What it is called in addresses and cache keys: ``dmc-floss``.
    name : str
        What it is called on the page.
    kind : {"threads", "beads", "diamonds", "bricks", "e-ink", "screens", "grays",
            "own"}
        What has these colors; "own" is what somebody brings along.
    colors : ndarray of shape (n, 3), uint8
        What they look like, sRGB, 0–255.
    codes : tuple of n str
        The maker's codes, no two the same; may be empty in an own list.
    names : tuple of n str
        The maker's names.
    source, licence : str
        Where the list comes from, and the licence there.
    note : str
        How far to trust the colors, in a sentence.
    device : ndarray of shape (n, 3), uint8, or None
        What a file must hold for the device to show each color, where that is not the
        color itself: an e-ink panel.
    """

    key: str
    name: str
    kind: ListKind
    colors: Bytes
    codes: tuple[str, ...]
    names: tuple[str, ...]
    source: str
    licence: str
    note: str
    device: Bytes | None = None

    def __len__(self) -> int:
        """Return the number of colors, n."""
        return len(self.codes)

    def entry(self, row: int) -> Entry:
        """Return what a color is called."""
        device = "" if self.device is None else hex_code(self.device[row])
        return Entry(self.codes[row], self.names[row], device)

    def part(self, rows: Sequence[int]) -> "ColorList":
        """Return some of the colors as a list, in the order of this one.

        Parameters
        ----------
        rows : sequence of int
            Where they stand.
        """
        order = sorted(rows)
        return replace(
            self,
            colors=self.colors[order],
            codes=tuple(self.codes[row] for row in order),
            names=tuple(self.names[row] for row in order),
            device=None if self.device is None else self.device[order],
        )

    def find(self, words: str) -> tuple[list[int], list[str]]:
        """Find codes in the list, however they are written in large and small letters.

        Parameters
        ----------
        words : str
            Codes with commas between them, or semicolons, or lines; or spaces, where
            they have none themselves.

        Returns
        -------
        rows : list of int
            Where they stand.
        missing : list of str
            What the list has not, the first 20 letters each.
        """
        rows = {code.lower(): row for row, code in enumerate(self.codes)}
        parts = [each.strip() for each in re.split(r"[,;\n]", words)]
        codes = [
            code
            for part in parts
            for code in ([part] if part.lower() in rows else part.split())
        ]
        found = [rows[code.lower()] for code in codes if code.lower() in rows]
        return found, [code[:20] for code in codes if code.lower() not in rows]

    def lacks(self, missing: Sequence[str]) -> str:
        """Say which codes it does not have; nothing if it has all.

        Parameters
        ----------
        missing : sequence of str
            What `find` has not found.
        """
        if not missing:
            return ""
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        return f"Not in {self.name}: {', '.join(missing[:5])}{more}."


@cache
def color_lists() -> tuple[ColorList, ...]:
    """Read all lists.

    Returns
    -------
    tuple of ColorList
        By kind and name; the same objects every time, their arrays read-only.

    Examples
    --------
    >>> [each.name for each in color_lists() if each.kind == "grays"]
    ['16 grays', '4 grays', 'Black and white']
    """
    lists = [_read(file) for file in _FOLDER.glob("*.csv")]
    return tuple(sorted(lists, key=lambda each: (KINDS.index(each.kind), each.name)))


def _read(file: Path) -> ColorList:
    lines = file.read_text("utf-8").splitlines()
    told = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    rows = list(csv.DictReader(line for line in lines if not line.startswith("# ")))
    (kind,) = (kind for kind in KINDS if kind == told["kind"])
    return ColorList(
        file.stem,
        told["name"],
        kind,
        _colors(row["hex"] for row in rows),
        tuple(row["code"] for row in rows),
        tuple(row["name"] for row in rows),
        told["source"],
        told["licence"],
        told["note"],
        _colors(row["device_hex"] for row in rows) if "device_hex" in rows[0] else None,
    )


def _colors(codes: Iterable[str]) -> Bytes:
    values = b"".join(bytes.fromhex(code[1:]) for code in codes)
    return np.frombuffer(values, np.uint8).reshape(-1, 3)
