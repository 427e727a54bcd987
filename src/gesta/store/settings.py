"""What a project is run with, kept with it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from gesta.store.schema import META
from gesta.store.session import Session

_PREFIX = "setting "


def settings(session: Session) -> dict[str, str]:
    """The settings by name."""
    query = select(META.c.key, META.c.value).where(META.c.key.startswith(_PREFIX))
    with session.read() as connection:
        return {key.removeprefix(_PREFIX): value for key, value in connection.execute(query)}


def save_settings(session: Session, told: Mapping[str, str]) -> None:
    """The settings stand as told; those that are not named stay."""
    with session.write() as connection:
        put_settings(connection, told)


def put_settings(connection: Connection, told: Mapping[str, str]) -> None:
    """As ``save_settings``, in a transaction that is under way."""
    rows = [{"key": _PREFIX + name, "value": value} for name, value in sorted(told.items())]
    if rows:
        connection.execute(delete(META).where(META.c.key.in_([row["key"] for row in rows])))
        connection.execute(insert(META), rows)
