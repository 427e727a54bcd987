"""What the merging compares: dirty accounts, the blocks they stand in, their profiles."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from gesta.model.terms import IncidentId
from gesta.store.batches import add_new, pieces
from gesta.store.schema import ACCOUNTS
from gesta.store.schema_merged import ACCOUNT_KEYS, ACCOUNT_PROFILES, CURRENT_ACCOUNTS, DIRTY
from gesta.store.session import Session


def dirty(session: Session) -> list[IncidentId]:
    """Accounts to be merged again, current ones and removed ones, in order of their ids."""
    with session.read() as connection:
        return [IncidentId(each) for each in connection.execute(select(DIRTY.c.id).order_by(DIRTY.c.id)).scalars()]


def mark_dirty(session: Session, accounts: Iterable[IncidentId]) -> None:
    """The accounts are merged again next."""
    with session.write() as connection:
        add_new(connection, DIRTY, [{"id": account} for account in dict.fromkeys(accounts)])


def mark_all_dirty(session: Session) -> None:
    """Every current account is merged again next."""
    with session.write() as connection:
        mark_dirty(session, connection.scalars(select(CURRENT_ACCOUNTS.c.id)).all())


def members_of_keys(session: Session, keys: Iterable[str]) -> dict[str, list[tuple[IncidentId, bytes]]]:
    """The current accounts of each block, in order of their ids, with their profiles; no entry for an empty block."""
    blocks: dict[str, list[tuple[IncidentId, int]]] = {}
    with session.read() as connection:
        for piece in pieces(keys):
            query = (
                select(ACCOUNT_KEYS.c.key, CURRENT_ACCOUNTS.c.id, CURRENT_ACCOUNTS.c.account_number)
                .join(CURRENT_ACCOUNTS, CURRENT_ACCOUNTS.c.account_number == ACCOUNT_KEYS.c.account_number)
                .where(ACCOUNT_KEYS.c.key.in_(piece))
            )
            for key, account, number in connection.execute(query):
                blocks.setdefault(key, []).append((IncidentId(account), number))
        told = _profiles(connection, (number for block in blocks.values() for _, number in block))
    return {key: [(account, told[number]) for account, number in sorted(blocks[key])] for key in sorted(blocks)}


def profiles(session: Session, accounts: Iterable[IncidentId]) -> dict[IncidentId, bytes]:
    """The profiles of those of the accounts that are current."""
    numbers: dict[IncidentId, int] = {}
    with session.read() as connection:
        for piece in pieces(accounts):
            query = select(CURRENT_ACCOUNTS.c.id, CURRENT_ACCOUNTS.c.account_number)
            rows = connection.execute(query.where(CURRENT_ACCOUNTS.c.id.in_(piece)))
            numbers.update((IncidentId(account), number) for account, number in rows)
        told = _profiles(connection, numbers.values())
    return {account: told[number] for account, number in numbers.items()}


def _profiles(connection: Connection, numbers: Iterable[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    columns = (ACCOUNT_PROFILES.c.account_number, ACCOUNT_PROFILES.c.profile)
    for piece in pieces(numbers):
        rows = connection.execute(select(*columns).where(ACCOUNT_PROFILES.c.account_number.in_(piece)))
        found.update((number, profile) for number, profile in rows)
    return found


def keys_of(session: Session, accounts: Iterable[IncidentId], *, former: bool) -> dict[IncidentId, tuple[str, ...]]:
    """The blocks of each account, sorted: of one that is no longer current, the last ones it stood in.

    ``former``: also the blocks that it stood in by earlier readings, where other accounts may have been tied to it.
    """
    found: dict[IncidentId, set[str]] = {}
    with session.read() as connection:
        for piece in pieces(accounts):
            rows = _rows_of(connection, piece, former)
            found.update((account, set()) for account in rows.values())
            for numbers in pieces(rows):
                query = select(ACCOUNT_KEYS.c.account_number, ACCOUNT_KEYS.c.key)
                for number, key in connection.execute(query.where(ACCOUNT_KEYS.c.account_number.in_(numbers))):
                    found[rows[number]].add(key)
    return {account: tuple(sorted(keys)) for account, keys in found.items()}


def _rows_of(connection: Connection, accounts: list[IncidentId], former: bool) -> dict[int, IncidentId]:
    """The rows of the accounts, by number: all, or of each the current one, else the latest."""
    joined = ACCOUNTS.outerjoin(CURRENT_ACCOUNTS, CURRENT_ACCOUNTS.c.account_number == ACCOUNTS.c.number)
    query = select(ACCOUNTS.c.number, ACCOUNTS.c.id).select_from(joined)
    query = query.where(ACCOUNTS.c.id.in_(accounts)).order_by(CURRENT_ACCOUNTS.c.id.is_not(None), ACCOUNTS.c.number)
    rows = [(number, IncidentId(account)) for number, account in connection.execute(query)]
    if former:
        return dict(rows)
    last = {account: number for number, account in rows}
    return {number: account for account, number in last.items()}
