"""Which colors somebody has is in an address, and means nothing in another list."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.engine import ColorList, color_lists
from components.features.lists import bits

LISTS = [each for each in color_lists() if len(each) > 8]


@given(st.sampled_from(LISTS), st.data())
def test_what_is_written_is_read_back(listed: ColorList, data: st.DataObject) -> None:
    rows = sorted(data.draw(st.sets(st.integers(0, len(listed) - 1))))
    words = bits.write(listed, rows)
    assert re.fullmatch(r"[~\w-]+", words, re.ASCII)
    assert len(words) <= 10 + -(-len(listed) // 6)
    assert bits.read(listed, words) == rows


def test_a_list_that_has_changed_is_another_one() -> None:
    one, other, *_ = LISTS
    words = bits.write(one, [1, 5, 8])
    assert bits.read(other, words) == []
    longer = replace(one, codes=(*one.codes, "new"))
    assert bits.read(longer, words) == []


@pytest.mark.parametrize("end", ["", "A", "????", "=", "é", "AAAA" * 99])
def test_what_is_damaged_means_no_color(end: str) -> None:
    words = bits.write(LISTS[0], [])[:9]
    assert bits.read(LISTS[0], words + end) == []


def test_codes_are_no_bits() -> None:
    assert bits.read(LISTS[0], "310,321") is None
    assert bits.read(LISTS[0], "") is None
