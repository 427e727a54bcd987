"""The queue: what waits, what fails and how often, and what becomes of the jobs of workers that die."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from tests.contract.store.factory import AT, numbered

from gesta.errors import UsageError
from gesta.model.terms import ReportId
from gesta.store.errors import GoneError, StoreError
from gesta.store.store import Store
from gesta.work import jobs, tasks, worker
from gesta.work.queue import opened

Made = Callable[[str], str]


@pytest.fixture
def shared(another: Made) -> str:
    """An empty project in PostgreSQL."""
    target = another("postgresql")
    Store.create(target).close()
    return target


@pytest.fixture
def raw(shared: str) -> Iterator[Engine]:
    """Its database, past Gesta."""
    engine = create_engine(make_url(shared).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


def drain(project: str) -> None:
    """A worker did what it could take."""
    assert asyncio.run(worker._Worker(project, None, True).run()) == 0


def test_a_file_has_no_queue(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs PostgreSQL"), opened(str(tmp_path / "my.db")):
        pass


def test_a_server_that_is_not_there_is_told_at_once_and_without_the_password() -> None:
    began = time.monotonic()
    with (
        pytest.raises(GoneError, match=r"\*\*\*.* does not answer.*[Rr]efused") as told,
        opened("postgresql://ada:secret@127.0.0.1:9/x"),
    ):
        pass
    assert time.monotonic() - began < 5
    assert "secret" not in str(told.value) and "\n" not in str(told.value)


def test_a_database_that_the_server_does_not_have_is_told_at_once(server: str) -> None:
    began = time.monotonic()
    nowhere = make_url(server).set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(StoreError, match="nowhere"), opened(nowhere):
        pass
    assert time.monotonic() - began < 5


def test_reports_wait_in_lots(shared: str) -> None:
    with opened(shared) as queue, opened(shared) as again:
        assert queue.add([ReportId(f"r{number}") for number in range(tasks.AT_ONCE + 1)]) == 2
        assert queue.add([]) == 0
        assert [(each.kind, each.state, each.reports) for each in again.jobs()] == [
            ("read", "waiting", tasks.AT_ONCE), ("read", "waiting", 1)]  # fmt: skip


def test_what_fails_is_tried_again_then_listed_with_its_error(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def fails(store: Store) -> int:
        tried.append(store.count_reports())
        raise UsageError(f"no codebook at {shared}")

    monkeypatch.setattr(tasks, "merge", fails)
    monkeypatch.setattr(jobs, "TRIES", 3)
    monkeypatch.setattr(jobs, "_BACK_OFF", 0)
    with opened(shared) as queue:
        jobs.defer_merge(queue._app)
        jobs.defer_merge(queue._app)
        assert [each.kind for each in queue.jobs()] == ["merge"], "one merging at a time is enough"
        drain(shared)
        (job,) = queue.jobs()
        assert (job.state, len(tried)) == ("failed", 3)
        assert job.error is not None and "no codebook" in job.error and "***" in job.error and job.error_at
        monkeypatch.setattr(tasks, "merge", lambda store: 0)
        assert queue.retry() == 1
        drain(shared)
        assert queue.jobs() == [] and queue.retry() == 0


def test_a_job_of_a_dead_worker_is_taken_up(shared: str, raw: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[list[str]] = []
    monkeypatch.setattr(tasks, "read", lambda store, reports: done.append(reports) or 0)
    monkeypatch.setattr(tasks, "merge", lambda store: 0)
    with opened(shared) as queue:
        queue.add([ReportId("r1")])
        _die(raw, attempts=0)
        (job,) = queue.jobs()
        assert (job.state, job.lost) == ("running", True)
        drain(shared)
        assert done == [["r1"]] and queue.jobs() == []


def test_a_job_that_kills_its_workers_has_failed_at_last(shared: str, raw: Engine) -> None:
    with opened(shared) as queue:
        queue.add([ReportId("r1")])
        _die(raw, attempts=jobs.TRIES - 1)
        drain(shared)
        (job,) = queue.jobs()
        assert (job.state, job.error) == ("failed", "its worker died or fell silent")


def _die(raw: Engine, attempts: int) -> None:
    """Every job was begun so often, and last by a worker that fell silent."""
    with raw.begin() as connection:
        connection.execute(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
        )
        connection.execute(
            text(
                "UPDATE procrastinate_jobs SET status = 'doing', attempts = :attempts, "
                "worker_id = (SELECT max(id) FROM procrastinate_workers)"
            ),
            {"attempts": attempts},
        )


def test_a_language_model_is_asked_by_no_worker(shared: str) -> None:
    with Store.open(shared) as store:
        store.save_settings({"reader": "llm", "llm": "http://127.0.0.1:1/v1", "llm_model": "m"})
        store.add_report(numbered(1), AT)
        with pytest.raises(UsageError, match="gesta run"):
            tasks.to_read(store)
    with pytest.raises(UsageError, match="gesta run"):
        worker.work(shared, 1, drain=True, tell=print)


def test_an_engine_is_out_of_date_when_a_file_of_it_changed(shared: str, tmp_path: Path) -> None:
    concept = tmp_path / "concept.yaml"
    concept.write_text("id: one")
    with Store.open(shared) as store:
        store.save_settings({"codebooks": str(tmp_path)})
        before = tasks.components(tasks.settings_of(store))
        assert before == tasks.components(tasks.settings_of(store))
        concept.write_text("id: another")
        assert before != tasks.components(tasks.settings_of(store))


def test_a_worker_whose_engine_is_out_of_date_takes_no_job(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "merge", lambda store: pytest.fail("the job was done"))
    with opened(shared) as queue:
        jobs.defer_merge(queue._app)
        assert asyncio.run(worker._Worker(shared, (), False).run()) == worker._ANEW
        (job,) = queue.jobs()
        assert (job.state, job.tries) == ("waiting", 1) and job.error is not None and "changed" in job.error


def test_the_tables_of_the_queue_are_made_once(shared: str, raw: Engine) -> None:
    for _ in range(2):
        with opened(shared) as queue:
            assert queue.jobs() == []
    with raw.connect() as connection:
        told = connection.execute(text("SELECT obj_description('procrastinate_jobs'::regclass, 'pg_class')")).scalar()
    assert told and told[0].isdecimal()
