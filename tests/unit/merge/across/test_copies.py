from __future__ import annotations

import random
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.merge.across.copies import CopyText, compared, copies, pairs, text_of
from gesta.merge.across.copies import told as told_of
from gesta.merge.across.copies_keys import keys
from gesta.model.groups import Groups
from gesta.model.incidents import Record
from gesta.model.terms import ReportId

Make = Callable[..., Record]
OWN = (
    "The road south of Kesra was quiet on Wednesday morning as families buried their dead.",
    "Our correspondent counted eleven graves behind the mosque and spoke to four survivors.",
    "“They came from two sides,” said Zenab Ali, who sells onions beside the bus park.",
    "A spokesman for the governor declined to say why no patrol had passed that day.",
    "Shops in the old quarter stayed shut, and the school will not open before Monday.",
    "The mayor has called the elders to a meeting at the end of the week.",
)


def paragraphs(*sentences: str) -> str:
    return "\n\n".join(sentences)


def told(*records: Record) -> dict[str, tuple[str, float, str]]:
    """Outlet of each copy: outlet of its original, similarity, basis."""
    outlet = {each.report.id: each.report.outlet or "" for each in records}
    found = copies([text_of(each) for each in records])
    return {outlet[each.report]: (outlet[each.original], each.similarity, each.basis) for each in found}


def test_a_republished_text_is_a_copy_of_the_earliest(record: Make, agency: tuple[str, ...]) -> None:
    first = record(paragraphs(*agency), "Sahel Wire", "2021-03-02")
    later = record(paragraphs("Read more about Kesra", *agency, "Leave a Reply"), "Morning Post", "2021-03-03")
    assert told(first, later) == {"Morning Post": ("Sahel Wire", 1.0, "earliest")}


def test_the_credited_outlet_is_the_original_even_where_it_is_dated_later(
    record: Make, agency: tuple[str, ...]
) -> None:
    credited = record(paragraphs(*agency), "Sahel Wire", "2021-03-03")
    copy = record(paragraphs(*agency, "Source: Sahel Wire"), "Morning Post", "2021-03-02")
    (found,) = copies([text_of(credited), text_of(copy)])
    assert (found.report, found.original, found.basis) == (copy.report.id, credited.report.id, "credited")
    assert found.credit is not None
    assert found.credit.report == copy.report.id
    assert copy.document.text[found.credit.start : found.credit.end] == found.credit.exact == "Source: Sahel Wire"


def test_two_papers_that_credit_an_absent_agency(record: Make, agency: tuple[str, ...]) -> None:
    body = paragraphs(*agency)
    one = record(f"KESRA, March 2 (AFP) - {body}", "Morning Post", "2021-03-02")
    other = record(f"KESRA (AFP) - {body}", "Evening Star", "2021-03-03")
    (found,) = copies([text_of(one), text_of(other)])
    assert (found.original, found.basis) == (one.report.id, "both credit AFP")
    assert found.credit is not None and "AFP" in found.credit.exact


def test_of_one_day_the_fuller_text_is_the_original(record: Make, agency: tuple[str, ...]) -> None:
    whole = record(paragraphs(*agency), "Sahel Wire", "2021-03-02")
    half = record(paragraphs(*agency[:3]), "Morning Post", "2021-03-02")
    assert told(whole, half) == {"Morning Post": ("Sahel Wire", 1.0, "fuller text")}


def test_a_changed_name_and_number_are_shown_with_their_words(record: Make, agency: tuple[str, ...]) -> None:
    original = record(paragraphs(*agency), "Sahel Wire", "2021-03-02")
    changed = [each.replace("12 people", "21 people").replace("Idris Maloum", "Idris Haroun") for each in agency]
    copy = record(paragraphs(*changed[:-1], "The market opened again on Thursday."), "Morning Post", "2021-03-03")
    (found,) = copies([text_of(original), text_of(copy)])
    shown = {
        (each.kind, each.ours.exact if each.ours else None, each.theirs.exact if each.theirs else None)
        for each in found.changes
    }
    assert shown == {
        ("number", "21", "12"),
        ("name", "Haroun", "Maloum"),
        ("added", "The market opened again on Thursday.", None),
        ("removed", None, agency[-1]),
    }
    for each in found.changes:
        for quote, owner in ((each.ours, copy), (each.theirs, original)):
            if quote is not None:
                assert quote.report == owner.report.id
                assert owner.document.text[quote.start : quote.end] == quote.exact


def test_a_number_in_words_or_elsewhere_in_the_sentence_is_no_change(record: Make, agency: tuple[str, ...]) -> None:
    other = [
        each.replace("killing 12 people", "killing twelve people").replace("five children", "5 children")
        for each in agency
    ]
    other[2] = "Soldiers had pursued the gunmen towards the border, the district commander, Colonel Idris Maloum, said."
    found = copies(
        [
            text_of(record(paragraphs(*agency), "A", "2021-03-02")),
            text_of(record(paragraphs(*other), "B", "2021-03-03")),
        ]
    )
    assert [each.changes for each in found] == [()]


