"""Who does the tasks of a stage: this process, several of this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Literal

from gesta.batch.folder import Folder
from gesta.batch.tasks import Outcome, Task, do

EngineName = Literal["serial", "processes"]
Engine = Callable[[Sequence[Task], Folder, int], Iterator[Outcome]]
"""Does every task once with so many workers; the outcomes as they come, in any order."""


def serial(tasks: Sequence[Task], folder: Folder, workers: int) -> Iterator[Outcome]:
    """One after the other in this process."""
    for task in tasks:
        yield do(task, folder)


def processes(tasks: Sequence[Task], folder: Folder, workers: int) -> Iterator[Outcome]:
    """In so many processes of this machine."""
    with ProcessPoolExecutor(workers) as pool:
        for future in as_completed([pool.submit(do, task, folder) for task in tasks]):
            yield future.result()


ENGINES: dict[EngineName, Engine] = {"serial": serial, "processes": processes}
