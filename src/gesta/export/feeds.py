"""The incidents as feeds: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
from lxml import etree

from gesta.export.format import Losses, Options, Source
from gesta.export.json_files import write_array
from gesta.export.names import address, legal, tag
from gesta.export.told import first_told, headline, judged, summary, updated
from gesta.model.merged import MergedIncident

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_WHY = "a feed entry is words for people, with links to the reports"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a feed stands on a site, as addresses: its own, that of the page of the same filter, that of the page of an
    incident but for its id, and that of the feed's next page, None on its last (RFC 5005, section 3)."""

    own: str
    page: str
    incidents: str
    next: str | None


def write_atom(source: Source, path: Path, options: Options, losses: Losses, at: Standing | None = None) -> None:
    """An entry an incident. One of which no report has a date, and that nobody judged, has no ``updated``: left out.

    ``at``: where the feed stands, if it does; entries then lead to the pages of their incidents.
    """
    moments = judged(source)
    newest = max((one for each in source.incidents() if (one := updated(each, moments))), default=None)
    with path.open("wb") as stream, etree.xmlfile(stream, encoding="utf-8") as writer:
        writer.write_declaration()
        with writer.element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM}):
            for element in (*_head(source, newest), *_links(at)):
                writer.write(element, pretty_print=True)
            for incident in source.incidents():
                changed = updated(incident, moments)
                if changed is None:
                    why = "no report has a date, and Atom asks for one; JSON Feed does not"
                    losses.tell(incident.id, "id", incident.id, why)
                    continue
                _tell(incident, losses)
                writer.write(_entry(incident, options, changed, at), pretty_print=True)


def _head(source: Source, newest: str | None) -> Iterator[etree._Element]:
    yield _element("id", tag("feed", source.name))
    yield _element("title", _title(source))
    # An empty feed has no newest entry: the epoch, so that any real date is later.
    yield _element("updated", newest or "1970-01-01T00:00:00Z")
    author = etree.Element(f"{{{_ATOM}}}author", nsmap={None: _ATOM})
    author.append(_element("name", "Gesta"))
    yield author
    generator = _element("generator", "Gesta")
    generator.set("version", legal(source.versions.get("gesta", "")))
    yield generator


def _links(at: Standing | None) -> Iterator[etree._Element]:
    if at is None:
        return
    yield _link("self", at.own, "application/atom+xml")
    yield _link("alternate", at.page, "text/html")
    if at.next is not None:
        yield _link("next", at.next, "application/atom+xml")


def _link(relation: str, address: str, media: str) -> etree._Element:
    return etree.Element(f"{{{_ATOM}}}link", rel=relation, href=address, type=media, nsmap={None: _ATOM})


def _entry(incident: MergedIncident, options: Options, changed: str, at: Standing | None) -> etree._Element:
    entry = etree.Element(f"{{{_ATOM}}}entry", nsmap={None: _ATOM})
    entry.append(_element("id", tag("incident", incident.id)))
    entry.append(_element("title", headline(incident)))
    entry.append(_element("updated", changed))
    if first := first_told(incident):
        entry.append(_element("published", first))
    category = etree.SubElement(entry, f"{{{_ATOM}}}category", term=incident.type)
    category.set("label", legal(incident.label))
    if at is not None:
        entry.append(_link("alternate", at.incidents + incident.id, "text/html"))
    for page in pages(incident):
        etree.SubElement(entry, f"{{{_ATOM}}}link", rel="via", href=page)
    entry.append(_element("content", summary(incident, options.policy)))
    return entry


def _element(name: str, text: str) -> etree._Element:
    element = etree.Element(f"{{{_ATOM}}}{name}", nsmap={None: _ATOM})
    element.text = legal(text)
    return element


def write_json_feed(source: Source, path: Path, options: Options, losses: Losses, at: Standing | None = None) -> None:
    """An item an incident. ``at``: where the feed stands, if it does; items then lead to the pages of incidents."""
    standing = {} if at is None else {"home_page_url": at.page, "feed_url": at.own}
    further = {} if at is None or at.next is None else {"next_url": at.next}
    head = msgspec.json.encode({
        "version": _JSON_FEED,
        "title": _title(source),
        "description": "Incidents as news reports tell them, by Gesta.",
        "authors": [{"name": "Gesta"}],
        **standing,
        **further,
    }).decode()  # fmt: skip
    write_array(path, _items(source, options, losses, at), head[:-1] + ',"items":[', "]}")


def _items(source: Source, options: Options, losses: Losses, at: Standing | None) -> Iterator[object]:
    moments = judged(source)
    for incident in source.incidents():
        _tell(incident, losses)
        item: dict[str, object] = {
            "id": tag("incident", incident.id),
            "title": headline(incident),
            "content_text": summary(incident, options.policy),
            "tags": [incident.type],
        }
        if at is not None:
            item["url"] = at.incidents + incident.id
        if links := pages(incident):
            item["external_url"] = links[0]
        if first := first_told(incident):
            item["date_published"] = first
        if changed := updated(incident, moments):
            item["date_modified"] = changed
        item["_gesta"] = {"about": tag("terms", "json-feed"), "incident": incident.id, "reports": list(links)}
        yield item


def pages(incident: MergedIncident) -> list[str]:
    """The addresses on the web of the reports that tell the incident, each once."""
    found = (address(report.source) for report in incident.reports if not report.withdrawn)
    return list(dict.fromkeys(page for page in found if page is not None))


def _title(source: Source) -> str:
    return f"Gesta: {source.name}" + ("" if source.asked == "everything" else f" ({source.asked})")


def _tell(incident: MergedIncident, losses: Losses) -> None:
    losses.tell(incident.id, "claims", str(len(incident.claims)), _WHY)
    if incident.where.lat is not None:
        losses.tell(incident.id, "where.lat", f"{incident.where.lat}, {incident.where.lon}", _WHY)
    if incident.when.precision == "part_of_day":
        losses.tell(incident.id, "when", f"{incident.when.start} to {incident.when.end}", "the headline has the day")
