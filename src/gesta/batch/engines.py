"""Who does the tasks of a stage: this process, several of this machine, or a cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Literal

from gesta.batch.careful import end_at_once
from gesta.batch.folder import Folder
from gesta.batch.spark import spark
from gesta.batch.tasks import Outcome, Task, do
from gesta.errors import GestaError

EngineName = Literal["serial", "processes", "spark"]
Engine = Callable[[Sequence[Task], Folder, int], Iterator[Outcome]]
"""Does every task once with so many workers; the outcomes as they come, in any order."""

_MOST_DEATHS = 12
"""Times in a row that worker processes may die before the engine gives up; one page that ends its process takes 4."""


def serial(tasks: Sequence[Task], folder: Folder, workers: int) -> Iterator[Outcome]:
    """One after the other in this process."""
    for task in tasks:
        yield do(task, folder)


def processes(tasks: Sequence[Task], folder: Folder, workers: int) -> Iterator[Outcome]:
    """In so many processes of this machine, forked from this one with all that it has loaded.

    When one of them dies, others go on. Raises GestaError when they die again and again and nothing is done.
    """
    waiting = {task.name: task for task in tasks}
    deaths = 0
    while waiting:
        # After several deaths each task is alone, so that none suffers for its neighbour.
        try:
            for outcome in _pooled(list(waiting.values()), folder, 1 if deaths > 1 else workers):
                deaths = 0
                del waiting[outcome.name]
                yield outcome
        except BrokenProcessPool:
            deaths += 1
            if deaths > _MOST_DEATHS:
                raise GestaError(
                    "worker processes die again and again, perhaps for want of memory; try fewer (--jobs 1)"
                ) from None


def _pooled(tasks: Sequence[Task], folder: Folder, workers: int) -> Iterator[Outcome]:
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(min(workers, len(tasks)), initializer=_begin, initargs=(os.getpid(),))
    is_whole = False
    try:
        for future in as_completed([pool.submit(do, task, folder) for task in tasks]):
            yield future.result()
        is_whole = True
    finally:
        if not is_whole:
            for child in set(multiprocessing.active_children()) - before:
                child.terminate()
        pool.shutdown(cancel_futures=True)


def _begin(parent: int) -> None:
    """A worker ends at once when it is told to, and when the process that it works for is there no more."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end_at_once)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


ENGINES: dict[EngineName, Engine] = {"serial": serial, "processes": processes, "spark": spark}
