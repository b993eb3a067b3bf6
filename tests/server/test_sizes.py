"""A browser can ask what a file weighs in colors that no run has told of."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from components.engine import encode_png, quantize
from components.model.document import Document
from components.model.edits import NONE
from components.model.fits import Fits
from components.model.style import Style
from components.server import sizes, sizes_first
from components.shared import seen, work
from components.shared.file_sizes import PREFIX
from tests.cases import in_turn
from tests.loop import run
from tests.pictures import encoded, poster
from tests.server.test_security_headers import ask_app
from tests.test_page import page, parts, sizes_of
from tests.twins import still
from tests.unpacked import header_and_file

K_MAX = 8


@pytest.fixture(scope="module")
def make() -> Callable[..., Document]:
    """Return what makes a document of a small picture, in some style."""
    picture = work.load("poster.png", encoded(poster(60, 40)))
    fits = Fits(picture, "srgb", work.sweep.wait(still, picture, K_MAX, "srgb"))

    def of_style(style: Style = Style()) -> Document:  # noqa: B008 - it never changes
        return Document(fits, style)

    return of_style


def ask(name: str, k: int, cookie: str = "") -> tuple[int, bytes]:
    """Ask for a size; status and body of the answer."""
    app = Starlette(routes=[sizes.route("")])
    answer: list[Message] = []
    head = run(ask_app(app, f"/{PREFIX}/{name}/{k}", answer, cookie))
    assert dict(head["headers"]).get(b"cache-control") == b"no-store"
    return head["status"], answer[1]["body"]


@pytest.mark.usefixtures("idle_core")
@in_turn("k", [3, 5])
def test_it_is_the_size_of_the_download(make: Callable[..., Document], k: int) -> None:
    document = make()
    status, body = ask(seen.name_of(document), k)
    assert status == 200
    told, _ = header_and_file(body)
    assert (told["kind"], told["ks"]) == ("sizes", [k])
    assert told["key"] == document.fits.key
    assert told["file"] == document.style.file
    image, centers = document.picture.image, document.sweep.colors[k - 1]
    assert told["bytes"] == [len(encode_png(quantize(image, centers)))]


@pytest.mark.usefixtures("idle_core")
def test_while_the_file_is_written_whoever_asked_is_not_heard(
    make: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []

    @contextmanager
    def writing(name: str) -> Iterator[None]:
        yield
        held.append(name)

    document = make()
    monkeypatch.setattr(sizes_first, "writing", writing)
    ask(seen.name_of(document), 2, "_streamlit_xsrf=ann; other=1")
    ask("nothing", 2, "_streamlit_xsrf=bob")
    assert held == ["ann"]


@pytest.mark.usefixtures("idle_core")
def test_what_is_changed_in_the_palette_is_changed_in_the_file(
    make: Callable[..., Document],
) -> None:
    edited = make().changed({5: NONE.recolor(0, "#123456")})
    _, body = ask(seen.name_of(edited), 5)
    told, _ = header_and_file(body)
    assert told["key"] == edited.palettes_key(5) != edited.fits.key
    assert told["bytes"] == [len(work.quick_drawing(edited.drawn_in(5)).png)]


@pytest.mark.usefixtures("idle_core")
def test_who_asks_for_what_nobody_shows_learns_nothing(
    make: Callable[..., Document],
) -> None:
    name = seen.name_of(make())
    assert ask("0" * len(name), 3) == (204, b"")
    assert ask(name, 0) == ask(name, K_MAX + 1) == (204, b"")


def test_where_no_core_is_idle_only_what_is_known_is_told(
    make: Callable[..., Document],
    idle_core: threading.Semaphore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sizes, "_PATIENCE", 0.0)
    document = make(Style(dither=True, dots="bayer"))
    name = seen.name_of(document)
    with idle_core:
        assert ask(name, 4) == (204, b"")
    assert ask(name, 4)[0] == 200
    with idle_core:
        assert ask(name, 4)[0] == 200


@pytest.mark.usefixtures("idle_core")
def test_files_that_take_long_are_not_written_before_somebody_wants_them(
    make: Callable[..., Document],
) -> None:
    squeezed = make(Style(smaller="strong"))
    assert ask(seen.name_of(squeezed), 4) == (204, b"")
    assert work.squeeze.peek(squeezed.drawn_in(4)) is None


@pytest.mark.page
@pytest.mark.usefixtures("small_samples", "idle_core")
def test_the_page_tells_browsers_where_to_ask() -> None:
    at = page(sample="pixel-art", k="3")
    short = parts(at)["short"]
    prefix, _, name = short["ask"].partition("/")
    assert prefix == PREFIX
    told, _ = header_and_file(ask(name, 4)[1])
    assert told["key"] == short["key"]
    size = sizes_of(told)["4"]
    at.slider(key="k").set_value(4).run()
    assert parts(at)["sizes"]["sizes"]["4"] == size
    at.session_state["smaller"] = "strong"
    at.run()
    assert parts(at)["short"]["ask"] == ""
