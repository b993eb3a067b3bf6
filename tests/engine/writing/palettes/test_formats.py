"""Each palette file is read back by somebody else's reader, or by its layout."""

import io
import json
import re
import struct
from collections.abc import Sequence
from xml.etree import ElementTree

import numpy as np
import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.GimpPaletteFile import GimpPaletteFile

from components.engine.formatting import one_line
from components.engine.judging.vision import contrast_ratio
from components.engine.writing import (
    PALETTE_FILES,
    PaletteFormat,
    Swatch,
    swatches,
)
from tests.cases import in_turn

ODD = "Ж ünï <b>&amp;</b> */ \"x\" 'y' ; # 100 % 😀"
# Any text. Hypothesis of itself begins with a table of all characters, for seconds.
TEXT = st.text(
    st.one_of(
        st.integers(0, 0xFF), st.integers(0x100, 0xD7FF), st.integers(0xE000, 0x10FFFF)
    ).map(chr)
)
NAMES = st.one_of(TEXT, st.sampled_from([ODD, "*/", "]]>", "a\nb\r\n9 9 9", "\0"]))
SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def palettes(draw: st.DrawFn) -> tuple[Swatch, ...]:
    """One to 256 colors, with any names or none."""
    k = draw(st.one_of(st.sampled_from([1, 2, 256]), st.integers(1, 256)))
    random = np.random.default_rng(draw(st.integers(0, 99)))
    colors = random.integers(0, 256, (k, 3), np.uint8)
    counts = random.integers(1, 10**6, k)
    few = draw(st.lists(NAMES, min_size=1, max_size=4))
    names = [few[i % len(few)] for i in range(k)] if draw(st.booleans()) else None
    return swatches(colors, counts, names)


def write(kind: PaletteFormat, colors: Sequence[Swatch], title: str = "Cat") -> bytes:
    return PALETTE_FILES[kind].write(colors, title)


def values(colors: Sequence[Swatch]) -> list[tuple[int, int, int]]:
    return [each.rgb for each in colors]


def two() -> tuple[Swatch, ...]:
    """Red and green, as in the example that Photoshop 7 wrote."""
    colors = np.array([[255, 0, 0], [0, 255, 0]], np.uint8)
    return swatches(colors, np.array([3, 1]), ["Swatch 1", "Swatch 2"])


every = given(palettes(), NAMES)


# --- which colors, in which order


def test_only_colors_that_draw_something_are_listed_most_coverage_first() -> None:
    colors = np.array([[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4]], np.uint8)
    listed = swatches(colors, np.array([5, 0, 15, 5]), ["a", "b", "c", "d"])
    assert [each.name for each in listed] == ["c", "a", "d"]
    assert [each.share for each in listed] == [0.6, 0.2, 0.2]


def test_a_color_without_a_name_is_called_by_its_code() -> None:
    (only,) = swatches(np.array([[255, 136, 0]], np.uint8), np.array([9]), ["\n\0 "])
    assert only.name == only.hex == "#ff8800"


def test_a_palette_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="0 colors"):
        swatches(np.zeros((2, 3), np.uint8), np.zeros(2, np.int64))


@given(TEXT)
def test_a_name_is_one_printable_line_that_can_be_written(text: str) -> None:
    name = one_line(text)
    assert name.isprintable()
    assert len(name) <= 64
    assert name == name.strip()
    assert name.encode().decode() == name


@in_turn("kind", PALETTE_FILES)
def test_the_same_palette_gives_the_same_file(kind: PaletteFormat) -> None:
    assert write(kind, two()) == write(kind, two())


# --- text


@every
def test_gimp_palettes_are_read_by_pillow(
    colors: tuple[Swatch, ...], title: str
) -> None:
    file = write("gpl", colors, title)
    read = GimpPaletteFile(io.BytesIO(file)).palette
    assert read == b"".join(bytes(each.rgb) for each in colors)
    lines = file.decode().split("\n")
    assert lines[:3] == ["GIMP Palette", f"Name: {one_line(title)}", "Columns: 0"]
    assert lines[-1] == ""
    for line, each in zip(lines[4:-1], colors, strict=True):
        name = line.split("\t", 1)[1]
        assert each.name.startswith(name)
        assert len(name.encode()) >= min(len(each.name.encode()), 77)


@every
def test_jasc_palettes_follow_their_layout(
    colors: tuple[Swatch, ...], title: str
) -> None:
    lines = write("pal", colors, title).decode("ascii").split("\r\n")
    assert lines[:3] == ["JASC-PAL", "0100", str(len(colors))]
    assert lines[-1] == ""
    assert [tuple(map(int, line.split(" "))) for line in lines[3:-1]] == values(colors)


