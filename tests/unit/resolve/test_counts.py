"""How many, on invented sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.model.analysis import Analysis
from gesta.model.documents import Block, Document, Published, Report, ReportId
from gesta.model.spans import Span
from gesta.model.values import Count
from gesta.readers.linguistics import analyse_one
from gesta.resolve.counts import count_of, counts
from gesta.resolve.counts_conjuncts import combine
from gesta.resolve.counts_numbers import amount_at, begins, vague_at
from gesta.resolve.counts_words import VAGUE
from gesta.resolve.numbers import number_at

Told = tuple[int | None, int | None, str]


def analysed(text: str) -> tuple[Document, Analysis]:
    report = Report(ReportId("r"), "test", "text", text)
    whole = Span(0, len(text))
    found = Document(report, None, text, "en", (Block("body", 0, len(text)),), (whole,), Published())
    return found, analyse_one(found)


def count(text: str, phrase: str) -> Count | None:
    document, analysis = analysed(text)
    start = text.index(phrase)
    found = count_of(document, analysis, Span(start, start + len(phrase)))
    if found is not None:
        (quote,) = found.evidence
        assert text[quote.start : quote.end] == quote.exact == found.text
    return found


@pytest.mark.parametrize(
    ("text", "phrase", "told"),
    [
        ("At least 12 people were killed.", "At least 12 people", (12, None, "at_least")),
        ("More than 30 people died.", "More than 30 people", (31, None, "at_least")),
        ("The raid left over 30 dead.", "over 30 dead", (31, None, "at_least")),
        ("The bomb killed 30 or more people.", "30 or more people", (30, None, "at_least")),
        ("Fewer than 10 soldiers were hurt.", "Fewer than 10 soldiers", (None, 9, "at_most")),
        ("Up to 40 villagers were taken.", "Up to 40 villagers", (None, 40, "at_most")),
        ("As many as 60 people drowned.", "As many as 60 people", (None, 60, "at_most")),
        ("About 50 people were held.", "About 50 people", (50, 50, "about")),
        ("Nearly 100 inmates escaped.", "Nearly 100 inmates", (100, 100, "about")),
        ("Some 1,200 residents fled.", "Some 1,200 residents", (1200, 1200, "about")),
        ("Between 20 and 30 men died.", "Between 20 and 30 men", (20, 30, "range")),
        ("They held 20 to 30 men.", "20 to 30 men", (20, 30, "range")),
        ("They held two or three suspects.", "two or three suspects", (2, 3, "range")),
        ("Police said there were no casualties.", "no casualties", (0, 0, "exact")),
        ("No one was hurt.", "No one", (0, 0, "exact")),
        ("Nobody was injured.", "Nobody", (0, 0, "exact")),
        ("The bomb went off without casualties.", "casualties", (0, 0, "exact")),
        ("The blast did not cause any casualties.", "any casualties", (0, 0, "exact")),
        ("A man was shot dead.", "A man", (1, 1, "exact")),
        ("A 24-year-old man was stabbed.", "A 24-year-old man", (1, 1, "exact")),
        ("She was shot in the head.", "She", (1, 1, "exact")),
        ("Both men were arrested.", "Both men", (2, 2, "exact")),
        ("A couple of youths were beaten.", "A couple of youths", (2, 2, "exact")),
        ("A family of five was found dead.", "A family of five", (5, 5, "exact")),
        ("A group of about 20 gunmen came.", "A group of about 20 gunmen", (20, 20, "about")),
        ("The 20-member team left.", "The 20-member team", (20, 20, "exact")),
        ("All 12 aboard were freed.", "All 12 aboard", (12, 12, "exact")),
        ("Five others were wounded.", "Five others", (5, 5, "exact")),
        ("Another three were injured.", "Another three", (3, 3, "exact")),
        ("Half a dozen cars burned.", "Half a dozen cars", (6, 6, "about")),
        ("More than a dozen cars burned.", "More than a dozen cars", (13, None, "at_least")),
        ("Two dozen houses burned.", "Two dozen houses", (24, 24, "about")),
        ("Twelve of the 30 passengers died.", "Twelve of the 30 passengers", (12, 12, "exact")),
        ("One of the men died.", "One of the men", (1, 1, "exact")),
        ("Twenty-five miners were taken.", "Twenty-five miners", (25, 25, "exact")),
        ("The war displaced 1.2 million people.", "1.2 million people", (1_200_000, 1_200_000, "exact")),
        ("The toll rose to 45 on Monday.", "45", (45, 45, "exact")),
        ("The flood of fighting displaced 4,000 families.", "4,000 families", (4000, None, "at_least")),
        ("Some 300 households fled the shelling.", "Some 300 households", (300, None, "at_least")),
        ("Gunmen killed four members of one family.", "four members of one family", (4, 4, "exact")),
    ],
)
def test_bounds_are_those_of_the_words(text: str, phrase: str, told: Told) -> None:
    found = count(text, phrase)
    assert found is not None
    assert (found.low, found.high, found.exactness) == told


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Civilians were killed in the strike.", "Civilians"),
        ("Dozens of people were arrested.", "Dozens of people"),
        ("Several officers were hurt.", "Several officers"),
        ("Hundreds were displaced.", "Hundreds"),
        ("Hundreds of thousands of refugees fled.", "Hundreds of thousands of refugees"),
        ("A few people were hurt.", "A few people"),
        ("The crowd was attacked.", "The crowd"),
    ],
)
def test_a_vague_amount_keeps_only_its_words(text: str, phrase: str) -> None:
    found = count(text, phrase)
    assert found is not None and found.text
    assert (found.low, found.high, found.exactness) == (None, None, "vague")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The toll rose to 45 on Monday.", "The toll"),
        ("There were no immediate reports of casualties.", "casualties"),
        ("He was charged once for each person.", "each person"),
    ],
)
def test_what_tells_no_number(text: str, phrase: str) -> None:
    assert count(text, phrase) is None


@pytest.mark.parametrize(
    ("text", "phrase", "number", "parts"),
    [
        ("Two soldiers and a civilian were killed.", "Two soldiers and a civilian", 3, {"soldiers": 2, "civilians": 1}),
        ("Three people, including two children, were killed.", "Three people", 3, {"children": 2}),
        ("Seven people, among them the gunman, died.", "Seven people, among them the gunman", 7, {"perpetrators": 1}),
        ("Eight people were killed, including the attacker.", "Eight people", 8, {"perpetrators": 1}),
        ("An eight-year-old girl was killed.", "An eight-year-old girl", 1, {"children": 1}),
        (
            "Gunmen killed a policeman, two guards and a driver.",
            "a policeman, two guards and a driver",
            4,
            {"police": 1},
        ),
        ("Gunmen took three 16-year-old boys.", "three 16-year-old boys", 3, {"children": 3}),
        ("John Smith, 24, and his brother were killed.", "John Smith, 24, and his brother", 2, {}),
        ("They killed Ahmed Khan and Bilal Aziz.", "Ahmed Khan and Bilal Aziz", 2, {}),
        ("Three men between the ages of 18 and 23 were hurt.", "Three men between the ages of 18 and 23", 3, {}),
        ("Gunmen killed a young couple.", "a young couple", 2, {}),
        ("Two men aged 18 and 23 were hurt.", "Two men aged 18 and 23", 2, {}),
        ("Ann Bo, a clerk; Jo Li, an aide; and two men fled.", "Ann Bo, a clerk; Jo Li, an aide; and two men", 4, {}),
        ("Four people: a boy; a girl; and two men fled.", "Four people: a boy; a girl; and two men", 4, {}),
    ],
)
def test_groups_are_added_and_told_apart(text: str, phrase: str, number: int, parts: dict[str, int]) -> None:
    found = count(text, phrase)
    assert found is not None
    assert (found.low, found.high, found.parts) == (number, number, parts)


def test_every_number_of_people_or_things_is_listed() -> None:
    text = (
        "About 200 officers and dozens of tanks came on 3 May 2021; the 24-year-old man at 43 Baker Street paid $300, "
        "walked 5 km, and saw 12 people; there were no casualties."
    )
    document, analysis = analysed(text)
    found = counts(document, analysis)
    assert [(entity.exact, entity.of) for entity in found] == [
        ("About 200 officers", "officer"),
        ("dozens of tanks", "tank"),
        ("12 people", "people"),
        ("no casualties", "casualty"),
    ]
    assert all(text[entity.start : entity.end] == entity.exact for entity in found)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty - five", 25),
        ("one hundred and twenty", 120),
        ("two thousand one hundred", 2100),
        ("1,200", 1200),
        ("1.2 million", 1_200_000),
        ("half a million", 500_000),
        ("a hundred", 100),
        ("2 lakh", 200_000),
        ("dozens", None),
        ("a", None),
    ],
)
def test_numbers(words: str, value: int | None) -> None:
    found = number_at(words.split(), 0)
    assert (None if found is None else int(found[0])) == value


BOUND = st.none() | st.integers(0, 10_000)


@st.composite
def any_count(draw: st.DrawFn) -> Count:
    low, high = draw(BOUND), draw(BOUND)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Count(low, high, draw(st.sampled_from(["exact", "about", "vague"])), "some")


@given(any_count(), any_count())
def test_a_sum_fills_in_nothing(first: Count, second: Count) -> None:
    total = combine(first, second)
    assert (total.low, total.high) == (combine(second, first).low, combine(second, first).high)
    assert (total.high is None) == (first.high is None or second.high is None)
    if total.low is not None and total.high is not None:
        assert total.low <= total.high
    if total.low is None and total.high is None:
        assert total.exactness == "vague"


PIECES = st.sampled_from(
    "at least more than 12 30 a dozen dozens of people men , and two no casualties including children between to - or "
    "the gunman 24 year old one half million 1.2 up family five who were killed any not without others all both".split()
)


@given(st.lists(PIECES, min_size=1, max_size=14))
def test_any_words_give_ordered_bounds_and_true_evidence(words: list[str]) -> None:
    text = " ".join(words)
    document, analysis = analysed(text)
    found = count_of(document, analysis, Span(0, len(text)))
    for one in (found, *(entity.count for entity in counts(document, analysis))):
        if one is None:
            continue
        assert all(text[quote.start : quote.end] == quote.exact for quote in one.evidence)
        if one.low is not None and one.high is not None:
            assert one.low <= one.high
        assert (one.exactness == "vague") == (one.low is None and one.high is None)


NUMERAL = st.sampled_from(
    sorted(VAGUE)
    + "a an few lot both dozen of half two twenty twenty-five hundred thousands 12 1,200 no the men".split()
)


@given(st.lists(NUMERAL, min_size=1, max_size=6))
def test_no_amount_begins_where_none_may(words: list[str]) -> None:
    if not begins(words[0]):
        assert amount_at(words, 0) is None
        assert vague_at(tuple(words), 0) is None
