"""A page that ends the process which reads it, or that is read without end, costs itself and not the batch."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import msgspec

from gesta.batch.folder import Folder

LONGEST = 60.0
"""Seconds of a processor that one page may take; a news article takes 0.2."""
_AGAIN = 5.0
"""Seconds after which it is raised again: native code on the way may have swallowed it."""
_DEATHS = 2
"""Times that a process ended over a page, known to be that page, before it is left out."""


class OutOfTime(BaseException):
    """The page took too long. No Exception, so that no broad handler on the way takes it for another fault."""


class _Begun(msgspec.Struct, frozen=True):
    """Runs of a task that came to no end, the page that was being read, and how often a process ended over which."""

    runs: int = 0
    place: int | None = None
    deaths: dict[int, int] = {}


class Watch:
    """Which page of a task is being read, written down from its second run on."""

    def __init__(self, folder: Folder, stage: str, name: str) -> None:
        self._folder = folder
        self._at = f"work/{stage}/begun/{name}.json"
        earlier = _Begun()
        if folder.has(self._at):
            earlier = msgspec.json.decode(folder.read_bytes(self._at), type=_Begun)
        deaths = dict(earlier.deaths)
        if earlier.place is not None:
            deaths[earlier.place] = deaths.get(earlier.place, 0) + 1
        self._stopped = _Begun(earlier.runs, None, deaths)
        self._runs = earlier.runs + 1
        self._write(None)

    def is_deadly(self, place: int) -> bool:
        """True where reading the page ended the process before; else it is written down that it is read now."""
        if self._stopped.deaths.get(place, 0) >= _DEATHS:
            return True
        if self._runs > 1:
            self._write(place)
        return False

    def stop(self) -> None:
        """The run ends because somebody wants it to end: it does not count."""
        self._folder.write_bytes(self._at, msgspec.json.encode(self._stopped))

    def _write(self, place: int | None) -> None:
        begun = _Begun(self._runs, place, self._stopped.deaths)
        self._folder.write_bytes(self._at, msgspec.json.encode(begun))


_watching: list[Watch] = []
"""The watch of the task that this process does."""


@contextmanager
def watched(folder: Folder, stage: str, name: str) -> Iterator[Watch]:
    """The watch over one run of a task; a run that is left by an exception does not count as one that ended hard."""
    watch = Watch(folder, stage, name)
    _watching.append(watch)
    try:
        yield watch
    except BaseException:
        watch.stop()
        raise
    finally:
        _watching.remove(watch)


def end_at_once(number: int, _: FrameType | None = None) -> None:
    """The signal handler of a worker: it ends, and the run of its task does not count."""
    for watch in _watching:
        watch.stop()
    os._exit(128 + number)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises OutOfTime after so many seconds of the processor, in the main thread of a process on a POSIX system."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _out_of_time)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _out_of_time(_: int, __: FrameType | None) -> None:
    raise OutOfTime
