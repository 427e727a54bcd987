"""Sentence boundaries in the kinds of text that reports hold."""

from __future__ import annotations

import pytest

from gesta.model.documents import Block
from gesta.text.sentences import LONGEST, sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, (Block("body", 0, len(text)),))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. Omar Yusuf said two soldiers died.", "Col. Idris Noor denied it."],
        ["The blast hit the U.S. Embassy at 9 p.m. Friday.", "Nobody was hurt."],
        ["It happened at 9 p.m. Monday in St. Paul, Minn.", "Police said two men fled."],
        ["Shots were fired around 2 a.m.", "Police found No. 4 Barracks empty."],
        ["George W. Adan and J. A. Musa were held by Harbour Security Ltd. at the port.", "They were freed later."],
        ['"We heard a bang," said Amina Warsame.', '"Then people ran."', "She had been selling tea."],
        ["“Who did this?” Warsame asked.", "“Nobody knows.”"],
        ["Nobody knows ... but the army blamed rebels.", "The rebels said nothing."],
        ["About 3.5 million people fled.", "Prices rose by 12.7 per cent."],
        ["THE REBELS KILLED SGT. LOPEZ ON 3 JAN.", "TWO SOLDIERS WERE WOUNDED."],
        ["1. The army must leave.", "2. The talks must start."],
        ["(Two men were arrested.)", "They were not named."],
        ["Who fired first?", "no one could say."],
        ["Three militants were killed.", "they had attacked a convoy."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men were killed.Police said they fled.", ["Two men were killed.", "Police said they fled."]),
        ('He said "it was loud."Neighbours ran.', ['He said "it was loud."', "Neighbours ran."]),
        ("See coastherald.example.Com or U.S.Army pages", ["See coastherald.example.Com or U.S.Army pages"]),
    ],
)
def test_a_lost_space_is_still_an_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_wrapped_sentence_is_one() -> None:
    text = "GUNMEN ATTACKED THE POST AT\nDAWN AND KILLED\r\nFOUR GUARDS.  NOBODY WAS HELD."
    assert split(text) == ["GUNMEN ATTACKED THE POST AT\nDAWN AND KILLED\r\nFOUR GUARDS.", "NOBODY WAS HELD."]


def test_a_headline_is_one_sentence() -> None:
    text = "Five dead. Who is next? Town asks"
    assert [(s.start, s.end) for s in sentences(text, (Block("headline", 0, len(text)),))] == [(0, len(text))]


def test_furniture_byline_and_dateline_hold_no_sentences() -> None:
    blocks = (Block("furniture", 0, 3, "share links"), Block("byline", 4, 7), Block("dateline", 8, 11))
    assert sentences("abc def ghi", blocks) == ()


def test_no_sentence_is_a_monster() -> None:
    text = "the army said; " * 400
    found = sentences(text, (Block("body", 0, len(text.rstrip())),))
    assert max(s.end - s.start for s in found) <= LONGEST
    assert "".join(text[s.start : s.end] for s in found).replace(" ", "") == text.replace(" ", "")
