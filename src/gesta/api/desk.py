"""What every request to a served project stands on: open stores, the codebook, the gazetteer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TypeVar, cast

from gesta.api.atlases import Atlases
from gesta.api.knowledge import KnownActors, known_actors
from gesta.api.memory import Memory
from gesta.codebook.records import Codebook
from gesta.export.source import ProjectSource
from gesta.knowledge.places import Gazetteer, overlay_files
from gesta.model.filters import Filter
from gesta.pipeline.opening import codebook_of, settings_of
from gesta.review.values import Known
from gesta.store.engine import named
from gesta.store.store import Store
from gesta.version import __version__

_Made = TypeVar("_Made")
_WAIT = 30.0
"""Seconds that a decision waits for another writer; threads for readers are left meanwhile (``gesta.web.turns``)."""
_PATIENCE = 60.0
"""Seconds that one question to PostgreSQL may take: no page needs a fifth of it, and a wild one must end."""
_MOST_KEPT = 64
"""Things that take long to count and are kept until the project changes."""


class Desk:
    """One served project. Its methods may be called from any thread.

    ``name``: of the project, without its folder or password; ``project``: its path or address. Raises what
    ``Store.open`` raises.
    """

    def __init__(self, project: str) -> None:
        self.project = project
        self._idle: SimpleQueue[Store] = SimpleQueue()
        self._open: list[Store] = []
        self._lock, self._loading = Lock(), Lock()
        self._actors: KnownActors | None = None
        self._made: Memory[object] = Memory(_MOST_KEPT, lambda _: 1)
        with self.store() as store:
            settings = settings_of(store)
            self._overlays = settings.overlays
            self.book: Codebook = codebook_of(store)
            self.gazetteer = Gazetteer(overlays=overlay_files(settings.overlays))
        self.atlas = Atlases(self.book)
        self.known = Known(self.book, self.gazetteer)
        self.name = named(project) if "://" in project else Path(project).name

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A store that no other thread uses meanwhile; as many are open as were ever needed at once."""
        try:
            store = self._idle.get_nowait()
        except Empty:
            store = Store.open(self.project, wait=_WAIT, patience=_PATIENCE)
            with self._lock:
                self._open.append(store)
        try:
            yield store
        finally:
            self._idle.put(store)

    def version(self, store: Store) -> str:
        """Another text whenever anything in the project changed, or the code that tells it."""
        return f"{store.state()}-{__version__}-{self.book.version}"

    def kept(self, store: Store, name: str, make: Callable[[Store], _Made]) -> _Made:
        """What ``make`` makes of the store, again only after a change; ``name``: one for all that it depends on."""
        return cast(_Made, self._made.get((store.state(), name), lambda: make(store)))

    def actors(self) -> KnownActors:
        """The actors of the project, loaded when first asked for. Raises KnowledgeError for an overlay that cannot be
        read any more."""
        with self._loading:
            if self._actors is None:
                self._actors = known_actors(self._overlays)
            return self._actors

    def source(self, store: Store, wanted: Filter) -> ProjectSource:
        """The incidents that the filter lets through, to be exported; raises UsageError for a type that is none."""
        return ProjectSource(store, self.name.encode("utf-8", "replace").decode(), self.book, wanted)

    def public(self, told: str) -> str:
        """The words as everybody may read them: without the folder in which the project stands."""
        return told.replace(self.project, self.name)

    def close(self) -> None:
        """No store is open."""
        with self._lock:
            for store in self._open:
                store.close()
            self._open.clear()
            with suppress(Empty):
                while True:
                    self._idle.get_nowait()
