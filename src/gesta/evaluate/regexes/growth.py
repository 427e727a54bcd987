"""How the time of a pattern grows with texts made from its own shape."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from types import FrameType
from typing import AnyStr, NamedTuple

from gesta.evaluate.regexes.shapes import attacks, tree_of

SHORT, LONG = 1500, 6000
"""Characters of the two texts."""
_STEEP = 9.0
"""Times as long on a text four times as long: a line has 4, a square 16, and measuring is unsure by a third."""
_SLOW = 0.02
"""Seconds of processor time on the long text under which nothing is told: what grows with the square takes more."""
_MOST = 2.0
"""Seconds of processor time after which a search is stopped, and is a blow-up whatever the ratio."""
_AGAIN = 4
_RUNS = ("a", " ", "\n", "1", ".", "A", "Aa ", "a.", "a, ", "(", "\"", "-", "1,", "<a ", "a-", "A. ", "&", "/a", "•", "\t")
"""Texts that are tried on every pattern."""


class Steep(NamedTuple):
    """A text on which a pattern takes more than in proportion. ``ratio``: of a text four times as long; None: stopped."""

    before: str
    pump: str
    after: str
    seconds: float
    ratio: float | None


class _StoppedError(Exception):
    pass


def steep(pattern: re.Pattern[str] | re.Pattern[bytes]) -> Steep | None:
    """The first text found on which searching with the pattern grows faster than the text; None where none does.

    Processor time is measured, the best of several tries, and told only where it is steep in all of them. Runs in the
    main thread of a program, since it stops what takes too long by a timer.
    """
    seen: set[tuple[str, str, str]] = set()
    for before, pump in _texts(pattern):
        for after in ("\x01", ""):
            if (before, pump, after) in seen:
                continue
            seen.add((before, pump, after))
            if (found := _measured(pattern, before, pump, after)) is not None:
                return found
    return None


def _texts(pattern: re.Pattern[str] | re.Pattern[bytes]) -> Iterator[tuple[str, str]]:
    yield from (("", run) for run in _RUNS)
    for before, pump in attacks(tree_of(pattern)):
        yield before, pump
        yield "", f"{before}{pump}"


def _measured(pattern: re.Pattern[str] | re.Pattern[bytes], before: str, pump: str, after: str) -> Steep | None:
    long = _seconds(pattern, before + pump * (LONG // len(pump)) + after)
    if long is None:
        return Steep(before, pump, after, _MOST, None)
    if long < _SLOW:
        return None
    ratio = long
    for _ in range(_AGAIN):
        short = _seconds(pattern, before + pump * (SHORT // len(pump)) + after) or _MOST
        long = min(long, _seconds(pattern, before + pump * (LONG // len(pump)) + after) or _MOST)
        ratio = long / max(short, 1e-6)
        if ratio < _STEEP or long < _SLOW:
            return None
    return Steep(before, pump, after, long, ratio)


def _seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str) -> float | None:
    """Processor time of one search through the whole text, None where it was stopped."""
    held = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, _MOST)
    began = time.process_time()
    try:
        if isinstance(pattern.pattern, bytes):
            _through(pattern, text.encode("latin-1", "replace"))  # type: ignore[arg-type]
        else:
            _through(pattern, text)  # type: ignore[arg-type]
        return time.process_time() - began
    except _StoppedError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, held)


def _through(pattern: re.Pattern[AnyStr], text: AnyStr) -> None:
    for _ in pattern.finditer(text):
        pass


def _stop(number: int, frame: FrameType | None) -> None:
    raise _StoppedError
