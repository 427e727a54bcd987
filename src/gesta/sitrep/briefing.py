"""A briefing as plain records: what is counted, what is told in words, and what it stands on."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

from gesta.codebook.records import Codebook
from gesta.export.source import versions_of
from gesta.model.filters import Filter
from gesta.model.merged import MergedIncident
from gesta.model.plain import harmless
from gesta.model.terms import COUNT_FIELDS, CountField, IncidentId, Policy
from gesta.query import narrowed, to_query, told
from gesta.sitrep.differing import Differing, differing
from gesta.sitrep.entries import Entry, Here, entry, here
from gesta.sitrep.footnotes import Footnotes, Note
from gesta.sitrep.periods import Periods, periods, within
from gesta.sitrep.sums import Sums, Toll, Tolls, counted_lines, gravity, sums_of
from gesta.sitrep.tables import Row, place_rows, type_rows
from gesta.sitrep.uncertain import uncertain
from gesta.store.lines import Line
from gesta.store.store import Store

MOST_SERIOUS = 8
"""Incidents told in a paragraph."""
MOST_LISTED = 150
"""Incidents listed by place; of more, the most serious ones."""
MOST_DIFFERING = 30


@dataclass(frozen=True, slots=True)
class Summary:
    """One count of all incidents, of the period and of that before; the two None where nothing is compared."""

    field: CountField
    whole: Toll
    now: Toll | None
    before: Toll | None


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that a briefing shows. ``now``, ``before``: incidents of the two periods; ``listed``: how many are listed by
    place; ``kinds``, ``units``: rows by type, and by country or, in one country, by province; ``differing_more``: how
    many more disagreements the listed incidents have."""

    title: str
    name: str
    asked: str
    query: str
    policy: Policy
    versions: dict[str, str]
    incidents: int
    listed: int
    periods: Periods | None
    now: int | None
    before: int | None
    summary: tuple[Summary, ...]
    kinds: tuple[Row, ...]
    units: tuple[Row, ...]
    by_province: bool
    serious: tuple[Entry, ...]
    places: tuple[Here, ...]
    differing: tuple[Differing, ...]
    differing_more: int
    uncertain: tuple[str, ...]
    notes: tuple[Note, ...]


def brief(
    store: Store, book: Codebook, name: str, wanted: Filter, policy: Policy = "lead", title: str | None = None
) -> Briefing:
    """The briefing of the incidents that the filter lets through; ``name``: of the project, ``title``: its own.

    Raises UsageError for a type that the codebook does not have.
    """
    asked = narrowed(wanted, book)
    whole = Sums()
    listed = _gravest(counted_lines(store, asked, policy), whole)
    compared = periods(asked, whole.newest)
    now, before = _compared(store, asked, policy, compared, whole)
    incidents = dict(_incidents(store, listed))
    notes = Footnotes()
    serious = [each for each in listed if any(gravity(*each)[:3])][:MOST_SERIOUS]
    told_first = tuple(entry(incidents[line.id], policy, notes) for line, _ in serious if line.id in incidents)
    places = here([incidents[line.id] for line, _ in listed if line.id in incidents], policy, notes, whole)
    differences = list(differing(incidents.values(), notes))
    disputed = sum(bool(each.disagreements) for each in incidents.values())
    units, by_province = place_rows(whole, now, before)
    return Briefing(
        harmless(title or "Situation report"),
        name,
        told(wanted),
        to_query(wanted),
        policy,
        _versions(store, incidents),
        whole.whole.incidents,
        len(incidents),
        compared,
        now.whole.incidents if now else None,
        before.whole.incidents if before else None,
        tuple(_summary(whole, now, before)),
        type_rows(whole, now, before),
        units,
        by_province,
        told_first,
        places,
        tuple(differences[:MOST_DIFFERING]),
        max(0, len(differences) - MOST_DIFFERING),
        uncertain(whole, len(incidents), disputed),
        notes.notes(),
    )


def _gravest(pairs: Iterator[tuple[Line, Tolls]], sums: Sums) -> list[tuple[Line, Tolls]]:
    """The most serious of all, in that order; every one is added to the sums."""

    def adding() -> Iterator[tuple[Line, Tolls]]:
        for line, tolls in pairs:
            sums.add(line, tolls)
            yield line, tolls

    return heapq.nlargest(MOST_LISTED, adding(), key=lambda each: gravity(*each))


def _compared(
    store: Store, asked: Filter, policy: Policy, compared: Periods | None, whole: Sums
) -> tuple[Sums | None, Sums | None]:
    if compared is None:
        return None, None
    before = sums_of(counted_lines(store, within(asked, compared.before), policy))
    if compared.whole:
        return whole, before
    return sums_of(counted_lines(store, within(asked, compared.now), policy)), before


def _incidents(store: Store, listed: list[tuple[Line, Tolls]]) -> Iterator[tuple[IncidentId, MergedIncident]]:
    for line, _ in listed:
        found = store.incident(line.id)
        if found is not None:
            yield line.id, found


def _summary(whole: Sums, now: Sums | None, before: Sums | None) -> Iterator[Summary]:
    """The counts that anybody tells; killed and injured always."""
    for field in COUNT_FIELDS:
        sums = [each.whole.tolls[field] for each in (whole, now, before) if each is not None]
        if field in ("killed", "injured") or any(each.told for each in sums):
            yield Summary(field, sums[0], *(sums[1:] if len(sums) == 3 else (None, None)))


def _versions(store: Store, incidents: dict[IncidentId, MergedIncident]) -> dict[str, str]:
    """What read the reports; empty where there is none."""
    first = min((report.id for each in incidents.values() for report in each.reports), default=None)
    record = None if first is None else store.current_record(first)
    return {} if record is None else versions_of(record)
