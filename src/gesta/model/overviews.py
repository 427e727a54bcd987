"""What a project holds, seen from above: its reports, their outlets, their days."""

from __future__ import annotations

import msgspec

from gesta.model.terms import ReportId


class ReportLine(msgspec.Struct, frozen=True):
    """A report as a list shows it; what was read of it is empty where it was not read yet.

    ``number``: order of arrival, from 1; ``accounts``: occurrences that it tells, None where it was not read;
    ``version_of``: the earlier capture of its address that it replaces; ``copy_of``: the report whose text it has.
    """

    number: int
    id: ReportId
    source: str
    row_id: str | None
    outlet: str | None
    title: str | None
    language: str | None
    published: str | None
    added_at: str
    accounts: int | None
    version_of: ReportId | None
    copy_of: ReportId | None


class SourceTold(msgspec.Struct, frozen=True):
    """What one outlet told. ``outlet``: None for reports of which none is known; ``copies``: reports that have the text
    of another one; ``incidents``: current incidents of the default listing that it tells; ``first``: those of which it
    has the earliest report, a day shared counting for each; ``earliest``, ``latest``: days of publication."""

    outlet: str | None
    reports: int
    copies: int
    incidents: int
    first: int
    earliest: str | None
    latest: str | None


class CoverageDay(msgspec.Struct, frozen=True):
    """One day: reports published on it, their outlets, incidents of the default listing that began on it."""

    day: str
    reports: int
    outlets: int
    incidents: int
