"""The actors of one occurrence out of those of its tellings; all invented."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from gesta.merge.parties import actors_of
from gesta.model.incidents import IncidentActor
from gesta.model.spans import Quote
from gesta.model.terms import ActorId, ActorKind, ActorRole

TEXT = (
    "One of the demonstrators shot Ana Diaz and two others. The victims knew the River Front gunmen. "
    "A bomb hit a school bus and a car; the bus burnt, and he lost two of them sisters."
)


def actor(role: ActorRole, words: str, kind: ActorKind = "unknown", known: str | None = None) -> IncidentActor:
    start = TEXT.index(words)
    return IncidentActor(
        role, words, ActorId(known) if known else None, kind, None, (Quote(start, start + len(words), words),)
    )


def told(*actors: IncidentActor) -> Any:
    return SimpleNamespace(actors=actors, mention=SimpleNamespace(cls="event"))


def names(*tellings: Any) -> list[tuple[str, str | None]]:
    return [(each.role, each.name) for each in actors_of(tellings)]


def test_nobody_is_both_target_and_victim() -> None:
    found = names(told(actor("perpetrator", "gunmen"), actor("target", "Ana Diaz")), told(actor("victim", "Ana Diaz")))
    assert found == [("perpetrator", "gunmen"), ("victim", "Ana Diaz")]


def test_words_that_count_or_point_name_nobody_beside_a_name() -> None:
    victims = (actor("victim", "Ana Diaz"), actor("victim", "two others"), actor("victim", "The victims"))
    assert names(told(*victims)) == [("perpetrator", None), ("victim", "Ana Diaz")]
    assert ("victim", "The victims") in names(told(actor("victim", "The victims")))


def test_a_piece_of_another_telling_goes_unless_it_tells_more() -> None:
    whole = actor("perpetrator", "One of the demonstrators", "protesters")
    assert names(told(whole), told(actor("perpetrator", "demonstrators"))) == [("perpetrator", whole.name)]
    body = actor("perpetrator", "River Front", "rebel", "front")
    gunmen = actor("perpetrator", "River Front gunmen", "rebel")
    assert names(told(gunmen), told(body)) == [("perpetrator", "River Front gunmen"), ("perpetrator", "River Front")]


def test_words_that_only_stand_for_somebody_name_nobody_beside_a_name() -> None:
    victims = (actor("victim", "Ana Diaz"), actor("victim", "he"), actor("victim", "two others"))
    assert names(told(*victims)) == [("perpetrator", None), ("victim", "Ana Diaz")]
    assert ("victim", "he") in names(told(actor("victim", "he")))


def test_a_noun_told_again_is_the_one_told_before() -> None:
    bus, again = actor("target", "a school bus"), actor("target", "the bus")
    (target,) = (each for each in actors_of([told(bus), told(again)]) if each.role == "target")
    assert (target.name, [quote.exact for quote in target.evidence]) == ("a school bus", ["a school bus", "the bus"])
    assert (
        len([each for each in actors_of([told(again), told(actor("target", "a car"))]) if each.role == "target"]) == 2
    )


def test_some_of_them_are_not_others() -> None:
    several = actor("victim", "two of them sisters")
    assert names(told(actor("victim", "Ana Diaz"), several)) == [("perpetrator", None), ("victim", "Ana Diaz")]
    assert ("perpetrator", "One of the demonstrators") in names(told(actor("perpetrator", "One of the demonstrators")))
