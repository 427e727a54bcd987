"""Windows over word pieces: every token is read in one window, and none is longer than the encoder takes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gesta_en
from gesta.readers.wordpieces import CONTEXT, PIECES, cuts, shape, windows

WORDS = st.sampled_from(["Two", "rockets", "hit", "Antananarivo", "1,200", "x" * 300, "…", "NATO", "مدينة", "☃", "."])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=90), min_size=1, max_size=12))
def test_every_token_stands_in_one_window(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    bounds, at = [], 0
    for sentence in sentences:
        bounds.append((at, at + len(sentence)))
        at += len(sentence)
    made = list(windows(words, bounds, gesta_en.tokenizer()))
    assert [token for window in made for token, _ in window.places] == list(range(len(words)))
    for window in made:
        assert len(window.pieces) == len(window.shapes) <= PIECES
        assert all(0 < place < len(window.pieces) - 1 for _, place in window.places)


@given(st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=90), min_size=1, max_size=12))
def test_cuts_follow_each_other_and_fit(sizes: list[list[int]]) -> None:
    pieces = [[7] * size for sentence in sizes for size in sentence]
    ends = [sum(map(len, sizes[: number + 1])) for number in range(len(sizes))]
    made = list(cuts(list(zip([0, *ends], ends, strict=False)), pieces))
    assert [first for _, first, _ in made] == [0, *(end for _, _, end in made[:-1])]
    assert made[-1][2] == len(pieces)
    for lead, first, end in made:
        assert lead <= first < end
        assert sum(map(len, pieces[lead:first])) <= CONTEXT
        assert sum(map(len, pieces[lead:end])) <= PIECES - 2


def test_a_later_window_begins_with_context() -> None:
    sentence = "Gunmen killed three people in the market of the northern town on Monday .".split()
    bounds = [(at, at + len(sentence)) for at in range(0, 40 * len(sentence), len(sentence))]
    first, second, *_ = windows(sentence * 40, bounds, gesta_en.tokenizer())
    assert first.places[0] == (0, 1)
    lead = second.places[0][1] - 1
    assert 0 < lead <= CONTEXT
    assert second.places[0][0] == first.places[-1][0] + 1


@pytest.mark.parametrize(
    ("word", "kind"), [("army", 0), ("Army", 1), ("A", 1), ("NATO", 2), ("McVeigh", 3), ("F-16", 4), ("…", 5)]
)
def test_shapes(word: str, kind: int) -> None:
    assert shape(word) == kind
