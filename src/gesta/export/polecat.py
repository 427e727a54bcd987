"""Incidents in the column layout of POLECAT: PLOVER's codes, tab-separated, "None" for what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from gesta.export.country_codes import codes_of_country
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.parties import sides
from gesta.export.plover_codes import Party, coded, parties
from gesta.export.scheme import Row, Shape, Work, degrees, tab_cell, write_shape
from gesta.export.settled import days, last_published, source_name, units
from gesta.export.wording import number
from gesta.knowledge.actors import load
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.incidents import IncidentActor, Record
from gesta.model.merged import MergedIncident
from gesta.model.values import Where
from gesta.version import __version__

_SIDE = "Name,Country,COW,Primary # Sector,# Sectors,Title,Name Raw,Wikipedia # ID"
COLUMNS = (
    *"Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts".split(","),
    *(
        part.replace("#", side) if "#" in part else f"{side} {part}"
        for side in ("Actor", "Recipient")
        for part in _SIDE.split(",")
    ),
    *"Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type".split(","),
    *"Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version".split(","),
)
MARK = f"Gesta {__version__}; not POLECAT data"
_ABOUT = (
    "None: not known. | joins lists. Event ID is the incident's id; Version marks every row.",
    "None, as Gesta does not know them: Intensity, Contexts, titles, Wikipedia ids, Feature Type. Quad Code is "
    "PLOVER's number (1 verbal and 2 material cooperation, 3 verbal and 4 material conflict).",
    "Story People, Organizations and Locations are those of the knowledge base and gazetteer in the first report.",
)


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents that PLOVER holds as having happened are at the path; others are told as losses."""
    write_shape(_SHAPE, source, path, options, losses)


def _rows(incident: MergedIncident, work: Work) -> Sequence[Row]:
    found = coded(incident, work)
    span = days(incident.when)
    if found is None:
        return ()
    if {"negation", "future", "hypothetical"} & set(found.auxiliary) or span is None:
        work.refuse(incident, "no day is known" if span is None else f"the act is {incident.realis}")
        return ()
    actors, recipients = parties(incident, found, work)
    both = sides(incident)
    _tell(incident, work)
    return (
        {
            "Event ID": incident.id, "Event Date": span[0].isoformat(), "Event Type": found.event,
            "Event Mode": "|".join(found.modes), "Quad Code": found.quad,
            **_side("Actor", actors, both.first), **_side("Recipient", recipients, both.second),
            **_place(incident.where), **_story(incident, work), "Version": MARK,
        },
    )  # fmt: skip


def _side(side: str, found: Sequence[Party], raw: Sequence[IncidentActor]) -> Row:
    countries = dict.fromkeys(each.country for each in found if each.country)
    sectors = list(dict.fromkeys(each.sector for each in found if each.sector))
    words = dict.fromkeys(quote.exact for each in raw for quote in each.evidence[:1])
    return {
        f"{side} Name": _joined(each.name for each in found if each.name), f"{side} Country": _joined(countries),
        f"{side} COW": _joined(_cow(raw)), f"Primary {side} Sector": sectors[0] if sectors else "",
        f"{side} Sectors": _joined(sectors), f"{side} Name Raw": _joined(words),
    }  # fmt: skip


def _cow(actors: Sequence[IncidentActor]) -> dict[str, None]:
    return dict.fromkeys(code for each in actors if (code := codes_of_country(each.country).cow))


def _joined(values: Iterable[str]) -> str:
    return "|".join(dict.fromkeys(tab_cell(each).replace("|", "/") for each in values))


def _place(where: Where) -> Row:
    found = units(where)
    number_ = (where.place_id or "").partition("geonames:")[2]
    return {
        "Placename": tab_cell(where.name), "City": tab_cell(found.town), "District": tab_cell(found.admin2),
        "Province": tab_cell(found.admin1), "Country": codes_of_country(where.country).iso3,
        "Latitude": degrees(where.lat), "Longitude": degrees(where.lon), "GeoNames ID": number_,
        "Raw Placename": tab_cell(where.evidence[0].exact) if where.evidence else "",
    }  # fmt: skip


def _story(incident: MergedIncident, work: Work) -> Row:
    """The outlet, the day and who and what the first report names that is known."""
    first = incident.reports[0]
    try:
        record: Record | None = work.source.record(first.id)
    except KeyError:
        record = None
    known = _known(record)
    return {
        "Source": tab_cell(first.outlet or source_name(first.source)),
        "Publication Date": last_published(incident) or "",
        "Story People": _joined(name for name, person in known if person),
        "Story Organizations": _joined(name for name, person in known if not person),
        "Story Locations": _joined(_places(record)),
        "Language": (record.document.language or "") if record is not None else "",
    }  # fmt: skip


def _known(record: Record | None) -> list[tuple[str, bool]]:
    """The known actors of the report, and whether each is a person."""
    ids = dict.fromkeys(
        each.actor_id for each in (record.entities if record else ()) if isinstance(each, ActorEntity) and each.actor_id
    )
    found = (load().get(each) for each in ids)
    return [(each.name, each.kind == "leader") for each in found if each is not None]


def _places(record: Record | None) -> list[str]:
    return [
        each.name for each in (record.entities if record else ()) if isinstance(each, PlaceEntity) and each.place_id
    ]


def _tell(incident: MergedIncident, work: Work) -> None:
    tell = work.losses.tell
    if incident.realis != "actual":
        tell(incident.id, "realis", incident.realis, "POLECAT does not hold it")
    if incident.when.start != incident.when.end:
        tell(incident.id, "when", f"{incident.when.start} to {incident.when.end}", "one day is held, the first")
    for field in ("killed", "injured", "detained", "abducted", "displaced", "participants"):
        count = getattr(incident.counts, field)
        if count is not None:
            tell(incident.id, f"counts.{field}", number(count), "POLECAT has no tolls")
    for weapon in incident.weapons:
        tell(incident.id, "weapons", weapon.kind, "POLECAT has a mode, no weapons")


_SHAPE = Shape("POLECAT", COLUMNS, _rows, _ABOUT, tabs=True, empty="None")
POLECAT = Format("polecat", "POLECAT's 40 columns (tab-separated)", ".tsv", write, text=True)
