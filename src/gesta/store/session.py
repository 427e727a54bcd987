"""One connection at a time: calls outside a transaction have one of their own, calls inside join it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, InternalError, OperationalError

from gesta.store.engine import WRITES
from gesta.store.errors import FullError, GoneError, LockedError, ReadOnlyError, SlowError, StoreError

_SQLITE_BUSY = (5, 6)
"""SQLITE_BUSY and SQLITE_LOCKED; the extended codes have them in their low byte."""
_SQLITE_READ_ONLY, _SQLITE_FULL = 8, 13
_POSTGRES_LOCKED = ("55P03", "40P01")
"""lock_not_available and deadlock_detected."""
_POSTGRES_CANCELLED = "57014"
"""query_canceled: it took longer than a reader's question may."""
_POSTGRES_GONE = ("57P", "08", "25P03")
"""How the states begin that tell of a server that stops, starts, is not reached, or ended an idle transaction."""
_POSTGRES_READ_ONLY = ("42501", "25006")
"""insufficient_privilege, read_only_sql_transaction: of a role that may only read, or of a standby server."""
_POSTGRES_FULL = "53100"
"""disk_full."""


_QUIET = 2.0
"""Seconds that a writer waits before it says so."""
Tell = Callable[[str], None]


class Session:
    """The connections of one open project. To be used by one thread at a time.

    ``tell``: is told, once, that a write has to wait for another process.
    """

    def __init__(self, engine: Engine, name: str, tell: Tell | None = None) -> None:
        self._engine = engine
        self._name = name
        self._tell = tell
        self._joined: Connection | None = None
        self._is_snapshot = False
        self.is_sqlite = engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: what is written inside stands as a whole or not at all, also within an outer one."""
        if self._is_snapshot:
            raise RuntimeError("nothing is written while a snapshot is read")
        if self._joined is not None:
            with self._joined.begin_nested():
                yield self._joined
            return
        with self._told(), self._engine.connect() as connection:
            writing = connection.execution_options(**{WRITES: True})
            with self._patiently():
                transaction = writing.begin()
            with transaction:
                self._joined = writing
                try:
                    yield writing
                finally:
                    self._joined = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read from; inside a transaction it sees what was written there."""
        if self._joined is not None:
            yield self._joined
            return
        with self._told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Whatever is read inside is of one moment, however much others write meanwhile; it holds up nobody.

        Inside a transaction, that is what it sees anyway.
        """
        if self._joined is not None:
            yield self._joined
            return
        with self._told(), self._engine.connect() as connection:
            told = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            reading = connection.execution_options(**told)
            with reading.begin():
                self._joined, self._is_snapshot = reading, True
                try:
                    yield reading
                finally:
                    self._joined, self._is_snapshot = None, False

    @contextmanager
    def _patiently(self) -> Iterator[None]:
        """While the lock is waited for."""
        if self._tell is None:
            yield
            return
        timer = Timer(_QUIET, self._say_once)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _say_once(self) -> None:
        tell, self._tell = self._tell, None
        if tell is not None:
            tell(f"another process is writing to {self._name}; waiting until it is done")

    def close(self) -> None:
        """No connection is open."""
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as fault:
            told = _error(fault, self._name)
            if told is None:
                raise
            raise told from fault


def _error(fault: DBAPIError, name: str) -> StoreError | None:
    """What the fault means to the user; None for a fault of the program."""
    cause = fault.orig
    extended, state = getattr(cause, "sqlite_errorcode", None), getattr(cause, "sqlstate", None)
    code = extended & 0xFF if isinstance(extended, int) else None
    if code in _SQLITE_BUSY or state in _POSTGRES_LOCKED:
        return LockedError(f"another process is writing to {name}: try again when it is done")
    if code == _SQLITE_FULL or state == _POSTGRES_FULL:
        return FullError(f"{name}: the disk is full; what was being written does not stand: make room and do it again")
    if code == _SQLITE_READ_ONLY or state in _POSTGRES_READ_ONLY:
        why = "the file, its folder or its disk is read-only, or the disk is full" if code else _in_a_line(cause)
        return ReadOnlyError(f"{name} can be read here, but not written to ({why})")
    if state == _POSTGRES_CANCELLED:
        return SlowError(f"{name}: the question took too long; ask for less at a time")
    if not hasattr(cause, "sqlite_errorcode") and (fault.connection_invalidated or _is_gone(fault, state)):
        return GoneError(f"{name}: the database does not answer, try again when it is back ({_in_a_line(cause)})")
    is_outside = isinstance(fault, OperationalError | InternalError) or type(fault) is DatabaseError
    if is_outside:
        return StoreError(f"{name}: {_in_a_line(cause)}")
    return None


def _in_a_line(cause: object) -> str:
    """What the driver says, without the line breaks and tabs of libpq's hints."""
    return " ".join(str(cause).split())


def _is_gone(fault: DBAPIError, state: str | None) -> bool:
    """True where the connection is the trouble: libpq tells it without any state."""
    return state.startswith(_POSTGRES_GONE) if state else isinstance(fault, OperationalError)
