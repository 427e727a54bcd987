"""Making a project and opening one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect

from gesta.store.engine import check_file, is_address, named, postgres_engine, sqlite_engine
from gesta.store.errors import (
    ExistsError,
    FullError,
    LockedError,
    NotAProjectError,
    NotThereError,
    ReadOnlyError,
    StoreError,
)
from gesta.store.files import part_of
from gesta.store.migrations import create_tables, migrate, newest, version_of
from gesta.store.session import Session, Tell

Fill = Callable[[Connection], None]
"""Makes the tables of a project, in the transaction in which it comes to be."""


def empty(connection: Connection) -> None:
    """A new project's tables stand, empty."""
    create_tables(connection, _now())


def create_project(target: str | Path, wait: float, fill: Fill) -> Session:
    """A project stands at the path or address, as ``fill`` makes it, or nothing does.

    Raises ExistsError where something does already.
    """
    if is_address(str(target)):
        return _create_postgres(str(target), wait, fill)
    path = Path(target)
    try:
        with part_of(path) as part:
            part.touch()
            made = Session(sqlite_engine(part, wait), str(path))
            try:
                with made.write() as connection:
                    fill(connection)
            finally:
                made.close()
    except OSError as fault:
        raise NotThereError(f"{path} cannot be made: {fault.strerror or fault}") from fault
    return Session(sqlite_engine(path, wait), str(path))


def _create_postgres(address: str, wait: float, fill: Fill) -> Session:
    session = Session(postgres_engine(address, wait), named(address))
    try:
        with session.write() as connection:
            if inspect(connection).get_table_names():
                raise ExistsError(f"there are tables in {named(address)} already: give a schema of its own")
            fill(connection)
    except StoreError as fault:
        session.close()
        raise _unreachable(fault) from fault
    except BaseException:
        session.close()
        raise
    return session


def open_project(target: str | Path, wait: float, patience: float | None = None, tell: Tell | None = None) -> Session:
    """The project at the path or address, with the newest tables.

    ``patience``: seconds that a question may take (PostgreSQL), None for any; ``tell``: is told when a write must wait.

    Raises NotThereError, NotAProjectError, NewerProjectError, or LockedError where its tables are old and another
    process is writing.
    """
    if is_address(str(target)):
        session = Session(postgres_engine(str(target), wait, patience), named(str(target)), tell)
    else:
        path = Path(target)
        if not path.exists():
            raise NotThereError(f"there is no project {path}: make it with gesta init")
        check_file(path)
        session = Session(sqlite_engine(path, wait), str(path), tell)
    try:
        _bring_up_to_date(session, str(target))
    except BaseException:
        session.close()
        raise
    return session


def _bring_up_to_date(session: Session, target: str) -> None:
    try:
        with session.read() as connection:
            version = version_of(connection)
        if version is None and not session.is_sqlite:
            raise NotThereError(f"there is no project in {named(target)}: make it with gesta init")
        if version != newest():
            with session.write() as connection:
                migrate(connection)
    except NotAProjectError as fault:
        raise NotAProjectError(f"{named(target)}: {fault}") from fault
    except StoreError as fault:
        if session.is_sqlite and not isinstance(fault, LockedError | ReadOnlyError | FullError):
            raise NotAProjectError(f"{target} is no project of Gesta, or a damaged one ({fault})") from fault
        raise _unreachable(fault) from fault


def _unreachable(fault: StoreError) -> StoreError | NotThereError:
    if isinstance(fault, LockedError | ReadOnlyError | FullError):
        return fault
    return NotThereError(str(fault))


def reach(address: str) -> None:
    """The server of the address answers. Raises GoneError where it does not, StoreError where it lets nobody in."""
    session = Session(postgres_engine(address, wait=0), named(address))
    try:
        with session.read():
            pass
    finally:
        session.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
