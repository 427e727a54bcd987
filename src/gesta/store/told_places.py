"""Where the incidents of the default listing are: counted by country, province and place."""

from __future__ import annotations

import msgspec
from sqlalchemy import func, select

from gesta.model.terms import PlaceLevel
from gesta.store.schema_merged import INCIDENTS
from gesta.store.session import Session
from gesta.store.views import listed


class ToldPlace(msgspec.Struct, frozen=True):
    """A place as the incidents name it, and how many they are. Coordinates are WGS 84 degrees, None where no point is
    known."""

    name: str | None
    level: PlaceLevel
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    incidents: int


def units_told(session: Session) -> list[tuple[str | None, str | None, int]]:
    """Country, province and number of incidents, those with most first; None where not known."""
    columns = INCIDENTS.c
    query = select(columns.country, columns.admin1, func.count()).where(*listed())
    with session.read() as connection:
        rows = [tuple(row) for row in connection.execute(query.group_by(columns.country, columns.admin1))]
    return sorted(rows, key=lambda each: (-each[2], each[0] or "~", each[1] or "~"))


def places_told(session: Session, country: str | None, admin1: str | None, limit: int) -> list[ToldPlace]:
    """The places of the country and province (None: of all), those with most incidents first."""
    columns = INCIDENTS.c
    grouped = (columns.place, columns.place_level, columns.admin1, columns.country, columns.lat, columns.lon)
    query = select(*grouped, func.count()).where(columns.place.is_not(None), *listed())
    if country is not None:
        query = query.where(columns.country == country)
    if admin1 is not None:
        query = query.where(columns.admin1 == admin1)
    query = query.group_by(*grouped).order_by(func.count().desc(), *grouped).limit(limit)
    with session.read() as connection:
        return [ToldPlace(*row) for row in connection.execute(query)]
