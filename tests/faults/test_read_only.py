"""A role of PostgreSQL that may only read: it reads, and is told plainly that it may not write."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, create_engine, make_url
from tests.contract.store.factory import AT, numbered

from gesta.store import ReadOnlyError, Store


@pytest.fixture
def reader(server: str) -> str:
    """The address of a project under a role that has SELECT alone."""
    engine = _engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA IF EXISTS looked_at CASCADE")
        connection.exec_driver_sql("DROP ROLE IF EXISTS looker")
        connection.exec_driver_sql("CREATE SCHEMA looked_at")
        connection.exec_driver_sql("CREATE ROLE looker LOGIN")
    target = f"{server}&options=-csearch_path%3Dlooked_at"
    with Store.create(target) as store:
        store.add_report(numbered(1), AT)
    with engine.begin() as connection:
        connection.exec_driver_sql("GRANT USAGE ON SCHEMA looked_at TO looker")
        connection.exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA looked_at TO looker")
    engine.dispose()
    return make_url(target).set(username="looker").render_as_string(hide_password=False)


def _engine(server: str) -> Engine:
    return create_engine(make_url(server).set(drivername="postgresql+psycopg"))


def test_a_role_that_may_only_read_reads_and_is_told_that_it_may_not_write(reader: str) -> None:
    with Store.open(reader) as store:
        assert store.count_reports() == 1
        assert list(store.incidents()) == []
        assert store.stats()["reports"] == 1
        for write in (
            lambda: store.add_report(numbered(2), AT),
            lambda: store.save_settings({"reader": "patterns"}),
        ):
            with pytest.raises(ReadOnlyError, match="can be read here, but not written to"):
                write()
        assert store.count_reports() == 1
