"""Permanent ids: an occurrence that a report told before keeps the id it had, whatever reads the report now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from gesta.model.incidents import Incident, Record, Related
from gesta.model.spans import Span
from gesta.model.terms import IncidentId

Earlier = Sequence[tuple[IncidentId, Sequence[Span]]]
"""The accounts of the report's last reading, each with the spans of its triggers."""


def permanent(record: Record, earlier: Earlier) -> Record:
    """The record with each incident under the id of the earlier account that shares most of its triggers.

    An incident that no earlier account told keeps its own id, or takes another where an earlier one holds that.
    """
    if not earlier:
        return record
    names = _names(record.incidents, earlier)
    incidents = tuple(
        msgspec.structs.replace(
            each, id=names[each.id], related=tuple(Related(names[tie.incident], tie.relation) for tie in each.related)
        )
        for each in record.incidents
    )
    return msgspec.structs.replace(record, incidents=incidents)


def _names(incidents: Sequence[Incident], earlier: Earlier) -> Mapping[IncidentId, IncidentId]:
    names: dict[IncidentId, IncidentId] = {}
    taken: set[IncidentId] = set()
    for _, new, old in sorted(
        (-_shared(incident, spans), incident.id, old) for incident in incidents for old, spans in earlier
        if _shared(incident, spans)
    ):  # fmt: skip
        if new not in names and old not in taken:
            names[new] = old
            taken.add(old)
    held = taken | {old for old, _ in earlier}
    for incident in incidents:
        if incident.id not in names:
            names[incident.id] = _free(incident.id, held)
            held.add(names[incident.id])
    return names


def _shared(incident: Incident, spans: Sequence[Span]) -> int:
    """How many triggers of the incident lie on triggers of the earlier account."""
    return sum(any(Span(each.start, each.end).overlaps(span) for span in spans) for each in incident.mentions)


def _free(wanted: IncidentId, held: set[IncidentId]) -> IncidentId:
    while wanted in held:
        wanted = IncidentId(f"inc_{hashlib.sha256(wanted.encode()).hexdigest()[:16]}")
    return wanted
