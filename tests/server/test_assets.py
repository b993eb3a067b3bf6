"""The page's own modules and styles, as they are served."""

import mimetypes

import requests

from components.server import policy
from components.server.security_headers import ALWAYS
from components.shared.assets import FILES, FOLDER, PREFIX
from tests.cases import in_turn
from tests.server.test_security_headers import get
from tests.serving import ROOT

STORE = "static/store.js"


def test_there_are_all_scripts_styles_of_widgets_names_of_colors_and_no_more() -> None:
    components = ROOT / "components"
    scripts = {
        path.relative_to(components).as_posix()
        for folder in ("static", "features")
        for path in (components / folder).rglob("*.js")
    }
    assert {name for name in FILES if name.endswith(".js")} == scripts
    styles = {name for name in FILES if name.endswith(".css")}
    assert {"static/controls.css", "features/viewer/viewer.css"} <= styles
    names = "engine/judging/vision/color_names.csv"
    assert set(FILES) == scripts | styles | {names}


@in_turn("name", FILES)
def test_each_is_served_as_what_it_is(address: str, name: str) -> None:
    answer = get(address, f"/{FOLDER}-0/{name}")
    assert answer.content == (ROOT / "components" / name).read_bytes()
    kind = mimetypes.guess_type(name)[0]
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == policy.FILE
    assert {header: answer.headers.get(header) for header in ALWAYS} == dict(ALWAYS)


def test_it_travels_compressed_to_who_takes_that(address: str) -> None:
    packed = get(address, f"/{FOLDER}-0/{STORE}", **{"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    plain = get(address, f"/{FOLDER}-0/{STORE}", **{"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert packed.content == plain.content == FILES[STORE]


def test_who_has_a_file_already_is_told_so(address: str) -> None:
    first = get(address, f"/{FOLDER}-0/{STORE}")
    assert first.headers["Cache-Control"] == "no-cache"
    mark = first.headers["ETag"]
    again = get(address, f"/{FOLDER}-0/{STORE}", **{"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Content-Security-Policy"] == policy.FILE
    other = get(address, f"/{FOLDER}-0/{STORE}", **{"If-None-Match": '"other"'})
    assert (other.status_code, other.headers["ETag"]) == (200, mark)


@in_turn("age", ["0-0", f"{FOLDER.partition('/')[2]}-7"])
def test_a_later_attempt_and_a_page_of_another_age_get_the_files_too(
    address: str, age: str
) -> None:
    assert get(address, f"/{PREFIX}/{age}/{STORE}").content == FILES[STORE]


@in_turn(
    "name",
    [
        "",
        "static",
        "static/",
        "features/viewer/",
        "features/viewer/widget.py",
        "features/viewer/messages.d.ts",
        "features/viewer/page.css",
        "shared/loader.js",
        "shared/widget.py",
        "../app.py",
        "static/../shared/widget.py",
        "static/..%2fshared%2fwidget.py",
        "%2e%2e/%2e%2e/app.py",
        "..%5c..%5capp.py",
        "/etc/passwd",
        "//etc/passwd",
        "static/store.js%00.py",
        "STATIC/STORE.JS",
    ],
)
def test_nothing_else_is_served(address: str, name: str) -> None:
    answer = get(address, f"/{FOLDER}-0/{name}")
    assert answer.status_code in (400, 404)
    assert answer.text in ("Not Found", "Bad Request")


def test_nothing_can_be_written_there(address: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        url = f"{address}/{FOLDER}-0/{STORE}"
        assert requests.request(method, url, timeout=60).status_code == 405


def test_the_head_of_the_page_fits_into_what_a_proxy_keeps_for_it(address: str) -> None:
    """Usually 4 kB; nginx answers with an error where there is more."""
    headers = get(address, "/").headers
    size = sum(len(name) + len(value) + 4 for name, value in headers.items())
    assert size < 4000
