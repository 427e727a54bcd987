"""Which reading of a report holds, and with it which accounts and which text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from gesta.model import jsonl
from gesta.model.incidents import Record
from gesta.store.batches import Row, add, add_new, pieces, remove
from gesta.store.packing import unpack
from gesta.store.schema import ACCOUNTS, READINGS
from gesta.store.schema_merged import CURRENT_ACCOUNTS, CURRENT_READINGS, DIRTY, TEXTS
from gesta.store.search import index_texts, unindex_texts


def make_current(connection: Connection, readings: Mapping[int, int], records: Mapping[int, Record]) -> None:
    """The readings, by number of their report, hold; the accounts that held and those that do now are dirty.

    ``records``: those of the readings that are at hand; the others are looked up.
    """
    _mark_dirty(connection, readings)
    remove(connection, CURRENT_ACCOUNTS.c.report_number, readings)
    remove(connection, CURRENT_READINGS.c.report_number, readings)
    for piece in pieces(readings.values()):
        columns = (READINGS.c.report_number, READINGS.c.number.label("reading_number"), READINGS.c.stamp)
        query = select(*columns).where(READINGS.c.number.in_(piece))
        add(connection, CURRENT_READINGS, [dict(row) for row in connection.execute(query).mappings()])
        accounts = (ACCOUNTS.c.id, ACCOUNTS.c.number.label("account_number"), ACCOUNTS.c.report_number)
        found = connection.execute(select(*accounts).where(ACCOUNTS.c.reading_number.in_(piece))).mappings()
        add(connection, CURRENT_ACCOUNTS, [dict(row) for row in found])
    _mark_dirty(connection, readings)
    _set_texts(connection, readings, records)


def _mark_dirty(connection: Connection, reports: Iterable[int]) -> None:
    for piece in pieces(reports):
        query = select(CURRENT_ACCOUNTS.c.id).where(CURRENT_ACCOUNTS.c.report_number.in_(piece))
        add_new(connection, DIRTY, [{"id": account} for account in connection.execute(query).scalars()])


def _set_texts(connection: Connection, readings: Mapping[int, int], records: Mapping[int, Record]) -> None:
    rows: list[Row] = []
    for report_number, reading_number in readings.items():
        record = records.get(reading_number) or record_of(connection, reading_number)
        document = record.document
        rows.append({"report_number": report_number, "title": document.title, "text": document.text})
    unindex_texts(connection, readings)
    remove(connection, TEXTS.c.report_number, readings)
    add(connection, TEXTS, rows)
    index_texts(connection, list(readings))


def record_of(connection: Connection, reading_number: int) -> Record:
    """The record of the reading."""
    query = select(READINGS.c.record).where(READINGS.c.number == reading_number)
    return jsonl.decode(unpack(connection.execute(query).scalar_one()))
