"""The atlas of a served project as it is now, and what was worked out from it, for all threads."""

from __future__ import annotations

import hashlib
import time
from threading import Condition

import msgspec
import numpy as np

from gesta.api.atlas import Atlas, Mask, load_atlas
from gesta.api.choosing import chosen
from gesta.api.listing import page_of
from gesta.api.memory import Memory
from gesta.api.places import tile_places
from gesta.api.tiles import encode_tile
from gesta.api.timeline import count_timeline
from gesta.codebook.records import Codebook
from gesta.model.filters import Filter
from gesta.model.listed import Page
from gesta.store import Store

_MASKS, _ANSWERS = 64_000_000, 64_000_000
"""Bytes that are kept of selections (some 600 of 100,000 incidents), and of tiles (some 20,000) and timelines."""
_SHORT, _REST = 0.5, 2
"""An atlas that took more than so many seconds to make is good for twice as long as it took: a project that is written
to all the time would keep a processor busy otherwise."""
_BESIDE = 200
"""Bytes that keeping a tile or selection takes beside it."""


class Atlases:
    """May be used from any thread; a store that is passed is used by the calling thread only."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._newest: Atlas | None = None
        self._is_building = False
        self._changed = Condition()
        self._made_at, self._took = 0.0, 0.0
        self._masks: Memory[Mask] = Memory(_MASKS, lambda mask: mask.nbytes + _BESIDE)
        self._answers: Memory[bytes] = Memory(_ANSWERS, lambda tile: len(tile) + _BESIDE)

    def current(self, store: Store, version: str) -> Atlas:
        """The atlas of the version. One thread makes it; others get the one before, or wait where there is none.

        ``Atlas.version`` says which one it is: an answer's ETag is made of that.
        """
        with self._changed:
            while True:
                newest = self._newest
                if newest is not None and (newest.version == version or self._is_building or self._is_resting()):
                    return newest
                if not self._is_building:
                    break
                self._changed.wait()
            self._is_building = True
        made: Atlas | None = None
        began = time.monotonic()
        try:
            made = load_atlas(store, self._book, version)
        finally:
            with self._changed:
                self._newest = made or self._newest
                self._is_building = False
                self._made_at = time.monotonic()
                self._took = self._made_at - began
                self._changed.notify_all()
        return made

    def _is_resting(self) -> bool:
        return self._took > _SHORT and time.monotonic() - self._made_at < self._took * _REST

    def selected(self, store: Store, atlas: Atlas, wanted: Filter) -> Mask:
        """The rows of the atlas that the filter lets through; not to be written to."""

        def make() -> Mask:
            mask = chosen(atlas, wanted, store)
            mask.flags.writeable = False
            return mask

        return self._masks.get((atlas.version, wanted), make)

    def count(self, store: Store, atlas: Atlas, wanted: Filter) -> int:
        """How many incidents the filter lets through."""
        return int(np.count_nonzero(self.selected(store, atlas, wanted)))

    def page(
        self, store: Store, atlas: Atlas, wanted: Filter, after: str | None, limit: int, *, newest: bool = True
    ) -> Page:
        """A page of those incidents, as ``Store.page`` gives it; raises UsageError for a cursor that no page gave."""
        return page_of(store, atlas, self.selected(store, atlas, wanted), after, limit, newest=newest)

    def timeline(self, store: Store, atlas: Atlas, wanted: Filter) -> bytes:
        """The timeline of those incidents as JSON."""

        def make() -> bytes:
            return msgspec.json.encode(count_timeline(atlas, self.selected(store, atlas, wanted)))

        return self._answers.get((atlas.version, wanted), make)

    def tile(self, store: Store, atlas: Atlas, wanted: Filter, z: int, x: int, y: int) -> bytes:
        """The encoded tile of what the filter lets through; z, x and y are of a tile that there is."""

        def make() -> bytes:
            return encode_tile(atlas, tile_places(atlas, self.selected(store, atlas, wanted), z, x, y))

        return self._answers.get((atlas.version, wanted, z, x, y), make)


def etag_of(atlas: Atlas, kind: str) -> str:
    """The ETag of an answer of this kind that follows from the address and the atlas alone."""
    digest = hashlib.blake2b(f"{kind}\n{atlas.version}".encode(), digest_size=12)
    return f'"{digest.hexdigest()}"'
