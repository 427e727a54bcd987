"""Which columns hold a day or a minute: readers of the tables make dates of their text."""

from __future__ import annotations

from gesta.model.columns import Column

_LOCAL = frozenset({"when_start", "when_end", "published", "published_end"})
_UTC = frozenset({"at"})


def is_moment(column: Column) -> bool:
    """True for a column of ISO 8601 days and minutes."""
    return column.kind == "text" and column.name in _LOCAL | _UTC


def is_day(column: Column) -> bool:
    """True for a moment in the time of the place, of which the first ten characters are the day."""
    return column.kind == "text" and column.name in _LOCAL


def is_utc(column: Column) -> bool:
    """True for a moment in UTC."""
    return column.kind == "text" and column.name in _UTC
