"""The jobs as procrastinate knows them: which there are, how often each is tried, which may not run side by side."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from gesta.errors import UsageError
from gesta.store.engine import is_address, named
from gesta.store.store import PATIENT, Store
from gesta.work import tasks

if TYPE_CHECKING:
    from procrastinate import App, JobContext
    from procrastinate.jobs import Job as ProcrastinateJob
    from procrastinate.types import JSONDict

TRIES = 6
"""How often a job is begun at most."""
_BACK_OFF = 4
"""Seconds until the second try; four times as long before each further one: 17 minutes before the last."""
_FAILED = """INSERT INTO gesta_job_errors (job, try, error) VALUES (%(job)s, %(number)s, %(error)s)
ON CONFLICT (job, try) DO UPDATE SET at = now(), error = excluded.error RETURNING job"""
READ, RECODE, MERGE = "read", "recode", "merge"


def check_address(project: str) -> None:
    """Raises UsageError for a project that has no queue."""
    if not is_address(project):
        raise UsageError(
            f"{project} is a SQLite file, and the queue needs PostgreSQL: `gesta run` reads it at once, "
            "`gesta move` makes it a project of a server"
        )


def make_app(project: str, *, is_worker: bool, check: Callable[[Store], None] = lambda _: None) -> App:
    """The jobs of the project, not yet connected. ``check``: called before each job; what it raises puts the job off.

    Raises UsageError where procrastinate is not installed.
    """
    check_address(project)
    try:
        from procrastinate import App, PsycopgConnector, RetryStrategy, SyncPsycopgConnector
    except ImportError as fault:
        raise UsageError("the queue needs procrastinate: install gesta[postgres]") from fault

    address = project.replace("postgres://", "postgresql://", 1)
    connector: Any = PsycopgConnector if is_worker else SyncPsycopgConnector
    # One connection works, one more keeps the heart beating while it does.
    app = App(connector=connector(conninfo=address, min_size=1, max_size=2 if is_worker else 1,
                                  kwargs={"application_name": "gesta queue"}))  # fmt: skip
    retry = RetryStrategy(max_attempts=TRIES - 1, exponential_wait=_BACK_OFF)

    @app.task(name=READ, pass_context=True, retry=retry)
    def read(context: JobContext, reports: list[str]) -> int:
        return _tried(context, lambda store: tasks.read(store, reports), then=lambda: defer_merge(app))

    @app.task(name=RECODE, pass_context=True, retry=retry, queueing_lock=RECODE, lock=RECODE)
    def recode(context: JobContext) -> int:
        def put(store: Store) -> int:
            return defer_reading(app, tasks.to_read(store))

        return _tried(context, put, then=lambda: defer_merge(app))

    @app.task(name=MERGE, pass_context=True, retry=retry, queueing_lock=MERGE, lock=MERGE)
    def merge(context: JobContext) -> int:
        return _tried(context, tasks.merge)

    def _tried(context: JobContext, act: Callable[[Store], int], then: Callable[[], None] = lambda: None) -> int:
        try:
            with Store.open(project, wait=PATIENT) as store:
                check(store)
                done = act(store)
            then()
        except Exception as fault:  # Process edge: whatever stops a job is kept with it, and the job is tried again.
            with suppress(Exception):  # Without the database nothing can be kept; what stopped the job is still told.
                keep_error(app, context.job, _words(fault, project))
            raise
        return done

    return app


def _words(fault: Exception, project: str) -> str:
    """The fault as it may be kept and shown: without a password."""
    return f"{type(fault).__name__}: {fault}".replace(project, named(project))


def keep_error(app: App, job: ProcrastinateJob, error: str) -> None:
    """The error of this try of the job is kept with it."""
    app.connector.get_sync_connector().execute_query_all(
        _FAILED, job=job.id, number=job.attempts + 1, error=error.replace("\x00", "\ufffd")
    )


def defer_reading(app: App, lots: list[list[str]]) -> int:
    """The reports wait to be read, lot by lot; returns how many jobs that is."""
    told: list[JSONDict] = [{"reports": [*lot]} for lot in lots]
    if told:
        app.configure_task(READ).batch_defer(*told)
    return len(lots)


def defer_recode(app: App) -> bool:
    """Everything that today's reader has not read waits for it; False where that was asked for and waits already."""
    return _once(app, RECODE)


def defer_merge(app: App) -> None:
    """What was read is merged; where a merging waits already, it finds that too."""
    _once(app, MERGE)


def _once(app: App, task: str) -> bool:
    from procrastinate.exceptions import AlreadyEnqueued

    try:
        app.configure_task(task, queueing_lock=task, lock=task).defer()
    except AlreadyEnqueued:
        return False
    return True
