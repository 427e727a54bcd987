"""Incidents in the column layout of the Global Terrorism Database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gesta.codebook.crosswalk import ValueSource, value
from gesta.export.country_codes import codes_of_country
from gesta.export.figures import figure
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.gtd_columns import COLUMNS
from gesta.export.parties import known_name, sides
from gesta.export.scheme import Row, Shape, Work, cell, clean, degrees, write_shape
from gesta.export.settled import days, left_out, own_number, units
from gesta.export.wording import number, paragraph
from gesta.model.incidents import IncidentActor
from gesta.model.merged import MergedIncident
from gesta.model.terms import CountField
from gesta.model.values import When, Where

MARK = "Gesta; not GTD data"
UNKNOWN = "-9"
"""GTD's code for "unknown" in yes-or-no columns; -99 where a number is not known."""
UNKNOWN_NUMBER = "-99"
_SPECIFIC = {"site": "1", "neighbourhood": "1", "city": "1", "district": "3", "admin1": "4"}
_ABOUT = (
    "eventid is a number of Gesta's own with more digits than GTD's; dbsource marks every row; the incident's id "
    "stands in addnotes.",
    "-9: not known; -99: a number that is not known; imonth or iday 0: not known.",
    "Empty, as Gesta has no confirmed list of their codes: country, region, natlty, targsubtype, claimmode, "
    "propextent, hostkidoutcome. country_txt and natlty_txt hold names. crit1 to crit3 and doubtterr are judgements "
    "of GTD's own and are not made here.",
)


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The attacks by others than states are at the path as CSV; every other incident is told as a loss."""
    write_shape(_SHAPE, source, path, options, losses)


def _rows(incident: MergedIncident, work: Work) -> Sequence[Row]:
    crossing = work.crossing("gtd", incident)
    why = left_out(incident) or (f"no attack type: {crossing.loses}" if crossing.code is None else None)
    why = why or (None if incident.when.start else "no year is known")
    if why is not None or crossing.code is None:
        work.refuse(incident, why or "")
        return ()
    _tell(incident, work)
    attack = value("gtd", "attack", crossing.code)
    taken = crossing.code in {"4", "6"}
    return (
        {
            "eventid": str(own_number(incident.id)), **_time(incident.when), **_place(incident.where),
            "summary": cell(paragraph(incident)), "doubtterr": UNKNOWN,
            "multiple": "1" if any(each.relation == "part_of" for each in incident.related) else "0",
            "success": "1" if incident.realis in {"actual", "alleged"} else "0",
            "suicide": "1" if work.source.codebook.related(incident.type, "suicide_bombing") else "0",
            "attacktype1": crossing.code, "attacktype1_txt": attack.name,
            **_targets(incident, work), **_groups(incident), **_weapons(incident, work), **_toll(incident, work),
            "property": _property(incident), "ishostkid": "1" if taken else "0",
            **_hostages(incident, taken), "addnotes": incident.id, **_cited(incident), "dbsource": MARK,
            "INT_LOG": UNKNOWN, "INT_IDEO": UNKNOWN, "INT_MISC": UNKNOWN, "INT_ANY": UNKNOWN,
            "related": ", ".join(str(own_number(each.incident)) for each in incident.related),
        },
    )  # fmt: skip


def _time(when: When) -> Row:
    """The day, with 0 for a month or day that is not known and the interval in words beside it."""
    span = days(when)
    first, last = span or (date.fromisoformat((when.start or "")[:10]),) * 2
    month = first.month if (first.year, first.month) == (last.year, last.month) else 0
    known = span is not None and first == last
    return {
        "iyear": str(first.year), "imonth": str(month if span else 0), "iday": str(first.day if known else 0),
        "approxdate": "" if known else f"{first} to {last}" if span is not None else f"since {first}",
    }  # fmt: skip


def _place(where: Where) -> Row:
    found, country = units(where), codes_of_country(where.country)
    known = where.lat is not None
    near = "near" in where.basis.split("; ")[0].split(" ")
    return {
        "country_txt": country.name or "Unknown", "provstate": cell(found.admin1 or "Unknown"),
        "city": cell(found.town or found.spot or "Unknown"), "latitude": degrees(where.lat),
        "longitude": degrees(where.lon), "specificity": _SPECIFIC.get(where.level, "5") if known else "5",
        "vicinity": "1" if near else "0", "location": cell(found.spot if found.town else ""),
    }  # fmt: skip


def _targets(incident: MergedIncident, work: Work) -> Row:
    """Up to three targets, people before things; of an incident that tells none the type is unknown."""
    found = sides(incident)
    held = [*found.second, *found.things]
    cells: dict[str, str] = {}
    for place, actor in enumerate(held[:3], 1):
        kind = value("gtd", "target", actor.kind)
        if kind.match != "exact":
            work.losses.tell(incident.id, f"actors.{actor.role}", actor.name or actor.kind, f"not held: {kind.loses}")
        cells |= _coded(f"targtype{place}", kind)
        cells |= {f"target{place}": cell(actor.name), f"natlty{place}_txt": codes_of_country(actor.country).name}
    for actor in held[3:]:
        work.losses.tell(incident.id, f"actors.{actor.role}", actor.name or actor.kind, "GTD has three targets")
    return cells or _coded("targtype1", value("gtd", "target", "unknown"))


def _coded(column: str, found: ValueSource) -> dict[str, str]:
    return {column: found.code or "", f"{column}_txt": found.name}


def _groups(incident: MergedIncident) -> Row:
    """Up to three groups by name, else "Unknown"; whether responsibility was claimed as far as the reports tell."""
    doers = sides(incident).first
    named = list(dict.fromkeys(name for each in doers if (name := _group(each)) is not None))
    unsure = "1" if incident.realis == "alleged" or incident.responsibility.status == "suspected" else "0"
    claimed = {"claimed": "1", "unclaimed": "0", "denied": "0"}.get(incident.responsibility.status, UNKNOWN)
    cells = {f"gname{place if place > 1 else ''}": cell(name) for place, name in enumerate(named[:3], 1)}
    cells |= {f"guncertain{place}": unsure for place in range(1, len(named[:3]) + 1)}
    alone = bool(doers) and all(each.kind == "civilians" for each in doers)
    return {
        "gname": "Unknown", **cells, "individual": "1" if alone else "0", "nperps": UNKNOWN_NUMBER,
        "nperpcap": UNKNOWN_NUMBER, "claimed": claimed,
    }  # fmt: skip


def _group(actor: IncidentActor) -> str | None:
    """The name of a group; a person who acts alone is none."""
    return None if actor.kind in {"civilians", "leader"} else known_name(actor)


def _weapons(incident: MergedIncident, work: Work) -> Row:
    cells: dict[str, str] = {}
    for place, weapon in enumerate(incident.weapons[:4], 1):
        found = value("gtd", "weapon", weapon.kind)
        if found.match != "exact" or found.code is None:
            work.losses.tell(incident.id, "weapons", weapon.kind, f"not held: {found.loses}")
        held = found if found.code is not None else ValueSource("13", "Unknown")
        cells |= _coded(f"weaptype{place}", held)
        if held.sub is not None:
            cells |= _coded(f"weapsubtype{place}", value("gtd", "subweapon", held.sub))
    told = (weapon.name or weapon.kind.replace("_", " ") for weapon in incident.weapons)
    return {**(cells or _coded("weaptype1", ValueSource("13", "Unknown"))), "weapdetail": cell(", ".join(told))}


def _toll(incident: MergedIncident, work: Work) -> Row:
    """Everybody killed or wounded, those who did it too; empty where nobody tells a number."""
    killed = incident.counts.killed
    dead = killed.parts.get("perpetrators") if killed is not None else None
    return {
        "nkill": _number(incident, "killed", work), "nkillter": "" if dead is None else str(dead),
        "nwound": _number(incident, "injured", work),
    }  # fmt: skip


def _number(incident: MergedIncident, field: CountField, work: Work) -> str:
    found, told = figure(incident, field, work.options.policy), getattr(incident.counts, field)
    if found is None or found.best is None:
        if told is not None:
            work.losses.tell(incident.id, f"counts.{field}", number(told), "no number is told")
        return ""
    if (found.low, found.high) != (found.best, found.best):
        work.losses.tell(incident.id, f"counts.{field}", number(told) if told else str(found.best),
                         f"one number is held: {found.best}")  # fmt: skip
    return str(found.best)


def _property(incident: MergedIncident) -> str:
    return "1" if incident.type in {"property_destruction", "arson"} else UNKNOWN


def _hostages(incident: MergedIncident, taken: bool) -> Row:
    count = incident.counts.abducted
    if not taken:
        return {}
    return {"nhostkid": str(count.low) if count is not None and count.low is not None else UNKNOWN_NUMBER}


def _cited(incident: MergedIncident) -> Row:
    held = [each for each in incident.reports if each.copy_of is None and not each.withdrawn] or list(incident.reports)
    cells: dict[str, str] = {}
    for place, each in enumerate(held[:3], 1):
        told = (f'"{clean(each.title)},"' if each.title else "", each.outlet, (each.published.start or "")[:10])
        cells[f"scite{place}"] = cell(" ".join(part for part in told if part) or each.source)
    return cells


def _tell(incident: MergedIncident, work: Work) -> None:
    tell = work.losses.tell
    if incident.realis != "actual":
        tell(incident.id, "realis", incident.realis, "GTD holds success or failure only")
    if incident.when.precision == "part_of_day":
        tell(incident.id, "when", str(incident.when.start), "GTD has no hours")
    for field in ("detained", "displaced", "participants"):
        count = getattr(incident.counts, field)
        if count is not None:
            tell(incident.id, f"counts.{field}", number(count), "only the summary says so")
    for weapon in incident.weapons[4:]:
        tell(incident.id, "weapons", weapon.kind, "GTD has four weapons")


_SHAPE = Shape("GTD", COLUMNS, _rows, _ABOUT)
GTD = Format("gtd", "GTD's 135 columns (CSV)", ".csv", write, policy="majority", text=True)
