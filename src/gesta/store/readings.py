"""Readings: what was read from a report, kept for ever; the latest one of a report holds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from gesta.errors import UsageError
from gesta.model import jsonl
from gesta.model.terms import IncidentId, ReportId
from gesta.store.batches import Row, add, next_number, pieces
from gesta.store.current import make_current
from gesta.store.occurrences import claim_rows, mention_rows, occurrence_row
from gesta.store.packing import pack
from gesta.store.records import AccountRow, Reading
from gesta.store.reports import numbers_of
from gesta.store.schema import ACCOUNTS, CLAIMS, MENTIONS, READINGS
from gesta.store.schema_merged import ACCOUNT_KEYS, ACCOUNT_PROFILES, COPY_KEYS, CURRENT_ACCOUNTS, CURRENT_READINGS
from gesta.store.session import Session

_AT_ONCE = 50
"""Readings whose rows are in memory at a time: some 4,000 claims."""


def save_readings(session: Session, readings: Sequence[Reading]) -> None:
    """The readings stand and hold, all or none; the accounts that they replace and their own are dirty."""
    with session.write() as connection:
        for piece in (readings[start : start + _AT_ONCE] for start in range(0, len(readings), _AT_ONCE)):
            numbers = numbers_of(connection, (reading.report for reading in piece))
            _check_owners(connection, piece, numbers)
            _save(connection, piece, numbers)


def _check_owners(connection: Connection, readings: Sequence[Reading], numbers: dict[ReportId, int]) -> None:
    """Raises UsageError where an account's id is that of another report's account, or stands twice."""
    owner: dict[IncidentId, int] = {}
    for reading in readings:
        ids = [account.id for account in reading.accounts]
        if len(set(ids)) < len(ids):
            raise UsageError(f"two accounts of report {reading.report} have one id")
        for account in ids:
            if owner.setdefault(account, numbers[reading.report]) != numbers[reading.report]:
                raise UsageError(f"account {account} is in two reports")
    for piece in pieces(owner):
        query = select(CURRENT_ACCOUNTS.c.id, CURRENT_ACCOUNTS.c.report_number).where(CURRENT_ACCOUNTS.c.id.in_(piece))
        for account, report_number in connection.execute(query):
            if owner[account] != report_number:
                raise UsageError(f"account {account} is in another report already")


def _save(connection: Connection, readings: Sequence[Reading], numbers: dict[ReportId, int]) -> None:
    first = next_number(connection, READINGS.c.number)
    rows = [_reading_row(reading, first + place, numbers[reading.report]) for place, reading in enumerate(readings)]
    add(connection, READINGS, rows)
    keys = [
        {"key": key, "reading_number": first + place}
        for place, reading in enumerate(readings)
        for key in sorted(set(reading.copy_keys))
    ]
    add(connection, COPY_KEYS, keys)
    _save_accounts(connection, readings, first, numbers)
    latest = {numbers[reading.report]: first + place for place, reading in enumerate(readings)}
    make_current(connection, latest, {first + place: reading.record for place, reading in enumerate(readings)})


def _reading_row(reading: Reading, number: int, report_number: int) -> Row:
    record, published = reading.record, reading.record.report.published
    return {
        "number": number,
        "report_number": report_number,
        "stamp": reading.stamp,
        "at": reading.at,
        "title": record.document.title,
        "language": record.document.language,
        "outlet": record.report.outlet,
        "author": record.report.author,
        "published_start": published.start,
        "published_end": published.end,
        "published_precision": published.precision,
        "published_basis": published.basis,
        "characters": len(record.document.text),
        "accounts": len(reading.accounts),
        "record": pack(jsonl.encode(record)),
    }


def _save_accounts(
    connection: Connection, readings: Sequence[Reading], first: int, numbers: dict[ReportId, int]
) -> None:
    accounts: list[Row] = []
    profiles: list[Row] = []
    keys: list[Row] = []
    mentions: list[Row] = []
    claims: list[Row] = []
    number = next_number(connection, ACCOUNTS.c.number)
    for place, reading in enumerate(readings):
        report_number = numbers[reading.report]
        for account in reading.accounts:
            accounts.append(_account_row(account, number, report_number, first + place))
            profiles.append({"account_number": number, "profile": account.profile})
            keys += [{"key": key, "account_number": number} for key in sorted(set(account.keys))]
            mentions += mention_rows(number, account.incident.mentions)
            claims += claim_rows(number, report_number, account.incident.claims)
            number += 1
    for table, rows in ((ACCOUNTS, accounts), (ACCOUNT_PROFILES, profiles), (ACCOUNT_KEYS, keys),
                        (MENTIONS, mentions), (CLAIMS, claims)):  # fmt: skip
        add(connection, table, rows)


def _account_row(account: AccountRow, number: int, report_number: int, reading_number: int) -> Row:
    own: Row = {"number": number, "id": account.id, "report_number": report_number, "reading_number": reading_number}
    return own | occurrence_row(account.incident)


def recall(session: Session, stamp: str) -> int:
    """Reports that were read under the stamp before, and anew under others since, have that reading again.

    Returns how many there were. Their accounts, old and new, are dirty.
    """
    query = (
        select(READINGS.c.report_number, func.max(READINGS.c.number))
        .join(CURRENT_READINGS, CURRENT_READINGS.c.report_number == READINGS.c.report_number)
        .where(READINGS.c.stamp == stamp, CURRENT_READINGS.c.stamp != stamp)
        .group_by(READINGS.c.report_number)
    )
    with session.write() as connection:
        found = {row[0]: row[1] for row in connection.execute(query)}
        for piece in pieces(sorted(found), _AT_ONCE):
            make_current(connection, {report: found[report] for report in piece}, {})
    return len(found)
