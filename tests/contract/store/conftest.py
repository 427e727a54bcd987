"""Every test of the store runs on both databases."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url

from gesta.store import Store

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests; where none can start, a loud skip."""
    with tempfile.TemporaryDirectory(prefix="gesta-pg-", ignore_cleanup_errors=True) as folder:
        try:
            import pgserver

            started = pgserver.get_server(folder)
        except Exception as fault:  # whatever keeps a server from starting here is no fault of the store
            pytest.skip(f"POSTGRESQL COULD NOT BE STARTED, half of the store's tests do not run: {fault!r}")
        # what a test writes need not outlive the machine; stopping takes a minute otherwise
        started.psql("ALTER SYSTEM SET fsync = off")
        started.psql("SELECT pg_reload_conf()")
        yield started.get_uri()
        started.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a project can be made: a path, or a schema of its own on the server."""
    return _place(request, tmp_path, request.param)


def _place(request: pytest.FixtureRequest, tmp_path: Path, kind: str, name: str = "project") -> str:
    if kind == "sqlite":
        return str(tmp_path / f"{name}.gesta")
    address = request.getfixturevalue("server")
    schema = f"project_{next(_NUMBERS)}"
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    engine.dispose()
    return f"{address}&options=-csearch_path%3D{schema}"


@pytest.fixture
def another(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Gives places for further projects: ``another("sqlite")``, ``another("postgresql")``."""
    return lambda kind: _place(request, tmp_path, kind, f"another_{next(_NUMBERS)}")


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    """An empty project."""
    with Store.create(target, wait=2.0) as made:
        yield made


@pytest.fixture
def raw(store: Store, target: str) -> Iterator[Engine]:
    """The database of the empty project, past the store."""
    if target.startswith("postgresql"):
        engine = create_engine(make_url(target).set(drivername="postgresql+psycopg"))
    else:
        engine = create_engine(f"sqlite:///{target}")
    yield engine
    engine.dispose()
