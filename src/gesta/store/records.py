"""What goes into the store and comes out of it beside the records of the model."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.model.incidents import Incident, Record
from gesta.model.terms import IncidentId, ReportId


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
