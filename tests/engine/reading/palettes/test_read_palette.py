"""Palette files are read, whoever wrote them; what is none is refused in a sentence."""

import struct
import time
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.engine import PaletteFileError, color_lists, read_palette
from components.engine.reading.palettes.listed import MOST_BYTES
from components.engine.writing import (
    PALETTE_FILES,
    PaletteFormat,
    Swatch,
    swatches,
)
from tests.cases import in_turn

# A strip and a sheet are pictures.
READ = [kind for kind in PALETTE_FILES if kind not in ("png", "svg")]
NAMED = ("gpl", "ase", "aco", "css", "json")
RED, GREEN, BLUE = [255, 0, 0], [0, 255, 0], [0, 0, 255]
ENDINGS = ["", *[f"a{PALETTE_FILES[kind].ending}" for kind in READ], "a.csv", "A.ACO"]


def colors_of(data: bytes | str, name: str = "") -> list[list[int]]:
    raw = data.encode() if isinstance(data, str) else data
    return cast("list[list[int]]", read_palette(raw, name).colors.tolist())


def some_swatches(k: int, seed: int = 0) -> tuple[Swatch, ...]:
    random = np.random.default_rng(seed)
    colors = random.integers(0, 256, (k, 3), np.uint8)
    names = [f"Ж “{i}”; #{i}, {i}.5 %" if i % 2 else f"deep sky {i}" for i in range(k)]
    return swatches(colors, random.integers(1, 999, k), names)


@settings(max_examples=10)
@given(st.sampled_from([1, 2, 100, 256]), st.integers(0, 99))
def test_what_is_written_here_is_read_back(k: int, seed: int) -> None:
    written = some_swatches(k, seed)
    for kind in READ:
        file = PALETTE_FILES[kind]
        for name in {f"cat{file.ending}", f"CAT{file.ending.upper()}"}:
            read = read_palette(file.write(written, "My cat"), name)
            assert read.colors.dtype == np.uint8
            assert list(map(tuple, read.colors.tolist())) == [x.rgb for x in written]
            if kind in NAMED:
                assert read.names == tuple(each.name for each in written)
            if kind in ("gpl", "ase", "json"):
                assert read.title == "My cat"


def test_content_decides_where_the_name_says_something_else() -> None:
    written = some_swatches(5)
    alone: tuple[PaletteFormat, ...] = ("gpl", "ase", "aco", "pal", "hex", "json")
    for kind in alone:
        file = PALETTE_FILES[kind].write(written, "")
        assert colors_of(file, "x.bin") == [list(each.rgb) for each in written]


@in_turn(
    "pasted",
    [
        "#f00 #00ff00 #0000FF",
        "ff0000,00ff00,0000ff",
        "0xff0000; 0x00ff00; 0x0000ff",
        "; remark ff00ff\n# remark\nFFFF0000\nFF00FF00\n\nFF0000FF\n",
        "\ufeff#ff0000ff\r\n#00ff00ff\r\n#0000ffff",
        "red #ff0000\ngreen: #00ff00\n#0000ff - blue facade",
        "#Palette\n#ff0000\n#00ff00\n#0000ff",
        '["#ff0000", "00ff00", "#00f"]',
        "[[255, 0, 0], [0, 255, 0, 255], [0, 0, 255]]",
        '{"red": "#ff0000", "green": "#0f0", "blue": "#0000ff"}',
        '{"palette": [{"r": 255, "g": 0, "b": 0}, {"rgb": [0, 255, 0]}, "#00f"]}',
        "GIMP Palette\nChannels: RGB\n255 0 0\n  0 255   0 green\n#\n0 0 255\tblue\n",
        "JASC-PAL\n0100\n3\n255 0 0\n0 255 0 255\n0 0 255\n",
        ":root { --a: #f00; --b: #00ff00; /* green */\n--c:#0000ff80; }",
    ],
)
def test_colors_are_found_however_they_are_written(pasted: str) -> None:
    name = "a.css" if pasted.startswith(":root") else ""
    assert colors_of(pasted, name) == [RED, GREEN, BLUE]


@in_turn(
    "table",
    [
        "code,name,hex\n1,Red,#ff0000\n2,Green,#00ff00\n",
        "# source: somebody\ncode;name;hex\n1;Red;ff0000\n2;Green;00ff00\n",
        "Name\tR\tG\tB\tCode\nRed\t255\t0\t0\t1\nGreen\t0\t255\t0\t2\n",
        'Name,ID,Red,Green,Blue\n"Red",1,255,0,0\n"Green",2,0,255,0\n',
    ],
)
def test_a_table_has_codes_and_names(table: str) -> None:
    read = read_palette(table.encode(), "threads.csv")
    assert read.colors.tolist() == [RED, GREEN]
    assert read.names == ("Red", "Green")
    assert read.codes == ("1", "2")
    bare = read_palette(b"Red,#ff0000\n#00ff00,Green", "a.csv")
    assert (bare.names, bare.colors.tolist()) == (("Red", "Green"), [RED, GREEN])


def test_our_own_lists_are_read_as_they_are() -> None:
    for each in color_lists()[:3]:
        rows = zip(each.codes, each.names, each.colors, strict=True)
        lines = [f"{code},{name},#{rgb.tobytes().hex()}" for code, name, rgb in rows]
        read = read_palette("\n".join(["code,name,hex", *lines]).encode(), "x.csv")
        assert np.array_equal(read.colors, each.colors)
        assert read.codes == each.codes


