"""Merging scored on invented articles: the merge is a stub that puts accounts together by a word of their text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from gesta.evaluate.clusterings import pairs
from gesta.evaluate.corpora import Article
from gesta.evaluate.measures import Ratio
from gesta.evaluate.merge_gold import Filed, HardSet, Told
from gesta.evaluate.merging import (
    Month,
    hard_verdict,
    merged_month,
    reachable,
    scored,
    side_by_side,
    town_and_day,
)
from gesta.evaluate.suites.merging import score
from gesta.model.incidents import Incident, Record
from gesta.model.terms import IncidentId
from gesta.model.values import When, Where

TEXTS = {
    "a": "Raiders shot a miller in Oakham.",
    "b": "The Oakham miller was shot. Raiders robbed a shop.",
    "c": "Raiders shot a smith in Kenmore.",
    "d": "The weather was fine.",
}
INCIDENT = {"a": "1", "b": "1", "c": "2", "d": "1"}
HELD = {"a", "b", "d"}


Make = Callable[..., Incident]


def by_town(records: Sequence[Record]) -> list[list[IncidentId]]:
    names = sorted({each.id.rsplit("_", 1)[1] for record in records for each in record.incidents})
    return [[each.id for record in records for each in record.incidents if each.id.endswith(name)] for name in names]


@pytest.fixture
def month(incident: Make, record: Callable[..., Record]) -> Month:
    def account(key: str, trigger: str, name: str) -> list[Incident]:
        text = TEXTS[key]
        return [incident(text, "attack", trigger, id=IncidentId(f"inc_{key}_{name}"))] if trigger in text else []

    def read(key: str) -> Record:
        acts = account(key, "shot", "Oakham" if "Oakham" in TEXTS[key] else "Kenmore")
        return record(TEXTS[key], acts + account(key, "robbed", "shop"))

    told = [Told(Article(key, "", TEXTS[key]), INCIDENT[key], "2016-03", key in HELD) for key in reversed(TEXTS)]
    return merged_month(told, {key: read(key) for key in TEXTS}, by_town)


def test_an_article_stands_where_its_main_account_stands(month: Month) -> None:
    assert month.merged["a"] == month.merged["b"] != month.merged["c"]
    assert month.merged["d"] == "d" and month.shown == {"a", "b", "c"}
    gold = scored([month], held=False)
    found = pairs(side_by_side(gold, gold), side_by_side([month.merged], gold))
    assert (found.precise, found.shown, found.gold) == (1, 1, 3)
    assert reachable([month], gold) == Ratio(1, 3)


def test_only_held_articles_of_one_known_incident_are_scored(month: Month) -> None:
    assert scored([month], held=True) == [{"a": "1", "b": "1", "d": "1"}]
    unknown = Month({"a": Told(Article("a", "", "Text."), None, "2016-03", True)}, {"a": "a"}, {"a": "a"}, frozenset())
    assert scored([unknown], held=False) == [{}]


def test_clusters_do_not_reach_from_month_to_month(month: Month) -> None:
    gold = scored([month, month], held=False)
    beside = side_by_side([month.merged, month.merged], gold)
    assert len(beside) == 8 and beside[0, "a"] != beside[1, "a"]


def test_hard_pairs_are_counted_by_what_became_of_them(month: Month) -> None:
    verdict = hard_verdict(month, HardSet((("a", "c"), ("b", "c")), (("a", "b"), ("a", "d")), (("a", "b"),)))
    assert (verdict.apart, verdict.together, verdict.shown_together) == (Ratio(2, 2), Ratio(1, 2), Ratio(1, 1))
    assert verdict.acts_together == Ratio(1, 1)


def test_baseline_needs_town_and_day_as_read(incident: Make) -> None:
    def read(when: When, where: Where) -> tuple[str, str | None, str] | None:
        return town_and_day(incident(TEXTS["a"], "attack", "shot", when=when, where=where))

    day = When("2016-03-02T18:00", "2016-03-03T06:00", "part_of_day")
    street = Where(name="Mill Street", level="site", within=("Oakham", "Rutland"), admin1="Ohio", country="US")
    town = Where(name="Oakham", level="city", admin1="Ohio", country="US")
    assert read(day, street) == read(day, town) == ("Oakham", "Ohio", "2016-03-02")
    assert read(When("2016-03-01", "2016-03-31", "month"), town) is None
    assert read(day, Where(name="Ohio", level="admin1")) is None


def test_suite_tells_figures_beside_baselines_and_lists_only_what_may_be_read(
    incident: Make, record: Callable[..., Record]
) -> None:
    def read(key: str) -> Record:
        acts = [incident(TEXTS[key], "attack", "shot", id=IncidentId(f"inc_{key}_one"))] if "shot" in TEXTS[key] else []
        return record(TEXTS[key], acts)

    told = [Told(Article(key, "", TEXTS[key]), INCIDENT[key], "2016-03", key in HELD) for key in TEXTS]
    filed = {each: Filed(date(2016, 3, int(each)), "Ohio", "Oakham", 0, 1) for each in "12"}
    outcome = score({"2016-03": told}, filed, {key: read(key) for key in TEXTS}, by_town)
    figures = {each.name: each for each in outcome.figures}
    assert figures["held.pairs.f1"].value == pytest.approx(0.5)
    assert figures["all.pairs.precision"].of == "1/3" and figures["all.reachable"].of == "1/3"
    assert figures["all.hard.apart"].of == "1/3" and figures["all.hard.together"].of == "1/3"
    assert "merge nothing" in figures["all.conll"].note
    assert figures["held.hard.apart"].value is None
    assert outcome.listing == ()
    readable = [replace(each, held=False) for each in told]
    listed = score({"2016-03": readable}, filed, {key: read(key) for key in TEXTS}, by_town).listing
    assert listed == (
        "merged\ta\tc",
        "apart\ta\td\tnothing shown",
        "merged\tb\tc",
        "apart\tb\td\tnothing shown",
    )
