"""Incidents in the column layout of UCDP's georeferenced events: dyads, three estimates, deaths by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from gesta.export.country_codes import codes_of_country
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.scheme import Row, Shape, Work, cell, clean, degrees, write_shape
from gesta.export.settled import days, last_published, left_out, lies_in_town, outlets, own_number, units
from gesta.export.ucdp_deaths import Estimate, estimate
from gesta.export.ucdp_sides import Dyad, dyad_of
from gesta.model.merged import MergedIncident
from gesta.model.values import When, Where

COLUMNS = tuple(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
    event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
    gwnob""".split()
)
MARK = "Gesta; not UCDP data"
_WHERE = {"site": 1, "neighbourhood": 1, "city": 1, "district": 3, "admin1": 4, "region": 5, "country": 6}
_REGIONS = ((2, 199, "Americas"), (200, 399, "Europe"), (400, 626, "Africa"), (630, 699, "Middle East"),
            (700, 999, "Asia"))  # fmt: skip
"""UCDP's regions by ranges of Gleditsch and Ward's numbers."""
_ABOUT = (
    "id is a number of Gesta's own above a million million; relid is the incident's id; code_status marks every row.",
    "Empty, as Gesta does not know them: active_year, conflict, dyad and side ids, conflict_name.",
    "Estimates are the policy best_low_high, whatever policy is asked for. high is the highest known figure where a "
    "report says 'at least'; the losses name those rows. Incidents without a death in any estimate are left out.",
)


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents with a death and two sides that UCDP knows are at the path as CSV; others are told as losses."""
    write_shape(_SHAPE, source, path, options, losses)


def _rows(incident: MergedIncident, work: Work) -> Sequence[Row]:
    crossing = work.crossing("ucdp", incident)
    deaths, span = estimate(incident), days(incident.when)
    why = left_out(incident) or ("no day is known" if span is None else None)
    why = why or ("no death is told in any estimate" if deaths is None or deaths.high == 0 else None)
    why = why or (f"no type of violence: {crossing.loses}" if crossing.code is None else None)
    why = why or (None if codes_of_country(incident.where.country).name else "no country is known")
    if why is not None or deaths is None or span is None or crossing.code is None:
        work.refuse(incident, why or "")
        return ()
    dyad = dyad_of(incident, crossing.code)
    _tell(incident, deaths, work)
    return (
        {
            "id": str(own_number(incident.id)), "relid": incident.id, "year": str(span[0].year), "code_status": MARK,
            "type_of_violence": crossing.code,
            **_sides(dyad), **_sources(incident), **_place(incident.where), **_deaths(deaths, dyad),
            "event_clarity": "1" if incident.when.precision in {"part_of_day", "day"} else "2",
            "date_prec": str(date_precision(incident.when)),
            "date_start": span[0].isoformat(), "date_end": span[1].isoformat(),
        },
    )  # fmt: skip


def date_precision(when: When) -> int:
    """1: the day; 2: two to six days; 3: a week; 4: up to a month; 5: more, or not known."""
    span = days(when)
    length = 1000 if span is None else (span[1] - span[0]).days + 1
    return next(code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4), (math.inf, 5)) if length <= most)


def priogrid(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of a point: half-degree cells, 720 a row, numbered from 1 at 90 S, 180 W eastward.

    ``gid = (row - 1) * 720 + column`` with both from 1 (prio-data/priogrid); the pole and the antimeridian belong to
    the last row and column.
    """
    row = min(359, max(0, math.floor((lat + 90) * 2)))
    column = min(719, max(0, math.floor((lon + 180) * 2)))
    return row * 720 + column + 1


def where_precision(where: Where) -> int:
    """1: the place; 2: within about 25 km of it; 3, 4: a unit of second or first order; 5: an area; 6: a country."""
    code = _WHERE.get(where.level, 6)
    near = "near" in where.basis.split("; ")[0].split(" ")
    return 2 if code == 1 and near else code


def region(gw: str) -> str:
    """UCDP's region of a country by its number."""
    return next((name for low, high, name in _REGIONS if gw and low <= int(gw) <= high), "")


