"""Passages are whole sentences, none too long, and together the whole text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gesta.text.passages import LONGEST, around, passages, sentence_spans

TEXT = "It rained. 🐐 Raiders came at dawn!\nهاجم مسلحون القرية. They left.\r\n\r\nNobody was hurt"


def test_every_line_is_a_paragraph() -> None:
    found = [TEXT[span.start : span.end] for span in sentence_spans(TEXT)]
    assert found[:2] == ["It rained.", "🐐 Raiders came at dawn!"]
    assert found[-1] == "Nobody was hurt" and not any("\n" in each for each in found)


def test_the_sentence_around_words() -> None:
    at = TEXT.index("Raiders")
    span = around(sentence_spans(TEXT), at, at + 7)
    assert TEXT[span.start : span.end] == "🐐 Raiders came at dawn!"
    over = around(sentence_spans(TEXT), 3, at + 7)
    assert TEXT[over.start : over.end] == "It rained. 🐐 Raiders came at dawn!"
    alone = around((), 3, 9)
    assert (alone.start, alone.end) == (3, 9)


@given(st.text(alphabet="aB .!?\n🐐", max_size=3000))
def test_passages_hold_every_sentence_in_order(text: str) -> None:
    spans, parts = sentence_spans(text), list(passages(text))
    assert [part for part in parts if part.end - part.start > LONGEST and part not in spans] == []
    assert all(one.end <= other.start for one, other in pairwise(parts))
    assert all(any(span.within(part) for part in parts) for span in spans)
