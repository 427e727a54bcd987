"""The triage: what is kept, what is dropped and why, and texts made to break it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.codebook.load import load as load_codebook
from gesta.readers.triage import BRIEF, Triage, triage
from gesta.readers.triage_own import forms, own_words
from gesta.readers.triage_words import MOST, hashed, paragraphs

ATTACK = (
    "Gunmen on motorcycles attacked a market in the town of Djibo on Monday, killing at least twelve people and "
    "wounding dozens more, officials said. The army sent troops to the area."
)
TELLING = {
    "attack": ATTACK,
    "bombing": "A car bomb went off outside a police station in Kirkuk on Thursday and wounded four officers.",
    "protest": "Thousands of people marched through Lima on Saturday to protest against the new mining law.",
    "arrest": "Police in Nairobi arrested three activists on Tuesday who had called for a strike of teachers.",
    "strike": "Nurses at the city's hospitals went on strike on Monday over pay that has not come for months.",
    "shelling": "Mortar shells landed in the eastern suburb overnight; two children were killed, residents said.",
    "kidnapping": "Armed men kidnapped an aid worker near the border town of Diffa late on Sunday.",
    "riot": "Rioters set fire to cars and looted shops in the capital after the results were announced.",
}
PEACEFUL = {
    "cooking": "Peel the potatoes and cut them into thin slices. Heat the oil in a pan and fry them until golden.",
    "business": "The company said that quarterly profit rose nine percent as people bought more phones and tablets.",
    "weather": "Sunny spells are expected on Sunday with temperatures around twenty degrees and a light wind.",
    "software": "The new version of the browser opens pages faster and lets users group their tabs by colour.",
    "garden": "Roses like a sunny place and rich soil. Water them well in the first summer and cut them in spring.",
}
HASHES = [114243, 96535, 122657]
CONCEPT = """id: cattle_raid
class: event
label: Cattle raid
family: property
parents: [robbery]
definition: Armed men take cattle from herders.
roles: {perpetrator: who took it, target: whose it was}
bears: [killed]
triggers:
- {lemma: rustle, pos: verb, weight: 0.9}
- {lemma: cattle raid, pos: noun, weight: 0.9}
examples:
- {text: "Armed men rustled 40 cattle near Lokichar.", trigger: rustled}
counter_examples: []
"""
MENU = "Home\n\nNews\n\nSport\n\nWeather\n\nSign in to your account\n\nMost read this week\n\nTerms of use\n\nCookies"


@pytest.mark.parametrize("case", TELLING)
@pytest.mark.parametrize("written", [str, str.lower, str.upper])
def test_an_incident_is_kept_however_it_is_written(case: str, written: type[str]) -> None:
    decision = triage().decide(written(TELLING[case]))
    assert decision.keep and decision.reason == "kept", (case, decision)


@pytest.mark.parametrize("case", PEACEFUL)
def test_what_tells_none_is_dropped(case: str) -> None:
    decision = triage().decide(PEACEFUL[case])
    assert not decision.keep and decision.reason == "no incident", (case, decision)


def test_capitals_change_nothing() -> None:
    for text in [*TELLING.values(), *PEACEFUL.values()]:
        assert triage().decide(text) == triage().decide(text.lower()) == triage().decide(text.upper())


def test_a_word_broken_at_the_end_of_a_line_is_one_word() -> None:
    assert paragraphs("The explo-\nsion woke up 12 people") == [["the", "explosion", "woke", "up", "12", "people"]]


def test_a_title_alone_may_keep() -> None:
    body = PEACEFUL["business"]
    assert not triage().decide(body).keep
    assert triage().decide(body, "Suicide bomber kills twelve soldiers at army base in Mogadishu").keep


_PARTS = st.lists(st.sampled_from([*TELLING.values(), *PEACEFUL.values(), *MENU.split("\n\n")]), max_size=6)


@given(_PARTS, _PARTS, st.sampled_from([*TELLING.values()]))
def test_more_paragraphs_never_lower_the_score(before: list[str], after: list[str], text: str) -> None:
    alone = triage().decide(text)
    among = triage().decide("\n\n".join([*before, text, *after]))
    assert among.score >= alone.score and among.keep


def test_a_brief_is_kept_on_weaker_signs_than_a_long_text() -> None:
    made = triage()
    words = "A car was set alight near the station."
    score = made.decide(words).score
    strict = replace(made, threshold=score + 1)
    assert strict.decide(words).keep
    assert not strict.decide(words + " of the" * BRIEF).keep
    assert not replace(made, threshold=score + 2).decide(words).keep


@given(st.text(max_size=300))
def test_whatever_the_text_there_is_a_decision(text: str) -> None:
    decision = triage().decide(text)
    assert decision.reason in ("kept", "no incident", "no text")
    assert decision.keep == (decision.reason == "kept")
    assert decision == triage().decide(text)


def test_another_language_is_dropped_by_name() -> None:
    assert triage().decide(ATTACK, language="fr").reason == "language:fr"
    assert triage().decide(ATTACK, language="en").keep and triage().decide(ATTACK, language=None).keep


@pytest.mark.parametrize("text", ["", "   \n\n ", "12 34 5,678", "!!! ... ---", "\x00\x00", "4" * 1000])
def test_no_words_are_no_text(text: str) -> None:
    assert triage().decide(text) == triage().decide(text)
    assert triage().decide(text).reason == "no text" and not triage().decide(text).keep


@pytest.mark.parametrize(
    "text",
    [
        "\x00".join(ATTACK.split()),
        "قتل اثنا عشر شخصا في هجوم على سوق",
        "\u202e" + ATTACK,
        "\ud800 broken \udfff",
        "a-\n" * 20_000,
        "\n \n" * 100_000 + "word",
    ],
)
def test_hostile_text_is_decided(text: str) -> None:
    assert triage().decide(text).reason in ("kept", "no incident", "no text")


def test_ten_megabytes_are_looked_at_in_part_and_kept() -> None:
    assert sum(map(len, paragraphs("peace " * 1_700_000))) <= MOST // 6 + 1
    assert triage().decide("peace " * 1_700_000).keep and triage().decide("x" * 10_000_000).keep


def test_what_cannot_be_looked_at_whole_is_kept() -> None:
    text = "flower " * (MOST // 7)
    assert not triage().decide(text).keep
    assert triage().decide(text + "and more of them").keep


def test_decisions_depend_on_no_order() -> None:
    texts = [*TELLING.values(), *PEACEFUL.values()]
    first = {text: triage().decide(text) for text in texts}
    random.Random(1).shuffle(texts)
    assert {text: triage().decide(text) for text in texts} == first


def test_hashes_are_the_same_everywhere() -> None:
    made = hashed([["a", "bomb"], ["12"]])
    assert made.word.tolist() == HASHES


def test_words_of_own_concepts_always_keep() -> None:
    text = "Herders lost forty head when neighbours rustled the animals near the lake; the elders met on Friday."
    plain, own = triage(), triage(["rustle", "cattle raid"])
    assert own.decide(text).keep
    assert own.decide("The raids on cattle have stopped since the rain came and the grass grew again.").keep
    assert own.decide(PEACEFUL["garden"]) == plain.decide(PEACEFUL["garden"])
    assert own.version.startswith(plain.version + "+") and own.version != triage(["rustle"]).version
    assert triage(["b", "a"]).version == triage(["a", "b", "a"]).version


def test_own_words_are_the_triggers_of_the_users_files(tmp_path: Path) -> None:
    assert own_words(load_codebook()) == ()
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts" / "cattle_raid.yaml").write_text(CONCEPT, encoding="utf-8")
    assert own_words(load_codebook(tmp_path)) == ("cattle raid", "rustle")


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("raid", "raided"),
        ("rustle", "rustling"),
        ("rob", "robbed"),
        ("bury", "buried"),
        ("steal", "stolen"),
        ("thief", "thieves"),
    ],
)
def test_forms(lemma: str, form: str) -> None:
    assert form in forms(lemma)


def test_it_is_loaded_once_and_says_what_it_is() -> None:
    assert triage() is triage()
    assert isinstance(triage(), Triage) and triage().version.startswith("triage@")
    assert sum(table.nbytes for table in triage().tables.values()) < 30_000_000
