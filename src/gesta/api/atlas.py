"""All current incidents of one version of a project as columns in memory, for counting by place and time."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gesta.api.groups import groups_of
from gesta.codebook.records import Codebook
from gesta.model.filters import AREAS
from gesta.model.terms import COUNT_FIELDS, CountField, IncidentId, PlaceLevel
from gesta.model.values import When
from gesta.plots.days import days
from gesta.store import Store

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Rows = NDArray[np.intp]
UNKNOWN_LOW, UNKNOWN_HIGH = -1, int(np.iinfo(np.int64).max)
"""In a column of lower and of upper bounds, what is not known."""
NO_DAY = 0
_DAY = 10
"""Characters of a day in ISO 8601."""
UNMAPPED: frozenset[PlaceLevel] = frozenset({"country", "region"})
"""Levels that are too large to be drawn in a tile."""
ROUGH: frozenset[PlaceLevel] = AREAS - UNMAPPED
"""Levels of which only the middle is known, and which are drawn as areas where their size is known."""
_ROUND_KM = 40_030.2
"""Kilometres around the Earth (mean radius, as in distances)."""
_FARTHEST = 85.05112877980659
"""Degrees of latitude where the square of the Mercator projection ends; what lies beyond is drawn at the edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """A column of words of which many are the same: ``words[codes[row]]``."""

    codes: NDArray[np.int32]
    words: tuple[str | None, ...]

    def where(self, is_meant: Callable[[str | None], bool]) -> Mask:
        """The rows whose word is meant."""
        return np.array([is_meant(word) for word in self.words], dtype=bool)[self.codes]

    def among(self, wanted: Collection[str]) -> Mask:
        """The rows whose word is one of these."""
        return self.where(lambda word: word in wanted)

    def at(self, row: int) -> str | None:
        """The word of the row."""
        return self.words[int(self.codes[row])]


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """Columns of all current incidents, a row each: first those that are placed, from north to south. Never changed.

    ``group``: place in ``gesta.api.groups.GROUPS``. ``lat``, ``lon``: degrees, NaN where no point is known.
    ``x``, ``y``: the same on the Mercator square, from 0 up to 1, y southwards; ``reach``: the radius there. Only of
    rows that are ``placed``: those with a point, but for countries, regions and provinces of unknown size.
    ``farthest``: the greatest reach. ``rough``: known by province only. ``spot``: a number for every place (point,
    size, level and name), ``point``: for every point.
    ``begins``, ``ends``: the first and last day told as text of up to 10 characters, "" where none is; one stands for
    the other. ``first``, ``last``: the same as ordinals where both are told, otherwise ``NO_DAY``.
    ``listed``: the rows in the order of listings from the oldest, those of unknown start last, from ``dated`` on.
    ``by_day``: the rows by first and last day.
    ``tolls``: lower and upper bounds, ``UNKNOWN_LOW`` and ``UNKNOWN_HIGH`` where they are open or not told.
    """

    version: str
    ids: tuple[IncidentId, ...]
    row_of: dict[IncidentId, int]
    type: Terms
    label: Terms
    cls: Terms
    realis: Terms
    status: Terms
    background: Mask
    sources: Whole
    group: NDArray[np.uint8]
    country: Terms
    admin1: Terms
    place: Terms
    level: Terms
    lat: Floats
    lon: Floats
    radius_km: Floats
    placed: Mask
    rough: Mask
    x: Floats
    y: Floats
    reach: Floats
    farthest: float
    spot: NDArray[np.int32]
    point: NDArray[np.int32]
    when: tuple[tuple[str | None, str | None], ...]
    begins: NDArray[np.str_]
    ends: NDArray[np.str_]
    precision: Terms
    first: NDArray[np.int32]
    last: NDArray[np.int32]
    listed: Rows
    dated: int
    by_day: Rows
    tolls: dict[CountField, tuple[Whole, Whole]]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def bytes(self) -> int:
        """Memory of the numbers; the words come to about as much again."""
        columns = (getattr(self, field.name) for field in fields(self))
        return sum(each.nbytes for each in columns if isinstance(each, np.ndarray))

    def bounds(self, selected: Mask) -> tuple[float, float, float, float] | None:
        """West, south, east and north of those of the incidents that have a place, in degrees; None where none has.

        A span over the date line is told the long way around.
        """
        shown = selected & self.placed
        if not shown.any():
            return None
        lats, lons = self.lat[shown], self.lon[shown]
        return float(lons.min()), float(lats.min()), float(lons.max()), float(lats.max())

    def unplaced(self, selected: Mask) -> tuple[tuple[str | None, int], ...]:
        """Of the rows selected, those that no tile shows: how many in each country (ISO code), the most first.

        None: without any country.
        """
        codes = self.country.codes[selected & ~self.placed]
        counts = np.bincount(codes, minlength=len(self.country.words))
        found = [(word, int(count)) for word, count in zip(self.country.words, counts, strict=True) if count]
        return tuple(sorted(found, key=lambda each: (-each[1], each[0] or "\U0010ffff")))


_COLUMNS = (
    "id", "type", "label", "class", "realis", "status", "background", "sources", "country", "admin1", "place",
    "place_level", "lat", "lon", "radius_km", "when_start", "when_end", "when_precision",
    *(f"{field}_{end}" for field in COUNT_FIELDS for end in ("low", "high")),
)  # fmt: skip


