"""What other codebooks would make of the reports of a project: read again in memory, compared account by account.

Nothing is written. An account of the new reading is that of the old one with which it shares most triggers, as when a
project is read again (``gesta.pipeline.identities``).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from gesta.errors import Problem
from gesta.model.incidents import Counts, Incident, MentionRef, Record
from gesta.model.spans import Span
from gesta.model.terms import COUNT_FIELDS, LISTED_REALIS, ConceptClass, ConceptId, IncidentId, Realis, ReportId
from gesta.model.values import Count, When, Where
from gesta.pipeline.engines import Settings, run
from gesta.pipeline.identities import permanent
from gesta.store.store import Store

Aspect = Literal["new", "lost", "type", "realis", "background", "toll", "day", "place"]
"""What is other about an account: it is there now only, was there before only, or one of its values is another."""


class View(msgspec.Struct, frozen=True):
    """An account as one of the two readings has it; ``listed``: the default listing shows it."""

    type: ConceptId
    label: str
    cls: ConceptClass = msgspec.field(name="class")
    realis: Realis
    background: bool
    listed: bool
    when: When
    where: Where
    counts: Counts


class Difference(msgspec.Struct, frozen=True):
    """An account that the two readings have otherwise, with the sentence that tells it."""

    report: ReportId
    source: str
    outlet: str | None
    incident: IncidentId
    aspects: tuple[Aspect, ...]
    before: View | None
    after: View | None
    trigger: str
    sentence: str

    @property
    def listed(self) -> bool:
        """True when the default listing shows it, before or after."""
        return any(view is not None and view.listed for view in (self.before, self.after))


@dataclass(frozen=True, slots=True)
class Compared:
    """One report read by both codebooks.

    ``before`` and ``after``: how many listed accounts there are of each concept; ``older``: the current reading was
    made by another version of Gesta, its models or its knowledge, so that differences may come of that too.
    """

    report: ReportId
    source: str
    differences: tuple[Difference, ...] = ()
    before: Counter[ConceptId] | None = None
    after: Counter[ConceptId] | None = None
    older: bool = False
    problem: Problem | None = None


def chosen(ids: Sequence[ReportId], sample: int | None) -> list[ReportId]:
    """All the reports, or as many as wanted by the hash of their ids: the same ones whenever and however they came."""
    if sample is None or sample >= len(ids):
        return list(ids)
    rank = {each: hashlib.sha256(f"codebook diff {each}".encode()).digest() for each in ids}
    taken = frozenset(sorted(ids, key=rank.__getitem__)[:sample])
    return [each for each in ids if each in taken]


def compare(store: Store, settings: Settings, workers: int, ids: Iterable[ReportId]) -> Iterator[Compared]:
    """Each report's current reading against one under the settings, in the order given.

    Raises CodebookError or KnowledgeError before the first one when the user's files are faulty.
    """
    for record in run(store.captured(ids), settings, workers):
        old, report = store.current_record(record.report.id), record.report
        if not record.codebook:  # could not be read
            yield Compared(report.id, report.source, problem=next(iter(record.problems), None))
        elif old is not None:
            versions = [(each.gesta, each.model, each.knowledge) for each in (old, record)]
            yield Compared(
                report.id, report.source, differences(old, record), _listed(old), _listed(record),
                older=versions[0] != versions[1],
            )  # fmt: skip


def differences(old: Record, new: Record) -> tuple[Difference, ...]:
    """What is other in the new record of a report, in the order of its text."""
    earlier = [(each.id, [Span(m.start, m.end) for m in each.mentions]) for each in old.incidents]
    new = permanent(new, earlier)
    was, there = ({each.id: each for each in record.incidents} for record in (old, new))
    found = [
        (_start(incident), _difference(new if name in there else old, name, was.get(name), there.get(name), aspects))
        for name, incident in (was | there).items()
        if (aspects := tuple(_aspects(was.get(name), there.get(name))))
    ]
    return tuple(each for _, each in sorted(found, key=lambda each: (each[0], each[1].incident)))


def _difference(
    record: Record, name: IncidentId, old: Incident | None, new: Incident | None, aspects: tuple[Aspect, ...]
) -> Difference:
    told, report = _telling(old, new), record.report
    views = [_view(each) if each else None for each in (old, new)]
    words, sentence = (told.exact, _sentence(record, told.start)) if told else ("", "")
    return Difference(report.id, report.source, report.outlet, name, aspects, views[0], views[1], words, sentence)


def _telling(old: Incident | None, new: Incident | None) -> MentionRef | None:
    """The first mention that only one of the two accounts has and that is of its type; else its first mention."""
    told, other = (new, old) if new else (old, new)
    if told is None:
        return None
    known = {(each.start, each.type) for each in other.mentions} if other else set()
    changed = (each for each in told.mentions if each.type == told.type and (each.start, each.type) not in known)
    return next(changed, next(iter(told.mentions), None))


def _aspects(old: Incident | None, new: Incident | None) -> Iterator[Aspect]:
    if old is None or new is None:
        yield "new" if old is None else "lost"
        return
    pairs: tuple[tuple[Aspect, object, object], ...] = (
        ("type", old.type, new.type),
        ("realis", old.realis, new.realis),
        ("background", old.background, new.background),
        ("toll", _toll(old.counts), _toll(new.counts)),
        ("day", (old.when.start, old.when.end), (new.when.start, new.when.end)),
        ("place", _place(old.where), _place(new.where)),
    )
    yield from (aspect for aspect, one, other in pairs if one != other)


def _toll(counts: Counts) -> tuple[tuple[int | None, int | None, str] | None, ...]:
    found: list[Count | None] = [getattr(counts, field) for field in COUNT_FIELDS]
    return tuple((each.low, each.high, each.exactness) if each else None for each in found)


def _place(where: Where) -> tuple[str | None, ...]:
    return (where.place_id, where.name, where.admin1, where.country)


def _view(incident: Incident) -> View:
    return View(
        incident.type, incident.label, incident.cls, incident.realis, incident.background, is_listed(incident),
        incident.when, incident.where, incident.counts,
    )  # fmt: skip


def is_listed(incident: Incident) -> bool:
    """True for an event of listed realis that is no background: what the default listing shows."""
    return incident.cls == "event" and not incident.background and incident.realis in LISTED_REALIS


def _listed(record: Record) -> Counter[ConceptId]:
    return Counter(each.type for each in record.incidents if is_listed(each))


def _start(incident: Incident) -> int:
    return min((each.start for each in incident.mentions), default=0)


def _sentence(record: Record, at: int) -> str:
    document = record.document
    span = next((each for each in document.sentences if each.start <= at < each.end), None)
    return document.text[span.start : span.end].strip() if span else ""
