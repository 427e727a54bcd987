"""Weapons with kind, name and number, on invented sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gesta.model.documents import Block, Document, Published, Report, ReportId
from gesta.model.entities import WeaponEntity
from gesta.model.spans import Span
from gesta.readers.linguistics import analyse_one
from gesta.resolve.weapons import lexicon, weapons

KINDS = frozenset(
    "rocket missile mortar artillery bomb car_bomb ied mine grenade firearm blade drone aircraft chemical incendiary "
    "explosives vehicle stone tear_gas rubber_bullets water_cannon baton tank other".split()
)


def read(text: str) -> tuple[WeaponEntity, ...]:
    report = Report(ReportId("r"), "test", "text", text)
    block = Block("body", 0, len(text))
    document = Document(report, None, text, "en", (block,), (Span(0, len(text)),), Published())
    return weapons(document, analyse_one(document))


@pytest.mark.parametrize(
    ("text", "words", "kind", "name", "number"),
    [
        ("Nobody has claimed the four missiles.", "missiles", "missile", None, 4),
        ("Three Katyusha rockets landed nearby.", "Katyusha rockets", "rocket", "Katyusha", 3),
        ("They fired 12 Shahed-136 drones.", "Shahed-136 drones", "drone", "Shahed-136", 12),
        ("He carried an AK-47.", "AK-47", "firearm", "AK-47", 1),
        ("Officers found a 9mm handgun.", "9mm handgun", "firearm", "9mm", 1),
        ("A car bomb exploded outside the ministry.", "car bomb", "car_bomb", None, 1),
        ("A roadside bomb hit the convoy.", "roadside bomb", "ied", None, 1),
        ("Youths threw petrol bombs at the wall.", "petrol bombs", "incendiary", None, None),
        ("Police fired tear gas.", "tear gas", "tear_gas", None, None),
        ("Protesters threw stones at the gate.", "stones", "stone", None, None),
        ("A boy was stabbed with a knife.", "knife", "blade", None, 1),
        ("THEY USED M-16 RIFLES.", "M-16 RIFLES", "firearm", "M-16", None),
        ("Troops fired mortar shells.", "mortar shells", "mortar", None, None),
    ],
)
def test_a_weapon(text: str, words: str, kind: str, name: str | None, number: int | None) -> None:
    (found,) = read(text)
    assert (found.exact, found.weapon, found.name) == (words, kind, name)
    assert (found.count.low if found.count else None) == number
    if found.count is not None:
        assert all(text[quote.start : quote.end] == quote.exact for quote in found.count.evidence)


def test_a_vague_number_of_weapons_is_not_filled_in() -> None:
    (found,) = read("Dozens of mortar shells landed in the town.")
    assert found.count is not None
    assert (found.count.low, found.count.high, found.count.text) == (None, None, "Dozens")


def test_an_open_bound_stays_open() -> None:
    (found,) = read("At least 20 rockets were fired.")
    assert found.count is not None
    assert (found.count.low, found.count.high, found.count.exactness) == (20, None, "at_least")


@pytest.mark.parametrize(
    "text",
    [
        "The Houston Rockets won again.",
        "Gun control is debated in parliament.",
        "The think tank published a paper.",
        "The rock band played all night.",
        "Prices rocketed last year.",
        "He is a member of the golf club.",
    ],
)
def test_what_is_no_weapon(text: str) -> None:
    assert read(text) == ()


def test_the_word_list_uses_only_the_known_kinds() -> None:
    words = lexicon()
    assert {*words.phrases.values(), *words.names.values(), *words.thrown.values()} <= KINDS


def test_weapons_do_not_overlap() -> None:
    found = read("They used rifles, two hand grenades, an improvised explosive device and rocket-propelled grenades.")
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert [entity.weapon for entity in found] == ["firearm", "grenade", "ied", "grenade"]
