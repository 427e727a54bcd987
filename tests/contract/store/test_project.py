"""Making, opening, refusing, migrating; two processes at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from gesta.errors import GestaError, UsageError
from gesta.model.filters import Filter
from gesta.store import (
    ExistsError,
    LockedError,
    NewerProjectError,
    NotAProjectError,
    NotThereError,
    Store,
    StoreError,
    migrations,
    session,
)
from gesta.store.migrations import Migration
from gesta.store.schema_merged import INCIDENT_ACTORS
from gesta.store.schema_served import SERVED

from .factory import AT, incident, merged, numbered, reading, report

NEWEST = migrations.newest()


def test_a_project_is_made_once_and_opened_again(target: str) -> None:
    with Store.create(target) as store:
        store.add_report(report(), AT)
    with pytest.raises(ExistsError):
        Store.create(target)
    with Store.open(target) as store:
        assert store.count_reports() == 1
    store.close()


def test_what_is_not_there_is_not_opened(target: str) -> None:
    with pytest.raises(NotThereError, match="gesta init"):
        Store.open(target)


def test_a_project_is_not_made_where_no_folder_is(tmp_path: Path) -> None:
    with pytest.raises(NotThereError):
        Store.create(tmp_path / "nowhere" / "project.gesta")


@pytest.mark.parametrize("content", [b"", b"just a text", b"SQLite format 3\x00 but then nothing of the kind" * 100])
def test_a_file_that_is_no_project_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(NotAProjectError):
        Store.open(path)
    with pytest.raises(ExistsError):
        Store.create(path)
    assert path.read_bytes() == content


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(NotAProjectError):
        Store.open(tmp_path)


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    other.commit()
    other.close()
    with pytest.raises(NotAProjectError):
        Store.open(path)


def test_a_database_with_tables_of_others_is_refused(store: Store, target: str, raw: Engine) -> None:
    store.close()
    with raw.begin() as connection:
        connection.execute(text("UPDATE meta SET key = 'something else' WHERE key = 'store version'"))
    with pytest.raises(NotAProjectError):
        Store.open(target)


def test_an_address_that_nobody_answers_is_told_without_its_password() -> None:
    address = "postgresql://anna:secret@127.0.0.1:9/gesta?connect_timeout=2"
    for act in (Store.open, Store.create):
        with pytest.raises(NotThereError) as told:
            act(address)
        said = str(told.value)
        assert "secret" not in said and "\n" not in said and said.count("***") == 1


@pytest.mark.parametrize("address", ["postgresql://", "postgresql://host:port/x", "postgres://[::1/x"])
def test_a_broken_address_is_an_error_of_its_own(address: str) -> None:
    with pytest.raises(UsageError):
        Store.open(f"{address}?connect_timeout=1" if "port" not in address else address)


def test_a_newer_project_is_refused(store: Store, target: str, raw: Engine) -> None:
    store.close()
    with raw.begin() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE key = 'store version'"))
    with pytest.raises(NewerProjectError, match="99"):
        Store.open(target)


def test_an_older_project_is_migrated_on_opening(
    store: Store, target: str, raw: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add_report(report(), AT)
    store.close()
    steps = (_step(1, "ALTER TABLE feeds ADD COLUMN title TEXT"), _step(2, "ALTER TABLE feeds ADD COLUMN note TEXT"))
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with Store.open(target) as opened:
        assert opened.count_reports() == 1
    assert {"title", "note"} <= {column["name"] for column in inspect(raw).get_columns("feeds")}
    assert _version(raw) == str(NEWEST + 2)
    with Store.open(target):
        assert "incident_list" in inspect(raw).get_view_names()


def test_the_actors_of_a_project_without_a_table_of_them_are_listed(store: Store, target: str, raw: Engine) -> None:
    store.add_report(numbered(0), AT)
    made = merged(incident("inc_0"), numbered(0).id)
    store.publish([made], {made.id: ("inc_0",)}, {}, (), (), ())
    store.close()
    with raw.begin() as connection:
        for table in (*reversed(SERVED), INCIDENT_ACTORS):
            connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text("UPDATE meta SET value = '1' WHERE key = 'store version'"))
    with Store.open(target) as opened:
        assert [each.id for each in opened.incidents(Filter(actor="MARKET"))] == ["inc_0"]
        assert list(opened.incidents(Filter(actor="mark"))) == []


def test_a_migration_that_fails_leaves_the_project_as_it_was(
    store: Store, target: str, raw: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    steps = (_step(1, "ALTER TABLE feeds ADD COLUMN title TEXT"), _step(2, "ALTER TABLE nowhere ADD COLUMN note TEXT"))
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    with pytest.raises(Exception, match="nowhere"):
        Store.open(target)
    assert "title" not in {column["name"] for column in inspect(raw).get_columns("feeds")}
    assert _version(raw) == str(NEWEST)
    monkeypatch.undo()
    Store.open(target).close()


def _step(further: int, statement: str) -> Migration:
    def run(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return Migration(NEWEST + further, statement, run)


def _version(raw: Engine) -> str:
    with raw.connect() as connection:
        return str(connection.execute(text("SELECT value FROM meta WHERE key = 'store version'")).scalar())


def test_a_transaction_stands_as_a_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.add_report(numbered(1), AT)
        with store.transaction():
            store.add_report(numbered(2), AT)
        assert store.count_reports() == 2
        raise ZeroDivisionError
    assert store.count_reports() == 0
    with store.transaction():
        store.add_report(numbered(1), AT)
    assert store.count_reports() == 1


def test_a_call_that_fails_inside_a_transaction_leaves_the_rest_of_it(store: Store) -> None:
    with store.transaction():
        store.add_report(numbered(1), AT)
        with pytest.raises(UsageError):
            store.save_reading(reading(numbered(2), "inc_1"))
        store.save_reading(reading(numbered(1), "inc_1"))
    assert store.dirty() == ["inc_1"]


def test_a_second_writer_waits_and_is_told(store: Store, target: str) -> None:
    with Store.open(target, wait=0.2) as second:
        with store.transaction():
            store.add_report(numbered(1), AT)
            assert second.count_reports() == 0, "readers see what was there before"
            with pytest.raises(LockedError, match="another process"):
                second.add_report(numbered(2), AT)
        assert second.add_report(numbered(2), AT) == "new"
    assert issubclass(LockedError, StoreError) and issubclass(StoreError, GestaError)
    assert store.count_reports() == 2


def test_two_writers_in_turn_give_each_row_its_own_number(store: Store, target: str, raw: Engine) -> None:
    with Store.open(target) as second:
        for number in range(10):
            (store if number % 2 else second).add_report(numbered(number), AT)
    with raw.connect() as connection:
        numbers = connection.execute(text("SELECT number FROM reports ORDER BY number")).scalars().all()
    assert numbers == list(range(1, 11))


def test_a_damaged_record_is_told_as_such(store: Store, raw: Engine, target: str) -> None:
    if raw.dialect.name != "sqlite":
        pytest.skip("a file that somebody tampered with")
    store.add_report(report(), AT)
    with raw.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER reports_no_update")
        connection.exec_driver_sql("UPDATE reports SET content = x'0102'")
    with pytest.raises(StoreError, match="damaged"):
        list(store.unread("s1"))


def test_who_waits_long_is_told_once(store: Store, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_QUIET", 0.1)
    told: list[str] = []
    with Store.open(target, wait=0.6, tell=told.append) as second:
        second.add_report(numbered(1), AT)
        assert told == []
        with store.transaction():
            store.add_report(numbered(2), AT)
            with pytest.raises(LockedError):
                second.add_report(numbered(3), AT)
            with pytest.raises(LockedError):
                second.add_report(numbered(3), AT)
    assert len(told) == 1 and "another process is writing" in told[0]
