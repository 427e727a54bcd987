"""Where the projects of a run of faults stand: files of SQLite, or databases of a PostgreSQL server of their own."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from gesta.evaluate.faults.states import State, state_of

_PATIENCE = 60.0
"""Seconds in which the server must have given up the work of a client that is gone."""
SUFFIXES = ("", "-wal", "-shm", "-journal")
"""Of the files that a project of SQLite may consist of."""


class Database(Protocol):
    """One kind of place for projects. Projects have names; a project's target is what ``Store.open`` takes."""

    name: str

    def target(self, project: str) -> str:
        """Where the project stands, or could be made."""
        ...

    def copy(self, project: str, to: str) -> str:
        """Another project is the same as this one, byte for byte; returns its target."""
        ...

    def drop(self, project: str) -> None:
        """The project is gone, whatever is left of it."""
        ...

    def state(self, project: str) -> State:
        """All that stands in the project."""
        ...

    def calm(self, project: str) -> None:
        """Nobody works on the project any more; raises TimeoutError where somebody does for ever."""
        ...

    def damages(self, project: str) -> list[str]:
        """What the database itself finds wrong with the project."""
        ...


class Projects(Database, Protocol):
    """A database that has projects which a store opens."""

    def engine(self, project: str) -> Engine:
        """The project's database past the store."""
        ...


class SqliteFiles:
    """Every project is a file in a folder of its own, all equally deep, so that relative paths stay as they are."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def target(self, project: str) -> str:
        folder = self._folder / project
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder / "project.db")

    def copy(self, project: str, to: str) -> str:
        self.drop(to)
        target = self.target(to)
        for suffix in SUFFIXES:
            if (part := Path(self.target(project) + suffix)).exists():
                shutil.copyfile(part, target + suffix)
        return target

    def drop(self, project: str) -> None:
        shutil.rmtree(self._folder / project, ignore_errors=True)

    def engine(self, project: str) -> Engine:
        """The project's database past the store."""
        return create_engine(f"sqlite:///{self.target(project)}", poolclass=NullPool)

    def state(self, project: str) -> State:
        return state_of(self.engine(project)) if Path(self.target(project)).exists() else {}

    def calm(self, project: str) -> None:
        """A file has no server that could still be at work."""

    def damages(self, project: str) -> list[str]:
        if not Path(self.target(project)).exists():
            return []
        connection = sqlite3.connect(self.target(project))
        try:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
            if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'texts_fts'").fetchone():
                connection.execute("INSERT INTO texts_fts(texts_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as fault:
            found = [f"{type(fault).__name__}: {fault}"]
        finally:
            connection.rollback()
            connection.close()
        return found


class PostgresServer:
    """Every project is a database of one server, copied as a template."""

    name = "postgresql"

    def __init__(self, address: str) -> None:
        """``address``: of a database whose user may make others."""
        self._address = make_url(address).set(drivername="postgresql+psycopg")

    def target(self, project: str) -> str:
        address = self._address.set(database=project).render_as_string(hide_password=False)
        if project not in self._projects():
            self._do(f'CREATE DATABASE "{project}"')
        return address.replace("postgresql+psycopg://", "postgresql://", 1)

    def copy(self, project: str, to: str) -> str:
        self.drop(to)
        self._do(f'CREATE DATABASE "{to}" TEMPLATE "{project}" STRATEGY FILE_COPY')
        return self.target(to)

    def drop(self, project: str) -> None:
        self._do(f'DROP DATABASE IF EXISTS "{project}" WITH (FORCE)')

    def engine(self, project: str) -> Engine:
        """The project's database past the store."""
        return create_engine(self._address.set(database=project), poolclass=NullPool)

    def state(self, project: str) -> State:
        return state_of(self.engine(project))

    def calm(self, project: str) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            with self._connected() as found, found.connect() as connection:
                query = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :name")
                if not connection.execute(query, {"name": project}).scalar():
                    return
            time.sleep(0.02)
        raise TimeoutError(f"after {_PATIENCE:.0f} s the server still works for a client that was killed")

    def damages(self, project: str) -> list[str]:
        """Checks nothing but that every table can be read, which ``state_of`` does: the server enforces its keys."""
        return []

    def _projects(self) -> set[str]:
        with self._connected() as found, found.connect() as connection:
            return set(connection.execute(text("SELECT datname FROM pg_database")).scalars())

    def _do(self, statement: str) -> None:
        with self._connected() as found, found.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(statement)

    @contextmanager
    def _connected(self) -> Iterator[Engine]:
        engine = create_engine(self._address, poolclass=NullPool)
        try:
            yield engine
        finally:
            engine.dispose()


class Folders:
    """The folders of batches: what stands there is files."""

    name = "files"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def target(self, project: str) -> str:
        return str(self._folder / project)

    def copy(self, project: str, to: str) -> str:
        self.drop(to)
        shutil.copytree(self.target(project), self.target(to))
        return self.target(to)

    def drop(self, project: str) -> None:
        shutil.rmtree(self.target(project), ignore_errors=True)

    def state(self, project: str) -> State:
        """The data set, a row a file; what only the batch itself needs, under ``work``, is left out."""
        root = Path(self.target(project))
        files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.name.startswith(".")]
        told = [(path.relative_to(root).as_posix(), path) for path in files]
        kept = [(name, path) for name, path in told if not name.startswith("work/") and name not in _TIMED]
        return {"files": tuple((name, hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in kept)}

    def calm(self, project: str) -> None:
        """Workers end by themselves; that the same batch is begun again before they did is part of what is tried."""

    def damages(self, project: str) -> list[str]:
        return []


_TIMED = frozenset({"summary.json"})
"""Files of a batch that say how long it took."""


@contextmanager
def postgres(folder: Path) -> Iterator[PostgresServer]:
    """A server that lives in the folder meanwhile; needs pgserver, which the development installation has."""
    from pgserver.postgres_server import get_server

    folder.mkdir(parents=True, exist_ok=True)
    started = get_server(folder)
    # A killed process loses nothing that the operating system holds, so that nothing need be forced to the disk.
    started.psql("ALTER SYSTEM SET fsync = off")
    started.psql("SELECT pg_reload_conf()")
    try:
        yield PostgresServer(started.get_uri())
    finally:
        started.cleanup()
