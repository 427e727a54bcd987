"""An act in a process of its own, killed by SIGKILL at a moment, a statement, a commit, or within a write to the disk.

The process is forked from this one, so that what is loaded here is loaded there; a kill costs milliseconds.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from sqlalchemy import Engine, Pool, event

Phase = Literal["moment", "statement", "before commit", "after commit", "write"]
PHASES: tuple[Phase, ...] = get_args(Phase)
_COMMITTED, _FAULT = b"c", b"!"
_PATIENCE = 300.0
"""Seconds after which an act that does not end counts as hanging."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a process is killed.

    ``at``: seconds after the act began (``moment``), the number of the statement or commit from 1, or (``write``) the
    size in bytes that no file may exceed: the kernel kills within the write that would.
    """

    phase: Phase
    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended. ``committed``: the commits that it had seen through; ``fault``: what was raised in it."""

    killed: bool
    committed: int
    seconds: float
    fault: str = ""


def forked(
    act: Callable[[], None], point: Point | None = None, after_commit: Callable[[], None] | None = None
) -> Ended:
    """The act was done in a process of its own, or as much of it as there was time for before the point.

    ``after_commit`` is called there after every commit. Raises TimeoutError for an act that does not end.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_killed(act, point, after_commit, writing)
    os.close(writing)
    try:
        told = _followed(child, reading, began, point.at if point and point.phase == "moment" else None)
    finally:
        os.close(reading)
    _, status = os.waitpid(child, 0)
    signals = (signal.SIGKILL, signal.SIGXFSZ)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) in signals
    commits, _, fault = told.partition(_FAULT)
    if not killed and status != 0 and not fault:
        fault = f"ended with status {status}".encode()
    return Ended(killed, commits.count(_COMMITTED), time.monotonic() - began, fault.decode("utf-8", "replace"))


def _followed(child: int, reading: int, began: float, after: float | None) -> bytes:
    """All that the process says; it is killed so many seconds after it began."""
    told = b""
    until = began + (after if after is not None else _PATIENCE)
    while True:
        ready, _, _ = select.select([reading], [], [], max(0.0, until - time.monotonic()))
        if ready:
            piece = os.read(reading, 65536)
            if not piece:
                return told
            told += piece
            continue
        os.kill(child, signal.SIGKILL)
        if after is None:
            os.waitpid(child, 0)
            raise TimeoutError(f"an act went on for more than {_PATIENCE:.0f} s")
        until = time.monotonic() + _PATIENCE


def _be_killed(
    act: Callable[[], None], point: Point | None, after_commit: Callable[[], None] | None, writing: int
) -> None:
    """The life of the child; it never returns."""
    status = 1
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        _watch(point, after_commit, writing)
        act()
        status = 0
    except BaseException:  # Process edge: whatever it is, the parent tells it.
        os.write(writing, _FAULT + traceback.format_exc().encode("utf-8", "replace")[-4000:])
    finally:
        os._exit(status)


def _watch(point: Point | None, after_commit: Callable[[], None] | None, writing: int) -> None:
    """Commits are told to the parent, and the process dies at the point."""
    counted = {"statement": 0, "before commit": 0}
    pending: list[bool] = []

    def statement(*_given: object) -> None:
        counted["statement"] += 1
        _die_at("statement", counted["statement"])

    def commit(_connection: object) -> None:
        counted["before commit"] += 1
        pending.append(True)
        _die_at("before commit", counted["before commit"])

    def given_back(*_given: object) -> None:
        if not pending:
            return
        pending.clear()
        _die_at("after commit", counted["before commit"])
        os.write(writing, _COMMITTED)
        if after_commit is not None:
            after_commit()

    def _die_at(phase: Phase, number: int) -> None:
        if point is not None and point.phase == phase and number == point.at:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    event.listen(Pool, "checkin", given_back)
    if point is not None and point.phase == "write":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(point.at), resource.RLIM_INFINITY))


@dataclass(frozen=True, slots=True)
class Course:
    """What an act did that nobody disturbed: its length, and how many of each thing a kill can be put at."""

    seconds: float
    statements: int
    commits: int
    largest: int


def course_of(act: Callable[[], None], target: str) -> Course:
    """The course of the act on the project at the target, which it changes. Raises RuntimeError where it fails."""
    counting, told = os.pipe()

    def counted() -> None:
        statements, sizes = [0], [0]

        def statement(*_given: object) -> None:
            statements[0] += 1

        def size(*_given: object) -> None:
            for file in _files(target):
                with suppress(OSError):
                    sizes[0] = max(sizes[0], file.stat().st_size)

        event.listen(Engine, "after_cursor_execute", statement)
        event.listen(Pool, "checkin", size)
        sys.addaudithook(lambda name, _given: size() if name in _MOVES else None)
        act()
        size()
        os.write(told, f"{statements[0]} {sizes[0]}".encode())

    ended = forked(counted)
    os.close(told)
    numbers = os.read(counting, 100).split()
    os.close(counting)
    if ended.fault:
        raise RuntimeError(f"an undisturbed act failed: {ended.fault}")
    return Course(ended.seconds, int(numbers[0]), ended.committed, int(numbers[1]))


_MOVES = ("os.rename", "os.link")
"""What Python's audit calls the last step of writing a file whole."""


def _files(target: str) -> list[Path]:
    """The files that an act at the target writes, whatever they are called while they are not whole."""
    if "://" in target:
        return []
    path = Path(target)
    within = path.parent if path.suffix else path
    return [each for each in within.rglob("*") if each.is_file()]
