"""What was worked out and may be asked for again, within a bound; the least lately used goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Memory(Generic[_Value]):
    """May be used from any thread. ``size``: of a value, as bytes or as one; ``most``: of all values together."""

    def __init__(self, most: int, size: Callable[[_Value], int]) -> None:
        self._most = most
        self._size = size
        self._kept: OrderedDict[Hashable, _Value] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._used = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """The value of the key, made where it is not kept; who asks for it meanwhile waits for it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            mine = self._making.setdefault(key, Lock())
        with mine:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                made = make()
                self._keep(key, made)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return made

    def _keep(self, key: Hashable, made: _Value) -> None:
        size = self._size(made)
        with self._lock:
            if key in self._kept or size > self._most:
                return
            self._kept[key] = made
            self._used += size
            while self._used > self._most:
                self._used -= self._size(self._kept.popitem(last=False)[1])

    @property
    def used(self) -> int:
        """The size of all that is kept."""
        with self._lock:
            return self._used
