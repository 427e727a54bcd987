"""Pieces of work that any worker may do: a task reads files of the batch's folder and writes its own."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Protocol

import msgspec

from gesta.batch.folder import Folder

Counts = Mapping[str, int]
"""How many there were of what; added up over the tasks of a stage."""


class Task(Protocol):
    """One piece of a stage. A frozen dataclass at the top of its module, so that it travels to any worker.

    What it writes depends on what it reads alone, never on the worker, the engine or the order of tasks; doing it
    twice, also at the same time, leaves the same files.
    """

    @property
    def stage(self) -> str:
        """The stage it is of."""

    @property
    def name(self) -> str:
        """What it is called among the tasks of its stage; it may be a file name."""

    def run(self, folder: Folder) -> Counts:
        """Its files are written."""


class Outcome(msgspec.Struct, frozen=True):
    """A task that is done. ``seconds``: of a processor, when it was done."""

    stage: str
    name: str
    counts: dict[str, int]
    seconds: float


def do(task: Task, folder: Folder) -> Outcome:
    """The task is done, now or by an earlier run: its checkpoint is written after all its files."""
    earlier = done(folder, task.stage, task.name)
    if earlier is not None:
        return earlier
    began = time.process_time()
    counts = dict(task.run(folder))
    outcome = Outcome(task.stage, task.name, counts, round(time.process_time() - began, 3))
    folder.write_bytes(checkpoint(task.stage, task.name), msgspec.json.encode(outcome))
    return outcome


def done(folder: Folder, stage: str, name: str) -> Outcome | None:
    """What an earlier run says of the task; None where it was not done."""
    at = checkpoint(stage, name)
    return msgspec.json.decode(folder.read_bytes(at), type=Outcome) if folder.has(at) else None


def checkpoint(stage: str, name: str) -> str:
    """The file that says that the task is done."""
    return f"work/{stage}/done/{name}.json"
