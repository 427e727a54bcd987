"""Pages of a listing by an atlas: what ``Store.page`` gives, where the selection is at hand already."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np

from gesta.api.atlas import Atlas, Mask, Rows
from gesta.errors import UsageError
from gesta.model.listed import Page
from gesta.store import Store
from gesta.store.paging import Place, cursor_of, place_of


def page_of(store: Store, atlas: Atlas, selected: Mask, after: str | None, limit: int, *, newest: bool = True) -> Page:
    """At most ``limit`` of the rows selected, from behind the cursor ``after`` on, in the order of ``Store.page``.

    What was published since the atlas was made is told as it is now. Raises UsageError as ``Store.page`` does.
    """
    if limit < 1:
        raise UsageError(f"limit {limit}: a page has at least one incident")
    parts = [atlas.listed[: atlas.dated], atlas.listed[atlas.dated :]]
    if after is not None:
        parts = _behind(atlas, parts, place_of(after), newest)
    rows = np.concatenate([part[::-1] if newest else part for part in parts])
    found = rows[selected[rows]][: limit + 1].tolist()
    told = store.listed([atlas.ids[row] for row in found[:limit]])
    last = found[limit - 1] if len(found) > limit else None
    return Page(told, None if last is None else cursor_of(Place(atlas.when[last][0], atlas.ids[last])))


def _behind(atlas: Atlas, parts: list[Rows], place: Place, newest: bool) -> list[Rows]:
    """What of the rows of known start, and of the others, comes after the place."""

    def key(row: int) -> tuple[str, str]:
        return atlas.when[row][0] or "", atlas.ids[row]

    dated, undated = parts
    side = undated if place.start is None else dated
    where = (place.start or "", place.id)
    rest = side[: bisect_left(side, where, key=key)] if newest else side[bisect_right(side, where, key=key) :]
    return [side[:0], rest] if place.start is None else [rest, undated]
