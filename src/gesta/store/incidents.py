"""Publishing incidents: what follows from the accounts takes the place of what followed before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

import msgspec
from sqlalchemy import Connection, update

from gesta.model.merged import Change, MergedIncident
from gesta.model.terms import IncidentId
from gesta.store.batches import Row, add, next_number, pieces, remove
from gesta.store.occurrences import actor_rows, occurrence_row
from gesta.store.packing import pack
from gesta.store.schema import CHANGES
from gesta.store.schema_merged import (
    DIRTY,
    FIGURES,
    INCIDENT_ACTORS,
    INCIDENT_SOURCES,
    INCIDENTS,
    MEMBERS,
    SUPERSEDED,
    TOLL_STEPS,
)
from gesta.store.session import Session

_AT_ONCE = 200
"""Incidents whose rows are in memory at a time."""


def publish(
    session: Session,
    incidents: Iterable[MergedIncident],
    membership: Mapping[IncidentId, tuple[IncidentId, ...]],
    superseded: Mapping[IncidentId, IncidentId | None],
    removed: Iterable[IncidentId],
    changes: Iterable[Change],
    clean: Iterable[IncidentId],
) -> tuple[Change, ...]:
    """The incidents stand as given, with the accounts of ``membership``; returns the changes with their numbers.

    ``superseded``: ids that went into another incident; None where an id stands for an incident of its own again.
    ``removed``: incidents that nothing tells any more. Both keep their last row, which is no longer current.
    ``clean``: accounts that are no longer dirty. The numbers that the changes come with do not matter.
    """
    with session.write() as connection:
        _save(connection, incidents)
        _supersede(connection, superseded)
        gone = [*removed, *(each for each, into in superseded.items() if into is not None)]
        for piece in pieces(gone):
            connection.execute(update(INCIDENTS).where(INCIDENTS.c.id.in_(piece)).values(current=False))
        _save_members(connection, membership, gone)
        remove(connection, DIRTY.c.id, clean)
        return _append_changes(connection, changes)


def _save(connection: Connection, incidents: Iterable[MergedIncident]) -> None:
    rest = iter(incidents)
    while some := list(islice(rest, _AT_ONCE)):
        ids = [incident.id for incident in some]
        for table in (FIGURES, TOLL_STEPS, INCIDENT_ACTORS, INCIDENT_SOURCES):
            remove(connection, table.c.incident, ids)
        remove(connection, INCIDENTS.c.id, ids)
        remove(connection, SUPERSEDED.c.id, ids)
        add(connection, INCIDENTS, [incident_row(incident) for incident in some])
        add(connection, INCIDENT_SOURCES, [row for incident in some for row in _source_rows(incident)])
        add(connection, INCIDENT_ACTORS, [row for incident in some for row in actor_rows(incident)])
        add(connection, TOLL_STEPS, [row for incident in some for row in _toll_rows(incident)])
        add(connection, FIGURES, [row for incident in some for row in _figure_rows(incident)])


def incident_row(incident: MergedIncident) -> Row:
    """The row of the table of incidents."""
    own: Row = {
        "id": incident.id,
        "reports": len({report.id for report in incident.reports}),
        "sources": incident.sources,
        "confidence": incident.confidence.value,
        "grade": f"{incident.grade.reliability}{incident.grade.credibility}",
        "status": incident.status,
        "current": incident.superseded_by is None,
        "superseded_by": incident.superseded_by,
        "record": pack(msgspec.json.encode(incident)),
    }
    return own | occurrence_row(incident)


def _source_rows(incident: MergedIncident) -> list[Row]:
    return [
        {
            "incident": incident.id,
            "account": source.account,
            "report": source.id,
            "outlet": source.outlet,
            "published": source.published.start,
            "mentions": source.mentions,
            "copy_of": source.copy_of,
            "version_of": source.version_of,
            "withdrawn": source.withdrawn,
        }
        for source in incident.reports
    ]


def _toll_rows(incident: MergedIncident) -> list[Row]:
    return [
        {
            "incident": incident.id,
            "position": position,
            "field": step.field,
            "low": step.count.low,
            "high": step.count.high,
            "exactness": step.count.exactness,
            "told": step.count.text,
            "speaker": step.speaker.name,
            "speaker_kind": step.speaker.kind,
            "report": step.report,
            "outlet": step.outlet,
            "at": step.at,
            "claim": step.claim,
            "replaces": step.replaces,
            "basis": step.basis,
        }
        for position, step in enumerate(incident.history)
    ]


def _figure_rows(incident: MergedIncident) -> list[Row]:
    return [
        {
            "incident": incident.id,
            "policy": view.policy,
            "field": field,
            "low": figure.low,
            "best": figure.best,
            "high": figure.high,
            "basis": figure.basis,
        }
        for view in incident.views
        for field, figure in view.counts.items()
    ]


def _supersede(connection: Connection, superseded: Mapping[IncidentId, IncidentId | None]) -> None:
    remove(connection, SUPERSEDED.c.id, superseded)
    into: list[Row] = [{"id": each, "superseded_by": other} for each, other in superseded.items() if other is not None]
    add(connection, SUPERSEDED, into)
    for each, other in superseded.items():
        connection.execute(update(INCIDENTS).where(INCIDENTS.c.id == each).values(superseded_by=other))


def _save_members(
    connection: Connection, membership: Mapping[IncidentId, tuple[IncidentId, ...]], gone: Sequence[IncidentId]
) -> None:
    remove(connection, MEMBERS.c.incident, [*membership, *gone])
    remove(connection, MEMBERS.c.account, [account for accounts in membership.values() for account in accounts])
    rows: list[Row] = [
        {"account": account, "incident": incident} for incident, accounts in membership.items() for account in accounts
    ]
    add(connection, MEMBERS, rows)


def _append_changes(connection: Connection, changes: Iterable[Change]) -> tuple[Change, ...]:
    first = next_number(connection, CHANGES.c.seq)
    numbered = tuple(msgspec.structs.replace(each, seq=first + place) for place, each in enumerate(changes))
    add(connection, CHANGES, [msgspec.structs.asdict(each) for each in numbered])
    return numbered
