"""Words found where they stand, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.model.spans import Span
from gesta.readers.grounding import places

TEXT = "Gunmen “shot”  two\nmen. The gunman’s gun was found."
FIRST = Span(0, TEXT.index(" The"))
WHOLE = Span(0, len(TEXT))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("two\nmen", "two\nmen"),
        ("two men", "two\nmen"),
        (' "shot" two ', "“shot”  two"),
        ("gunmen", "Gunmen"),
        ('gunmen "shot"', "Gunmen “shot”"),
        ("Gunmen", "Gunmen"),
    ],
)
def test_words_are_found_with_other_spaces_and_marks_and_a_small_capital(words: str, found: str) -> None:
    (span,) = places(TEXT, FIRST, words)
    assert TEXT[span.start : span.end] == found


@pytest.mark.parametrize("words", ["", "  ", "gun", "Shot", "two women", "found", "TWO", "men. The", "hot", '"', "MEN"])
def test_half_words_other_letters_and_other_sentences_are_not_found(words: str) -> None:
    assert [TEXT[span.start : span.end] for span in places(TEXT, FIRST, words)] == []


def test_in_a_sentence_of_capitals_case_says_nothing() -> None:
    text = "THE MAYOR WAS KIDNAPPED TODAY. The US told us."
    (span,) = places(text, Span(0, 30), "was kidnapped")
    assert text[span.start : span.end] == "WAS KIDNAPPED"
    assert [text[each.start : each.end] for each in places(text, Span(31, len(text)), "us")] == ["us"]
    assert places(text, Span(31, len(text)), "Told") == () == places(text, Span(0, len(text)), "mayor")


def test_every_place_is_given_in_text_order() -> None:
    text = "men and men and women"
    assert places(text, Span(0, len(text)), "men") == (Span(0, 3), Span(8, 11))


@given(st.text(alphabet=" \n\t'’“”\"abcAé-–𝔘.", max_size=40), st.data())
def test_a_place_holds_the_words_but_for_spaces_marks_and_one_capital(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    within = Span(start, data.draw(st.integers(start, len(text))))
    words = data.draw(st.one_of(st.text(alphabet=" '\"abcA-", max_size=8), st.just(text[start : start + 6])))
    same = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-"})
    for span in places(text, within, words):
        assert span.within(within) and span.start < span.end
        got = " ".join(text[span.start : span.end].translate(same).split())
        wanted = " ".join(words.translate(same).split())
        assert got == wanted or (got[1:] == wanted[1:] and got[0] == wanted[0].upper())


@given(st.text(max_size=60), st.data())
def test_words_cut_from_the_text_between_spaces_are_found(text: str, data: st.DataObject) -> None:
    parts = [part for part in text.split() if any(map(str.isalnum, part))]
    if parts:
        word = data.draw(st.sampled_from(parts))
        assert any(text[span.start : span.end] == word for span in places(text, Span(0, len(text)), word))
