"""A made-up project to measure the web face with: incidents as a real project spreads them over places, days and kinds.

Every fifth incident begins a new report, so that reports, readings and their texts stand behind the incidents too.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import msgspec

from gesta.codebook.load import load
from gesta.codebook.records import Concept
from gesta.evaluate.export_made import made_incident
from gesta.model.documents import Published, Report, report_id
from gesta.model.incidents import Context, DocumentRef, Incident, IncidentActor, Record, ReportRef
from gesta.model.merged import MergedIncident, SourceReport
from gesta.model.spans import Span
from gesta.model.terms import IncidentId, PlaceId, PlaceLevel, TimePrecision
from gesta.model.values import When, Where
from gesta.store import AccountRow, Reading, Store

_AT = "2026-01-01T00:00:00+00:00"
_STAMP = "made up"
_PER_REPORT = 5
_AT_ONCE = 2000
"""Incidents of one transaction."""
_FIRST, _DAYS = date(2010, 1, 1), 5800
_AROUND = (
    ("IQ", 33.2, 43.7), ("SY", 35.0, 38.5), ("YE", 15.5, 47.6), ("SO", 5.2, 46.2), ("NG", 9.6, 8.1), ("ML", 17.4, -4.0),
    ("SD", 15.9, 30.2), ("CD", -2.9, 23.6), ("AF", 33.9, 66.0), ("PK", 30.4, 69.3), ("IN", 22.5, 79.0),
    ("MM", 21.2, 96.7), ("PH", 11.8, 122.9), ("UA", 49.0, 31.4), ("CO", 3.9, -73.1), ("MX", 23.9, -102.5),
    ("ET", 8.6, 39.6), ("LY", 27.0, 18.0), ("FJ", -17.5, 179.4), ("HT", 19.0, -72.6),
)  # fmt: skip
_TOWNS = 120
_LEVELS: tuple[tuple[PlaceLevel, float, int], ...] = (
    ("city", 4.0, 62), ("neighbourhood", 1.5, 9), ("site", 0.3, 8), ("district", 24.0, 8), ("admin1", 110.0, 8),
    ("country", 400.0, 4), ("unknown", 0.0, 1),
)  # fmt: skip
"""Level, kilometres of radius, in how many of a hundred."""
_LENGTHS: tuple[tuple[TimePrecision, int, int], ...] = (
    ("day", 0, 84), ("week", 6, 5), ("month", 30, 6), ("year", 364, 2), ("unknown", 0, 3),
)  # fmt: skip
_ACTORS = (("armed men", "unknown"), ("soldiers", "military"), ("police", "police"), ("Grey Falcons", "rebel"),
           ("residents", "civilians"), ("students", "protesters"))  # fmt: skip


def make_project(path: Path, count: int) -> None:
    """A project of so many incidents at the path, where nothing may be; half a minute for every 10,000."""
    with Store.create(path) as store:
        for first in range(0, count, _AT_ONCE):
            told = [scattered(number) for number in range(first, min(first + _AT_ONCE, count))]
            with store.transaction():
                for place in range(0, len(told), _PER_REPORT):
                    each = tuple(told[place : place + _PER_REPORT])
                    report = _report(each)
                    store.add_report(report, _AT)
                    store.save_reading(_reading(report, each))
                accounts = [each.id for each in told]
                store.publish(told, {each: (each,) for each in accounts}, {}, (), (), accounts)


def scattered(number: int) -> MergedIncident:
    """The incident of the number, the same for every call."""
    dice = Random(number)
    base = made_incident(number)
    concept = dice.choices(_concepts(), weights=_weights())[0]
    text = _text(number - number % _PER_REPORT)
    report = report_id(text.encode(), _source(number))
    name, kind = dice.choice(_ACTORS)
    cited = SourceReport(report, None, _source(number), "Northern Wire", Published("2026-01-01"), None, 1, base.id)
    return msgspec.structs.replace(
        base, id=IncidentId(f"inc_{dice.getrandbits(64):016x}"), cls=concept.cls, type=concept.id, label=concept.label,
        realis=dice.choices(("actual", "alleged", "attempted", "planned"), weights=(86, 5, 4, 5))[0],
        background=dice.random() < 0.06, when=_when(dice), where=_where(dice),
        actors=(IncidentActor("perpetrator", name, None, kind, None, ()), *base.actors[1:]),  # type: ignore[arg-type]
        claims=(), history=(), reports=(cited,), sources=dice.choice((1, 1, 1, 2, 3, 5)),
    )  # fmt: skip


@cache
def _concepts() -> tuple[Concept, ...]:
    return tuple(sorted(load(), key=lambda concept: concept.id))


@cache
def _weights() -> tuple[float, ...]:
    """A few kinds make up most of what happens."""
    places = list(range(1, len(_concepts()) + 1))
    Random(5).shuffle(places)
    told = zip(_concepts(), places, strict=True)
    return tuple((1 if concept.cls == "event" else 0.2) / place for concept, place in told)


@cache
def _towns() -> tuple[tuple[str, str, str, float, float], ...]:
    """Country, name, province and middle of every town."""
    dice = Random(11)
    return tuple(
        (country, f"Town {country} {place}", f"Province {place % 12}", round(lat + dice.gauss(0, 1.6), 5),
         round((lon + dice.gauss(0, 1.9) + 180) % 360 - 180, 5))
        for country, lat, lon in _AROUND for place in range(_TOWNS)
    )  # fmt: skip


def _where(dice: Random) -> Where:
    country, name, province, lat, lon = _towns()[int(len(_towns()) * dice.random() ** 2.2)]
    level, radius, _ = dice.choices(_LEVELS, weights=[share for *_, share in _LEVELS])[0]
    if level == "unknown":
        return Where()
    if level in ("site", "neighbourhood"):
        place = dice.randrange(1, 9)
        aside = Random(f"{name} {place}")
        lat, lon = round(lat + aside.gauss(0, 0.02), 5), round((lon + aside.gauss(0, 0.02) + 180) % 360 - 180, 5)
        name = f"Quarter {place}, {name}"
    if level in ("admin1", "country"):
        name = province if level == "admin1" else country
        lat, lon = next((lat, lon) for code, _, around, lat, lon in _towns() if (code, around) == (country, province))
    return Where(name, level, (), province, country, lat, lon, radius, PlaceId(f"made:{name}"), "named")


def _when(dice: Random) -> When:
    precision, length, _ = dice.choices(_LENGTHS, weights=[share for *_, share in _LENGTHS])[0]
    if precision == "unknown":
        return When()
    first = _FIRST + timedelta(days=int(_DAYS * dice.random() ** 0.7))
    if precision in ("month", "year"):
        first = first.replace(day=1, month=first.month if precision == "month" else 1)
    return When(first.isoformat(), (first + timedelta(days=length)).isoformat(), precision, "named")


def _source(number: int) -> str:
    return f"https://news.example/{number // _PER_REPORT}"


def _text(first: int) -> str:
    return "\n".join(
        f"Attack number {number}: {made_incident(number).mentions[0].exact} in the market, police said."
        for number in range(first, first + _PER_REPORT)
    )


def _report(told: tuple[MergedIncident, ...]) -> Report:
    number = int(told[0].reports[0].source.rpartition("/")[2]) * _PER_REPORT
    text = _text(number)
    return Report(told[0].reports[0].id, _source(number), "text", text, None, "Northern Wire")


def _reading(report: Report, told: tuple[MergedIncident, ...]) -> Reading:
    names = Incident.__struct_fields__
    accounts = tuple(Incident(**{name: getattr(each, name) for name in names}) for each in told)
    record = Record(
        "made up", "none", "core@1", "base@1",
        ReportRef(report.id, report.source, report.outlet, Published("2026-01-01")),
        DocumentRef(None, "en", report.content, (), (Span(0, len(report.content)),)), (), accounts, Context(), (),
    )  # fmt: skip
    rows = tuple(AccountRow(each.id, each, b"", ()) for each in accounts)
    return Reading(report.id, _STAMP, record, _AT, rows, ())
