"""What takes long to count, kept until anything in the project changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from gesta.api.desk import Desk
from gesta.store.store import Store

_T = TypeVar("_T")
_LOCK = Lock()
_MOST = 64
"""Things that are kept of one project: of more, those that were not asked for longest go."""
_KEPT: WeakKeyDictionary[Desk, OrderedDict[str, tuple[str, object]]] = WeakKeyDictionary()


def kept(desk: Desk, store: Store, name: str, make: Callable[[Store], _T]) -> _T:
    """What ``make`` makes of the store, made again only after a change; ``name``: one for all that it depends on."""
    state = store.state()
    with _LOCK:
        mine = _KEPT.setdefault(desk, OrderedDict())
        held = mine.get(name)
        if held is not None:
            mine.move_to_end(name)
    if held is not None and held[0] == state:
        value: _T = held[1]  # type: ignore[assignment]
        return value
    made = make(store)
    with _LOCK:
        mine[name] = (state, made)
        while len(mine) > _MOST:
            mine.popitem(last=False)
    return made
