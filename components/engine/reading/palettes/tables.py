"""Palettes as tables: CSV, and JSON of several shapes.

References
----------
.. [1] RFC 4180, "Common Format and MIME Type for Comma-Separated Values".
.. [2] ECMA-404, "The JSON Data Interchange Syntax".
"""

import csv
import json
from typing import Any, Final

from components.engine.errors import PaletteFileError
from components.engine.formatting import count, one_line
from components.engine.reading.palettes.listed import Contents, Listed, byte
from components.engine.reading.palettes.text import codes_in

_HEX: Final = ("hex", "color", "colour", "rgb", "value")
_NAME: Final = ("name", "label", "title")
_CODE: Final = ("code", "id", "number", "key")
_CHANNELS: Final = (("red", "green", "blue"), ("r", "g", "b"))


def read_csv(text: str) -> Contents:
    """Read a table [1]_: a color code, or red, green and blue, and perhaps a name.

    The first row may say which column is which. Lines that begin with ``# `` are
    remarks.
    """
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    first = "".join(lines[:1])
    separator = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(lines, delimiter=separator) if any(row)]
    if not rows:
        return Contents([])
    heads = [cell.strip().lower() for cell in rows[0]]
    if not _names_columns(heads):
        return Contents([_of_cells(row, at) for at, row in enumerate(rows, start=1)])
    entries = (dict(zip(heads, row, strict=False)) for row in rows[1:])
    return Contents([_of_entry(entry) for entry in entries])


def _names_columns(heads: list[str]) -> bool:
    channels = any(set(each) <= set(heads) for each in _CHANNELS)
    return channels or any(head in _HEX for head in heads)


def _of_cells(row: list[str], number: int) -> Listed:
    """Take the first cell that is a color; the first other one is the name."""
    for at, cell in enumerate(row):
        found, rest = codes_in(cell)
        if len(found) == 1 and not rest:
            others = [each.strip() for each in row[:at] + row[at + 1 :] if each.strip()]
            return Listed(found[0], others[0] if others else "")
    raise PaletteFileError(
        f"Row {number:,} of this table, “{one_line(' '.join(row), 24)}”, has no color."
    )


def read_json(text: str) -> Contents:
    """Read JSON [2]_: a list of colors, with or without a title, or colors by name."""
    content = json.loads(text)
    title = ""
    if isinstance(content, dict):
        title = _first(content, _NAME)
        listed = content.get("colors", content.get("palette"))
        if listed is None:
            listed = [{"name": name, "hex": code} for name, code in content.items()]
        content = listed
    if not isinstance(content, list):
        raise PaletteFileError("This JSON file holds no list of colors.")
    return Contents([_of_item(item) for item in content], title)


def _of_item(item: Any) -> Listed:  # noqa: ANN401  # whatever JSON can hold
    if isinstance(item, str):
        return _of_entry({"hex": item})
    if isinstance(item, list):
        return Listed(_of_values(item))
    if isinstance(item, dict):
        return _of_entry(item)
    raise PaletteFileError(f"“{one_line(str(item), 24)}” in this file is no color.")


def _of_entry(entry: dict[str, Any]) -> Listed:
    """Read a color with its name and code."""
    name, code = _first(entry, _NAME), _first(entry, _CODE)
    for key in _HEX:
        value = entry.get(key)
        if isinstance(value, list):
            return Listed(_of_values(value), name, code)
        found = codes_in(value)[0] if isinstance(value, str) else []
        if len(found) == 1:
            return Listed(found[0], name, code)
    for keys in _CHANNELS:
        if all(key in entry for key in keys):
            return Listed(_of_values([entry[key] for key in keys]), name, code)
    said = " ".join(str(value) for value in entry.values())
    raise PaletteFileError(f"“{one_line(said, 24)}” in this file is no color.")


def _first(entry: dict[str, Any], keys: tuple[str, ...]) -> str:
    found = (entry[key] for key in keys if isinstance(entry.get(key), str | int))
    return str(next(found, "")).strip()


def _of_values(values: list[Any]) -> tuple[int, int, int]:
    """Read red, green and blue, 0–255; a fourth value, opacity, does not count."""
    if len(values) not in (3, 4):
        raise PaletteFileError(
            f"A color of this file has {count(len(values), 'value')}; it must have 3."
        )
    red, green, blue = (byte(float(value)) for value in values[:3])
    return red, green, blue
