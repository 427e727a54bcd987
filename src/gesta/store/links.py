"""Links between accounts, the age of their ids, and the clusters they form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection, delete, or_, select

from gesta.model.merged import Link
from gesta.model.terms import IncidentId
from gesta.model.values import Reason
from gesta.store.batches import Row, add, next_number, pieces, remove
from gesta.store.schema import LEDGER
from gesta.store.schema_merged import LINKS, MEMBERS, TIES
from gesta.store.session import Session


def replace_links(session: Session, touched: Iterable[IncidentId], links: Iterable[Link]) -> None:
    """Of the links with an end in ``touched`` only those given stand; a pair has one link, whichever end is ``one``."""
    ends = list(dict.fromkeys(touched))
    rows = {frozenset((link.one, link.other)): _row(link) for link in links}
    with session.write() as connection:
        remove(connection, LINKS.c.one, ends)
        remove(connection, LINKS.c.other, ends)
        _remove_pairs(connection, rows.values(), set(ends))
        add(connection, LINKS, list(rows.values()))


def _remove_pairs(connection: Connection, rows: Iterable[Row], gone: set[IncidentId]) -> None:
    """No link stands between two accounts that a row is to tie; those with an end in ``gone`` are gone already."""
    for row in rows:
        one, other = row["one"], row["other"]
        if one not in gone and other not in gone:
            there = (LINKS.c.one == one) & (LINKS.c.other == other)
            back = (LINKS.c.one == other) & (LINKS.c.other == one)
            connection.execute(delete(LINKS).where(or_(there, back)))


def _row(link: Link) -> Row:
    reasons = msgspec.json.encode(link.reasons).decode()
    return {"one": link.one, "other": link.other, "weight": link.weight, "reasons": reasons}


def links_of(session: Session, accounts: Iterable[IncidentId]) -> list[Link]:
    """The links with an end among the accounts, each once, in order of their ends."""
    found: dict[tuple[str, str], Link] = {}
    columns = (LINKS.c.one, LINKS.c.other, LINKS.c.weight, LINKS.c.reasons)
    with session.read() as connection:
        for piece in pieces(accounts):
            for end in (LINKS.c.one, LINKS.c.other):
                for one, other, weight, reasons in connection.execute(select(*columns).where(end.in_(piece))):
                    told = msgspec.json.decode(reasons, type=tuple[Reason, ...])
                    found[one, other] = Link(IncidentId(one), IncidentId(other), weight, told)
    return [found[ends] for ends in sorted(found)]


def ensure_ids(session: Session, ids: Sequence[IncidentId]) -> None:
    """Every id has its number in the ledger: the new ones the next numbers, in the order given."""
    with session.write() as connection:
        known = _numbers(connection, ids)
        fresh = [each for each in dict.fromkeys(ids) if each not in known]
        first = next_number(connection, LEDGER.c.seq)
        add(connection, LEDGER, [{"seq": first + place, "id": each} for place, each in enumerate(fresh)])


def seq_of(session: Session, ids: Iterable[IncidentId]) -> dict[IncidentId, int]:
    """The number of each id that is in the ledger: the lower, the older."""
    with session.read() as connection:
        return _numbers(connection, ids)


def _numbers(connection: Connection, ids: Iterable[IncidentId]) -> dict[IncidentId, int]:
    found: dict[IncidentId, int] = {}
    for piece in pieces(ids):
        rows = connection.execute(select(LEDGER.c.id, LEDGER.c.seq).where(LEDGER.c.id.in_(piece)))
        found.update((IncidentId(each), seq) for each, seq in rows)
    return found


def save_ties(session: Session, ties: Iterable[tuple[IncidentId, IncidentId, str]]) -> None:
    """Only these ties stand."""
    rows: list[Row] = [{"one": one, "other": other, "relation": relation} for one, other, relation in sorted(set(ties))]
    with session.write() as connection:
        connection.execute(delete(TIES))
        add(connection, TIES, rows)


def all_members(session: Session) -> dict[IncidentId, tuple[IncidentId, ...]]:
    """The accounts of every incident, by id."""
    found: dict[IncidentId, list[IncidentId]] = {}
    with session.read() as connection:
        for incident, account in connection.execute(
            select(MEMBERS.c.incident, MEMBERS.c.account).order_by(MEMBERS.c.incident, MEMBERS.c.account)
        ):
            found.setdefault(IncidentId(incident), []).append(IncidentId(account))
    return {incident: tuple(accounts) for incident, accounts in found.items()}


def clusters_of(session: Session, accounts: Iterable[IncidentId]) -> dict[IncidentId, IncidentId]:
    """The incident that each account is part of, as last published."""
    found: dict[IncidentId, IncidentId] = {}
    with session.read() as connection:
        for piece in pieces(accounts):
            rows = connection.execute(select(MEMBERS.c.account, MEMBERS.c.incident).where(MEMBERS.c.account.in_(piece)))
            found.update((IncidentId(account), IncidentId(incident)) for account, incident in rows)
    return found


def members(session: Session, incidents: Iterable[IncidentId]) -> dict[IncidentId, tuple[IncidentId, ...]]:
    """The accounts of each incident, as last published, in order of their ids."""
    found: dict[IncidentId, list[IncidentId]] = {}
    with session.read() as connection:
        for piece in pieces(incidents):
            query = select(MEMBERS.c.incident, MEMBERS.c.account).where(MEMBERS.c.incident.in_(piece))
            for incident, account in connection.execute(query):
                found.setdefault(IncidentId(incident), []).append(IncidentId(account))
    return {incident: tuple(sorted(accounts)) for incident, accounts in found.items()}
