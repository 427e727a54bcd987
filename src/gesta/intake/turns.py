"""Politeness: when each host may be asked next."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import urlsplit

DELAY = 2.0
"""Seconds between two requests to one host where its robots.txt asks for no more."""


class Clock(Protocol):
    """The time of day, a count of seconds that never jumps, and waiting."""

    def now(self) -> datetime:
        """The time in UTC."""

    def seconds(self) -> float:
        """Seconds since some moment."""

    def sleep(self, seconds: float) -> None:
        """Return when so many seconds have passed."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def seconds(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Turns:
    """The moment of each host's last request; a host is asked no sooner than its delay after that."""

    def __init__(self, clock: Clock, delay_of: Callable[[str], float]) -> None:
        self._clock, self._delay_of = clock, delay_of
        self._last: dict[str, float] = {}

    def wait_for(self, url: str) -> float:
        """Seconds until the host of the address may be asked; 0 when it may be now."""
        last = self._last.get(host_of(url))
        return 0.0 if last is None else max(0.0, last + self._delay_of(url) - self._clock.seconds())

    def take(self, url: str) -> None:
        """Returns when the host's turn has come, and books it."""
        if seconds := self.wait_for(url):
            self._clock.sleep(seconds)
        self._last[host_of(url)] = self._clock.seconds()


def host_of(url: str) -> str:
    """The host of the address in lower case, without its port; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
