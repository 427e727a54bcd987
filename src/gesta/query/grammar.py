"""A filter as names and values, as options and URLs write them, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar, get_args
from urllib.parse import parse_qsl, urlencode

from gesta.errors import UsageError
from gesta.knowledge.countries import shipped
from gesta.model.filters import Bound, Filter, Near
from gesta.model.terms import COUNT_FIELDS, ConceptId, CountField, IncidentStatus, Realis

Pairs = tuple[tuple[str, str], ...]
"""Names and values; a name may come again, and then one of its values is enough."""
_T = TypeVar("_T")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_WHOLE = re.compile(r"\d{1,12}", re.ASCII)
_FARTHEST = 20_100.0
"""Kilometres: half of the way around the Earth."""
_YES, _NO = "yes", "no"
SEVERAL = ("type", "country", "realis", "status")
SINGLE = (
    "admin1", "near", "since", "until", "actor", "background", "min_sources", "text", "all",
    *(f"{end}_{field}" for field in COUNT_FIELDS for end in ("min", "max")),
)  # fmt: skip


def parse(given: Iterable[tuple[str, str]]) -> Filter:
    """The filter of the names and values. Raises UsageError for a name or a value that cannot be meant.

    The default listing is asked for unless ``all`` is "yes"; a country may be given by its name.
    """
    told = _gathered(given)
    one: dict[str, str] = {name: values[-1] for name, values in told.items()}
    since, until = (_day(name, one[name]) if name in one else None for name in ("since", "until"))
    if since and until and since[: len(until)] > until[: len(since)]:
        raise UsageError(f"until {until}: that is before since {since}; no day is in both")
    return Filter(
        types=_each(told, "type", lambda value: ConceptId(value.strip())),
        countries=_each(told, "country", _country),
        admin1=one.get("admin1"),
        near=_near(one["near"]) if "near" in one else None,
        since=since,
        until=until,
        actor=one.get("actor"),
        tolls=tuple(_tolls(one)),
        realis=_each(told, "realis", _realis),
        background=_flag("background", one["background"]) if "background" in one else None,
        sources=_whole("min_sources", one["min_sources"]) if "min_sources" in one else None,
        statuses=_each(told, "status", _status),
        text=one.get("text"),
        shown_only=not ("all" in one and _flag("all", one["all"])),
    )


def pairs(wanted: Filter) -> Pairs:
    """The names and values that make the filter again; in one order, so that a URL is always the same."""
    return tuple(_written(wanted))


def read_query(query: str) -> Filter:
    """The filter of the query string of a URL; raises UsageError."""
    return parse(parse_qsl(query.removeprefix("?"), keep_blank_values=True))


def to_query(wanted: Filter) -> str:
    """The query string of a URL, without the "?"; empty for the default listing."""
    return urlencode(pairs(wanted))


def _written(wanted: Filter) -> Iterator[tuple[str, str]]:
    for name, values in zip(SEVERAL, (wanted.types, wanted.countries, wanted.realis, wanted.statuses), strict=True):
        yield from ((name, value) for value in values)
    near = wanted.near
    single: dict[str, str | None] = {
        "admin1": wanted.admin1,
        "near": f"{near.lat!r},{near.lon!r},{near.km!r}" if near else None,
        "since": wanted.since,
        "until": wanted.until,
        "actor": wanted.actor,
        "background": None if wanted.background is None else _YES if wanted.background else _NO,
        "min_sources": None if wanted.sources is None else str(wanted.sources),
        "text": wanted.text,
        "all": None if wanted.shown_only else _YES,
    }
    yield from ((name, value) for name, value in single.items() if value is not None)
    for bound in wanted.tolls:
        for end, value in (("min", bound.low), ("max", bound.high)):
            if value is not None:
                yield f"{end}_{bound.field}", str(value)


def _gathered(given: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for name, value in given:
        if name not in (*SEVERAL, *SINGLE):
            raise UsageError(f"{name}: there is no such filter; there are {', '.join((*SEVERAL, *SINGLE))}")
        if not value.strip():
            raise UsageError(f"{name}: no value is given")
        if "\0" in value:
            raise UsageError(f"{name}: no value can hold NUL")
        told.setdefault(name, []).append(value)
    return told


def _each(told: Mapping[str, list[str]], name: str, read: Callable[[str], _T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(read(value) for value in told.get(name, ())))


def _country(value: str) -> str:
    names, given = shipped(), value.strip()
    code = given.upper() if names.get(given.upper()) else names.by_name(given) or names.by_demonym(given)
    if code is None:
        raise UsageError(f"country {value}: no country is called so; give its name or code, such as EG")
    return code


def _near(value: str) -> Near:
    parts = value.split(",")
    try:
        lat, lon, km = (float(part) for part in parts)
    except ValueError:
        raise UsageError(f"near {value}: give latitude, longitude and kilometres, as 33.31,44.37,25") from None
    if not (abs(lat) <= 90 and abs(lon) <= 180 and 0 < km <= _FARTHEST and math.isfinite(km)):
        raise UsageError(f"near {value}: latitude goes to 90, longitude to 180, the distance is more than 0 km")
    return Near(lat, lon, km)


def _day(name: str, value: str) -> str:
    given = value.strip()
    try:
        if not _DATE.fullmatch(given):
            raise ValueError
        date.fromisoformat(f"{given}-01-01"[:10] if len(given) == 4 else f"{given}-01"[:10])
    except ValueError:
        raise UsageError(f"{name} {value}: not a day, month or year; give it as 2023-03-01, 2023-03 or 2023") from None
    return given


def _tolls(one: Mapping[str, str]) -> Iterator[Bound]:
    for field in COUNT_FIELDS:
        low, high = (_bound(one, end, field) for end in ("min", "max"))
        if low is not None or high is not None:
            yield Bound(field, low, high)


def _bound(one: Mapping[str, str], end: str, field: CountField) -> int | None:
    name = f"{end}_{field}"
    return _whole(name, one[name]) if name in one else None


def _whole(name: str, value: str) -> int:
    if not _WHOLE.fullmatch(value.strip()):
        raise UsageError(f"{name} {value}: not a whole number")
    return int(value)


def _flag(name: str, value: str) -> bool:
    if value.strip().lower() not in (_YES, _NO):
        raise UsageError(f"{name} {value}: say {_YES} or {_NO}")
    return value.strip().lower() == _YES


def _realis(value: str) -> Realis:
    for each in get_args(Realis):
        if each == value.strip():
            found: Realis = each
            return found
    raise UsageError(f"realis {value}: there are {', '.join(get_args(Realis))}")


def _status(value: str) -> IncidentStatus:
    for each in get_args(IncidentStatus):
        if each == value.strip():
            found: IncidentStatus = each
            return found
    raise UsageError(f"status {value}: there are {', '.join(get_args(IncidentStatus))}")
