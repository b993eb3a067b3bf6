"""What widgets are sent, declared in Python, told to JavaScript.

Each feature that has a widget declares in its ``widget.py``, as TypedDicts, what
travels between Python and JavaScript; what several read, in ``shared/file_sizes.py``
and ``shared/for_all.py``.
From these its ``messages.d.ts`` is written, by
``python -m tests.shared.declarations``, and ``tsc`` holds the JavaScript to it.
"""

import importlib
import json
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal, Union

from components.shared import file_sizes, for_all
from tests.serving import ROOT

_FEATURES: Final = ROOT / "components" / "features"
_HEAD: Final = """\
// What travels between widget.py and JavaScript. Written from there by `make format`.
"""
_PLAIN: Final[dict[object, str]] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    bytes: "Uint8Array<ArrayBuffer>",
    type(None): "null",
}


def declarations() -> Iterator[tuple[Path, str]]:
    """Return the files of all features and of shared, and what has to be in them."""
    yield ROOT / "components" / "shared" / "messages.d.ts", written(file_sizes, for_all)
    for script in sorted(_FEATURES.glob("*/widget.py")):
        name = f"components.features.{script.parent.name}.widget"
        yield script.with_name("messages.d.ts"), written(importlib.import_module(name))


def written(*modules: ModuleType) -> str:
    """Write the declarations of one feature.

    Parameters
    ----------
    *modules
        Their TypedDicts become global interfaces; those with a ``kind`` are what the
        browser's store holds under that name.
    """
    found = [
        each
        for module in modules
        for each in vars(module).values()
        if typing.is_typeddict(each) and each.__module__ == module.__name__
    ]
    parts = [_interface(each.__name__, typing.get_type_hints(each)) for each in found]
    kinds = {
        typing.get_args(fields["kind"])[0]: each
        for each in found
        if "kind" in (fields := typing.get_type_hints(each))
    }
    if kinds:
        parts.append(_interface("StoreItems", kinds))
    return _HEAD + "".join(f"\n{part}" for part in parts)


def _interface(name: str, fields: dict[str, Any]) -> str:
    lines = "".join(f"  {field}: {_type(kind)};\n" for field, kind in fields.items())
    return f"interface {name} {{\n{lines}}}\n"


def _type(kind: Any) -> str:  # noqa: ANN401 - Python's types have no type in common
    """Return a type in TypeScript.

    Examples
    --------
    >>> _type(list[str | None]), _type(dict[int, float]), _type(Literal["a", "b"])
    ('(string | null)[]', 'Record<number, number>', '"a" | "b"')
    """
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is Literal:
        return " | ".join(json.dumps(value) for value in inner)
    if origin in (Union, types.UnionType):
        return " | ".join(_type(each) for each in inner)
    if origin is list:
        each = _type(inner[0])
        return f"({each})[]" if " " in each else f"{each}[]"
    if origin is dict:
        return f"Record<{_type(inner[0])}, {_type(inner[1])}>"
    return _PLAIN.get(kind) or str(kind.__name__)


if __name__ == "__main__":
    for path, content in declarations():
        path.write_text(content, "utf-8")
