"""Things that belong together, joined two at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

_Name = TypeVar("_Name", bound=str)


class Groups(Generic[_Name]):
    """Disjoint groups of names; a group is called by the least of its names, whatever order they were joined in."""

    def __init__(self, names: Iterable[_Name] = ()) -> None:
        self._parent: dict[_Name, _Name] = {name: name for name in names}

    def root(self, name: _Name) -> _Name:
        """The least name of the group; a name that is new is a group by itself."""
        parent = self._parent
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    def together(self, one: _Name, other: _Name) -> bool:
        """True when the two are of one group."""
        return self.root(one) == self.root(other)

    def join(self, one: _Name, other: _Name) -> None:
        """The two groups are one."""
        low, high = sorted((self.root(one), self.root(other)))
        self._parent[high] = low
