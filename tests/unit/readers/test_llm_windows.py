"""Windows, short-lists and prompts."""

from __future__ import annotations

import dataclasses
import json

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gesta.codebook.load import load
from gesta.model.documents import Report, report_id
from gesta.model.spans import Span
from gesta.model.terms import ConceptId
from gesta.pipeline.reading import Engine
from gesta.readers.llm_prompt import described, fence, opening, prompt
from gesta.readers.llm_shortlist import MOST, Likely, chosen, likely, own
from gesta.readers.llm_windows import LONGEST, WIDE, Window, windows

BOOK = load()
TEXT = "Police fired tear gas at protesters in Lome. The weather was fine. Rebels shelled a market in Kara."


@given(st.lists(st.integers(1, 3000), max_size=40), st.data())
def test_every_sentence_asked_for_is_asked_about_once_in_a_window_that_fits(
    lengths: list[int], data: st.DataObject
) -> None:
    ends = [sum(lengths[: number + 1]) for number in range(len(lengths))]
    sentences = [Span(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    asked = data.draw(st.sets(st.sampled_from(range(len(lengths))))) if lengths else set()
    made = list(windows(sentences, asked))
    assert [number for window in made for number in window.asked] == sorted(asked)
    for window in made:
        assert set(window.asked) <= set(window.shown) and list(window.shown) == sorted(set(window.shown))
        assert all(number in window.asked or number + 1 in window.asked for number in window.shown)
        shown = sum(min(LONGEST, sentences[number].end - sentences[number].start) for number in window.shown)
        assert shown <= WIDE or len(window.asked) == 1


def test_a_sentence_lists_what_its_words_may_tell(loaded: Engine) -> None:
    document, analysis = loaded.analyse(Report(report_id(TEXT.encode(), "t"), "t", "text", TEXT))
    seen = likely(document, analysis, BOOK)
    assert sorted(seen.listed) == [0, 2]
    listed = [concept.id for concept in chosen(seen, BOOK, [0])]
    assert "protest_intervention" in listed and len(listed) <= MOST
    assert "shelling" in [concept.id for concept in chosen(seen, BOOK, [2])] and "shelling" not in listed


def test_a_users_own_concept_is_always_listed() -> None:
    raid = BOOK.concept("abduction")
    mine = dataclasses.replace(raid, id=ConceptId("cattle_raid"), definition="Armed people take cattle.")
    book = dataclasses.replace(BOOK, concepts={**BOOK.concepts, mine.id: mine})
    assert own(BOOK) == () and own(book) == ("cattle_raid",)
    assert chosen(Likely({}, {}, {}), book, [0]) == (mine,)


def test_the_prompt_begins_the_same_for_every_window_and_ends_with_the_text() -> None:
    sentences = [Span(0, 44), Span(45, 66), Span(67, len(TEXT))]
    one = prompt(BOOK, [BOOK.concept("riot")], TEXT, sentences, Window((0,), (0,)))
    two = prompt(BOOK, [BOOK.concept("shelling")], TEXT, sentences, Window((1, 2), (2,)))
    assert one.messages[:-1] == two.messages[:-1] == opening(BOOK)
    last = two.messages[-1].content
    assert "[1] The weather was fine." in last and last.endswith("Events told in [2]:")
    assert described(BOOK.concept("shelling")) in last and "tear gas" not in last


def test_the_worked_examples_are_the_codebooks_own_and_one_of_them_tells_nothing() -> None:
    told = [json.loads(message.content)["events"] for message in opening(BOOK) if message.role == "assistant"]
    assert [len(acts) for acts in told] == [1, 0, 1]
    assert [act["realis"] for acts in told for act in acts] == ["threatened", "actual"]
    texts = [each.text for concept in BOOK for each in (*concept.examples, *concept.counter_examples)]
    asked = [message.content for message in opening(BOOK) if message.role == "user"]
    assert all(any(text in each for text in texts) for each in asked)


def test_the_schema_takes_what_is_asked_for_and_nothing_else() -> None:
    made = prompt(BOOK, [BOOK.concept("shelling")], TEXT, [Span(0, 44)] * 3, Window((1, 2), (2,)))
    checked = Draft202012Validator(json.loads(made.schema))
    act = {"sentence": 2, "trigger": "shelled", "concept": "shelling", "realis": "actual", "background": False,
           "roles": [{"role": "target", "words": "a market"}], "speaker": "", "cue": ""}  # fmt: skip
    assert checked.is_valid({"events": [act]})
    for wrong in ({"sentence": 1}, {"concept": "riot"}, {"realis": "sure"}, {"roles": [{"role": "king", "words": ""}]}):
        assert not checked.is_valid({"events": [{**act, **wrong}]})


@given(st.text())
def test_a_fence_is_never_in_the_text(text: str) -> None:
    mark = fence(text)
    assert mark not in text and fence(text + mark) not in text + mark
