"""Incidents in the column layout of GDELT 2.0's event table: tab-separated, without a line of names, as GDELT's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gesta.codebook.crosswalk import value
from gesta.export.country_codes import codes_of_country
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.parties import known_name, sides
from gesta.export.scheme import Row, Shape, Work, degrees, tab_cell, write_shape
from gesta.export.settled import days, last_published, left_out, own_number
from gesta.export.wording import number
from gesta.model.incidents import IncidentActor
from gesta.model.merged import MergedIncident
from gesta.model.terms import COUNT_FIELDS
from gesta.model.values import Where

_OF_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
_OF_PLACE = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
COLUMNS = (
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{side}{part}" for side in (1, 2) for part in _OF_ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{of}Geo_{part}" for of in ("Actor1", "Actor2", "Action") for part in _OF_PLACE),
    "DATEADDED",
    "SOURCEURL",
)
_LEAD = 3
"""GDELT's root events stand in the lead paragraph; the headline and the first two sentences are taken for it."""
_ABOUT = (
    "The table has no line of column names and no quotation marks, as GDELT's has none. GLOBALEVENTID is a number of "
    "Gesta's own above a million million; the table has no room for the incident's id or another mark.",
    "GoldsteinScale is that of the root code. Country codes of places are FIPS 10-4, those of actors ISO 3166-1.",
    "Empty, as Gesta does not know them: codes of groups, ethnic groups and religions, AvgTone, ADM codes, FeatureID, "
    "places of actors.",
)


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents that have a CAMEO code are at the path as tab-separated lines; others are told as losses."""
    write_shape(_SHAPE, source, path, options, losses)


def _rows(incident: MergedIncident, work: Work) -> Sequence[Row]:
    crossing = work.crossing("cameo", incident)
    span = days(incident.when)
    why = None if incident.cls == "statement" else left_out(incident)
    why = why or (f"no event code: {crossing.loses}" if crossing.code is None else None)
    why = why or ("no day is known" if span is None else None)
    if why is not None or crossing.code is None or span is None:
        work.refuse(incident, why or "")
        return ()
    code, root = crossing.code, crossing.code[:2]
    found = sides(incident)
    _tell(incident, work, span)
    address = next((each.source for each in incident.reports if "://" in each.source), "")
    return (
        {
            "GLOBALEVENTID": str(own_number(incident.id)), **_date(span[0]),
            **_actor("Actor1", found.first, incident, work), **_actor("Actor2", found.second, incident, work),
            "IsRootEvent": "1" if _leads(incident, work) else "0",
            "EventCode": code, "EventBaseCode": code[:3], "EventRootCode": root,
            "QuadClass": value("cameo", "quad", root).code or "",
            "GoldsteinScale": value("cameo", "goldstein", root).code or "",
            "NumMentions": str(len(incident.mentions)), "NumSources": str(incident.sources),
            "NumArticles": str(len(incident.reports)), **_place(incident.where),
            "DATEADDED": f"{(last_published(incident) or span[0].isoformat()).replace('-', '')}000000",
            "SOURCEURL": tab_cell(address),
        },
    )  # fmt: skip


def _date(day: date) -> Row:
    """The day in GDELT's four spellings; its year counts twelve months of thirty days."""
    fraction = ((day.month - 1) * 30 + day.day) / 365
    return {
        "SQLDATE": f"{day:%Y%m%d}", "MonthYear": f"{day:%Y%m}", "Year": f"{day:%Y}",
        "FractionDate": f"{day.year + fraction:.4f}",
    }  # fmt: skip


def _actor(column: str, actors: Sequence[IncidentActor], incident: MergedIncident, work: Work) -> Row:
    """The first actor of the side that CAMEO has a code for; the others are told as losses."""
    coded = [(each, _codes(each)) for each in actors]
    held = next(((each, codes) for each, codes in coded if any(codes)), None)
    for each, codes in coded:
        if held is None or each is not held[0]:
            why = "CAMEO has no code for it" if not any(codes) else f"{column} holds one actor"
            work.losses.tell(incident.id, f"actors.{each.role}", each.name or each.kind, why)
    if held is None:
        return {}
    actor, (nation, kind) = held
    return {
        f"{column}Code": f"{nation}{kind}", f"{column}Name": tab_cell(known_name(actor) or actor.name).upper(),
        f"{column}CountryCode": nation, f"{column}Type1Code": kind,
    }  # fmt: skip


def _codes(actor: IncidentActor) -> tuple[str, str]:
    """The actor's country and kind in CAMEO."""
    return codes_of_country(actor.country).iso3, value("cameo", "actor", actor.kind).code or ""


def _place(where: Where) -> Row:
    """The place of the act. Type 1 is a country, 3 and 4 a town in the United States or elsewhere, 2 and 5 a state."""
    if where.name is None and where.country is None:
        return {}
    home = where.country == "US"
    country = codes_of_country(where.country)
    kind = {"country": "1", "admin1": "2" if home else "5", "region": "2" if home else "5"}.get(
        where.level, "3" if home else "4"
    )
    full = ", ".join(dict.fromkeys(part for part in (where.name, where.admin1, country.name) if part))
    return {
        "ActionGeo_Type": kind, "ActionGeo_FullName": tab_cell(full), "ActionGeo_CountryCode": country.fips,
        "ActionGeo_ADM1Code": country.fips if kind == "1" else "", "ActionGeo_Lat": degrees(where.lat),
        "ActionGeo_Long": degrees(where.lon),
    }  # fmt: skip


def _leads(incident: MergedIncident, work: Work) -> bool:
    """True when a report tells it in the headline or the first two sentences."""
    for report in incident.reports:
        try:
            sentences = work.source.record(report.id).document.sentences[:_LEAD]
        except KeyError:
            continue
        end = max((sentence.end for sentence in sentences), default=0)
        if any(mention.report == report.id and mention.start < end for mention in incident.mentions):
            return True
    return False


def _tell(incident: MergedIncident, work: Work, span: tuple[date, date]) -> None:
    tell = work.losses.tell
    if incident.realis != "actual":
        tell(incident.id, "realis", incident.realis, "GDELT does not hold it")
    if span[0] != span[1]:
        tell(incident.id, "when", f"{span[0]} to {span[1]}", "one day is held, the first")
    elif incident.when.precision == "part_of_day":
        tell(incident.id, "when", str(incident.when.start), "GDELT has no hours of events")
    for field in COUNT_FIELDS:
        count = getattr(incident.counts, field)
        if count is not None:
            tell(incident.id, f"counts.{field}", number(count), "GDELT has no tolls")
    for weapon in incident.weapons:
        tell(incident.id, "weapons", weapon.kind, "GDELT has no weapons")


_SHAPE = Shape("GDELT", COLUMNS, _rows, _ABOUT, tabs=True, header=False)
GDELT = Format("gdelt", "GDELT 2.0's 61 event columns (tab-separated, no header)", ".tsv", write, text=True)