def _sides(dyad: Dyad) -> Row:
    return {
        "dyad_name": cell(f"{dyad.side_a} - {dyad.side_b}"), "side_a": cell(dyad.side_a), "side_b": cell(dyad.side_b),
        "gwnoa": dyad.gwno_a, "gwnob": dyad.gwno_b,
    }  # fmt: skip


def _sources(incident: MergedIncident) -> Row:
    held = [each for each in incident.reports if each.copy_of is None and not each.withdrawn] or list(incident.reports)
    told = {claim.speaker.name for claim in incident.claims if claim.field == "counts.killed"}
    articles = (
        ",".join(f'"{clean(part)}"' for part in (each.outlet, (each.published.start or "")[:10], each.title) if part)
        for each in held
    )
    return {
        "number_of_sources": str(incident.sources), "source_article": cell(";".join(articles)),
        "source_office": cell(";".join(outlets(incident))), "source_date": last_published(incident) or "",
        "source_headline": cell(";".join(each.title for each in held if each.title)),
        "source_original": cell(";".join(sorted(told))),
    }  # fmt: skip


def _place(where: Where) -> Row:
    found, country = units(where), codes_of_country(where.country)
    known = where.lat is not None and where.lon is not None
    lat, lon = where.lat or 0.0, where.lon or 0.0
    on_point = found.town if lies_in_town(where) else where.name
    return {
        "where_prec": str(where_precision(where)), "where_coordinates": cell(on_point or country.name),
        "where_description": cell(", ".join(dict.fromkeys(e for e in (where.name, *where.within, where.admin1) if e))),
        "adm_1": cell(found.admin1), "adm_2": cell(found.admin2), "latitude": degrees(where.lat),
        "longitude": degrees(where.lon), "geom_wkt": f"POINT ({degrees(lon)} {degrees(lat)})" if known else "",
        "priogrid_gid": str(priogrid(lat, lon)) if known else "", "country": country.name, "country_id": country.gw,
        "region": region(country.gw),
    }  # fmt: skip


def _deaths(deaths: Estimate, dyad: Dyad) -> Row:
    """The deaths by side; where UCDP's side a is the one that was hit, the two change places."""
    of_a, of_b = (deaths.of_hit, deaths.of_doers) if dyad.turned else (deaths.of_doers, deaths.of_hit)
    return {
        "deaths_a": str(of_a), "deaths_b": str(of_b), "deaths_civilians": str(deaths.civilians),
        "deaths_unknown": str(deaths.unknown), "best": str(deaths.best), "high": str(deaths.high),
        "low": str(deaths.low),
    }  # fmt: skip


def _tell(incident: MergedIncident, deaths: Estimate, work: Work) -> None:
    tell = work.losses.tell
    if deaths.is_open:
        tell(incident.id, "counts.killed", f"at least {deaths.best}", f"high has no open end: {deaths.high}")
    if incident.realis != "actual":
        tell(incident.id, "realis", incident.realis, "UCDP does not hold it")
    if incident.when.precision == "part_of_day":
        tell(incident.id, "when", str(incident.when.start), "UCDP has no hours")
    for field in ("injured", "detained", "abducted", "displaced", "participants"):
        if getattr(incident.counts, field) is not None:
            tell(incident.id, f"counts.{field}", field, "UCDP counts deaths only")
    for weapon in incident.weapons:
        tell(incident.id, "weapons", weapon.kind, "UCDP has no weapons")
    for actor in dyad_rest(incident):
        tell(incident.id, "actors", actor, "a dyad has two sides with one name each")


def dyad_rest(incident: MergedIncident) -> tuple[str, ...]:
    """The names of actors beyond the first of each side."""
    seen: dict[str, int] = {}
    rest: list[str] = []
    for actor in incident.actors:
        side = "first" if actor.role in {"perpetrator", "participant"} else "second"
        seen[side] = seen.get(side, 0) + 1
        if seen[side] > 1 and actor.name:
            rest.append(actor.name)
    return tuple(dict.fromkeys(rest))


_SHAPE = Shape("UCDP", COLUMNS, _rows, _ABOUT)
UCDP = Format(
    "ucdp", "UCDP's 49 columns of georeferenced events (CSV)", ".csv", write, policy="best_low_high", text=True
)
