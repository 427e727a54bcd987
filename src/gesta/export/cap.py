"""CAP 1.2 alerts (OASIS, 1 July 2010) for confirmed incidents: a folder with one alert a file.

An incident is confirmed where it is an event that happened (realis ``actual``, not background) and either a person
reviewed it, or its information has the Admiralty grade 1, confirmed by other independent sources, and at least
``LEAST_SOURCES`` of them tell it. Only a reviewed one has the status Actual; the others are Drafts, which no system
hands on to the public: Gesta reads reports and is no alerting authority.
https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from lxml import etree

from gesta.export.format import Losses, Options, Source
from gesta.export.names import address, file_name, legal
from gesta.export.told import figures, headline, judged, place_words, summary, updated
from gesta.model.merged import MergedIncident

_CAP = "urn:oasis:names:tc:emergency:cap:1.2"
LEAST_SOURCES = 3
"""Two sources and an official speaker give grade 1 too; three independent ones are asked for here, since what is merged
wrongly from two is the commoner fault."""
MASS_CASUALTY = 10
"""Dead from which an incident is Extreme; our own bound, CAP says only "extraordinary threat to life"."""
_LONGEST_HEADLINE = 160
"""CAP: displays of headlines may hold 160 characters."""
_FINE = frozenset({"part_of_day", "day"})


def write_cap(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """An alert a confirmed incident, named by its id; of the others, why there is none."""
    path.mkdir(parents=True, exist_ok=True)
    moments = judged(source)
    for incident in source.incidents():
        why = unconfirmed(incident)
        sent = updated(incident, moments)
        if why is None and sent is None:
            why = "no report has a date, and an alert needs one"
        if why is not None or sent is None:
            losses.tell(incident.id, "id", incident.id, why or "")
            continue
        _tell(incident, losses)
        tree = alert(source, incident, options, sent)
        written = etree.tostring(tree, pretty_print=True, xml_declaration=True, encoding="utf-8")
        (path / f"{file_name(incident.id)}.xml").write_bytes(written)


def unconfirmed(incident: MergedIncident) -> str | None:
    """Why the incident is not confirmed; None for one that is."""
    if incident.cls != "event" or incident.realis != "actual" or incident.background:
        return "no event that happened in the time reported on"
    if incident.status == "reviewed":
        return None
    if incident.status != "machine":
        return f"it is {incident.status}"
    if incident.grade.credibility != "1" or incident.sources < LEAST_SOURCES:
        grade = f"credibility {incident.grade.credibility}, {incident.sources} independent"
        return f"not confirmed ({grade}); 1 and {LEAST_SOURCES}, or a review, are asked for"
    return None


def alert(source: Source, incident: MergedIncident, options: Options, sent: str) -> etree._Element:
    """The alert in the order of elements that the schema asks for."""
    root = etree.Element(f"{{{_CAP}}}alert", nsmap={None: _CAP})
    info = _info(incident, options)
    stamp = hashlib.sha256(etree.tostring(info) + sent.encode()).hexdigest()[:8]
    for name, text in (
        ("identifier", f"{incident.id}.{stamp}"),
        ("sender", f"{file_name(source.name)}@gesta.invalid"),
        ("sent", _moment(sent)),
        ("status", "Actual" if incident.status == "reviewed" else "Draft"),
        ("msgType", "Alert"),
        ("source", f"Gesta {source.versions.get('gesta', '')}, from {incident.sources} independent sources"),
        ("scope", "Public"),
        ("note", f"Derived from news reports; {incident.grade.basis}."),
        ("incidents", incident.id),
    ):
        _add(root, name, text)
    root.append(info)
    return root


def _info(incident: MergedIncident, options: Options) -> etree._Element:
    info = etree.Element(f"{{{_CAP}}}info", nsmap={None: _CAP})
    _add(info, "language", "en")
    _add(info, "category", "Security")
    _add(info, "event", incident.label)
    _add(info, "urgency", "Past")
    _add(info, "severity", severity(incident, options))
    _add(info, "certainty", "Observed" if incident.status == "reviewed" else "Likely")
    _pair(info, "eventCode", "gesta", incident.type)
    if incident.when.precision in _FINE and incident.when.start:
        _add(info, "onset", _moment(incident.when.start))
    _add(info, "senderName", "Gesta, from news reports")
    _add(info, "headline", headline(incident)[:_LONGEST_HEADLINE])
    _add(info, "description", summary(incident, options.policy))
    page = next((page for report in incident.reports if (page := address(report.source))), None)
    if page:
        _add(info, "web", page)
    for field, figure in sorted(figures(incident, options.policy).items()):
        for bound, value in (("low", figure.low), ("best", figure.best), ("high", figure.high)):
            if value is not None:
                _pair(info, "parameter", f"gesta:{field}.{bound}", str(value))
    _area(info, incident)
    return info


def severity(incident: MergedIncident, options: Options) -> str:
    """By the toll: Extreme from ``MASS_CASUALTY`` dead, Severe for any dead, Moderate for injured, Minor where the text
    says that there were none, Unknown where it says nothing."""
    counts = figures(incident, options.policy)
    killed, injured = counts.get("killed"), counts.get("injured")
    dead = _least(killed.best if killed else None, killed.low if killed else None)
    hurt = _least(injured.best if injured else None, injured.low if injured else None)
    if dead:
        return "Extreme" if dead >= MASS_CASUALTY else "Severe"
    if hurt:
        return "Moderate"
    return "Minor" if dead == 0 and hurt == 0 else "Unknown"


def _least(best: int | None, low: int | None) -> int | None:
    return best if best is not None else low


def _area(info: etree._Element, incident: MergedIncident) -> None:
    """The place in words, as a circle of its radius, and by the code of its country; nothing where none is known."""
    words = place_words(incident)
    if not words:
        return
    where = incident.where
    area = etree.SubElement(info, f"{{{_CAP}}}area")
    _add(area, "areaDesc", words)
    if where.lat is not None and where.lon is not None and where.radius_km is not None:
        _add(area, "circle", f"{where.lat},{where.lon} {where.radius_km}")
    if where.country:
        _pair(area, "geocode", "ISO3166-1", where.country)


def _moment(given: str) -> str:
    """CAP's moments have a zone and never "Z"; "-00:00" is UTC with the local offset unknown (RFC 3339, 4.3)."""
    text = given.removesuffix("Z")
    text = text if "T" in text else f"{text}T00:00"
    return f"{text[:16]}:{text[17:19] or '00'}-00:00"


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{_CAP}}}{name}").text = legal(text)


def _pair(parent: etree._Element, name: str, of: str, value: str) -> None:
    element = etree.SubElement(parent, f"{{{_CAP}}}{name}")
    _add(element, "valueName", of)
    _add(element, "value", value)


def _tell(incident: MergedIncident, losses: Losses) -> None:
    why = "an alert has one description and no sources of its own"
    losses.tell(incident.id, "claims", str(len(incident.claims)), why)
    for actor in incident.actors:
        losses.tell(incident.id, "actors", f"{actor.role}: {actor.name or 'unknown'}", "only in words")
    if incident.when.precision not in _FINE and incident.when.start:
        losses.tell(incident.id, "when", incident.when.start, "onset is a moment; the headline has the interval")
