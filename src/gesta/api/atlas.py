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
    told = _southwards(store.columns(_COLUMNS))
    ids = tuple(map(IncidentId, told["id"]))
    types, level = _terms(told["type"]), _terms(told["place_level"])
    lat, lon, radius = (_floats(told[name]) for name in ("lat", "lon", "radius_km"))
    placed = _placed(told)
    x, y = _mercator(lat, lon, placed)
    across = np.cos(np.radians(np.clip(np.where(placed, lat, 0), -_FARTHEST, _FARTHEST)))
    reach = np.where(placed & (radius > 0), radius / (_ROUND_KM * across), 0.0)
    names = _terms(told["place"])
    when = tuple(zip(told["when_start"], told["when_end"], strict=True))
    first, last = _days(when)
    listed = sorted(range(len(ids)), key=lambda row: (when[row][0] is None, when[row][0] or "", ids[row]))
    return Atlas(
        version=version, ids=ids, row_of={id: row for row, id in enumerate(ids)},
        type=types, label=_terms(told["label"]), cls=_terms(told["class"]), realis=_terms(told["realis"]),
        status=_terms(told["status"]), background=np.array(told["background"], dtype=bool),
        sources=np.array(told["sources"], dtype=np.int64),
        group=np.array(groups_of(types.words, book), dtype=np.uint8)[types.codes],  # type: ignore[arg-type]
        country=_terms(told["country"]), admin1=_terms(told["admin1"]), place=names, level=level,
        lat=lat, lon=lon, radius_km=radius, placed=placed, rough=level.among(ROUGH), x=x, y=y, reach=reach,
        farthest=float(reach.max(initial=0.0)), spot=_numbered(x, y, reach, level.codes, names.codes),
        point=_numbered(x, y),
        when=when, begins=_text([start or end or "" for start, end in when]),
        ends=_text([end or start or "" for start, end in when]), precision=_terms(told["when_precision"]),
        first=first, last=last, listed=np.array(listed, dtype=np.intp),
        dated=sum(start is not None for start, _ in when), by_day=np.lexsort((last, first)),
        tolls={field: (_bounds(told[f"{field}_low"], UNKNOWN_LOW), _bounds(told[f"{field}_high"], UNKNOWN_HIGH))
               for field in COUNT_FIELDS},
    )  # fmt: skip


Told = Mapping[str, Sequence[Any]]


def _southwards(told: Told) -> Told:
    """The columns with the rows that are placed first, from north to south."""
    placed = _placed(told)
    lat = np.where(placed, _floats(told["lat"]), 0.0)
    order = np.lexsort((-np.clip(lat, -_FARTHEST, _FARTHEST), ~placed)).tolist()
    return {name: [column[row] for row in order] for name, column in told.items()}


def _placed(told: Told) -> Mask:
    lat, lon, radius = (_floats(told[name]) for name in ("lat", "lon", "radius_km"))
    level = _terms(told["place_level"])
    is_sized = (radius > 0) | ~level.among(ROUGH)
    placed: Mask = ~level.among(UNMAPPED) & (np.abs(lat) <= 90) & (np.abs(lon) <= 180) & is_sized
    return placed


def _terms(values: Sequence[str | None]) -> Terms:
    """The words in an order that does not depend on the rows'."""
    words = tuple(sorted(set(values), key=lambda word: (word is None, word or "")))
    code_of = {word: code for code, word in enumerate(words)}
    return Terms(np.array([code_of[value] for value in values], dtype=np.int32), words)


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array(values, dtype=np.float64)


def _bounds(values: Sequence[int | None], unknown: int) -> Whole:
    return np.array([unknown if value is None else value for value in values], dtype=np.int64)


def _text(values: Sequence[str]) -> NDArray[np.str_]:
    return np.array(values, dtype="U10")


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
