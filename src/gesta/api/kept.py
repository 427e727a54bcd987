"""What takes long to count, kept until anything in the project changes."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from gesta.api.desk import Desk
from gesta.store.store import Store

_T = TypeVar("_T")
_LOCK = Lock()
_KEPT: WeakKeyDictionary[Desk, dict[str, tuple[str, object]]] = WeakKeyDictionary()


def kept(desk: Desk, store: Store, name: str, make: Callable[[Store], _T]) -> _T:
    """What ``make`` makes of the store, made again only after a change; ``name``: one for each ``make``."""
    state = store.state()
    with _LOCK:
        held = _KEPT.setdefault(desk, {}).get(name)
    if held is not None and held[0] == state:
        value: _T = held[1]  # type: ignore[assignment]
        return value
    made = make(store)
    with _LOCK:
        _KEPT[desk][name] = (state, made)
    return made