@every
def test_paint_net_palettes_follow_their_layout(
    colors: tuple[Swatch, ...], title: str
) -> None:
    lines = write("paint.net", colors, title).decode().splitlines()
    found = [line for line in lines if not line.startswith(";")]
    assert all(re.fullmatch("FF[0-9A-F]{6}", line) for line in found)
    assert [tuple(bytes.fromhex(line[2:])) for line in found] == values(colors)


@every
def test_hex_lists_have_a_code_a_line(colors: tuple[Swatch, ...], title: str) -> None:
    lines = write("hex", colors, title).decode("ascii").split()
    assert [tuple(bytes.fromhex(line)) for line in lines] == values(colors)


@every
def test_css_is_read_by_a_css_parser(colors: tuple[Swatch, ...], title: str) -> None:
    rules, _ = tinycss2.parse_stylesheet_bytes(
        write("css", colors, title), skip_comments=True, skip_whitespace=True
    )
    (root,) = [rule for rule in rules if rule.type != "at-rule"]
    assert tinycss2.serialize(root.prelude).strip() == ":root"
    found = tinycss2.parse_blocks_contents(
        root.content, skip_comments=True, skip_whitespace=True
    )
    assert {each.type for each in found} == {"declaration"}
    read = {each.name: tinycss2.serialize(each.value).strip() for each in found}
    assert read == {
        f"--color-{number}": each.hex for number, each in enumerate(colors, 1)
    }


@every
def test_json_holds_codes_values_names_and_shares(
    colors: tuple[Swatch, ...], title: str
) -> None:
    read = json.loads(write("json", colors, title))
    assert read["title"] == one_line(title)
    assert [tuple(each["rgb"]) for each in read["colors"]] == values(colors)
    assert [each["hex"] for each in read["colors"]] == [each.hex for each in colors]
    assert [each["name"] for each in read["colors"]] == [each.name for each in colors]
    assert sum(each["share"] for each in read["colors"]) == pytest.approx(1, abs=2e-4)


# --- Adobe


def read_ase(file: bytes) -> tuple[str, list[tuple[str, tuple[float, ...]]]]:
    """Read Adobe Swatch Exchange block by block; the title, and name and values."""
    assert file[:8] == b"ASEF\0\1\0\0"
    (count,) = struct.unpack_from(">I", file, 8)
    at, blocks = 12, []
    while at < len(file):
        kind, length = struct.unpack_from(">HI", file, at)
        blocks.append((kind, file[at + 6 : at + 6 + length]))
        at += 6 + length
    assert len(blocks) == count
    (start, head), *middle, end = blocks
    assert start == 0xC001
    assert end == (0xC002, b"")
    title, rest = read_text(head, 2)
    assert rest == b""
    colors = []
    for kind, content in middle:
        assert kind == 1
        name, rest = read_text(content, 2)
        model, *channels, sort = struct.unpack(">4s3fH", rest)
        assert (model, sort) == (b"RGB ", 2)
        colors.append((name, tuple(channels)))
    return title, colors


def read_text(data: bytes, width: int) -> tuple[str, bytes]:
    """Read a counted, zero-ended UTF-16 string; the string, and what is left."""
    end = width + 2 * int.from_bytes(data[:width], "big")
    assert data[end - 2 : end] == b"\0\0"
    return data[width : end - 2].decode("utf-16-be"), data[end:]


@every
def test_ase_is_read_by_its_layout(colors: tuple[Swatch, ...], title: str) -> None:
    found_title, found = read_ase(write("ase", colors, title))
    assert found_title == one_line(title)
    assert [name for name, _ in found] == [each.name for each in colors]
    for (_, channels), each in zip(found, colors, strict=True):
        assert tuple(round(255 * value) for value in channels) == each.rgb


def test_a_small_ase_is_as_published_byte_by_byte() -> None:
    (red, _) = two()
    expected = (
        b"ASEF 0001 0000 00000003"
        b" c001 00000008 0003 0041 0042 0000"
        b" 0001 00000026 0009 0053 0077 0061 0074 0063 0068 0020 0031 0000"
        b" 52474220 3f800000 00000000 00000000 0002"
        b" c002 00000000"
    )
    digits = expected.replace(b"ASEF", b"41534546").decode()
    assert write("ase", [red], "AB") == bytes.fromhex(digits)


