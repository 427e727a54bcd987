"""What a server does to a project: connections that break, questions that take too long, its own defaults."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import Engine, text

from gesta.store import GoneError, SlowError, Store

from .factory import AT, numbered

KILL = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND application_name = 'gesta'"""


@pytest.fixture(autouse=True)
def on_a_server(target: str) -> None:
    """A file has no connections."""
    if not target.startswith("postgresql"):
        pytest.skip("only a server's connections break")


def test_a_broken_connection_is_made_again(store: Store, raw: Engine) -> None:
    for number in range(3):
        store.add_report(numbered(number), AT)
        with raw.connect() as connection:
            connection.execute(text(KILL))
        assert store.count_reports() == number + 1


def test_what_breaks_off_a_transaction_is_told_and_nothing_of_it_stands(store: Store, raw: Engine) -> None:
    with pytest.raises(GoneError, match="does not answer"), store.transaction():
        store.add_report(numbered(1), AT)
        with raw.connect() as connection:
            connection.execute(text(KILL))
        store.add_report(numbered(2), AT)
    assert store.count_reports() == 0
    store.add_report(numbered(1), AT)


def test_a_reader_s_question_ends_and_a_writer_s_does_not(store: Store, target: str) -> None:
    with Store.open(target, patience=0.2) as pages:
        with pytest.raises(SlowError, match="too long"), pages._session.read() as connection:
            connection.execute(text("SELECT pg_sleep(5)"))
        assert pages.count_reports() == 0
        with pages._session.write() as connection:
            connection.execute(text("SELECT pg_sleep(0.5)"))


def test_a_writer_that_waited_sees_what_it_waited_for(store: Store, target: str) -> None:
    """Whatever isolation the server gives its connections."""
    strict = f"{target}%20-cdefault_transaction_isolation%3Dserializable"
    with Store.open(strict) as first, Store.open(strict) as second:
        waiting = threading.Thread(target=second.add_report, args=(numbered(2), AT))
        with first.transaction():
            waiting.start()
            time.sleep(0.5)
            first.add_report(numbered(1), AT)
        waiting.join()
    assert store.count_reports() == 2


def test_nothing_waits_for_a_snapshot_and_nothing_is_written_in_one(store: Store, target: str) -> None:
    with Store.open(target, wait=0.2) as other, store.snapshot():
        assert store.count_reports() == 0
        other.add_report(numbered(1), AT)
        assert (store.count_reports(), other.count_reports()) == (0, 1)
        with pytest.raises(RuntimeError, match="snapshot"):
            store.add_report(numbered(2), AT)
    assert store.count_reports() == 1