def ase(model: bytes, *values: float) -> bytes:
    name = struct.pack(">H", 2) + "a\0".encode("utf-16-be")
    color = name + model + struct.pack(f">{len(values)}fH", *values, 2)
    head = struct.pack(">4sHHI", b"ASEF", 1, 0, 1)
    return head + struct.pack(">HI", 1, len(color)) + color


def aco(*colors: tuple[int, ...]) -> bytes:
    packed = [struct.pack(">5H", *color) for color in colors]
    return struct.pack(">HH", 1, len(colors)) + b"".join(packed)


def test_adobes_other_kinds_of_colors_are_converted() -> None:
    assert colors_of(ase(b"Gray", 0.2)) == [[51, 51, 51]]
    assert colors_of(ase(b"CMYK", 0, 1, 1, 0)) == [RED]
    assert colors_of(ase(b"LAB ", 1, 0, 0)) == [[255, 255, 255]]
    every = aco(
        (0, 65535, 0, 0, 0),
        (1, 21845, 65535, 65535, 0),
        (2, 0, 0, 65535, 65535),
        (7, 10000, 0, 0, 0),
        (8, 8000, 0, 0, 0),
    )
    assert colors_of(every) == [RED, GREEN, BLUE, [255] * 3, [51] * 3]


def test_windows_palettes_and_whole_color_tables_are_read() -> None:
    entries = struct.pack("<HH12B", 0x300, 3, *RED, 0, *GREEN, 0, *BLUE, 0)
    chunks = struct.pack("<4sI", b"offl", 3) + b"xyz\0"
    chunks += struct.pack("<4sI", b"data", len(entries)) + entries
    riff = struct.pack("<4sI4s", b"RIFF", len(chunks) + 4, b"PAL ") + chunks
    assert colors_of(riff) == [RED, GREEN, BLUE]
    assert len(colors_of(bytes(768), "a.act")) == 256


@in_turn(
    ("data", "name", "said"),
    [
        (b"", "", "This file has 0 colors; a palette has 1 to 4,096."),
        (b"hello", "", "Line 1 of this palette, “hello”, is no color."),
        (b"ff0000\n" * 4097, "", "This file has 4,097 colors"),
        (
            b"a" * 500_001,
            "",
            "This file has 500,001 bytes; the limit is 500,000.",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", "This is no palette file that is read"),
        (b"GIMP Palette\n0 0 256\n", "", "has the value 256; it must be from 0 to 255"),
        (b"GIMP Palette\n0 0\n", "", "Line 2 of this palette, “0 0”, is no color."),
        (b"JASC-PAL\n0100\n9\n1 2 3", "", "it says “9”, and has 1."),
        (b"[" * 100_000, "a.json", "is damaged"),
        (b'{"colors": 7}', "", "holds no list of colors"),
        (b'[["x", 0, 0]]', "", "is damaged"),
        (b"code,name\n1,Red", "a.csv", "Row 1 of this table, “code name”, has no"),
        (bytes(767), "a.act", "has 768 or 772 bytes; this has 767"),
        (aco((0, 0, 0, 0, 0))[:-1], "", "it was cut off"),
        (aco((3, 0, 0, 0, 0)), "", "Photoshop's kind 3"),
        (ase(b"RGB ", 0, 0, float("nan")), "", "has the value nan"),
        (ase(b"LAB ", 0.5, 1e30, 0), "", "has the value 1e"),
        (ase(b"HSV ", 0, 0, 0), "", "the unknown kind 'HSV'"),
    ],
)
def test_what_is_no_palette_is_refused_in_a_sentence(
    data: bytes, name: str, said: str
) -> None:
    with pytest.raises(PaletteFileError) as refused:
        read_palette(data, name)
    assert said in str(refused.value)
    assert str(refused.value).endswith(".")


def expect_colors_or_a_sentence(data: bytes, name: str) -> None:
    try:
        read = read_palette(data, name)
    except PaletteFileError as refused:
        assert str(refused).endswith(".")
    else:
        assert read.colors.shape == (len(read), 3)
        assert len(read.names) == len(read.codes) == len(read)


ALIKE = st.text('#0f,;: \n\t-x/*{}[]"', max_size=60).map(str.encode)


@given(st.one_of(st.binary(max_size=200), ALIKE), st.sampled_from(ENDINGS))
def test_any_bytes_give_colors_or_a_sentence(data: bytes, name: str) -> None:
    expect_colors_or_a_sentence(data, name)


@given(
    st.sampled_from(READ),
    st.lists(st.tuples(st.integers(0, 399), st.integers(0, 255)), max_size=4),
    st.integers(0, 400),
)
def test_so_do_damaged_files(
    kind: PaletteFormat, changes: list[tuple[int, int]], size: int
) -> None:
    file = bytearray(PALETTE_FILES[kind].write(some_swatches(6), "t"))
    for at, value in changes:
        file[at % len(file)] = value
    for data in (bytes(file), bytes(file[:size])):
        expect_colors_or_a_sentence(data, f"a{PALETTE_FILES[kind].ending}")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "name"),
    [(b"-", "a.css"), (b"--a:#fff;/*", "a.css"), (b",", "a.hex"), (b"1 ", "a.gpl")],
)
def test_no_file_takes_long(part: bytes, name: str) -> None:
    """Seconds of the processor; where a pattern goes back and forth it is hours."""
    begin = time.process_time()
    expect_colors_or_a_sentence(part * (MOST_BYTES // len(part)), name)
    assert time.process_time() - begin < 10
