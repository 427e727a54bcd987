"""The reports and readings of a batch into a project, without reading them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from gesta.batch.folder import Folder
from gesta.batch.shuffle import SIZES, accounts_of, laid_out, records_of
from gesta.model.documents import Report
from gesta.model.incidents import Record
from gesta.model.jsonl import decode
from gesta.model.terms import IncidentId
from gesta.pipeline.capture import Captured, capture
from gesta.store.records import AccountRow, Reading
from gesta.store.store import Store

_TOGETHER = 32
"""Readings saved in one transaction."""


def load_batch(folder: Folder, store: Store, stamp: str, at: str) -> Iterator[Captured]:
    """The reports of the batch are in the project, each with its reading under the stamp; what became of some at once.

    ``stamp``: of the batch (``gesta.pipeline.recode.stamp_of`` its settings). Loading again is safe. A report that the
    project has read already stays as it is. What is kept of a page is its clean text: a reading by another
    reader or codebook reads that. Merging (``settle``) is left to be done.
    """
    for piece in laid_out(folder, SIZES).pieces:
        readings = _readings(folder, piece, stamp, at)
        while some := list(islice(readings, _TOGETHER)):
            yield _saved(store, some, at)


def _saved(store: Store, readings: Sequence[Reading], at: str) -> Captured:
    done = Captured()
    with store.transaction():
        fresh: list[Reading] = []
        for each in {reading.report: reading for reading in readings}.values():
            became = capture(store, _report(each.record), at)
            done += became
            if not became.known or store.current_record(each.report) is None:
                fresh.append(each)
        store.save_readings(fresh)
        store.ensure_ids([account.id for each in fresh for account in each.accounts])
    return done


def _report(record: Record) -> Report:
    """The report as far as its record tells it."""
    known, document = record.report, record.document
    return Report(
        known.id,
        known.source,
        "text",
        document.text,
        outlet=known.outlet if known.outlet_basis == "given" else None,
        published=known.published.start if known.published.basis == "given" else None,
        row_id=known.row_id,
        problems=record.problems,
    )


def _readings(folder: Folder, piece: str, stamp: str, at: str) -> Iterator[Reading]:
    """The readings of a piece in the order of their places."""
    told: dict[int, dict[IncidentId, tuple[bytes, tuple[str, ...]]]] = defaultdict(dict)
    for row in folder.read_table(accounts_of(piece), ["place", "account", "profile", "keys"]).to_pylist():
        told[row["place"]][row["account"]] = (row["profile"], tuple(row["keys"]))
    table = folder.read_table(records_of(piece), ["place", "copy_keys", "record"]).sort_by("place")
    for place, keys, line in zip(*(table[each] for each in table.column_names), strict=True):
        record, accounts = decode(line.as_py()), told[place.as_py()]
        rows = tuple(AccountRow(each.id, each, *accounts[each.id]) for each in record.incidents if each.id in accounts)
        yield Reading(record.report.id, stamp, record, at, rows, tuple(keys.as_py()))
