"""Folders that have an address: the same bytes, wherever pictures and results are."""

import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest

from components import batch
from components.batch import Wish, WrongUseError, drawing, read_stop
from components.batch.command import main
from tests.batch.folders import NOT_A_PICTURE, RESULTS, fill, pictures_in

Store = Any  # of fsspec, which tells no types

FIVE = Wish(read_stop("5"), compare=False)

run = partial(batch.run, wish=FIVE, workers=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "in")


@pytest.fixture
def whole(folder: Path, tmp_path: Path) -> dict[str, bytes]:
    """Return what comes of the folder here."""
    run(folder, tmp_path / "whole")
    return every_file_of(tmp_path / "whole")


def every_file_of(out: Path) -> dict[str, bytes]:
    names = ("report.csv", "index.html")
    return pictures_in(out) | {name: (out / name).read_bytes() for name in names}


@pytest.fixture
def memory() -> Iterator[Store]:
    """Offer a store in memory, with nothing in it."""
    files = fsspec.filesystem("memory")
    yield files
    files.rm("/", recursive=True)


def put(files: Store, folder: Path, root: str) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            files.pipe(f"{root}/{file.relative_to(folder)}", file.read_bytes())


def found_in(files: Store, root: str) -> dict[str, bytes]:
    """Return all files but those of what was done."""
    return {
        path.removeprefix(f"{root}/"): files.cat_file(path)
        for path in files.find(root)
        if "/.k-colors/" not in path
    }


def test_in_a_store_there_are_the_same_results_as_in_a_folder(
    folder: Path, whole: dict[str, bytes], memory: Store
) -> None:
    put(memory, folder, "/shelf/in")
    memory.pipe("/shelf/in/old/.k-colors/palette.json", b"{}")
    memory.pipe("/shelf/in/old/result.png", whole["a.png.png"])
    memory.pipe("/shelf/in/../over.png", whole["a.png.png"])
    assert run("memory://shelf/in", "memory://shelf/in/few").failed == ()
    assert found_in(memory, "/shelf/in/few") == whole
    again = run("memory://shelf/in", "memory://shelf/in/few", workers=2)
    assert len(again.results) == len(RESULTS)


def test_what_was_done_in_a_store_before_a_stop_is_not_done_again(
    folder: Path,
    whole: dict[str, bytes],
    memory: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("components.batch.store._PAGE", 2)
    left, real = 5, drawing.draw  # type: ignore[attr-defined]

    def draw_a_few(*words: Any) -> Any:  # noqa: ANN401
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return real(*words)

    monkeypatch.setattr(drawing, "draw", draw_a_few)
    with pytest.raises(KeyboardInterrupt):
        run(folder, "memory://few")
    before = {
        name: memory.modified(f"/few/{name}") for name in found_in(memory, "/few")
    }
    assert len(before) == 5
    left = 1
    assert run(folder, "memory://few").failed == ()
    assert left == 0
    assert found_in(memory, "/few") == whole
    assert all(memory.modified(f"/few/{name}") == at for name, at in before.items())


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and counts nothing."""

    def log_message(self, format: str, *words: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def web(folder: Path) -> Iterator[str]:
    """Serve the folder of pictures on the loopback; return its address."""
    pytest.importorskip("aiohttp", reason="fsspec opens http:// by it")
    serve = partial(Quiet, directory=str(folder.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/in"
        server.shutdown()


@pytest.mark.slow
def test_from_the_web_a_folder_is_read_as_it_is_listed_there(
    folder: Path, whole: dict[str, bytes], web: str, tmp_path: Path
) -> None:
    words = [web, "--k", "5", "--no-compare", "--workers", "1"]
    assert main([*words, "--out", str(tmp_path / "few")]) == 0
    assert every_file_of(tmp_path / "few") == whole
    with pytest.raises(WrongUseError, match="the web is for reading"):
        run(folder, f"{web}/few")


NAMES = (
    *("a.jpg", "a.png", "cut out.png"),
    *("deep/b c#1.webp", "deep/er/a.png", "no ending"),
)


def test_pictures_that_cannot_be_listed_are_read_by_a_list_of_their_names(
    folder: Path, whole: dict[str, bytes], web: str, tmp_path: Path
) -> None:
    for root, place in ((f"{web}/", web), ("", web), ("", str(folder))):
        lines = "\n".join(f"{root}{name}" for name in NAMES)
        (folder / "in.txt").write_text(f"{lines}\n\nnotes.txt\n../elsewhere.png\n")
        found = run(f"{place}/in.txt", tmp_path / "few")
        assert [each.name for each in found.failed] == ["../elsewhere.png"]
        assert pictures_in(tmp_path / "few").items() <= whole.items()
        assert len(found.results) == len(RESULTS)


def test_what_a_store_refuses_is_named_and_the_rest_is_done(
    folder: Path, memory: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(memory, folder, "/in")
    memory.pipe("/in/bad.png", NOT_A_PICTURE)
    real = type(memory).cat_file

    def cat_file(self: Any, path: str, *words: Any, **options: Any) -> Any:  # noqa: ANN401
        if path.endswith("a.jpg"):
            raise RuntimeError("The key of the store is\nnot valid.")
        return real(self, path, *words, **options)

    monkeypatch.setattr(type(memory), "cat_file", cat_file)
    failed = {
        each.name: each.why for each in run("memory://in", tmp_path / "few").failed
    }
    assert sorted(failed) == ["a.jpg", "bad.png"]
    assert failed["a.jpg"] == (
        "This file cannot be opened: The key of the store is not valid."
    )


REFUSED = {
    "s3://bucket/photos": "To open s3:// a package is needed. Install s3fs",
    "nowhere://photos": "nowhere://photos cannot be opened: Protocol not known",
    "memory://photos": "There are no pictures in memory://photos.",
    "photos.txt": "photos.txt cannot be listed: No such file",
    "sample_images/cat.png": "cat.png is a file; name the folder",
    "": "A folder without a name",
}


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_does_not_help_is_told_in_a_sentence(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    with pytest.raises(WrongUseError, match=REFUSED[address]):
        run(address, tmp_path / "few")
    assert not (tmp_path / "few").exists()


def test_without_the_package_for_addresses_it_is_said_and_folders_go_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.delitem(sys.modules, "components.batch.places.remote", raising=False)
    with pytest.raises(WrongUseError, match=r"batch/requirements\.txt"):
        run("s3://bucket/photos", tmp_path / "few")
    assert run(f"file://{folder}", tmp_path / "few").failed == ()


@pytest.mark.parametrize("out", ["memory://in", "memory://"])
def test_pictures_in_a_store_are_never_replaced_by_results(
    folder: Path, memory: Store, out: str
) -> None:
    put(memory, folder, "/in")
    with pytest.raises(WrongUseError, match="Choose another folder"):
        run("memory://in", out)
