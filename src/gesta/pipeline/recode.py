"""Captured reports to readings: only those that today's reader has not read, saved a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from gesta.merge.across.block import keys
from gesta.merge.across.copies import keys as copy_keys
from gesta.merge.across.copies import text_of
from gesta.merge.across.profile import Family, profiles
from gesta.model.documents import Report
from gesta.model.incidents import Record
from gesta.model.profiles import VERSION, encode
from gesta.model.reading import NOT_ASKED
from gesta.pipeline.engines import Settings, engine_of, run
from gesta.pipeline.identities import permanent
from gesta.store.records import AccountRow, Reading
from gesta.store.store import Store

_TOGETHER = 32
"""Readings saved in one transaction: what a crash may cost to read again."""


def read_new(store: Store, settings: Settings, workers: int, now: Callable[[], str]) -> Iterator[Record]:
    """Every report that has no reading under these settings is read and its reading saved; the records as they come.

    What another process read and saved under the same settings meanwhile is not saved again.

    Raises CodebookError or KnowledgeError before the first record when the user's files are faulty.
    """
    stamp = stamp_of(settings)
    store.recall(stamp)
    yield from read_reports(store, store.unread(stamp), settings, workers, now)


def read_reports(
    store: Store, reports: Iterable[Report], settings: Settings, workers: int, now: Callable[[], str]
) -> Iterator[Record]:
    """The reports are read and their readings saved, in this order; the records as they come."""
    stamp, family = stamp_of(settings), engine_of(settings).codebook.family
    found = run(reports, settings, workers)
    while records := tuple(islice(found, _TOGETHER)):
        made = [_made(store, record, stamp, now(), family) for record in records]
        with store.transaction():
            # Whoever read one of the reports meanwhile changed what its accounts are called, or made this superfluous.
            standing = store.stamps_of([each.reading.report for each in made])
            kept = [
                each if standing.get(each.reading.report) == each.before
                else _made(store, each.read, stamp, each.reading.at, family)
                for each in made if standing.get(each.reading.report) != stamp
            ]  # fmt: skip
            store.save_readings([each.reading for each in kept])
            store.ensure_ids([account.id for each in kept for account in each.reading.accounts])
        yield from (each.reading.record for each in made)


@dataclass(frozen=True, slots=True)
class _Made:
    """A reading to be saved; ``read``: the record before its incidents had permanent ids; ``before``: the stamp of the
    reading that it follows, None where it is the first."""

    reading: Reading
    read: Record
    before: str | None


def _made(store: Store, read: Record, stamp: str, at: str, family: Family) -> _Made:
    report = read.report.id
    before = store.stamps_of([report]).get(report)
    record = permanent(read, store.previous_accounts(report))
    return _Made(reading(record, _as_read(record, stamp), at, family), read, before)


def _as_read(record: Record, stamp: str) -> str:
    """The stamp of the reading; one that lacks answers of the language model has another, and is made again."""
    lacks = any(problem.what.startswith(NOT_ASKED) for problem in record.problems)
    return f"{stamp}, unfinished" if lacks else stamp


def stamp_of(settings: Settings) -> str:
    """Everything that a reading depends on beside its report."""
    return f"{engine_of(settings).stamp}, profiles {VERSION}"


def reading(record: Record, stamp: str, at: str, family: Family | None = None) -> Reading:
    """The record with what merging and the search for copies need of it; ``family``: of the codebook's concepts."""
    profiled = profiles(record, family)
    accounts = tuple(
        AccountRow(each.id, each, encode(profiled[each.id]), keys(profiled[each.id]))
        for each in record.incidents
        if each.id in profiled
    )
    return Reading(record.report.id, stamp, record, at, accounts, copy_keys(text_of(record)))
