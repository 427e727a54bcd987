"""Incidents in the column layout of ACLED: one row an incident with two main actors and those beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gesta.codebook.crosswalk import value
from gesta.export.acled_actors import Column, columns_of
from gesta.export.country_codes import codes_of_country
from gesta.export.figures import figure
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.scheme import Row, Shape, Work, cell, degrees, write_shape
from gesta.export.settled import days, last_published, left_out, middle, outlets, seconds, units
from gesta.export.wording import number, paragraph
from gesta.model.merged import Figure, MergedIncident
from gesta.model.values import When, Where

COLUMNS = tuple(
    """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
    actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude
    longitude geo_precision source source_scale notes fatalities tags timestamp""".split()
)
MARK = "Gesta; not ACLED data"
_GEO = {"site": "1", "neighbourhood": "1", "city": "1", "district": "2", "admin1": "3", "region": "3", "country": "3"}
_ABOUT = (
    "event_id_cnty is the incident's id. tags marks every row. fatalities is 0 where nobody tells a number, as in "
    "ACLED; the losses name those rows. latitude and longitude are empty where no place is known.",
    "Empty, as Gesta does not know them: region, source_scale. Years after names of state forces are left out.",
    "time_precision 2 and 3 put event_date in the middle of the interval told.",
)


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents that ACLED's columns hold are at the path as CSV; every other one is told as a loss."""
    write_shape(_SHAPE, source, path, options, losses)


def _rows(incident: MergedIncident, work: Work) -> Sequence[Row]:
    crossing = work.crossing("acled", incident)
    span = days(incident.when)
    why = left_out(incident) or (f"no code: {crossing.loses}" if crossing.code is None else None)
    why = why or _unplaced(incident, span is None)
    if why is not None or crossing.code is None or span is None:
        work.refuse(incident, why or "")
        return ()
    kind, sub = crossing.code.split(" / ", 1)
    first, second = columns_of(incident, kind, sub, work.losses)
    when = middle(span)
    _tell(incident, work)
    return (
        {
            "event_id_cnty": incident.id, "event_date": when.isoformat(), "year": str(when.year),
            "time_precision": time_precision(incident.when),
            "disorder_type": value("acled", "disorder", sub).code or value("acled", "disorder", kind).code or "",
            "event_type": kind, "sub_event_type": sub,
            **_actors(first, second),
            "civilian_targeting": "Civilian targeting" if _against_civilians(kind, sub, second) else "",
            **_place(incident.where),
            "source": cell("; ".join(outlets(incident))), "notes": cell(paragraph(incident)),
            "fatalities": str(_fatalities(incident, work)), "tags": MARK,
            "timestamp": seconds(last_published(incident)),
        },
    )  # fmt: skip


def _unplaced(incident: MergedIncident, undated: bool) -> str | None:
    """Why the incident has no row for want of a day or a country; ACLED holds dates to the month at the widest."""
    if undated:
        return "no day is known"
    if not time_precision(incident.when):
        return f"the time is told to the {incident.when.precision} only"
    return None if codes_of_country(incident.where.country).name else "no country is known"


def time_precision(when: When) -> str:
    """1: the day; 2: within a week or so; 3: within a month; empty for a wider interval."""
    span = days(when)
    if span is None:
        return ""
    length = (span[1] - span[0]).days + 1
    return "1" if length == 1 else "2" if length <= 10 else "3" if length <= 31 else ""


def _actors(first: Column, second: Column) -> Row:
    codes = sorted(code for code in (first.inter, second.inter) if code)
    together = "".join(codes) if len(codes) > 1 else f"{codes[0]}0" if codes else ""
    return {
        "actor1": cell(first.actor), "assoc_actor_1": cell("; ".join(first.beside)), "inter1": first.inter or "0",
        "actor2": cell(second.actor), "assoc_actor_2": cell("; ".join(second.beside)), "inter2": second.inter or "0",
        "interaction": together,
    }  # fmt: skip


def _against_civilians(kind: str, sub: str, second: Column) -> bool:
    """ACLED's rule: violence whose main target are civilians or unarmed protesters."""
    violent = kind in {"Violence against civilians", "Explosions/Remote violence", "Riots"}
    return sub == "Excessive force against protesters" or (violent and second.inter in {"6", "7"})


def _place(where: Where) -> Row:
    found, country = units(where), codes_of_country(where.country)
    town = f"{found.town} - {found.spot}" if found.town and found.spot else found.town or found.spot
    near = "near" in where.basis.split("; ")[0].split(" ")
    return {
        "iso": country.numeric, "country": country.name, "admin1": cell(found.admin1), "admin2": cell(found.admin2),
        "admin3": cell(found.admin3), "location": cell(town or where.name or country.name),
        "latitude": degrees(where.lat), "longitude": degrees(where.lon),
        "geo_precision": "2" if near and _GEO.get(where.level) == "1" else _GEO.get(where.level, "3"),
    }  # fmt: skip


def _fatalities(incident: MergedIncident, work: Work) -> int:
    """The number of the policy; the number that ACLED gives to words where there are only words; 0 where nobody
    tells."""
    chosen = figure(incident, "killed", work.options.policy)
    counted = chosen if chosen is not None and chosen.best is not None else figure(incident, "killed", "conservative")
    told = incident.counts.killed
    if counted is None or counted.best is None:
        words = number(told) if told is not None else "not told"
        work.losses.tell(incident.id, "counts.killed", words, "nobody tells a number, for which ACLED writes 0")
        return 0
    if _is_open(counted) or chosen is not counted:
        words = number(told) if told is not None else str(counted.best)
        work.losses.tell(incident.id, "counts.killed", words, f"one number is held: {counted.best}")
    return counted.best


def _is_open(chosen: Figure) -> bool:
    return chosen.low != chosen.best or chosen.high != chosen.best


def _tell(incident: MergedIncident, work: Work) -> None:
    """What no column of ACLED holds."""
    tell = work.losses.tell
    if incident.realis != "actual":
        tell(incident.id, "realis", incident.realis, "only notes say so")
    for field in ("injured", "detained", "abducted", "displaced", "participants"):
        count = getattr(incident.counts, field)
        if count is not None:
            tell(incident.id, f"counts.{field}", number(count), "only notes say so")
    for weapon in incident.weapons:
        tell(incident.id, "weapons", weapon.kind, "ACLED has no weapons")
    if incident.when.precision == "part_of_day":
        tell(incident.id, "when", str(incident.when.start), "ACLED has no hours")
    if incident.claims:
        tell(incident.id, "claims", str(len(incident.claims)), "who says what, and with which words, is left out")


_SHAPE = Shape("ACLED", COLUMNS, _rows, _ABOUT)
ACLED = Format("acled", "ACLED's 31 columns (CSV)", ".csv", write, policy="conservative", text=True)
