"""Invented incidents for plots, each with what a test asks of it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from tests.contract.store.factory import incident, merged

from gesta.model.documents import Published
from gesta.model.incidents import Counts
from gesta.model.merged import Figure, MergedIncident, SourceReport, View
from gesta.model.terms import ConceptId, CountField, IncidentId, PlaceLevel, Policy, ReportId
from gesta.model.values import Count, When, Where
from gesta.plots.sheet import Caption

CAPTION = Caption("made.db", "everything", {"gesta": "0.1.0", "model": "en@1"})
HOSTILE = (
    "$x^2$ \\alpha",
    "<script>alert(1)</script>",
    "a & b \"c\" 'd'",
    "انفجار في السوق",
    "\x1b[31mred\u202e",
    "]]>",
)


def made(number: int, *, start: str | None = None, end: str | None = None, **own: object) -> MergedIncident:
    """An incident with a time interval; ``own``: fields given otherwise."""
    base = merged(incident(f"inc_{number:04}"), ReportId(f"sha256:{number}"))
    when = When(start, end or start, "day" if start else "unknown", "told") if start or end else When()
    return msgspec.structs.replace(base, **{"when": when, **own})


def at(
    number: int,
    name: str | None,
    lat: float | None,
    lon: float | None,
    level: PlaceLevel = "city",
    radius: float | None = 5.0,
    country: str | None = "IQ",
) -> MergedIncident:
    """An incident at a place."""
    return made(number, where=Where(name, level, country=country, lat=lat, lon=lon, radius_km=radius))


def told(number: int, figures: Mapping[Policy, Figure], field: CountField = "killed") -> MergedIncident:
    """An incident with a figure for each policy, and the count of the lead one."""
    lead = figures.get("lead")
    counts = Counts(**{field: Count(lead.low, lead.high)}) if lead else Counts()
    views = tuple(View(policy, {field: each}) for policy, each in figures.items())
    return made(number, views=views, counts=counts)


def figure(low: int | None, best: int | None, high: int | None) -> Figure:
    """A figure of a toll."""
    return Figure(low, best, high, (), "told")


def of_type(number: int, type_: str, day: str) -> MergedIncident:
    """An incident of a type on a day."""
    return made(number, start=day, type=ConceptId(type_), label=type_.capitalize())


def report(number: int, outlet: str | None, copy_of: int | None = None, source: str = "-") -> SourceReport:
    """A report of an incident."""
    original = None if copy_of is None else ReportId(f"sha256:{copy_of}")
    return SourceReport(
        ReportId(f"sha256:{number}"), None, source, outlet, Published(), None, 1, IncidentId("inc_1"), original
    )
