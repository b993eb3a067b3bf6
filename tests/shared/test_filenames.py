"""Names of files come through readable, and never as anything else than a name."""

import ast
import re
from typing import Final

import pytest
from starlette.requests import Request
from starlette.types import Message

from components.features.recipe.literal import literal
from components.shared.filenames import as_its_owner_wrote_it, safe_name, shown
from tests.loop import run

# What a file is called, and what its download is called.
NAMES: Final = {
    "cat.png": "cat",
    '5" x 7".png': "5_ x 7_",
    '"quoted".png': "_quoted_",
    'it\'s "both".png': "it's _both_",
    "100% wool, 50 %.png": "100% wool, 50 %",
    "%41 and %.png": "_41 and %",
    "a#b & c+d; e=f, (g) [h] {i} ~ @ ! $ ' `.png": None,
    "back\\slash.png": "back_slash",
    "a:b<c>d|e?f*g.png": "a_b_c_d_e_f_g",
    "two\nlines\r.png": "two_lines_",
    "猫.png": None,
    "صورة.png": None,
    "ภาพถ่าย.png": None,
    "e\N{COMBINING ACUTE ACCENT}t\N{COMBINING ACUTE ACCENT}.png": None,
    "\N{ADULT}\N{ZERO WIDTH JOINER}\N{ROCKET}.png": None,
    "می\N{ZERO WIDTH NON-JOINER}خواهم.png": None,
    "\U0001fae9 younger than Python.png": None,
    "Screenshot at 2.34.09\N{NARROW NO-BREAK SPACE}PM.png": "Screenshot at 2.34.09 PM",
    ".hidden.png": "hidden",
    "...png": "picture",
    "no ending": "no ending",
    "ending spaces  .png": "ending spaces",
    "  spaces first.png": "spaces first",
    "CON.png": "_CON",
    "nul.photo.png": "_nul.photo",
    "com1 .png": "_com1",
    "console.png": "console",
    f"{'long ' * 90}.png": f"{'long ' * 40}".strip(),
    f"{'猫' * 90}.png": "猫" * 66,
    "gnp.\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe.png": "gnp._fdp.exe",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_download_has_the_name_of_the_picture(name: str) -> None:
    wanted = NAMES[name] or name.removesuffix(".png")
    assert safe_name(name, "-k2.png") == f"{wanted}-k2.png"


@pytest.mark.parametrize("name", NAMES)
def test_a_download_s_name_is_fit_for_every_system(name: str) -> None:
    made = safe_name(name, "-k2.png")
    assert len(made.encode()) <= 255
    assert not set(made) & {*'<>:"/\\|?*', *map(chr, range(32))}
    assert made[0] not in " ."
    assert made.split(".")[0].strip().lower() not in {"con", "nul", "com1"}
    assert not re.search("%[0-9a-fA-F]{2}", made)


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_opens_the_file_by_its_name(name: str) -> None:
    written = literal(name)
    assert ast.literal_eval(written) == name
    assert not set(written) & {"\n", "\r", "\N{RIGHT-TO-LEFT OVERRIDE}"}
    plain = set(name) - set("\"'\\\n\r\N{RIGHT-TO-LEFT OVERRIDE}\u202f")
    assert plain <= set(written)


def test_a_name_with_quotation_marks_is_written_without_escapes() -> None:
    assert literal('5" x 7".png') == "'5\" x 7\".png'"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_on_one_line(name: str) -> None:
    told = shown(name)
    assert "\n" not in told
    assert "\r" not in told
    assert "%22" not in told


def received(name: str) -> str:
    """Return the name that Streamlit sees of a file that a browser sends."""
    escaped = name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")
    head = f'Content-Disposition: form-data; name="file"; filename="{escaped}"'
    body = f"--edge\r\n{head}\r\n\r\ndata\r\n--edge--\r\n".encode()
    kind = (b"content-type", b"multipart/form-data; boundary=edge")

    async def send() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def read() -> str:
        scope = {"type": "http", "method": "PUT", "headers": [kind]}
        async with Request(scope, send).form() as form:
            (file,) = form.values()
            assert not isinstance(file, str)
            return str(file.filename)

    return run(read())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_as_its_owner_wrote_it(name: str) -> None:
    assert as_its_owner_wrote_it(received(name)) == name