def load_atlas(store: Store, book: Codebook, version: str) -> Atlas:
    """The atlas of the project as it is now. ``version``: what the project's version was before."""
    made = _Columns(store.columns(_COLUMNS))
    ids, starts = made.tell("id"), made.tell("when_start")
    types, level, names = made.terms("type"), made.terms("place_level"), made.terms("place")
    lat, lon, radius, placed = made.reals("lat"), made.reals("lon"), made.reals("radius_km"), made.placed
    x, y = _mercator(lat, lon, placed)
    across = np.cos(np.radians(np.clip(np.where(placed, lat, 0), -_FARTHEST, _FARTHEST)))
    reach = np.where(placed & (radius > 0), radius / (_ROUND_KM * across), 0.0)
    when = tuple(zip(starts, made.tell("when_end"), strict=True))
    first, last = _days(when)
    undated = np.array([start is None for start in starts], dtype=bool)
    return Atlas(
        version=version, ids=tuple(ids), row_of={id: row for row, id in enumerate(ids)},
        type=types, label=made.terms("label"), cls=made.terms("class"), realis=made.terms("realis"),
        status=made.terms("status"), background=made.numbers("background", 0).astype(bool),
        sources=made.numbers("sources", 0),
        group=np.array(groups_of(types.words, book), dtype=np.uint8)[types.codes],  # type: ignore[arg-type]
        country=made.terms("country"), admin1=made.terms("admin1"), place=names, level=level,
        lat=lat, lon=lon, radius_km=radius, placed=placed, rough=level.among(ROUGH), x=x, y=y, reach=reach,
        farthest=float(reach.max(initial=0.0)), spot=_numbered(x, y, reach, level.codes, names.codes),
        point=_numbered(x, y),
        when=when, begins=_text([start or end or "" for start, end in when], _DAY),
        ends=_text([end or start or "" for start, end in when], _DAY), precision=made.terms("when_precision"),
        first=first, last=last, by_day=np.lexsort((last, first)),
        listed=np.lexsort((_text(ids), _text([start or "" for start in starts]), undated)),
        dated=len(ids) - int(np.count_nonzero(undated)),
        tolls={field: (made.numbers(f"{field}_low", UNKNOWN_LOW), made.numbers(f"{field}_high", UNKNOWN_HIGH))
               for field in COUNT_FIELDS},
    )  # fmt: skip


class _Columns:
    """Columns as the store tells them, with the rows that are placed first, from north to south; then by id."""

    def __init__(self, told: Mapping[str, Sequence[Any]]) -> None:
        self._told = told
        self._order: Rows = np.arange(len(told["id"]))
        placed, lat = self._placed(), self.reals("lat")
        north = np.where(placed, np.clip(lat, -_FARTHEST, _FARTHEST), 0.0)
        self._order = np.lexsort((np.array(told["id"], dtype=np.str_), -north, ~placed))
        self._places: list[int] = self._order.tolist()
        self.placed: Mask = placed[self._order]

    def tell(self, name: str) -> list[Any]:
        """The column as it is."""
        return [*map(self._told[name].__getitem__, self._places)]

    def terms(self, name: str) -> Terms:
        """A column of words; their order does not depend on that of the rows."""
        values: Sequence[str | None] = self._told[name]
        words = tuple(sorted(set(values), key=lambda word: (word is None, word or "")))
        code_of = {word: code for code, word in enumerate(words)}
        return Terms(np.array([*map(code_of.__getitem__, values)], dtype=np.int32)[self._order], words)

    def reals(self, name: str) -> Floats:
        """A column of numbers, NaN where none is told."""
        return np.array(self._told[name], dtype=np.float64)[self._order]

    def numbers(self, name: str, unknown: int) -> Whole:
        """A column of whole numbers."""
        values = [unknown if value is None else value for value in self._told[name]]
        return np.array(values, dtype=np.int64)[self._order]

    def _placed(self) -> Mask:
        lat, lon, radius, level = (
            self.reals("lat"),
            self.reals("lon"),
            self.reals("radius_km"),
            self.terms("place_level"),
        )
        is_sized = (radius > 0) | ~level.among(ROUGH)
        placed: Mask = ~level.among(UNMAPPED) & (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & is_sized
        return placed


def _text(values: Sequence[str], longest: int = 0) -> NDArray[np.str_]:
    """The words, cut to the longest; 0 for as long as they are."""
    return np.array(values, dtype=f"U{longest}" if longest else np.str_)


def _mercator(lat: Floats, lon: Floats, placed: Mask) -> tuple[Floats, Floats]:
    """Where each place lies on the square, from 0 to below 1; 0, 0 where there is none. 180 degrees east is west."""
    end = np.nextafter(1.0, 0.0)
    x = (lon / 360.0 + 0.5) % 1.0
    sine = np.sin(np.radians(np.clip(lat, -_FARTHEST, _FARTHEST)))
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return (np.where(placed, np.clip(x, 0.0, end), 0.0), np.where(placed, np.clip(y, 0.0, end), 0.0))


def _numbered(*columns: NDArray[np.generic]) -> NDArray[np.int32]:
    """A number for every combination of values."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        _, place = np.unique(column, return_inverse=True)
        _, number = np.unique(number * (int(place.max(initial=0)) + 1) + place, return_inverse=True)
    return number.astype(np.int32)


def _days(when: Sequence[tuple[str | None, str | None]]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    known: dict[tuple[str | None, str | None], tuple[int, int]] = {}
    for each in when:
        if each not in known:
            span = days(When(*each))
            known[each] = (span.first.toordinal(), span.last.toordinal()) if span else (NO_DAY, NO_DAY)
    both = np.array([known[each] for each in when], dtype=np.int32).reshape(-1, 2)
    return both[:, 0].copy(), both[:, 1].copy()
