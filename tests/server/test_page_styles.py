"""The page has its rules of style from the first byte on, and nothing else has."""

from components.shared import styles
from tests.server.test_security_headers import get


def test_the_rules_stand_at_the_end_of_the_page(address: str) -> None:
    page = get(address, "/").text
    assert f"<style>{styles.rules()}</style></body>" in page
    assert page.count("<style>") == 1


def test_whoever_has_the_page_is_told_that_it_is_the_same(address: str) -> None:
    first = get(address, "/")
    again = get(address, "/", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = get(address, "/", **{"If-None-Match": '"another"'})
    assert (other.status_code, other.text) == (200, first.text)


def test_it_travels_compressed_to_who_takes_that(address: str) -> None:
    packed = get(address, "/", **{"Accept-Encoding": "gzip, br"})
    plain = get(address, "/", **{"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers
    assert packed.text == plain.text
    # With what its head takes, it is in a connection's first ten packets.
    assert int(packed.headers["Content-Length"]) < 12_000


def test_what_is_not_the_page_stays_as_it_is(address: str) -> None:
    for path in ("/_stcore/health", "/favicon.png"):
        assert b"st-key-page" not in get(address, path).content
