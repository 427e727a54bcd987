"""Every core table, in the order of a dictionary."""

from __future__ import annotations

from gesta.errors import UsageError
from gesta.export.columns import Table
from gesta.export.core import ACTORS, CLAIMS, INCIDENTS, JUDGEMENTS, PLACES, REPORTS
from gesta.export.evidence import EVIDENCE

TABLES: tuple[Table, ...] = (INCIDENTS, CLAIMS, EVIDENCE, REPORTS, ACTORS, PLACES, JUDGEMENTS)


def table_named(name: str) -> Table:
    """The table; raises UsageError for a name that is none's."""
    for each in TABLES:
        if each.name == name:
            return each
    raise UsageError(f"{name}: there is no such table; there are {', '.join(each.name for each in TABLES)}")
