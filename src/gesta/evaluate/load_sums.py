"""What was acknowledged, looked for in the database: what is not there once was lost or doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from gesta.store.engine import postgres_engine
from gesta.store.schema import CHANGES, JUDGEMENTS, LEDGER, READINGS, REPORTS
from gesta.store.schema_merged import CURRENT_ACCOUNTS, DIRTY, INCIDENTS, MEMBERS


@dataclass(frozen=True, slots=True)
class Lost:
    """``lost``, ``doubled``: ids of judgements and reports; ``problems``: in words, these and all else amiss."""

    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    problems: tuple[str, ...]


def lost(address: str, judged: Sequence[str], added: Sequence[str]) -> Lost:
    """What of the acknowledged judgements and reports is not in the project exactly once, read and merged."""
    engine = postgres_engine(address, 10)
    with engine.connect() as connection:
        judgements = Counter(connection.scalars(select(JUDGEMENTS.c.id)))
        joined = REPORTS.join(READINGS, READINGS.c.report_number == REPORTS.c.number)
        readings = Counter(connection.scalars(select(REPORTS.c.id).select_from(joined)))
        problems = list(_problems(connection))
    engine.dispose()
    missing = [each for each in judged if not judgements[each]] + [each for each in added if not readings[each]]
    twice = [each for each, number in (judgements + readings).items() if number > 1]
    twice += [each for each, number in (Counter(judged) + Counter(added)).items() if number > 1]
    problems += [f"lost: {each}" for each in missing] + [f"doubled: {each}" for each in twice]
    return Lost(tuple(missing), tuple(twice), tuple(problems))


def _problems(connection: Connection) -> Iterable[str]:
    """Numbers have no gap, and every account is in an incident that is current."""
    for column in (CHANGES.c.seq, JUDGEMENTS.c.number, REPORTS.c.number, READINGS.c.number, LEDGER.c.seq):
        count, last = connection.execute(select(func.count(), func.max(column)).select_from(column.table)).one()
        if count != (last or 0):
            yield f"{column.table.name}: {count} rows up to number {last}"
    if waiting := connection.execute(select(func.count()).select_from(DIRTY)).scalar_one():
        yield f"{waiting} accounts are not merged"
    homes = select(MEMBERS.c.account).join(INCIDENTS, INCIDENTS.c.id == MEMBERS.c.incident)
    homeless = select(func.count()).where(CURRENT_ACCOUNTS.c.id.not_in(homes.where(INCIDENTS.c.current.is_(True))))
    if number := connection.execute(homeless).scalar_one():
        yield f"{number} accounts are in no incident"
