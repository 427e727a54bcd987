"""What speaks for one occurrence, what against, and what a reader that is sure overrules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gesta.merge.compare import SURE, TOLD_APART, Apart, compare
from gesta.model.incidents import IncidentActor, Responsibility
from gesta.model.reading import Mention, Tie
from gesta.model.spans import Quote
from gesta.model.tellings import Telling
from gesta.model.terms import ConceptId
from gesta.model.values import Reason, When, Where, score


def telling(start: int, sentence: int, concept: str = "shooting", odds: float | None = None) -> Telling:
    """An act at a place in the text; ``odds``: of being one with the act at 0."""
    mention = Mention(
        Quote(start, start + 4, "shot"), ConceptId(concept), "event", "actual", "", False, "told as the news", (), None,
        score(Reason("trigger", 0.9)), ties=() if odds is None else (Tie(0, odds),),
    )  # fmt: skip
    return Telling(mention, sentence, When(), Where(), (), (), (), None, False, Responsibility(), ())


def weigh(one: Telling, other: Telling) -> dict[str, float]:
    family = {"robbery": "property", "shooting": "violence_against_civilians", "arrest": "coercion"}
    reasons = compare(one, [other], lambda a, b: a == b, lambda a, b: False, lambda each: family[each])
    return {reason.name: reason.weight for reason in reasons}


def on(day: str, at: int | None = None) -> When:
    evidence = () if at is None else (Quote(at, at + 6, "Monday"),)
    return When(day, day, "day", "weekday before publication", "Monday", evidence)


def test_a_day_read_elsewhere_gives_way_to_a_reader_that_is_sure() -> None:
    first, later = (
        replace(telling(0, 0), when=on("2023-05-01")),
        replace(telling(900, 9, odds=SURE), when=on("2023-05-04")),
    )
    assert weigh(later, first)["told apart"] == TOLD_APART
    with pytest.raises(Apart, match="2023-05-04"):
        weigh(replace(later, mention=telling(900, 9, odds=SURE - 0.1).mention), first)


def test_days_told_beside_both_acts_stay_a_cannot_link() -> None:
    first = replace(telling(0, 0), when=on("2023-05-01", at=10))
    later = replace(telling(900, 9, odds=6.0), when=on("2023-05-02", at=920))
    with pytest.raises(Apart):
        weigh(later, first)


def test_another_one_stays_apart_for_a_reader_that_weighs_no_pairs() -> None:
    with pytest.raises(Apart, match="another"):
        weigh(replace(telling(90, 1), apart=True), telling(0, 0))
    assert weigh(replace(telling(90, 1, odds=5.0), apart=True), telling(0, 0))["told apart"] == TOLD_APART


def test_a_robbery_may_be_the_shooting_where_pairs_are_weighed_an_arrest_never() -> None:
    assert weigh(telling(90, 1, "robbery", odds=4.0), telling(0, 0))["another kind of act"] < 0
    with pytest.raises(Apart):
        weigh(telling(90, 1, "robbery"), telling(0, 0))
    with pytest.raises(Apart):
        weigh(telling(90, 1, "arrest", odds=9.0), telling(0, 0))


def test_other_names_speak_against_and_one_kind_speaks_little_for() -> None:
    def victim(name: str, kind: str = "civilians") -> tuple[IncidentActor, ...]:
        return (IncidentActor("victim", name, None, kind, None, ()),)  # type: ignore[arg-type]

    one = replace(telling(0, 0), actors=victim("Adam Bello", "police"))
    other = replace(telling(90, 1), actors=victim("Musa Idris", "police"))
    assert weigh(other, one)["other done to"] == -0.8
    assert weigh(replace(other, actors=victim("Bello")), one)["same done to"] == 0.7
    assert weigh(replace(other, actors=victim("an officer", "police")), one)["same kind of done to"] == 0.2
