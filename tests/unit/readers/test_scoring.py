"""What speaks for and against a mention, on invented reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Record
from gesta.model.terms import LISTED_REALIS

CAMPAIGN = (
    "The candidate attacked her rival on Monday. Voters in the primary watched the debate, and the campaign of the "
    "senator said the nominee had won the election."
)
CAMPAIGN_WITH_GUN = CAMPAIGN + " A man attacked the candidate with a knife in Dayton on Sunday and wounded two guards."
ACCIDENT = (
    "Boy hurt in accidental shooting in Dayton\n\nA boy was shot in the leg at his home on Sunday. "
    "Police said his brother shot him while he was playing with a pistol."
)


def listed(record: Record) -> list[str]:
    return [each.type for each in record.incidents if each.cls == "event" and each.realis in LISTED_REALIS]


def test_an_attack_in_words_is_not_listed(read: Callable[..., Record]) -> None:
    assert listed(read(CAMPAIGN, "2023-05-10")) == []


def test_a_wound_is_listed_in_a_campaign_report_too(read: Callable[..., Record]) -> None:
    assert len(listed(read(CAMPAIGN_WITH_GUN, "2023-05-10"))) == 1


def test_an_accident_told_in_the_headline_is_no_shooting(read: Callable[..., Record]) -> None:
    assert listed(read(ACCIDENT, "2023-05-10")) == []


def test_what_is_told_as_unintended_at_the_word_itself_is_no_act(read: Callable[..., Record]) -> None:
    text = "A boy of 16 was taken to hospital after he was shot {}on Thursday night in Palmer, troopers said."
    assert listed(read(text.format("unintentionally "), "2023-05-12")) == []
    assert listed(read(text.format(""), "2023-05-12")) == ["shooting"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A climber was killed in a fall on Sunday.",
        "A woman was killed by a motorist in Dayton on Sunday.",
        "Thousands of chickens were killed on farms near Dayton on Sunday.",
    ],
)
def test_a_death_that_nobody_meant_is_no_killing(read: Callable[..., Record], sentence: str) -> None:
    assert listed(read(sentence, "2023-05-10")) == []


def test_the_reasons_add_up(read: Callable[..., Record]) -> None:
    record = read("Fighting broke out in Gao on Sunday, killing ten people.", "2023-05-10")
    (incident,) = (each for each in record.incidents if each.cls == "event")
    total = sum(reason.weight for reason in incident.score.reasons)
    assert incident.score.value == pytest.approx(min(1.0, total), abs=0.001)
