"""Workers: processes that take jobs until they are stopped. A stop waits for the job at hand; a kill costs one job,
which another worker takes up when the heart of the killed one has not beaten for a minute."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from gesta.errors import GestaError
from gesta.pipeline.engines import engine_of, settle
from gesta.pipeline.opening import settings_of
from gesta.store.errors import StoreError
from gesta.store.store import Store
from gesta.work.jobs import TRIES, keep_error, make_app
from gesta.work.queue import opened
from gesta.work.tasks import asked_by_nobody, components

if TYPE_CHECKING:
    from procrastinate import App

Tell = Callable[[str], None]
_BEAT, _SILENT = 10.0, 60.0
"""Seconds between two beats of a worker's heart, and of silence after which it is taken for dead."""
_LOOK = 15.0
"""Seconds between two looks for jobs of dead workers, and for files of the user's that changed."""
_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
"""Seconds until a database that does not answer, or a worker that died, is tried again: at first, and at most."""
_ANEW = 75
"""The status of a worker that stopped because what its engine was loaded from is another now."""


class OutOfDateError(GestaError):
    """The engine of a worker was loaded from files that have changed since."""


def work(project: str, processes: int, *, drain: bool, tell: Tell) -> bool:
    """Jobs of the project are done, by so many processes, until SIGTERM or SIGINT; True where the engine must be loaded
    anew, in a new process.

    ``drain``: only until no job can be taken any more. Raises UsageError for a project without a queue, and what
    opening it raises.
    """
    with opened(project), Store.open(project) as store:
        settings = asked_by_nobody(settings_of(store))
    loaded = components(settings)
    engine_of(settings)
    settle()
    crew = _Crew(project, loaded, drain, tell)
    return crew.run(processes)


class _Crew:
    """The worker processes, which share the memory of the engine that was loaded before they were forked."""

    def __init__(self, project: str, loaded: tuple[object, ...], drain: bool, tell: Tell) -> None:
        self._project, self._loaded, self._drain, self._tell = project, loaded, drain, tell
        self._is_stopping = False
        self._processes: list[BaseProcess] = []

    def run(self, processes: int) -> bool:
        """Returns when all have ended; True where the engine must be loaded anew."""
        before = {each: signal.signal(each, self._stop) for each in (signal.SIGTERM, signal.SIGINT)}
        try:
            self._processes = [self._begin() for _ in range(processes)]
            return self._watch()
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _begin(self) -> BaseProcess:
        made = get_context("fork").Process(target=_worker, args=(self._project, self._loaded, self._drain))
        made.start()
        return made

    def _watch(self) -> bool:
        """A process that dies is replaced, later each time, while nobody wants to stop."""
        is_anew, pause = False, _PAUSE
        while self._processes:
            for process in list(self._processes):
                process.join(0.2)
                if process.exitcode is None:
                    continue
                self._processes.remove(process)
                if process.exitcode == _ANEW:
                    is_anew = True
                    self._stop()
                elif process.exitcode != 0 and not self._is_stopping:
                    self._tell(f"a worker died (status {process.exitcode}); another one begins")
                    pause = min(2 * pause, _LONGEST_PAUSE)
                    if self._rested(pause):
                        self._processes.append(self._begin())
        return is_anew

    def _rested(self, seconds: float) -> bool:
        """True after so many seconds, False as soon as somebody wants to stop."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._is_stopping:
            time.sleep(0.2)
        return not self._is_stopping

    def _stop(self, *_: object) -> None:
        self._is_stopping = True
        for process in self._processes:
            with suppress(ProcessLookupError):
                os.kill(process.pid or os.getpid(), signal.SIGTERM)


def _worker(project: str, loaded: tuple[object, ...], drain: bool) -> None:
    """One process: ends with status 0 when it was stopped or nothing is left to do."""
    logging.getLogger("procrastinate").addHandler(logging.NullHandler())
    sys.exit(asyncio.run(_Worker(project, loaded, drain).run()))


class _Worker:
    """One procrastinate worker, begun again whenever the database comes back. ``loaded``: what its engine was loaded
    from, None where that is not to be looked at."""

    def __init__(self, project: str, loaded: tuple[object, ...] | None, drain: bool) -> None:
        self._project, self._loaded, self._drain = project, loaded, drain
        self._stopped = asyncio.Event()
        self._status = 0

    async def run(self) -> int:
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, self._stopped.set)
        pause = _PAUSE
        while not self._stopped.is_set():
            began = loop.time()
            try:
                if await self._session() and self._drain:
                    break
            except Exception as fault:  # Process edge: whatever the database did, the worker goes on when it is back.
                print(f"gesta: worker: {type(fault).__name__}, trying again", file=sys.stderr)
            pause = _PAUSE if loop.time() - began > _LONGEST_PAUSE else min(2 * pause, _LONGEST_PAUSE)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), pause)
        return self._status

    async def _session(self) -> bool:
        """Jobs are taken until the worker is stopped, the connection breaks, or nothing is left (then True)."""
        app = make_app(self._project, is_worker=True, check=partial(self._check, asyncio.get_running_loop()))
        async with app.open_async():
            await _take_up(app)
            working = asyncio.create_task(
                app.run_worker_async(
                    wait=not self._drain, install_signal_handlers=False, delete_jobs="successful",
                    update_heartbeat_interval=_BEAT, stalled_worker_timeout=_SILENT,
                )
            )  # fmt: skip
            looking = asyncio.create_task(self._look(app))
            stopping = asyncio.create_task(self._stopped.wait())
            try:
                await asyncio.wait({working, stopping, looking}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                looking.cancel()
                stopping.cancel()
            if working.done():
                await working
                return True
            # The job at hand is finished first.
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            return False

    async def _look(self, app: App) -> None:
        """Every now and then jobs of dead workers are taken up, and files looked at that the engine was loaded from."""
        while True:
            await asyncio.sleep(_LOOK)
            await _take_up(app)
            with suppress(OutOfDateError, StoreError, OSError):
                await asyncio.to_thread(self._look_at_files, asyncio.get_running_loop())

    def _look_at_files(self, loop: asyncio.AbstractEventLoop) -> None:
        with Store.open(self._project) as store:
            self._check(loop, store)

    def _check(self, loop: asyncio.AbstractEventLoop, store: Store) -> None:
        """Raises OutOfDateError, and stops the worker, where its engine is not what the project is read by now."""
        if self._loaded is not None and components(settings_of(store)) != self._loaded:
            self._status = _ANEW
            loop.call_soon_threadsafe(self._stopped.set)
            raise OutOfDateError("the codebook, the actors or the reader changed; the worker begins anew")


async def _take_up(app: App) -> None:
    """Jobs whose worker fell silent wait again; one that was begun too often has failed.

    Two workers may find the same job: then it is done twice at worst, which comes to the same.
    """
    from procrastinate.exceptions import ConnectorException
    from procrastinate.jobs import Status
    from procrastinate.utils import utcnow

    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT):
        with suppress(ConnectorException):
            await asyncio.to_thread(keep_error, app, job, "its worker died or fell silent")
            if job.attempts + 1 >= TRIES:
                await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
            else:
                await app.job_manager.retry_job(job, retry_at=utcnow())
