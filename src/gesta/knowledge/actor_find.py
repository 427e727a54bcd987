"""Everybody a name may mean, each with how the name matched and what is known of the day that is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gesta.knowledge.actor_names import fold, loose
from gesta.knowledge.actors import Actor, Actors, ActorTie, Exactness
from gesta.knowledge.office_names import office_named
from gesta.knowledge.offices import Office, holders, holding, offices_titled

_WORDS: dict[Exactness, str] = {
    "exact": "letter for letter",
    "folded": "but for case, accents and signs",
    "loose": "but for the article too",
    "weak": "a weak name: in a report it counts only with context",
    "rule": "a national body, known by rule",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a name may mean. ``how``: how the name matched; ``then``: whether it was valid on the day, None
    where no day was asked about; ``ties`` and ``offices``: those of the day, of all time without one."""

    actor: Actor
    how: str
    then: bool | None
    ties: tuple[ActorTie, ...]
    offices: tuple[Office, ...]


def find(base: Actors, name: str, on: date | None = None, country: str | None = None) -> tuple[Candidate, ...]:
    """The candidates, those valid on the day and of the country first, then by how exactly the name matched."""
    found: dict[str, str] = {}
    for actor_id, how in (*_by_office(base, name, on, country), *_by_name(base, name), *_by_part(base, name)):
        found.setdefault(actor_id, how)
    made = [_candidate(base, actor, how, on) for each, how in found.items() if (actor := base.get(each)) is not None]
    return tuple(
        sorted(made, key=lambda each: (each.then is False, country is not None and each.actor.country != country))
    )


def _candidate(base: Actors, actor: Actor, how: str, on: date | None) -> Candidate:
    then = None if on is None else actor.valid.holds(on)
    return Candidate(actor, how, then, base.ties(actor.id, on), holding(actor.id, on))


def _by_office(base: Actors, name: str, on: date | None, country: str | None) -> Iterator[tuple[str, str]]:
    """Holders of the office that the words name, alone or before a person's name ("president Ruiz")."""
    for office in office_named(name, base.countries) or (offices_titled(name, country) if country else ()):
        yield from ((held.actor, f"holder of {office.id}") for held in holders(office.id, on))
    words = name.split()
    for count in range(1, len(words)):
        offices = office_named(" ".join(words[:count]), base.countries)
        offices = offices or (offices_titled(" ".join(words[:count]), country) if country else ())
        people = {each for each, _ in (*_by_name(base, " ".join(words[count:])), *_by_part(base, words[-1]))}
        for office in offices:
            for held in holders(office.id, on):
                if held.actor in people:
                    yield held.actor, f"holder of {office.id} of that name"


def _by_name(base: Actors, name: str) -> Iterator[tuple[str, str]]:
    for match in base.lookup(name):
        yield match.actor.id, f"{_called(match.actor, name)!r}, {_WORDS[match.exactness]}"


def _called(actor: Actor, name: str) -> str:
    """The name of the actor that was matched."""
    for alike in (str, fold, loose):
        found = next((each for each in actor.names if alike(each) == alike(name)), None)
        if found is not None:
            return found
    return actor.name


def _by_part(base: Actors, name: str) -> Iterator[tuple[str, str]]:
    if len(loose(name).split(" ")) == 1:
        yield from ((actor.id, f"first or last name of {actor.name!r}") for actor in base.people_named(loose(name)))
