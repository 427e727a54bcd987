"""The words of a report that tell its accounts, with labels: what is given out to be corrected, and held against it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from gesta.model.entities import ActorEntity
from gesta.model.given import ACTOR, Mark
from gesta.model.incidents import Incident, Record
from gesta.model.spans import Evidence
from gesta.model.terms import COUNT_FIELDS, IncidentId


def marks_of(record: Record, accounts: Container[IncidentId]) -> tuple[Mark, ...]:
    """The marks of these accounts of the record in order; words that tell the same of several are one mark."""
    found: dict[tuple[int, int, str], dict[IncidentId, None]] = {}
    for account in record.incidents:
        if account.id in accounts:
            for place in _of_account(account):
                found.setdefault(place, {})[account.id] = None
    for place in _actors(record):
        found.setdefault(place, {})
    length = len(record.document.text)
    marks = sorted(Mark(*place, tuple(sorted(told))) for place, told in found.items())
    return tuple(each for each in marks if 0 <= each.start < each.end <= length)


def _of_account(account: Incident) -> Iterator[tuple[int, int, str]]:
    for mention in account.mentions:
        yield mention.start, mention.end, mention.type
    yield from _labelled(account.when.evidence, "time")
    yield from _labelled(account.where.evidence, "place")
    for actor in account.actors:
        yield from _labelled(actor.evidence, actor.role)
    for weapon in account.weapons:
        yield from _labelled(weapon.evidence, "instrument")
    for field in COUNT_FIELDS:
        count = getattr(account.counts, field)
        yield from _labelled(count.evidence if count is not None else (), field)


def _labelled(evidence: Evidence, label: str) -> Iterator[tuple[int, int, str]]:
    for quote in evidence:
        yield quote.start, quote.end, label


def _actors(record: Record) -> Iterator[tuple[int, int, str]]:
    """Everybody who acts or could, in a role or not; not the pronouns."""
    for entity in record.entities:
        if isinstance(entity, ActorEntity) and entity.refers_to is None:
            yield entity.start, entity.end, ACTOR
