"""The queue of a project as a person sees it: made when first used, filled, looked at, and tried again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, LiteralString, cast

import msgspec

from gesta.model.terms import ReportId
from gesta.store.engine import named
from gesta.store.errors import GoneError, StoreError
from gesta.store.project import reach
from gesta.work import tasks
from gesta.work.jobs import defer_reading, defer_recode, make_app

if TYPE_CHECKING:
    from procrastinate import App

JobState = Literal["waiting", "running", "failed"]
_STATES: dict[str, JobState] = {"todo": "waiting", "doing": "running", "failed": "failed", "aborted": "failed"}
_STANDING = """SELECT to_regclass('procrastinate_jobs') IS NOT NULL AS there,
    obj_description(to_regclass('procrastinate_jobs'), 'pg_class') AS version"""
_COMMENT = "COMMENT ON TABLE procrastinate_jobs IS '{version}'"
_TAKEN = ("42P07", "42710", "42723", "23505")
"""duplicate_table, duplicate_object, duplicate_function, unique_violation: somebody makes the same at this moment."""
_ERRORS = """CREATE TABLE gesta_job_errors (
    job bigint NOT NULL REFERENCES procrastinate_jobs (id) ON DELETE CASCADE,
    try integer NOT NULL, at timestamptz NOT NULL DEFAULT now(), error text NOT NULL, PRIMARY KEY (job, try));
COMMENT ON TABLE gesta_job_errors IS 'Why a try of a job failed: gesta queue lists it.';"""
_LISTED = """SELECT job.id, job.task_name AS kind, job.status::text AS state,
    coalesce(jsonb_array_length(job.args -> 'reports'), 0) AS reports, job.attempts AS tries,
    job.scheduled_at AS next_at, last.error, last.at AS error_at,
    job.status = 'doing' AND (worker.id IS NULL OR worker.last_heartbeat < now() - interval '60 seconds') AS lost
FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
LEFT JOIN LATERAL (SELECT at, error FROM gesta_job_errors WHERE gesta_job_errors.job = job.id ORDER BY try DESC LIMIT 1)
    AS last ON true
WHERE job.status IN ('todo', 'doing', 'failed', 'aborted') ORDER BY job.status, job.id"""


class Job(msgspec.Struct, frozen=True):
    """A job that is not done.

    ``kind``: read, recode or merge; ``reports``: how many it reads; ``tries``: how often it was begun before;
    ``next_at``: not before (ISO 8601); ``error``: of the last try, at ``error_at``; ``lost``: its worker fell silent.
    """

    id: int
    kind: str
    state: JobState
    reports: int
    tries: int
    next_at: str | None
    error: str | None
    error_at: str | None
    lost: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """An open queue. Made by ``opened``."""

    _app: App

    def add(self, reports: Sequence[ReportId]) -> int:
        """The reports wait to be read; returns in how many jobs."""
        return defer_reading(self._app, tasks.lots(list(reports)))

    def recode(self) -> bool:
        """What today's reader has not read waits for it; False where that waits already."""
        return defer_recode(self._app)

    def jobs(self) -> list[Job]:
        """Every job that is not done."""
        found = self._all(_LISTED)
        for row in found:
            row["state"] = _STATES[str(row["state"])]
            row["next_at"], row["error_at"] = _iso(row["next_at"]), _iso(row["error_at"])
        return msgspec.convert(found, list[Job])

    def retry(self) -> int:
        """Every failed job waits for one more try; returns how many those are.

        One that must not wait twice, and waits anew already, is left as it is.
        """
        from procrastinate.exceptions import UniqueViolation

        done = 0
        for job in self.jobs():
            if job.state == "failed":
                with suppress(UniqueViolation):
                    self._app.job_manager.retry_job_by_id(job.id, retry_at=datetime.now(UTC))
                    done += 1
        return done

    def _all(self, query: LiteralString, **values: object) -> list[dict[str, object]]:
        return cast(
            list[dict[str, object]], self._app.connector.get_sync_connector().execute_query_all(query, **values)
        )


@contextmanager
def opened(project: str) -> Iterator[Queue]:
    """The queue of the project, made where there was none.

    Raises UsageError for a project without one; GoneError, at once, where the server does not answer: the pool of
    procrastinate would try for half a minute. StoreError where it lets nobody in.
    """
    app = make_app(project, is_worker=False)
    reach(project)
    from procrastinate.exceptions import ConnectorException
    from psycopg_pool import PoolTimeout

    try:
        with app.open():
            _prepare(app)
            yield Queue(app)
    except PoolTimeout as fault:
        raise GoneError(f"{named(project)}: the database does not answer") from fault
    except ConnectorException as fault:
        raise StoreError(f"{named(project)}: {str(fault.__cause__ or fault).strip()}") from fault


def _prepare(app: App) -> None:
    """The tables of the queue stand, as the installed procrastinate wants them."""
    from procrastinate.exceptions import ConnectorException

    connector = app.connector.get_sync_connector()
    folder = Path(app.schema_manager.get_migrations_path())
    steps = sorted(folder.glob("*.sql"))
    newest = steps[-1].name.partition("_")[0]
    (standing,) = connector.execute_query_all(_STANDING)
    if standing["version"] == newest:
        return
    told: list[str] = [app.schema_manager.get_schema(), _ERRORS]
    if standing["there"]:
        later = [step for step in steps if step.name.partition("_")[0] > standing["version"]]
        told = [step.read_text(encoding="utf-8") for step in later]
    whole = "\n".join([*told, _COMMENT.format(version=newest)]).replace("%", "%%")
    try:
        connector.execute_query(whole)
    except ConnectorException as fault:
        if getattr(fault.__cause__, "sqlstate", None) not in _TAKEN:
            raise


def _iso(at: object) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(at, datetime) else None
