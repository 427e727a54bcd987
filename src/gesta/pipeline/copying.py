"""Copies among the reports of a project: those that new readings may belong to are looked at again."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from gesta.merge.across.copies import copies, text_of
from gesta.model.merged import Copy
from gesta.model.terms import ReportId
from gesta.store.store import Store


def find_copies(store: Store, changed: Collection[ReportId]) -> frozenset[ReportId]:
    """The copies around the changed reports, found anew and saved; returns the reports that are a copy, or have one,
    otherwise than before."""
    near = _near(store, changed)
    before = set(store.copies_of(near))
    now = set(copies([text_of(store.record(report)) for report in sorted(near)]))
    store.save_copies(near, sorted(now, key=lambda copy: copy.report))
    return frozenset(_ends(before ^ now))


def _near(store: Store, changed: Collection[ReportId]) -> frozenset[ReportId]:
    """The reports that share a key with one of the changed ones, directly or over others: a set that no key leaves."""
    found: set[ReportId] = set(changed)
    asked: set[str] = set()
    fresh = set(changed)
    while fresh:
        keys = {key for each in store.copy_keys_of(fresh).values() for key in each} - asked
        asked |= keys
        fresh = {report for each in store.reports_of_copy_keys(keys).values() for report in each} - found
        found |= fresh
    return frozenset(found)


def _ends(found: Iterable[Copy]) -> set[ReportId]:
    return {end for copy in found for end in (copy.report, copy.original)}
