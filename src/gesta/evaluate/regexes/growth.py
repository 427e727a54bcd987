"""How the time of a pattern grows with texts made from its own shape."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from types import FrameType
from typing import AnyStr, NamedTuple

from gesta.evaluate.regexes.finding import AnyPattern
from gesta.evaluate.regexes.shapes import attacks, tree_of

SHORT, LONG = 1500, 6000
"""Characters of the two texts."""
_STEEP = 9.0
"""Times as long on a text four times as long: a line has 4, a square 16, and measuring is unsure by a third."""
_SLOW = 0.02
"""Seconds of processor time on the long text under which nothing is told: what grows with the square takes more."""
_MOST = 0.5
"""Seconds of processor time after which a search is stopped, and is a blow-up whatever the ratio."""
_AGAIN = 4
_ALIKE = 16
"""Searches of the short text that are measured as one: some systems count processor time in steps of 4 ms."""
_LONG_WAIT = 0.1
"""Seconds of processor time that a pattern may take on the longest text it is ever given."""
_AFTER = ("\x01", " \x01 ", "")
_RUNS = (
    "a",
    " ",
    "\n",
    "1",
    ".",
    "A",
    "Aa ",
    "a.",
    "a, ",
    "(",
    '"',
    "-",
    "1,",
    "<a ",
    "a-",
    "A. ",
    "&",
    "/a",
    "•",
    "\t",
)
"""Texts that are tried on every pattern."""


class Steep(NamedTuple):
    """A text on which a pattern takes more than in proportion. ``ratio``: to a quarter of the text; None: stopped."""

    before: str
    pump: str
    after: str
    seconds: float
    ratio: float | None


def slow_at(pattern: AnyPattern, most: int, *, searches: bool = True) -> Steep | None:
    """The first text of ``most`` characters on which the pattern takes over 0.1 s of processor time in every try."""
    for before, pump in _texts(pattern):
        for after in _AFTER:
            text = (before + pump * (most // len(pump)))[: most - len(after)] + after
            took = [_seconds(pattern, text, searches=searches)]
            while took[-1] is not None and took[-1] > _LONG_WAIT and len(took) < _AGAIN:
                took.append(_seconds(pattern, text, searches=searches))
            best = min(_MOST if each is None else each for each in took)
            if best > _LONG_WAIT:
                return Steep(before, pump, after, best, None)
    return None


class _StoppedError(Exception):
    pass


def steep(pattern: AnyPattern, *, searches: bool = True) -> Steep | None:
    """The first text found on which the pattern takes more than in proportion; None where none does.

    ``searches``: it is looked for through the whole text; else it is matched at the start alone.

    Processor time is measured, the best of several tries, and told only where it is steep in all of them. Runs in the
    main thread of a program, since it stops what takes too long by a timer.
    """
    seen: set[tuple[str, str, str]] = set()
    for before, pump in _texts(pattern):
        for after in _AFTER:
            if (before, pump, after) in seen:
                continue
            seen.add((before, pump, after))
            if (found := _measured(pattern, before, pump, after, searches=searches)) is not None:
                return found
    return None


def _texts(pattern: AnyPattern) -> Iterator[tuple[str, str]]:
    yield from (("", run) for run in _RUNS)
    for before, pump in attacks(tree_of(pattern)):
        yield before, pump
        yield "", f"{before}{pump}"


def _measured(pattern: AnyPattern, before: str, pump: str, after: str, *, searches: bool) -> Steep | None:
    def seconds(length: int, times: int = 1) -> float | None:
        text = before + pump * (length // len(pump)) + after
        return _seconds(pattern, text, searches=searches, times=times)

    long = seconds(LONG)
    if long is None:
        return Steep(before, pump, after, _MOST, None)
    if long < _SLOW:
        return None
    ratio = long
    for _ in range(_AGAIN):
        short = (seconds(SHORT, _ALIKE) or _MOST) / _ALIKE
        long = min(long, seconds(LONG) or _MOST)
        ratio = long / max(short, 1e-6)
        if ratio < _STEEP or long < _SLOW:
            return None
    return Steep(before, pump, after, long, ratio)


def _seconds(pattern: AnyPattern, text: str, *, searches: bool, times: int = 1) -> float | None:
    """Processor time of so many searches through the whole text, or matches, None where it was stopped."""
    held = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, _MOST)
    began = time.process_time()
    try:
        for _ in range(times):
            if isinstance(pattern.pattern, bytes):
                _through(pattern, text.encode("latin-1", "replace"), searches=searches)
            else:
                _through(pattern, text, searches=searches)
        return time.process_time() - began
    except _StoppedError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, held)


def _through(pattern: re.Pattern[AnyStr], text: AnyStr, *, searches: bool) -> None:
    if not searches:
        pattern.match(text)
        pattern.fullmatch(text)
        return
    for _ in pattern.finditer(text):
        pass


def _stop(number: int, frame: FrameType | None) -> None:
    raise _StoppedError
