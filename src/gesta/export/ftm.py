"""FollowTheMoney entities (Aleph, OpenAleph, OpenSanctions tools), a JSON object a line.

Schemata and properties are those of the library ``followthemoney`` 4. Reports are Articles, incidents Events, those who
act Persons, PublicBodies, Organizations, Companies or LegalEntities; a Documentation ties a report to an event that it
tells, an UnknownLink somebody to an event with the role, a Mention somebody to a report that names them.
https://followthemoney.tech/explorer/
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from gesta.export.dates import single
from gesta.export.format import Losses, Options, Source
from gesta.export.json_files import write_lines
from gesta.export.languages import three_letters
from gesta.export.names import address, base_name
from gesta.export.told import headline, place_words, summary, toll
from gesta.model.incidents import IncidentActor, Record
from gesta.model.merged import MergedIncident
from gesta.model.terms import ActorKind, ReportId

SCHEMATA: dict[ActorKind, str] = {
    "leader": "Person",
    "military": "PublicBody",
    "police": "PublicBody",
    "government": "PublicBody",
    "rebel": "Organization",
    "militia": "Organization",
    "terrorist": "Organization",
    "gang": "Organization",
    "party": "Organization",
    "international": "Organization",
    "ngo": "Organization",
    "media": "Organization",
    "business": "Company",
    "religious": "LegalEntity",
    "ethnic": "LegalEntity",
    "protesters": "LegalEntity",
    "rioters": "LegalEntity",
    "civilians": "LegalEntity",
}
"""The schema of a known actor by kind. FollowTheMoney has none for a crowd: a LegalEntity may be anybody. A facility
and what is of unknown kind are nobody; they stay words of the event."""
_LONGEST = {"name": 384, "title": 1024, "publisher": 1024, "author": 1024, "location": 250, "full": 250, "role": 1024,
            "recordId": 1024, "description": 65000, "summary": 65000, "notes": 65000, "fileName": 1024}  # fmt: skip
"""The library's bounds of each property."""

_NAME = r"[A-Z\u00c0-\u00de\u0410-\u042f][\w'’.-]*"
_PROPER = re.compile(rf"{_NAME}(?: (?:(?:of|the|and|al|bin|ibn|de|la|van|von|for) )*{_NAME})+")
"""Two words or more that begin with a capital: a name that is worth looking for in other collections."""

_SHARED = ("place-", "actor-")
"""Ids of entities that several incidents have; a mention may come again, the same, with another incident."""

Entity = dict[str, object]


