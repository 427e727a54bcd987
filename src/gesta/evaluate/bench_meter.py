"""What work costs: seconds of processors and by the clock, memory at its highest, joules where they can be read."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

_COUNTERS = Path("/sys/class/powercap")
_MEBIBYTE = 1024
"""Kilobytes, which ``ru_maxrss`` counts in on Linux."""
Result = TypeVar("Result")


class Cost(msgspec.Struct, frozen=True):
    """``seconds``: of all processors that worked on it; ``clock``: what others on the machine lengthen; ``joules``:
    of the whole machine meanwhile, None where it does not say."""

    seconds: float
    clock: float
    joules: float | None


class Meter:
    """Holds the cost once the block is over."""

    cost: Cost


@contextmanager
def metered() -> Iterator[Meter]:
    """Measures this process and the children that end inside the block."""
    meter = Meter()
    energy, began, worked = joules(), time.perf_counter(), _worked()
    yield meter
    seconds, clock, after = _worked() - worked, time.perf_counter() - began, joules()
    meter.cost = Cost(seconds, clock, after - energy if after is not None and energy is not None else None)


def _worked() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def joules(counters: Path = _COUNTERS) -> float | None:
    """What the processors of the machine have taken up since it started (RAPL), None where it cannot be read."""
    try:
        packages = [path / "energy_uj" for path in counters.glob("intel-rapl:?")]
        return sum(int(path.read_text()) for path in packages) / 1e6 if packages else None
    except OSError:
        return None


def peak_mb() -> int:
    """Memory of this process at its highest, in MB; a forked one counts what it shares with its parent."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEBIBYTE


def alone(work: Callable[..., Result], *arguments: object) -> Result:
    """What the work gives in a new process that holds nothing else."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=_as_elsewhere) as pool:
        return pool.submit(work, *arguments).result()


def _as_elsewhere() -> None:
    """A spawned process would spawn its own workers; those of Gesta start as the system has it."""
    multiprocessing.set_start_method(None, force=True)
