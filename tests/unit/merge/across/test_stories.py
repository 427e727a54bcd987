"""Small stories told by several outlets: what becomes one incident and what stays apart."""

from __future__ import annotations

import pytest

from gesta.merge.across.merging import merge
from gesta.merge.across.profile import profiles
from gesta.model.documents import Report, report_id
from gesta.model.profiles import Profile
from gesta.pipeline.reading import Engine

REPORTS = {
    "market one": ("2022-09-29", "Car bomb kills three at market in Baquba", "A car bomb exploded in a crowded market "
                   "in Baquba on Wednesday, killing three people and wounding eleven, police said."),
    "market two": ("2022-09-29", "Market blast in Iraq's Baquba leaves five dead", "A bomb went off at a vegetable "
                   "market in the Iraqi city of Baquba on Wednesday morning, killing five people, medics said."),
    "market three": ("2022-09-29", "Baquba bombing", "At least five people were killed when a car bomb went off in "
                     "Baquba, capital of Diyala province, on Wednesday, security officials said."),
    "market four": ("2022-09-30", "Death toll in Baquba market bombing rises to seven", "The death toll from "
                    "Wednesday's car bombing of a market in Baquba rose to seven on Friday, a health official said."),
    "market five": ("2022-09-29", "Army denies deaths", "A bomb exploded in Baquba on Wednesday. The army denied that "
                    "anyone was killed in the explosion."),
    "checkpoint one": ("2022-09-30", "Gunmen kill two in Baquba", "Gunmen shot dead two policemen at a checkpoint in "
                       "Baquba on Thursday, a police officer said."),
    "checkpoint two": ("2022-09-30", "Two policemen shot in Diyala", "Two policemen were killed on Thursday when "
                       "gunmen opened fire at a checkpoint in Baquba, Iraqi officials said."),
    "roadside": ("2022-09-30", "Soldier killed in Baquba", "A roadside bomb killed one soldier in Baquba on Thursday, "
                 "the army said."),
    "kirkuk one": ("2022-09-29", "Bomb in Kirkuk kills four", "A car bomb exploded near a mosque in Kirkuk on Wednesday"
                   ", killing four people and wounding nine, police said."),
    "kirkuk two": ("2022-09-29", "Kirkuk blast", "Four people died and nine were hurt when a car bomb went off outside "
                   "a mosque in Kirkuk on Wednesday, hospital sources said."),
    "anniversary": ("2023-09-29", "Baquba remembers market victims", "Residents of Baquba on Thursday marked the "
                    "anniversary of last year's market bombing, in which seven people were killed."),
    "summary": ("2022-10-02", "Thirty killed in week of violence in Diyala", "At least 30 people were killed in "
                "attacks across Diyala province this week, officials said on Saturday."),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(loaded: Engine) -> dict[str, Profile]:
    """The main account of each report, by the report's name."""
    found: dict[str, Profile] = {}
    for name, (published, title, text) in REPORTS.items():
        identity = report_id(text.encode(), name, None, published)
        record = loaded.read(Report(identity, name, "text", text, title=title, published=published))
        found[name] = next(each for each in profiles(record).values() if each.main)
    return found


@pytest.fixture(scope="module")
def groups(told: dict[str, Profile]) -> list[list[str]]:
    names = {profile.account: name for name, profile in told.items()}
    return [sorted(names[each] for each in cluster) for cluster in merge(told.values()).clusters]


def test_five_outlets_on_one_bombing_are_one_incident(groups: list[list[str]]) -> None:
    assert ["market five", "market four", "market one", "market three", "market two"] in groups


def test_another_attack_in_the_town_a_day_later_stays_apart(groups: list[list[str]]) -> None:
    assert ["checkpoint one", "checkpoint two"] in groups
    assert ["roadside"] in groups


def test_an_attack_of_that_day_in_another_town_stays_apart(groups: list[list[str]]) -> None:
    assert ["kirkuk one", "kirkuk two"] in groups


def test_anniversaries_and_summaries_do_not_become_the_incident(groups: list[list[str]]) -> None:
    assert ["anniversary"] in groups
    assert ["summary"] in groups
