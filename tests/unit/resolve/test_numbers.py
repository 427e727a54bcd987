"""Words that are passed over unread are words that no number begins with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.resolve.numbers import SCALES, SMALL, TENS, may_begin, number_at

_WORDS = st.one_of(
    st.sampled_from([*SMALL, *TENS, *SCALES, "half", "a", "an", "and", "-", "twenty-five", "ninety‑nine", "12", "٣"]),
    st.text(max_size=6).map(str.lower),
)


@given(st.lists(_WORDS, min_size=1, max_size=5))
def test_what_begins_a_number_is_read(words: list[str]) -> None:
    assert number_at(words, 0) is None or may_begin(words[0])


@pytest.mark.parametrize("word", ["police", "hundred", "", "-", "teen"])
def test_other_words_begin_none(word: str) -> None:
    assert not may_begin(word)
