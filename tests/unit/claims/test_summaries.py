"""Which words tell several acts together, on invented sentences."""

from __future__ import annotations

import pytest

import gesta

SEVERAL = [
    "At least 35 people have been shot in Dayton since Friday afternoon, police said.",
    "Eight dead, 27 wounded in weekend shootings across Dayton.",
    "Two people were wounded in separate shootings in Dayton on Sunday.",
    "Police are investigating two shootings overnight in Dayton.",
    "Nine people were killed in Dayton in the last 48 hours, police said.",
]
ONE = [
    "Five people were shot in a drive-by shooting in Dayton over the weekend.",
    "Two men were shot in Dayton over the weekend.",
    "Four people were shot at a party in Dayton on Sunday, police said.",
    "A weekend drive-by shooting at a house in Dayton left one boy dead and three other people injured.",
    "The attack on the market in Mosul killed 30 people on Sunday.",
    "It is ten years since the start of the war in which soldiers killed 900 people in Mosul.",
    "More has been done in Dayton since the attacks of March, police said.",
    "A woman was shot dead in Dayton on Sunday, the city's ninth homicide this year.",
    "A park in Dayton remembers the victims of this month's bombings.",
    "Dayton has been calm since Monday's blasts, which killed four people.",
    "Four people were killed this month in twin blasts at a market in Mosul.",
    "Man number 2 in the bombings of the market in Mosul was injured on Sunday.",
]


def summaries(text: str) -> list[bool]:
    record = gesta.read(text, published="2023-05-10")
    return [any(each.summary for each in incident.mentions) for incident in record.incidents if incident.cls == "event"]


@pytest.mark.parametrize("text", SEVERAL)
def test_several_acts_together(text: str) -> None:
    assert summaries(text) == [True]


@pytest.mark.parametrize("text", ONE)
def test_one_act(text: str) -> None:
    assert not any(summaries(text))


def test_a_toll_of_days_is_none_of_its_acts() -> None:
    text = (
        "Nine people were shot in Dayton over the weekend, police said. A 22-year-old man was shot dead on Elm Street "
        "on Saturday morning."
    )
    record = gesta.read(text, published="2023-05-10")
    tolls = [incident.counts.killed.low if incident.counts.killed else None for incident in record.incidents]
    assert summaries(text) == [True, False]
    assert tolls == [None, 1]
