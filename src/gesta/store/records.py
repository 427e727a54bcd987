"""What goes into the store and comes out of it beside the records of the model."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.model.incidents import Incident, Record
from gesta.model.terms import ConceptId, IncidentId, IncidentStatus, ReportId


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account of a reading under its permanent id. ``profile``: what the merging compares, opaque to the store;
    ``keys``: the blocks that the account stands in."""

    id: IncidentId
    incident: Incident
    profile: bytes
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one set of components (``stamp``) read from a report at ``at`` (ISO 8601, UTC).

    ``copy_keys``: under which the copies of the report's text are looked for.
    """

    report: ReportId
    stamp: str
    record: Record
    at: str
    accounts: tuple[AccountRow, ...]
    copy_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents are asked for; what is None does not matter.

    ``since`` and ``until`` are days, months or years in ISO 8601, both inclusive: an incident is in when its interval
    touches them, and one with no known day is not. ``text``: words and "quoted phrases" that one of its reports holds.
    ``shown_only``: events of listed realis that are no background, the default listing.
    """

    type: ConceptId | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    status: IncidentStatus | None = None
    text: str | None = None
    shown_only: bool = False