def write_ftm(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """Every entity once, reports first."""
    write_lines(path, entities(source, options, losses))


def entities(source: Source, options: Options, losses: Losses) -> Iterator[Entity]:
    """Articles in order of id, then each incident with what belongs to it."""
    for report in source.reports():
        yield _article(source.record(report), options)
    shared: set[str] = set()
    for incident in source.incidents():
        own: set[str] = set()
        for entity in _of_incident(incident, options, losses):
            identity = str(entity["id"])
            if identity not in shared and identity not in own:
                (shared if identity.startswith(_SHARED) else own).add(identity)
                yield entity


def _article(record: Record, options: Options) -> Entity:
    """Without its text, which is its outlet's; with names masked also without title and author, which may be names."""
    report, document = record.report, record.document
    page = address(report.source)
    language = three_letters(document.language)
    title = None if options.redact else document.title
    return _entity(
        _report(report.id),
        "Article",
        name=[title or page or base_name(report.source)],
        title=[title] if title else [],
        publisher=[report.outlet] if report.outlet else [],
        author=[report.author] if report.author and not options.redact else [],
        publishedAt=[date] if (date := single(report.published)) else [],
        sourceUrl=[page] if page else [],
        fileName=[] if page else [base_name(report.source)],
        language=[language] if language else [],
    )


def _of_incident(incident: MergedIncident, options: Options, losses: Losses) -> Iterator[Entity]:
    reports = list(dict.fromkeys(each.id for each in incident.reports))
    place = _address(incident)
    if place is not None:
        yield place
    actors = [(actor, made) for actor in incident.actors if (made := _actor(incident, actor)) is not None]
    yield _event(incident, reports, place, options, losses)
    for report in reports:
        yield _entity(_id("documentation", incident.id, report), "Documentation", document=[_report(report)],
                      entity=[_event_id(incident)], role=["report of the event"])  # fmt: skip
    for actor, made in actors:
        yield made
        yield _link(incident, actor, made)
        yield from _mentions(incident, actor, made)


def _event(
    incident: MergedIncident, reports: list[ReportId], place: Entity | None, options: Options, losses: Losses
) -> Entity:
    one = single(incident.when)
    ends = one is None and incident.when.start is not None
    unnamed = [f"{actor.role}: {actor.name or 'unknown'}" for actor in incident.actors if _schema(actor) is None]
    _tell(incident, unnamed, options, losses)
    return _entity(
        _event_id(incident),
        "Event",
        name=[headline(incident)],
        summary=[summary(incident, options.policy)],
        date=[one] if one else [],
        startDate=[incident.when.start] if ends and incident.when.start else [],
        endDate=[incident.when.end] if ends and incident.when.end else [],
        location=[words] if (words := place_words(incident)) else [],
        addressEntity=[str(place["id"])] if place else [],
        country=_country(incident.where.country),
        keywords=[incident.type],
        notes=["\n".join(unnamed)] if unnamed else [],
        recordId=[incident.id],
        proof=[_report(report) for report in reports],
        sourceUrl=list(dict.fromkeys(page for each in incident.reports if (page := address(each.source)))),
    )


def _tell(incident: MergedIncident, unnamed: list[str], options: Options, losses: Losses) -> None:
    if words := toll(incident, options.policy):
        losses.tell(incident.id, "counts", words, "an Event has no figures; they stand in words in its summary")
    if incident.realis != "actual":
        losses.tell(incident.id, "realis", incident.realis, "an Event has no realis; it stands in words in its name")
    if incident.when.precision == "part_of_day":
        losses.tell(incident.id, "when", f"{incident.when.start} to {incident.when.end}", "the Event has the day")
    for words in unnamed:
        losses.tell(incident.id, "actors", words, "nobody known, so no entity; it stands in words in the notes")
    if incident.weapons:
        names = ", ".join(weapon.kind for weapon in incident.weapons)
        losses.tell(incident.id, "weapons", names, "there is no property for weapons")
    losses.tell(incident.id, "claims", str(len(incident.claims)), "an Event has no speakers; proofs name the reports")


def _address(incident: MergedIncident) -> Entity | None:
    where = incident.where
    if where.name is None:
        return None
    known = where.lat is not None and where.lon is not None
    return _entity(
        _id("place", where.place_id or place_words(incident)),
        "Address",
        name=[place_words(incident)],
        full=[place_words(incident)],
        city=[where.name] if where.level == "city" else [],
        state=[where.admin1] if where.admin1 else [],
        country=_country(where.country),
        latitude=[str(where.lat)] if known else [],
        longitude=[str(where.lon)] if known else [],
    )


def _schema(actor: IncidentActor) -> str | None:
    """The schema of the actor; None for nobody in particular: a facility, somebody unknown, "two bank guards".

    Who is not known by id and has a proper name is a LegalEntity, a person or a body: the words do not tell which.
    """
    if actor.name is None:
        return None
    if actor.actor_id is not None:
        return SCHEMATA.get(actor.kind, "LegalEntity")
    return "LegalEntity" if _PROPER.fullmatch(actor.name) else None


def _actor(incident: MergedIncident, actor: IncidentActor) -> Entity | None:
    """Somebody known by id is one entity everywhere; who has only words is one for each incident."""
    schema = _schema(actor)
    if schema is None or actor.name is None:
        return None
    identity = _id("actor", actor.actor_id) if actor.actor_id else _id("actor", incident.id, actor.role, actor.name)
    return _entity(identity, schema, name=[actor.name], classification=[actor.kind], country=_country(actor.country))


def _link(incident: MergedIncident, actor: IncidentActor, made: Entity) -> Entity:
    return _entity(_id("link", incident.id, actor.role, str(made["id"])), "UnknownLink", subject=[str(made["id"])],
                   object=[_event_id(incident)], role=[actor.role], recordId=[incident.id],
                   date=[one] if (one := single(incident.when)) else [])  # fmt: skip


def _mentions(incident: MergedIncident, actor: IncidentActor, made: Entity) -> Iterator[Entity]:
    """The words of each report that name the actor."""
    seen = dict.fromkeys((quote.report, quote.exact) for quote in actor.evidence if quote.report is not None)
    for report, exact in seen:
        if report is not None:
            yield _entity(_id("mention", report, exact, str(made["id"])), "Mention", document=[_report(report)],
                          resolved=[str(made["id"])], name=[exact], detectedSchema=[str(made["schema"])])  # fmt: skip


def _event_id(incident: MergedIncident) -> str:
    """The incident's id with what FollowTheMoney allows in one: no underscore."""
    return incident.id.replace("_", "-")


def _country(code: str | None) -> list[str]:
    return [code.lower()] if code else []


def _report(report: ReportId) -> str:
    return "report-" + report.removeprefix("sha256:")


def _id(kind: str, *parts: str) -> str:
    """An id that is the same in every export: the kind and a hash of what it is made of."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{kind}-{digest[:32]}"


def _entity(identity: str, schema: str, **properties: list[str]) -> Entity:
    """The entity with its properties in order of name; empty ones left out, long ones cut at the library's bound."""
    held = {
        name: list(dict.fromkeys(value.strip()[: _LONGEST.get(name, 4096)] for value in values if value.strip()))
        for name, values in sorted(properties.items())
    }
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in held.items() if values}}
