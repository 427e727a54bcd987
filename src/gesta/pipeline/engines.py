"""Many reports through one engine: in this process or over several, with the same records in the same order."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gesta.errors import GestaError, Problem
from gesta.model.documents import Report
from gesta.model.incidents import Record
from gesta.model.jsonl import decode, encode
from gesta.pipeline.reading import Engine, engine, failed
from gesta.readers.llm_endpoint import Endpoint
from gesta.readers.reader import DEFAULT as DEFAULT
from gesta.readers.reader import ReaderName as ReaderName

_AHEAD = 4
"""Reports handed to each worker ahead of the one being waited for; bounds memory on endless input."""

_ALLOCATED = 50_000
"""Objects made before the collector of cycles looks through the young ones; Python's own 700 costs a report of 500
words about 6 of 160 ms, and hardly any of a report's objects are in a cycle."""

_LOOK = 0.5
"""Seconds between two looks at whether the parent process is there."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an engine is loaded from; small enough to send to a worker. ``model``: the language model to ask."""

    codebooks: tuple[Path, ...] = ()
    overlays: tuple[Path, ...] = ()
    reader: ReaderName = DEFAULT
    model: Endpoint | None = None


def run(reports: Iterable[Report | Problem], settings: Settings, workers: int = 1) -> Generator[Record, None, None]:
    """A record for each report in order, failures too.

    Raises CodebookError or KnowledgeError before the first record when the user's files are faulty.
    """
    loaded = engine_of(settings)
    if workers <= 1:
        for report in reports:
            yield _read(loaded, report)
        return
    yield from _pooled(reports, settings, workers)


def _pooled(reports: Iterable[Report | Problem], settings: Settings, workers: int) -> Generator[Record, None, None]:
    waiting: deque[Future[bytes]] = deque()
    # What is loaded is shared with the workers; the collector of cycles writes into all that it looks through, and
    # would copy it to each of them.
    gc.freeze()
    pool = ProcessPoolExecutor(workers, initializer=_begin, initargs=(settings, os.getpid()))
    try:
        for report in reports:
            waiting.append(pool.submit(_work, settings, report))
            if len(waiting) >= _AHEAD * workers:
                yield decode(waiting.popleft().result())
        while waiting:
            yield decode(waiting.popleft().result())
    except BrokenProcessPool:
        raise GestaError("a worker process died, perhaps for want of memory; try --jobs 1") from None
    finally:
        # Whoever stops listening (Ctrl-C, a closed pipe) does not wait for reports that are queued.
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()


def _begin(settings: Settings, parent: int) -> None:
    """Load a worker's engine, and let Ctrl-C end it at once; the parent process says what happened."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with(parent)
    engine_of(settings)
    settle()


def settle() -> None:
    """What this process has loaded stays for good: the collector of cycles looks through it no more, and through what
    each report leaves less often. For processes that do nothing but read; what they fork shares the memory."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATED)


def end_with(parent: int) -> None:
    """This process ends soon after the one that it works for, also where that was killed and could tell nobody: a
    worker that waits for work would wait for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _work(settings: Settings, report: Report | Problem) -> bytes:
    return encode(_read(engine_of(settings), report))


@cache
def engine_of(settings: Settings) -> Engine:
    """The engine of the settings, loaded once a process."""
    return engine(settings.codebooks, settings.overlays, settings.reader, settings.model)


def _read(loaded: Engine, report: Report | Problem) -> Record:
    if isinstance(report, Problem):
        return failed(report)
    try:
        return loaded.read(report)
    except Exception as error:  # Process edge: one report that breaks the reader must not stop the batch.
        what = f"could not be read: {type(error).__name__}: {error}"
        return failed(Problem(report.source, what, "this is a fault of Gesta; please report it with the text"), report)
