"""Captured reports to readings: only those that today's reader has not read, saved a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from gesta.merge.across.block import keys
from gesta.merge.across.copies import keys as copy_keys
from gesta.merge.across.copies import text_of
from gesta.merge.across.profile import Family, profiles
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

    Raises CodebookError or KnowledgeError before the first record when the user's files are faulty.
    """
    stamp, family = stamp_of(settings), engine_of(settings).codebook.family
    store.recall(stamp)
    found = run(store.unread(stamp), settings, workers)
    while records := tuple(islice(found, _TOGETHER)):
        made = [permanent(record, store.previous_accounts(record.report.id)) for record in records]
        readings = [reading(record, _as_read(record, stamp), now(), family) for record in made]
        with store.transaction():
            store.save_readings(readings)
            store.ensure_ids([account.id for each in readings for account in each.accounts])
        yield from made


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
