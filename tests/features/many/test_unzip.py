"""Archives that people, and people who mean harm, give."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from components.features.many import unzip
from components.features.many.unzip import ZipError, is_zip

MOST = 1_000_000


def packed(files: Mapping[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", way) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return whole.getvalue()


def failed(data: bytes, most_files: int = 10, most: int = MOST) -> dict[str, str]:
    """Return why files of an archive are not unpacked, by name."""
    parts = unzip.unzip(data, most_files, most)
    return {each.name: each.failed for each in parts if each.failed}


def test_files_are_taken_out_with_their_paths_and_folders_are_none() -> None:
    data = packed({"photos/": b"", "photos/a.png": b"one", "b.png": b"two"})
    assert is_zip(data)
    parts = unzip.unzip(data, 10, MOST)
    found = {each.name: each.data for each in parts}
    assert found == {"photos/a.png": b"one", "b.png": b"two"}


def test_nothing_leads_out_of_the_folder_and_what_is_hidden_is_left_out() -> None:
    names = ["/etc/a.png", "../../b.png", "__MACOSX/._c.png", ".DS_Store"]
    parts = unzip.unzip(packed(dict.fromkeys(names, b"x")), 10, MOST)
    assert [each.name for each in parts] == ["etc/a.png", "b.png"]


def test_an_archive_in_an_archive_is_a_file_as_any_other() -> None:
    inner = packed({"a.png": bytes(500_000)})
    (part,) = unzip.unzip(packed({"inner.zip": inner}), 10, MOST)
    assert part.data == inner


def test_files_beyond_the_number_are_named_and_the_others_are_there() -> None:
    data = packed({f"{i}.png": b"x" for i in range(4)})
    assert failed(data, most_files=3) == {
        "3.png": "Only the first 3 files of a ZIP can be taken."
    }


def test_what_together_is_too_large_is_left_out_and_smaller_ones_are_not() -> None:
    data = packed({"a": b"a" * 60, "b": b"b" * 60, "c": b"c" * 40}, zipfile.ZIP_STORED)
    assert list(failed(data, most=100)) == ["b"]


def test_a_bomb_is_not_unpacked() -> None:
    data = packed({"bomb.png": bytes(40_000_000)})
    assert len(data) < 50_000
    assert "far more" in failed(data, most=10**9)["bomb.png"]


def test_a_file_that_says_it_is_small_gives_no_more_than_that() -> None:
    data = bytearray(packed({"a.png": bytes(100_000)}))
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 10)  # its size, in the list
    parts = unzip.unzip(bytes(data), 10, MOST)
    assert [each.data for each in parts] == [b""]
    assert "damaged" in parts[0].failed


def test_a_million_files_are_refused_before_their_list_is_read() -> None:
    data = bytearray(packed({"a.png": b"x"}))
    struct.pack_into("<I", data, len(data) - 22 + 12, 50_000_000)
    with pytest.raises(ZipError, match="too many"):
        unzip.unzip(bytes(data), 10, MOST)


def test_locked_and_oddly_packed_files_are_named() -> None:
    locked = bytearray(packed({"a.png": b"x"}))
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    assert "password" in failed(bytes(locked))["a.png"]
    odd = packed({"a.png": b"x"}, zipfile.ZIP_LZMA)
    assert "unusual" in failed(odd)["a.png"]


@pytest.mark.parametrize("cut", [1, 10, 30, 60])
def test_a_damaged_archive_is_refused_in_a_sentence(cut: int) -> None:
    data = packed({"a.png": b"x" * 50})
    for broken in (data[:-cut], data[: cut - 1], b"PK\x03\x04" + data[cut:]):
        try:
            unzip.unzip(broken, 10, MOST)
        except ZipError as problem:
            assert str(problem).endswith(".")