def test_aco_is_what_photoshop_7_wrote_byte_by_byte() -> None:
    # http://www.duo-creative.com/chrisb/aco/, which prints the file.
    expected = """
        0001 0002 0000 ffff 0000 0000 0000 0000 0000 ffff 0000 0000
        0002 0002 0000 ffff 0000 0000 0000
        0000 0009 0053 0077 0061 0074 0063 0068 0020 0031 0000
        0000 0000 ffff 0000 0000
        0000 0009 0053 0077 0061 0074 0063 0068 0020 0032 0000
    """
    assert write("aco", two()) == bytes.fromhex(expected)


@every
def test_aco_has_the_colors_twice_and_the_names_once(
    colors: tuple[Swatch, ...], title: str
) -> None:
    file = write("aco", colors, title)
    k = len(colors)
    assert struct.unpack_from(">HH", file) == (1, k)
    for i, each in enumerate(colors):
        space, *channels, rest = struct.unpack_from(">5H", file, 4 + 10 * i)
        assert (space, rest) == (0, 0)
        assert tuple(value // 257 for value in channels) == each.rgb
    left = file[4 + 10 * k :]
    assert struct.unpack_from(">HH", left) == (2, k)
    left = left[4:]
    for i, each in enumerate(colors):
        assert left[:10] == file[4 + 10 * i : 14 + 10 * i]
        name, left = read_text(left[10:], 4)
        assert name == each.name
    assert left == b""


@every
def test_act_has_256_colors_and_says_how_many_count(
    colors: tuple[Swatch, ...], title: str
) -> None:
    file = write("act", colors, title)
    assert len(file) == 772
    assert struct.unpack_from(">HH", file, 768) == (len(colors), 0xFFFF)
    table = [tuple(file[3 * i : 3 * i + 3]) for i in range(256)]
    assert table[: len(colors)] == values(colors)
    assert set(table[len(colors) :]) <= {(0, 0, 0)}


# --- to look at


@every
def test_the_strip_shows_every_color_in_order(
    colors: tuple[Swatch, ...], title: str
) -> None:
    with Image.open(io.BytesIO(write("png", colors, title))) as strip:
        assert strip.mode == "P"
        pixels = np.asarray(strip.convert("RGB"))
    assert pixels.shape == (32, 32 * len(colors), 3)
    assert (pixels == pixels[0]).all()
    assert [tuple(color) for color in pixels[0, 16::32].tolist()] == values(colors)


@every
def test_the_sheet_is_svg_with_code_share_and_name(
    colors: tuple[Swatch, ...], title: str
) -> None:
    sheet = ElementTree.fromstring(write("svg", colors, title))
    assert sheet.tag == f"{SVG}svg"
    assert (sheet.findtext(f"{SVG}title") or "") == one_line(title)
    swatch_groups = sheet.findall(f"{SVG}g")
    assert len(swatch_groups) == len(colors)
    for group, each in zip(swatch_groups, colors, strict=True):
        assert group.findtext(f"{SVG}title") == each.name
        box = group.find(f"{SVG}rect")
        assert box is not None
        assert box.get("fill") == each.hex
        code, name, share = [words.text for words in group.findall(f"{SVG}text")]
        assert code == each.hex
        assert name == one_line(each.name, 24)
        assert share == (
            f"{100 * each.share:.1f} %" if each.share >= 1e-3 else "<0.1 %"
        )


@every
def test_words_on_the_sheet_can_be_read_on_their_swatch(
    colors: tuple[Swatch, ...], title: str
) -> None:
    sheet = ElementTree.fromstring(write("svg", colors, title))
    for group, each in zip(sheet.findall(f"{SVG}g"), colors, strict=True):
        ink = np.array(list(bytes.fromhex(str(group.get("fill"))[1:])), np.uint8)
        assert contrast_ratio(ink, np.array(each.rgb, np.uint8)) > 4.5


def test_swatches_do_not_overlap_and_stay_on_the_sheet() -> None:
    colors = swatches(np.zeros((256, 3), np.uint8), np.ones(256, np.int64))
    for part in (colors[:1], colors[:5], colors):
        sheet = ElementTree.fromstring(write("svg", part))
        places = set()
        for group in sheet.findall(f"{SVG}g"):
            found = re.findall(r"\d+", str(group.get("transform")))
            x, y = int(found[0]), int(found[1])
            assert x + 208 <= int(str(sheet.get("width")))
            assert y + 96 <= int(str(sheet.get("height")))
            places.add((x // 208, y // 96))
        assert len(places) == len(part)
