"""The nodes of the RDF graph: reports, readings, claims, speakers, actors, places, judgements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from gesta.export.dates import moment
from gesta.export.names import address, base_name, tag
from gesta.export.web_annotations import place_iri
from gesta.model.documents import Published
from gesta.model.incidents import Claim, IncidentActor, Record, Speaker
from gesta.model.judgements import Judgement
from gesta.model.merged import Figure
from gesta.model.spans import Quote
from gesta.model.terms import IncidentId, ReportId
from gesta.model.values import When, Where

Node = Mapping[str, object]
_PERSON = frozenset({"leader"})
_LENGTHS = {"year": (4, "xsd:gYear"), "month": (7, "xsd:gYearMonth")}


def kept(node: Mapping[str, object]) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value is not None and value != []}


def date(given: str | None, when: When | Published) -> Node | None:
    """The bound as a typed literal that says no more than the precision: a year, month, day or minute."""
    if given is None:
        return None
    if when.precision in _LENGTHS:
        length, kind = _LENGTHS[when.precision]
        return {"@value": given[:length], "@type": kind}
    if "T" in given:
        return {"@value": f"{given[:16]}:00", "@type": "xsd:dateTime"}
    return {"@value": given, "@type": "xsd:date"}


def reading_id(versions: Mapping[str, str]) -> str:
    """The activity of reading with these versions."""
    told = ";".join(f"{name}={version}" for name, version in sorted(versions.items()))
    return tag("reading", hashlib.sha256(told.encode()).hexdigest()[:16])


def reading(versions: Mapping[str, str]) -> Iterator[Node]:
    """Gesta, and its reading of the reports."""
    software = tag("software", "gesta")
    yield {"id": software, "type": "prov:SoftwareAgent", "rdfs:label": "Gesta"}
    yield {
        "id": reading_id(versions),
        "type": "prov:Activity",
        "prov:wasAssociatedWith": {"id": software},
        **{f"gesta:{name}": version for name, version in sorted(versions.items())},
    }


def report(record: Record, redact: bool) -> Node:
    """A report as a news article; its address where it is on the web. Title and author, which may be names, only where
    names are not masked."""
    told, document = record.report, record.document
    page = address(told.source)
    return kept({
        "id": tag("report", told.id),
        "type": ["schema:NewsArticle", "prov:Entity"],
        "schema:identifier": told.id,
        "schema:headline": None if redact else document.title,
        "schema:inLanguage": document.language,
        "schema:datePublished": date(told.published.start, told.published),
        "gesta:publishedBasis": told.published.basis,
        "schema:publisher": told.outlet,
        "schema:author": None if redact else told.author,
        "schema:url": {"id": page} if page else None,
        "gesta:source": None if page else base_name(told.source),
    })  # fmt: skip


def speaker(told: Speaker) -> Node:
    """Who says it."""
    return {"id": _speaker(told), "type": "prov:Agent", "rdfs:label": told.name, "gesta:speakerKind": told.kind}


def _speaker(told: Speaker) -> str:
    return tag("speaker", f"{told.kind}:{told.name}"[:300])


def claim(told: Claim, versions: Mapping[str, str]) -> Node:
    """One value as one speaker tells it, quoted from reports; the value as JSON."""
    return kept({
        "id": tag("claim", told.id),
        "type": ["gesta:Claim", "prov:Entity"],
        "gesta:field": told.field,
        "gesta:value": {"@value": msgspec.json.encode(told.value).decode(), "@type": "gesta:json"},
        "gesta:realis": told.realis,
        "gesta:score": told.score,
        "prov:wasAttributedTo": {"id": _speaker(told.speaker)},
        "prov:wasGeneratedBy": {"id": reading_id(versions)},
        "prov:wasDerivedFrom": [
            {"id": _quotation(quote, quote.report)} for quote in told.evidence if quote.report is not None
        ],
    })  # fmt: skip


def quotation(quote: Quote, of: ReportId) -> Node:
    """The words of a report, with the code points of its text at which they stand."""
    return {
        "id": _quotation(quote, of),
        "type": ["schema:Quotation", "prov:Entity"],
        "schema:text": quote.exact,
        "gesta:start": quote.start,
        "gesta:end": quote.end,
        "prov:wasQuotedFrom": {"id": tag("report", of)},
    }


def _quotation(quote: Quote, of: ReportId) -> str:
    return tag("quotation", f"{of}:{quote.start}-{quote.end}")


def actor(told: IncidentActor, incident: IncidentId) -> Node:
    """Somebody in a role: a known person or organization, or whoever the words of the incident name."""
    kind = "schema:Person" if told.kind in _PERSON else "schema:Organization" if told.actor_id else "prov:Agent"
    name = told.actor_id or f"{incident}:{told.role}:{told.name}"[:300]
    return kept({
        "id": tag("actor", name),
        "type": kind,
        "rdfs:label": told.name,
        "gesta:actorKind": told.kind,
        "gesta:country": told.country,
    })  # fmt: skip


def place(where: Where) -> Node | None:
    """The place with its point where one is known; never a point that is not."""
    if where.name is None:
        return None
    words = ", ".join(dict.fromkeys(part for part in (where.name, where.admin1, where.country) if part))
    known = where.lat is not None and where.lon is not None
    point = {"type": "schema:GeoCoordinates", "schema:latitude": where.lat, "schema:longitude": where.lon}
    return kept({
        "id": place_iri(where.place_id) if where.place_id else tag("place", words),
        "type": "schema:Place",
        "schema:name": where.name,
        "schema:address": words,
        "schema:geo": point if known else None,
        "gesta:level": where.level,
        "gesta:radiusKm": where.radius_km,
    })  # fmt: skip


def figure(told: Figure) -> Node:
    """A count by the policy of the export; a bound that is open is absent."""
    return kept({"gesta:low": told.low, "gesta:best": told.best, "gesta:high": told.high, "gesta:basis": told.basis})


def judgement(told: Judgement) -> Iterator[Node]:
    """A person's decision, and the person."""
    person = tag("person", told.who[:200])
    yield {"id": person, "type": ["prov:Person", "prov:Agent"], "rdfs:label": told.who}
    at = moment(told.at)
    yield kept({
        "id": tag("judgement", told.id),
        "type": ["prov:Activity", "gesta:Judgement"],
        "gesta:kind": told.kind,
        "prov:endedAtTime": {"@value": at, "@type": "xsd:dateTime"} if at else None,
        "prov:wasAssociatedWith": {"id": person},
        "prov:used": [{"id": tag("report", anchor.report)} for anchor in told.anchors],
        "gesta:field": told.field,
        "gesta:why": told.why or None,
    })  # fmt: skip
