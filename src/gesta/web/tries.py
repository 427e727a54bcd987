"""Failed tries to come in, counted by the address they come from, in bounded memory."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock

MOST, WITHIN = 10, 60.0
"""Tries that may fail within so many seconds."""
_ADDRESSES = 4096
"""Addresses remembered; the one that failed longest ago is forgotten first."""


class Tries:
    """Who failed how often of late. To be called from any thread.

    A token has 256 random bits: nobody can guess one. The limit keeps guessing cheap for the server, and tells whoever
    mistyped to stop and look.
    """

    def __init__(self, most: int = MOST, within: float = WITHIN, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._within = within
        self._clock = clock
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def failed(self, address: str) -> int:
        """The try of the address failed; seconds that it has to wait, 0 while it may try again at once."""
        now = self._clock()
        with self._lock:
            times = self._failed.setdefault(_network(address), deque(maxlen=self._most))
            self._failed.move_to_end(_network(address))
            full = len(times) == self._most and now - times[0] < self._within
            wait = math.ceil(self._within - (now - times[0])) if full else 0
            if not full:
                times.append(now)
            while len(self._failed) > _ADDRESSES:
                self._failed.popitem(last=False)
        return wait

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._failed)


def _network(address: str) -> str:
    """The address; of IPv6 its network of 64 bits, which is one household's."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped) if found.ipv4_mapped else found.exploded[:19]
