"""The record as RDF in JSON-LD 1.1: incidents as events of schema.org, claims with their provenance (PROV-O).

The context stands in the file, so that nothing is fetched. Terms of our own begin with ``gesta:``.
https://www.w3.org/TR/json-ld11/ https://www.w3.org/TR/prov-o/ https://schema.org/Event
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from gesta.export.format import Losses, Options, Source
from gesta.export.json_files import write_array
from gesta.export.names import TAG, tag
from gesta.export.rdf_parts import (
    actor,
    claim,
    date,
    figure,
    judgement,
    place,
    quotation,
    reading,
    reading_id,
    report,
    speaker,
)
from gesta.export.told import figures, headline, judged
from gesta.model.merged import MergedIncident
from gesta.model.terms import ReportId

CONTEXT: Mapping[str, object] = {
    "@version": 1.1,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "gesta": f"{TAG}terms/",
    "id": "@id",
    "type": "@type",
}
"""Nothing but prefixes: values carry their types, so that a reader of plain JSON sees what is meant too."""

_OWN = (tag("claim", ""), tag("quotation", ""), tag("incident", ""))
"""Nodes that are remembered for one incident only, so that a million fit; a quotation may come again, the same."""

Node = Mapping[str, object]


def write_jsonld(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """One graph, a node a line."""
    context = msgspec.json.encode(CONTEXT).decode()
    write_array(path, nodes(source, options, losses), f'{{"@context": {context}, "@graph": [', "]}")


def nodes(source: Source, options: Options, losses: Losses) -> Iterator[Node]:
    """The reading, the reports, then each incident with its claims; actors, speakers and places once."""
    yield from reading(source.versions)
    for id in source.reports():
        yield report(source.record(id), options.redact)
    shared: set[str] = set()
    for incident in source.incidents():
        if incident.links:
            losses.tell(incident.id, "links", str(len(incident.links)), "why accounts were merged is not in the graph")
        if incident.history:
            losses.tell(incident.id, "history", str(len(incident.history)), "claims have no order of time here")
        own: set[str] = set()
        for node in _of_incident(incident, source, options):
            identity = str(node["id"])
            if identity not in shared and identity not in own:
                (own if identity.startswith(_OWN) else shared).add(identity)
                yield node
    for each in judged(source).values():
        yield from judgement(each)


def _of_incident(incident: MergedIncident, source: Source, options: Options) -> Iterator[Node]:
    where = place(incident.where)
    if where is not None:
        yield where
    parties = [(each, actor(each, incident.id)) for each in incident.actors]
    for each, party in parties:
        if each.name is not None:
            yield party
    for told in incident.claims:
        yield speaker(told.speaker)
        yield claim(told, source.versions)
        for quote in told.evidence:
            if quote.report is not None:
                yield quotation(quote, quote.report)
    node: dict[str, object] = {
        "id": tag("incident", incident.id),
        "type": ["schema:Event", "prov:Entity"],
        "schema:identifier": incident.id,
        "schema:name": headline(incident),
        "schema:additionalType": incident.type,
        "gesta:class": incident.cls,
        "gesta:realis": incident.realis,
        "gesta:background": incident.background,
        "gesta:status": incident.status,
        "gesta:sources": incident.sources,
        "gesta:confidence": incident.confidence.value,
        "gesta:grade": f"{incident.grade.reliability}{incident.grade.credibility}",
        "schema:startDate": date(incident.when.start, incident.when),
        "schema:endDate": date(incident.when.end, incident.when),
        "schema:location": {"id": where["id"]} if where is not None else None,
        "gesta:datePrecision": incident.when.precision,
        "gesta:placeBasis": incident.where.basis,
        "gesta:responsibility": incident.responsibility.status,
        "gesta:responsibilityBy": incident.responsibility.by,
        "gesta:weapon": [weapon.kind for weapon in incident.weapons],
        "gesta:claim": [{"id": tag("claim", told.id)} for told in incident.claims],
        "prov:wasDerivedFrom": [{"id": tag("report", id)} for id in _reports(incident)],
        "prov:wasGeneratedBy": {"id": reading_id(source.versions)},
        "prov:wasInfluencedBy": [{"id": tag("judgement", id)} for id in incident.judgements],
        "gesta:related": [{"id": tag("incident", tie.incident)} for tie in incident.related],
        **{f"gesta:{field}": figure(each) for field, each in sorted(figures(incident, options.policy).items())},
    }
    for each, party in parties:
        held = node.setdefault(f"gesta:{each.role}", [])
        if isinstance(held, list):
            held.append({"id": party["id"]} if each.name is not None else "unknown")
    yield {name: value for name, value in node.items() if value is not None and value != []}


def _reports(incident: MergedIncident) -> Iterator[ReportId]:
    yield from dict.fromkeys(each.id for each in incident.reports)
