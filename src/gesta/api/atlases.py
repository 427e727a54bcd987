"""The atlas of a served project as it is now, and what was worked out from it, for all threads."""

from __future__ import annotations

import hashlib
from threading import Condition

from gesta.api.atlas import Atlas, Mask, load_atlas
from gesta.api.choosing import chosen
from gesta.api.memory import Memory
from gesta.api.places import tile_places
from gesta.api.tiles import encode_tile
from gesta.codebook.records import Codebook
from gesta.model.filters import Filter
from gesta.store import Store

_MASKS, _TILES = 64_000_000, 64_000_000
"""Bytes that are kept of selections (some 600 of 100,000 incidents) and of tiles (some 20,000)."""
_BESIDE = 200
"""Bytes that keeping a tile or selection takes beside it."""


class Atlases:
    """May be used from any thread; a store that is passed is used by the calling thread only."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._newest: Atlas | None = None
        self._is_building = False
        self._changed = Condition()
        self._masks: Memory[Mask] = Memory(_MASKS, lambda mask: mask.nbytes + _BESIDE)
        self._tiles: Memory[bytes] = Memory(_TILES, lambda tile: len(tile) + _BESIDE)

    def current(self, store: Store, version: str) -> Atlas:
        """The atlas of the version. One thread makes it; others get the one before, or wait where there is none.

        ``Atlas.version`` says which one it is: an answer's ETag is made of that.
        """
        with self._changed:
            while True:
                newest = self._newest
                if newest is not None and (newest.version == version or self._is_building):
                    return newest
                if not self._is_building:
                    break
                self._changed.wait()
            self._is_building = True
        made: Atlas | None = None
        try:
            made = load_atlas(store, self._book, version)
        finally:
            with self._changed:
                self._newest = made or self._newest
                self._is_building = False
                self._changed.notify_all()
        return made

    def selected(self, store: Store, atlas: Atlas, wanted: Filter) -> Mask:
        """The rows of the atlas that the filter lets through; not to be written to."""

        def make() -> Mask:
            mask = chosen(atlas, wanted, store)
            mask.flags.writeable = False
            return mask

        return self._masks.get((atlas.version, wanted), make)

    def count(self, store: Store, version: str, wanted: Filter) -> int:
        """How many incidents the filter lets through."""
        return int(self.selected(store, self.current(store, version), wanted).sum())

    def tile(self, store: Store, atlas: Atlas, wanted: Filter, z: int, x: int, y: int) -> bytes:
        """The encoded tile of what the filter lets through; z, x and y are of a tile that there is."""

        def make() -> bytes:
            return encode_tile(atlas, tile_places(atlas, self.selected(store, atlas, wanted), z, x, y))

        return self._tiles.get((atlas.version, wanted, z, x, y), make)


def etag_of(atlas: Atlas, kind: str) -> str:
    """The ETag of an answer of this kind that follows from the address and the atlas alone."""
    digest = hashlib.blake2b(f"{kind}\n{atlas.version}".encode(), digest_size=12)
    return f'"{digest.hexdigest()}"'