def test_a_dropped_not_is_shown(record: Make, agency: tuple[str, ...]) -> None:
    one = (*agency, "The ministry did not confirm the figures on Tuesday evening.")
    other = (*agency, "The ministry did confirm the figures on Tuesday evening.")
    (found,) = copies(
        [text_of(record(paragraphs(*one), "A", "2021-03-02")), text_of(record(paragraphs(*other), "B", "2021-03-03"))]
    )
    assert [(each.kind, each.ours, each.theirs and each.theirs.exact) for each in found.changes] == [
        ("words", None, "not")
    ]


def test_a_paraphrase_with_other_words_and_names_is_a_copy(record: Make, agency: tuple[str, ...]) -> None:
    retold = (
        "Armed men on motorbikes raided a market in the town of Kesra on Tuesday, killing 12 people, officials say.",
        "The assailants arrived shortly before midday and fired into the crowd for about twenty minutes.",
        "Soldiers had chased the gunmen towards the border, said Colonel Idriss Maloum, the district commander.",
        "No group has claimed responsibility for the assault, the third on the road to Darbo since January.",
        "Hawa Senussi, director of the hospital, said 31 wounded were being treated, five children among them.",
        "For years traders have asked the government to post a garrison at the market.",
    )
    original, copy = (
        record(paragraphs(*each), outlet, "2021-03-02") for each, outlet in ((agency, "A"), (retold, "B"))
    )
    (found,) = copies([text_of(original), text_of(copy)])
    assert found.similarity >= 0.8


def test_a_roundup_that_embeds_a_text_is_a_copy(record: Make, agency: tuple[str, ...]) -> None:
    first = record(paragraphs(*agency), "Sahel Wire", "2021-03-02")
    roundup = record(paragraphs(*OWN[:3], *agency, *OWN[3:]), "Morning Post", "2021-03-03")
    ((original, similarity, basis),) = told(first, roundup).values()
    assert (original, basis) == ("Sahel Wire", "earliest")
    assert similarity == 0.5


def test_own_reporting_with_quoted_sentences_is_no_copy(record: Make, agency: tuple[str, ...]) -> None:
    first = record(paragraphs(*agency), "Sahel Wire", "2021-03-02")
    own = record(paragraphs(*OWN, agency[2], agency[4]), "Morning Post", "2021-03-03")
    assert told(first, own) == {}


def test_two_notes_by_one_formula_on_two_acts_are_no_copies(record: Make) -> None:
    one = (
        "A 17-year-old boy was shot Sunday in the Alder Park neighborhood on the Southwest Side, police said.",
        "The boy was walking about 1:40 p.m. in the 5300 block of South Elm when a black Nissan pulled up and "
        "someone inside opened fire.",
        "The boy was shot in the hand and taken to Saint Ann Hospital in fair condition.",
        "No one was in custody early Monday.",
    )
    other = (
        "A 44-year-old woman was shot Friday in the Birch Hill neighborhood on the North Side, police said.",
        "The woman was walking about 9:25 p.m. in the 700 block of West Main when a white van pulled up and "
        "someone inside opened fire.",
        "The woman was shot in the leg and taken to Mercy Hospital in fair condition.",
        "No one was in custody early Saturday.",
    )
    first = record(paragraphs(*one), "Daily Sun", "2021-03-02")
    second = record(paragraphs(*other), "Daily Sun", "2021-03-09")
    assert told(first, second) == {}


def test_chains_point_to_the_original(record: Make, agency: tuple[str, ...]) -> None:
    extra = ("The army sent two helicopters from Darbo on Tuesday night, a security source said.",)
    first = record(paragraphs(*agency), "Sahel Wire", "2021-03-01")
    second = record(paragraphs(*agency, *extra), "Morning Post", "2021-03-02")
    third = record(paragraphs(*agency[:4], *extra), "Evening Star", "2021-03-03")
    assert {copy: original for copy, (original, _, _) in told(third, first, second).items()} == {
        "Morning Post": "Sahel Wire",
        "Evening Star": "Sahel Wire",
    }


def test_a_roundup_does_not_tie_the_texts_it_embeds(record: Make, agency: tuple[str, ...]) -> None:
    one, other = record(paragraphs(*agency), "A", "2021-03-01"), record(paragraphs(*OWN), "B", "2021-03-01")
    roundup = record(paragraphs(*agency, *OWN), "C", "2021-03-02")
    assert set(told(one, other, roundup)) == {"C"}


