"""Places: where incidents are, by country, province and place of the gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of
from gesta.api.faults import Missing
from gesta.api.people import needs
from gesta.errors import UsageError
from gesta.knowledge.countries import by_name, country
from gesta.knowledge.disputed import claimed_by
from gesta.knowledge.places import Gazetteer, Place
from gesta.model.filters import Filter, Near
from gesta.model.plain import harmless
from gesta.model.terms import PlaceId
from gesta.query import to_query
from gesta.store.store import Store
from gesta.store.told_places import ToldPlace
from gesta.web.bars import monthly
from gesta.web.nearest import meant
from gesta.web.recent import recent
from gesta.web.render import render

router = APIRouter(dependencies=[Depends(needs("reader"))])
_MOST_SHOWN, _MOST_FOUND = 100, 40
_SAME = 1e-4
"""Degrees within which a point is that of a place: ten metres, a tenth of what the gazetteer tells apart."""


@router.get("/places", include_in_schema=False)
def places(request: Request) -> Response:
    """The countries; the provinces of one; the places; with ``q`` what a name may mean."""
    desk, asked = desk_of(request), request.query_params
    query, admin1 = harmless(asked.get("q", "")).strip(), asked.get("admin1", "").strip() or None
    nation = _code(asked.get("country", "").strip())
    if admin1 is not None and nation is None:
        raise UsageError("admin1: give its country too, as country=IQ")
    with desk.store() as store:
        units = desk.kept(store, "units told", Store.units_told)
        told = (
            desk.kept(store, "places told", lambda opened: opened.places_told(None, None, _MOST_SHOWN))
            if nation is None
            else store.places_told(nation, admin1, _MOST_SHOWN)
        )
    found = _named(desk.gazetteer, query, nation) if query else []
    return render(
        request, "places.html", query=query, nation=nation, admin1=admin1, nation_name=_name(nation),
        nations=_nations(units), provinces=[(one, number) for code, one, number in units if code == nation],
        told=list(_with_ids(told, desk.gazetteer)), most=_MOST_SHOWN, found=found[:_MOST_FOUND],
        found_more=max(0, len(found) - _MOST_FOUND), names=_name,
    )  # fmt: skip


@router.get("/places/{place_id}", include_in_schema=False)
def place(request: Request, place_id: str) -> Response:
    """One place of the gazetteer."""
    desk = desk_of(request)
    found = desk.gazetteer.place(PlaceId(place_id))
    if found is None:
        near = [f"{each.id} ({each.name})" for each in _named(desk.gazetteer, place_id.rpartition(":")[2], None)]
        raise Missing(f"the gazetteer has no place {place_id}{meant(near)}")
    wanted = here_filter(found)
    with desk.store() as store:
        here = desk.kept(store, f"recent {to_query(wanted)}", lambda opened: recent(opened.lines(wanted)))
    around = desk.gazetteer.place(found.parent) if found.parent else None
    return render(
        request, "place.html", one=found, here=here, query=to_query(wanted), drawn=monthly(here.months, "incident"),
        nation=_name(found.country), around=around,
        licence=desk.gazetteer.licences().get(found.source, "your own"), near=wanted.near,
        claimed=claimed_by(found),
    )  # fmt: skip


def here_filter(found: Place) -> Filter:
    """The incidents of a country or province by its name, those of any other place by the circle of its size."""
    if found.level == "country" and found.country is not None:
        return Filter(countries=(found.country,), shown_only=True)
    if found.level == "admin1" and found.country is not None:
        return Filter(countries=(found.country,), admin1=found.name, shown_only=True)
    return Filter(near=Near(found.lat, found.lon, max(found.radius_km, 0.5)), shown_only=True)


def _code(given: str) -> str | None:
    """The code of a country given by its code or name; raises UsageError."""
    if not given:
        return None
    code = given.upper() if country(given.upper()) else by_name(given)
    if code is None:
        raise UsageError(f"country {given}: no country is called so; give its name or code, such as EG")
    return code


def _name(code: str | None) -> str | None:
    named = country(code) if code else None
    return named.name if named else code


def _nations(units: Iterable[tuple[str | None, str | None, int]]) -> list[tuple[str | None, str, int]]:
    """Code, name and incidents of the countries, those with most first; the unknown last."""
    counts: Counter[str | None] = Counter()
    for code, _, number in units:
        counts[code] += number
    ordered = sorted(counts, key=lambda code: (code is None, -counts[code], code or ""))
    return [(code, _name(code) or "not known", counts[code]) for code in ordered]


def _named(gazetteer: Gazetteer, name: str, nation: str | None) -> list[Place]:
    """The places that the name may mean, the most populous first."""
    found = [each.place for each in gazetteer.named((name,))[name]] if name else []
    kept_here = [each for each in found if nation is None or each.country == nation]
    return sorted(kept_here, key=lambda each: (-each.population, each.id))


def _with_ids(told: list[ToldPlace], gazetteer: Gazetteer) -> Iterable[tuple[ToldPlace, PlaceId | None]]:
    """Each place with its id in the gazetteer: the one of its name that lies there; None where none does."""
    names = {each.name for each in told if each.name}
    known = gazetteer.named(sorted(names))
    for each in told:
        there = (named.place for named in known.get(each.name or "", ()) if _is_there(named.place, each))
        yield each, next((place.id for place in there), None)


def _is_there(place: Place, told: ToldPlace) -> bool:
    if told.lat is None or told.lon is None:
        return place.level == "country" == told.level and place.country == told.country
    return abs(place.lat - told.lat) < _SAME and abs(place.lon - told.lon) < _SAME
