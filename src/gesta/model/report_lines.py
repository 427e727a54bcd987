"""Reports as a list shows them."""

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