def test_two_captures_of_one_page_are_versions_and_no_copies(record: Make, agency: tuple[str, ...]) -> None:
    page = "https://post.example/kesra"
    first = record(paragraphs(*agency), "Post", "2021-03-02", source=page)
    later = record(paragraphs(*agency, OWN[0]), "Post", "2021-03-03",
                   source="http://web.archive.org/web/20210303120000/https://www.post.example/kesra/")  # fmt: skip
    assert told(first, later) == {}


NOTICE = "Thank you for registering! Sign in to update your profile, get mobile alerts and keep up to date with offers."


def test_pages_that_hold_only_a_notice_have_no_keys_and_are_no_copies(record: Make) -> None:
    titles = ("Three killed in market raid", "Mayor opens new school in Darbo", "Floods close the northern road")
    texts = [text_of(record(f"{NOTICE} {NOTICE}", "Post", None, title)) for title in titles]
    assert [keys(each) for each in texts] == [(), (), ()]
    assert copies(texts) == ()


def test_headlines_and_lone_lines_have_no_keys(record: Make) -> None:
    assert keys(text_of(record("Police said the investigation was continuing."))) == ()


def test_keys_are_few_and_the_same_everywhere(record: Make, agency: tuple[str, ...]) -> None:
    found = keys(text_of(record(paragraphs(*agency))))
    assert found == tuple(sorted(set(found))) and len(found) == 32
    assert found[0] == "n00:140f4e26e3075263"


def test_a_text_without_words_is_no_copy(record: Make) -> None:
    assert copies([text_of(record("…", "A")), text_of(record("—", "B"))]) == ()


@pytest.fixture(scope="module")
def mixed(record: Make, agency: tuple[str, ...]) -> list[Record]:
    return [
        *(record(paragraphs(*agency[first:]), f"Outlet {first}", f"2021-03-0{1 + first}") for first in range(3)),
        record(paragraphs(*agency, "Source: Outlet 1"), "Credit", "2021-03-01"),
        record(paragraphs(*OWN), "Own", "2021-03-01"),
        record(paragraphs(*OWN[:4]), "Half"),
    ]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_texts_changes_nothing(mixed: list[Record], seed: int) -> None:
    texts = [text_of(each) for each in mixed]
    expected = copies(texts)
    assert {each.original for each in expected}.isdisjoint(each.report for each in expected)
    random.Random(seed).shuffle(texts)
    assert copies(texts) == expected
    assert copies([*texts, texts[0]]) == expected


def test_groups_by_keys_may_be_looked_at_one_by_one(mixed: list[Record]) -> None:
    texts = [text_of(each) for each in mixed]
    groups: Groups[str] = Groups()
    for text in texts:
        for key in keys(text):
            groups.join(f"report {text.report}", key)
    parts: dict[str, list[CopyText]] = {}
    for text in texts:
        parts.setdefault(groups.root(f"report {text.report}"), []).append(text)
    assert len(parts) > 1
    assert sorted((each for part in parts.values() for each in copies(part)), key=lambda each: each.report) == list(
        copies(texts)
    )


def test_a_page_without_full_stops_is_looked_at_in_bounded_time(record: Make) -> None:
    words = " ".join(f"word{number}" for number in range(30_000))
    one, other = record(words, "A", "2021-03-01"), record(words.replace("word1", "term1"), "B", "2021-03-02")
    assert len(copies([text_of(one), text_of(other)])) <= 1


def test_thousands_of_equal_texts_have_one_original(record: Make, agency: tuple[str, ...]) -> None:
    text = text_of(record(paragraphs(*agency), None, "2021-03-01"))
    many = [
        msgspec.structs.replace(text, report=ReportId(f"sha256:{number:04d}"), source=f"https://s{number}.example/a")
        for number in range(400)
    ]
    found = copies(many)
    assert len(found) == 399 and {each.original for each in found} == {ReportId("sha256:0000")}
    assert {each.basis for each in found} == {"not told which came first"}


@settings(max_examples=15)
@given(data=st.data(), parts=st.integers(1, 5))
def test_pairs_compared_some_at_a_time_tell_the_same_copies(
    record: Make, agency: tuple[str, ...], data: st.DataObject, parts: int
) -> None:
    """Retellings, parts and roundups of two texts, of several outlets and days."""
    texts = []
    for number in range(data.draw(st.integers(2, 8))):
        theirs = data.draw(st.lists(st.sampled_from([*agency, *OWN]), min_size=4, max_size=9, unique=True))
        day = f"2021-03-{data.draw(st.integers(1, 4)):02}"
        texts.append(text_of(record(paragraphs(*theirs), f"Paper {number}", day)))
    chosen = pairs({text.report: keys(text) for text in texts})
    edges = {}
    for part in range(parts):
        edges |= compared(texts, chosen[part::parts])
    assert told_of(texts, edges) == copies(texts)
