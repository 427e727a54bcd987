"""Rows of a listing in plain words."""

from __future__ import annotations

import msgspec

from gesta.export.words import count_words, status_words, where_words
from gesta.frames.facts import heading
from gesta.model.listed import ListedIncident
from gesta.model.values import Count, When, Where
from gesta.plots.days import short_when


class RowWords(msgspec.Struct, frozen=True):
    """One row of the list of incidents; "" for what is not told."""

    id: str
    when: str
    what: str
    where: str
    by: str
    against: str
    killed: str
    injured: str
    sources: int
    status: str


def row_words(row: ListedIncident) -> RowWords:
    """The row in words."""
    place = Where(row.place, row.place_level, (), row.admin1, row.country)
    return RowWords(
        row.id, short_when(When(row.when_start, row.when_end)), heading(row), where_words(place),
        row.perpetrators or "", row.targets or "", _toll(row.killed_low, row.killed_high),
        _toll(row.injured_low, row.injured_high), row.sources, status_words(row.status),
    )  # fmt: skip


def one_line(row: ListedIncident) -> str:
    """The incident for a link: "Bombing: Kirkuk, Iraq, 1 Mar 2023"."""
    words = row_words(row)
    return f"{words.what}: {words.where}, {words.when}"


def _toll(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    return count_words(Count(low, high, "exact" if low == high else "range"))
