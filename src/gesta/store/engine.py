"""Connections to a project: a file of SQLite, or an address of PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Dialect, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from gesta.errors import UsageError
from gesta.store.errors import NotAProjectError

WRITES = "gesta_writes"
"""The option of a connection whose transaction writes."""
_SQLITE_HEADER = b"SQLite format 3\x00"
_POSTGRES = ("postgresql", "postgres")
_WRITER_LOCK = 0x47455354
"""The number of the advisory lock that the writer of a PostgreSQL project holds: "GEST" in ASCII."""
_MANNERS: Mapping[str, int | str] = {
    "application_name": "gesta", "connect_timeout": 10, "keepalives_idle": 30, "keepalives_interval": 10,
    "keepalives_count": 3,
}  # fmt: skip
"""How a server is spoken to where its address says nothing else: one that went away is noticed within a minute."""
_LONGEST_SILENCE = 3600
"""Seconds after which the server ends a transaction that does nothing: a writer that was suspended keeps the lock."""
_RESTART = 10.0
"""Seconds that a server which answered before, and does not now, is waited for."""
_AGAIN = 0.25
"""Seconds until a server that does not answer is asked again."""
_SQLITE_UNWRITABLE = (8, 10, 14)
"""SQLITE_READONLY, SQLITE_IOERR and SQLITE_CANTOPEN: the files of the write-ahead log cannot be made."""
_CACHE_KIB = 65536
"""Pages of SQLite kept in memory: 64 MiB hold the indexes of some 100,000 reports."""


def is_address(target: str) -> bool:
    """True for an address of PostgreSQL; all else is a path."""
    return target.partition("://")[0] in _POSTGRES and "://" in target


def named(target: str) -> str:
    """The target as it may be shown: without a password."""
    if not is_address(target):
        return target
    try:
        return make_url(target).render_as_string(hide_password=True)
    except ArgumentError:
        return "the address"


def postgres_engine(address: str, wait: float, patience: float | None = None) -> Engine:
    """An engine for the address; nothing is connected yet.

    ``wait``: seconds that a writer waits for another one; ``patience``: seconds that a question of a reader may take,
    None for as long as it likes. Connections that broke are made anew when they are next used; a server that is being
    restarted is waited for.
    """
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as fault:
        raise UsageError("the address of the database cannot be read: postgresql://USER@HOST/DATABASE") from fault
    manners = {name: value for name, value in _MANNERS.items() if name not in url.query}
    try:
        # Read committed, whatever the server's default: a writer that waited must see what it waited for.
        engine = create_engine(
            url, pool_size=2, pool_pre_ping=True, connect_args=manners, isolation_level="READ COMMITTED"
        )
    except ImportError as fault:
        raise UsageError("PostgreSQL needs psycopg: install gesta[postgres]") from fault
    _reconnecting(engine)
    limits = (
        f"SET statement_timeout = {_milliseconds(patience or 0)}; "
        f"SET idle_in_transaction_session_timeout = {_milliseconds(_LONGEST_SILENCE)}"
    )
    of_writers = f"SET LOCAL lock_timeout = {_milliseconds(wait)}; SET LOCAL statement_timeout = 0"

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.cursor().execute(limits)
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql(of_writers)
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK}, hashtext(current_schema()))")

    return engine


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)


def _reconnecting(engine: Engine) -> None:
    """Once connected, a server that does not answer is asked again for some seconds: it may be restarting."""
    answered = False

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Dialect, _entry: ConnectionPoolEntry, at: tuple[Any, ...], by: dict[str, Any]) -> Any:
        nonlocal answered
        until = time.monotonic() + _RESTART
        while True:
            try:
                made = dialect.connect(*at, **by)
            except dialect.loaded_dbapi.OperationalError:
                if not answered or time.monotonic() > until:
                    raise
                time.sleep(_AGAIN)
            else:
                answered = True
                return made


def sqlite_engine(path: Path, wait: float) -> Engine:
    """An engine for the file, which must be there. A writer takes the file's lock when its transaction begins, so
    that two of them can never wait for each other.

    Where nothing can be written beside the file, because the folder is read-only or the disk full, it is read as it
    lies there, if all that was written to it is in it.
    """
    uri = f"file:{quote(os.fsencode(path.absolute().as_posix()))}"

    def connect() -> sqlite3.Connection:
        made = _connected(f"{uri}?mode=rw", wait)
        try:
            made.execute("SELECT 1 FROM sqlite_schema LIMIT 1")
        except sqlite3.OperationalError as fault:
            made.close()
            if fault.sqlite_errorcode & 0xFF not in _SQLITE_UNWRITABLE or not _is_settled(path):
                raise
            return _connected(f"{uri}?mode=ro&immutable=1", wait, _AsItLies)
        return made

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=2)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        for pragma in (
            "trusted_schema=OFF",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            f"cache_size=-{_CACHE_KIB}",
        ):
            connection.cursor().execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkin")
    def give_back(connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        # There may be room, or leave to write, the next time, and then others write too.
        if isinstance(connection, _AsItLies):
            entry.invalidate()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class _AsItLies(sqlite3.Connection):
    """A connection that takes the file for one that nobody changes."""


def _connected(uri: str, wait: float, factory: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False, factory=factory)


def _is_settled(path: Path) -> bool:
    """True where nothing that was written to the file still stands beside it only."""
    beside = path.with_name(path.name + "-wal")
    try:
        return not beside.exists() or beside.stat().st_size == 0
    except OSError:
        return False


def check_file(path: Path) -> None:
    """Raises NotAProjectError where the file is no database of SQLite."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE_HEADER))
    except OSError as fault:
        raise NotAProjectError(f"{path} cannot be read: {fault.strerror or fault}") from fault
    if head != _SQLITE_HEADER:
        raise NotAProjectError(f"{path} is no project of Gesta")
