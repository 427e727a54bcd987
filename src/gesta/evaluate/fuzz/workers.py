"""Processes that read made documents, each under a clock that the document cannot stop."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from gesta.evaluate.fuzz.case import Case
from gesta.evaluate.fuzz.chains import Chain, faults, prepare

LONGEST = 5.0
"""Seconds of processor time that one document may take."""
_LONGEST_WAIT = 900.0
"""Seconds by the clock: a document that waits for ever uses no processor. Generous, since machines are busy."""
_TWICE = 20
"""One document of so many is read twice."""
_FORK = multiprocessing.get_context("fork")


class Found(NamedTuple):
    """A document of the number was read; ``faults`` is what it broke."""

    number: int
    faults: list[str]


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection


def all_of(case_of: Callable[[int], Case], chain: Chain, first: int, jobs: int, *, most: int | None) -> Iterator[Found]:
    """Every document from the number ``first`` on, over ``jobs`` processes, without end where ``most`` is None.

    A process that a document kills (by its time, a fault of a library, the want of memory) is that document's fault,
    and another goes on after it.
    """
    prepare(chain)
    gc.collect()
    gc.freeze()
    end = None if most is None else first + most
    begun = [first + offset for offset in range(jobs)]
    workers = {number: _start(case_of, chain, begun[number], jobs, end) for number in range(jobs)}
    try:
        while workers:
            ready = wait([each.pipe for each in workers.values()])
            for number, worker in list(workers.items()):
                if worker.pipe in ready:
                    yield from _heard(worker, begun, number, jobs)
                    if worker.pipe.closed:
                        ended = end is not None and begun[number] >= end
                        if ended:
                            del workers[number]
                        else:
                            workers[number] = _start(case_of, chain, begun[number], jobs, end)
    finally:
        for worker in workers.values():
            worker.process.kill()


def _heard(worker: _Worker, begun: list[int], number: int, jobs: int) -> Iterator[Found]:
    """What the worker told; its pipe is closed once it has ended."""
    try:
        found = worker.pipe.recv()
        begun[number] = found.number + jobs
        yield found
    except EOFError:
        worker.process.join()
        worker.pipe.close()
        status = worker.process.exitcode or 0
        if status:
            died = begun[number]
            begun[number] += jobs
            yield Found(died, [_death(status)])


def _death(status: int) -> str:
    if -status == signal.SIGPROF:
        return f"time: more than {LONGEST:g} s of processor time"
    if -status == signal.SIGALRM:
        return f"time: more than {_LONGEST_WAIT:g} s by the clock"
    return f"death: the process ended with {signal.Signals(-status).name if status < 0 else status}"


def _start(case_of: Callable[[int], Case], chain: Chain, first: int, step: int, end: int | None) -> _Worker:
    here, there = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_work, args=(case_of, chain, first, step, end, there), daemon=True)
    process.start()
    there.close()
    return _Worker(process, here)


def _work(
    case_of: Callable[[int], Case], chain: Chain, first: int, step: int, end: int | None, pipe: Connection
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        number = first
        while end is None or number < end:
            case, twice = case_of(number), number % _TWICE == 0
            found = timed(lambda: faults(case, chain, Path(folder), twice=twice, rewind=_rewind))  # noqa: B023
            pipe.send(Found(number, found))
            number += step


def timed(act: Callable[[], list[str]]) -> list[str]:
    """What the act comes to; this process is ended by the system when it takes too long, whatever code it is in."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _rewind()
    signal.setitimer(signal.ITIMER_REAL, _LONGEST_WAIT)
    try:
        return act()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _rewind() -> None:
    """From here the document has its seconds anew: each reading has them for itself."""
    signal.setitimer(signal.ITIMER_PROF, LONGEST)


def alone(case: Case, chain: Chain, *, twice: bool) -> list[str]:
    """What one document breaks, read in a process of its own."""
    here, there = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=_once, args=(case, chain, twice, there), daemon=True)
    process.start()
    there.close()
    try:
        found: list[str] = here.recv()
    except EOFError:
        found = []
    process.join()
    here.close()
    return found or ([_death(process.exitcode)] if process.exitcode else [])


def _once(case: Case, chain: Chain, twice: bool, pipe: Connection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pipe.send(timed(lambda: faults(case, chain, Path(folder), twice=twice, rewind=_rewind)))
    os._exit(0)
