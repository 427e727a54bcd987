"""Which names of an incident are those of private persons, and which must stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gesta.codebook.load import load as codebook
from gesta.export.parties import proper
from gesta.knowledge.actor_names import common_words, fold
from gesta.knowledge.actors import load as actors
from gesta.knowledge.countries import country_of
from gesta.knowledge.people import people
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.incidents import Incident, Record, Speaker
from gesta.model.merged import MergedIncident
from gesta.model.terms import ActorKind, ActorRole, SpeakerKind

_IN_OFFICE: frozenset[ActorKind] = frozenset({"government", "leader", "party", "international"})
"""Kinds that a person has by the office that the report tells: a minister, a mayor, a party's chairwoman."""
_IN_UNIFORM: frozenset[ActorKind] = frozenset({"police", "military"})
"""Officers who speak for their force speak in office; those who shot or were shot are private persons."""
_INVOLVED: frozenset[ActorRole] = frozenset({"perpetrator", "target", "victim", "participant"})
_FOR_A_BODY: frozenset[SpeakerKind] = frozenset(
    {"police", "military", "government", "armed_group", "media", "international"}
)
_PARTICLES = frozenset(
    "al el bin ibn abu bint ben de da di do dos del della der den van von la le las los y e ter ten".split()
)
_MOST_WORDS = 6
_UNITS = frozenset({"state", "department", "province", "district", "county", "region", "city", "town", "village"})


@dataclass(frozen=True, slots=True)
class Names:
    """``private``: full names as told, in order of telling; ``kept``: names that stay whatever they have in common."""

    private: tuple[str, ...]
    kept: tuple[str, ...]


def names_of(incidents: Sequence[Incident], records: Sequence[Record]) -> Names:
    """The names of private persons in the incidents and in the reports that tell them.

    A person is private who is not in the knowledge base, holds no office that a report tells, and is told of as one
    who did it or was hit, took part, or said something as a witness; of a name that may be a person's and of which
    nothing tells whose it is, the person is taken to be private.
    """
    involved = {fold(each.name) for one in incidents for each in one.actors if each.role in _INVOLVED and each.name}
    public = set(_in_office(records, involved))
    places = dict.fromkeys(_places(records))
    kept = tuple(
        dict.fromkeys((*_kept(incidents, records), *sorted(public), *(each for each in places if " " in each)))
    )
    still = {fold(name) for name in (*kept, *places)}
    told = (*_in_roles(incidents), *_in_text(records), *_speaking(incidents))
    found = [name for name in told if fold(name) not in still and _may_be_a_person(name)]
    return Names(tuple(dict.fromkeys(found)), kept)


def _places(records: Iterable[Record]) -> Iterator[str]:
    """The places that the reports name. One of a single word does not keep a surname: it may be one misread."""
    for record in records:
        for place in record.entities:
            if isinstance(place, PlaceEntity):
                yield from (place.name, place.exact, *place.within, *([place.admin1] if place.admin1 else ()))


def _in_office(records: Iterable[Record], involved: set[str]) -> Iterator[str]:
    """Names whom a report gives an office, or a rank where they only speak."""
    for entity in _actors(records):
        if entity.name is None or not _is_named(entity):
            continue
        speaks = entity.sector in _IN_UNIFORM and fold(entity.name) not in involved
        if entity.sector in _IN_OFFICE or speaks:
            yield entity.name


def _kept(incidents: Iterable[Incident], records: Sequence[Record]) -> Iterator[str]:
    """Known actors, outlets, and the place of the incident with the units around it."""
    for entity in _actors(records):
        if entity.actor_id is not None:
            yield from (each for each in (entity.name, entity.exact) if each)
    yield from (record.report.outlet for record in records if record.report.outlet)
    for incident in incidents:
        where = incident.where
        yield from (each for each in (where.name, *where.within, where.admin1) if each)
        yield from (each.name for each in incident.actors if each.actor_id is not None and each.name)
        if isinstance(incident, MergedIncident):
            yield from (each.outlet for each in incident.reports if each.outlet)


def _in_roles(incidents: Iterable[Incident]) -> Iterator[str]:
    for incident in incidents:
        for actor in incident.actors:
            if actor.actor_id is None and actor.name and _full(actor.name) and actor.kind not in _IN_OFFICE:
                yield actor.name
        by = incident.responsibility.by
        if by and _full(by):
            yield by


def _full(name: str) -> bool:
    """True for a name of two words or more; of one word only the reading of the text tells that it is a name."""
    return " " in name and proper(name)


def _in_text(records: Iterable[Record]) -> Iterator[str]:
    """Everybody the reports name who is nobody known."""
    for entity in _actors(records):
        if entity.actor_id is None and entity.name and _is_named(entity):
            yield entity.name
    for record in records:
        yield from (each.speaker for each in record.context.quotes if each.speaker and _full(each.speaker))


def _speaking(incidents: Iterable[Incident]) -> Iterator[str]:
    for incident in incidents:
        speakers = [claim.speaker for claim in incident.claims]
        if isinstance(incident, MergedIncident):
            speakers += [step.speaker for step in incident.history]
        yield from (each.name for each in speakers if _speaks_for_self(each))


def _speaks_for_self(speaker: Speaker) -> bool:
    return speaker.kind not in _FOR_A_BODY and _full(speaker.name)


def _actors(records: Iterable[Record]) -> Iterator[ActorEntity]:
    return (each for record in records for each in record.entities if isinstance(each, ActorEntity))


def _is_named(entity: ActorEntity) -> bool:
    """True where the words, or those they take up, name somebody who is not in the knowledge base."""
    return entity.basis.split(": ")[-1] == "named"


def _may_be_a_person(name: str) -> bool:
    """False for words that are no bare name, for a name of a country or of a known actor, and for one that ends in a
    word for a body, building or unit."""
    words = name.split()
    if len(words) > _MOST_WORDS or not all(_in_a_name(word) for word in words):
        return False
    last = fold(name).split(" ")[-1]
    if country_of(name) or last in people().name_kinds or last in _UNITS or last in _buildings():
        return False
    return not any(match.exactness in {"exact", "folded", "rule"} for match in actors().lookup(name))


def _in_a_name(word: str) -> bool:
    """True for a capital at the start or after an article ("al-Gritli"), and for a particle."""
    return word[:1].isupper() or word.partition("-")[2][:1].isupper() or word.casefold() in _PARTICLES


@cache
def _buildings() -> frozenset[str]:
    return codebook().words("buildings")


def parts(name: str) -> tuple[str, ...]:
    """The words of a name that may stand for the whole: no initials, particles or names of countries; of plain words
    ("Black") only the last, the surname."""
    found: list[str] = []
    words = [word.strip(".,’'\"()") for word in name.split()]
    for place, word in enumerate(words, 1):
        after = word.partition("-")[2]
        plain = fold(word) in common_words() and place < len(words)
        if word[:1].isupper() and not plain:
            found.append(word)
        elif after[:1].isupper():
            found += [word, after]
    return tuple(each for each in found if len(each) > 2 and not country_of(each))
