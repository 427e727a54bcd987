"""W3C Web Annotations (Recommendation of 23 February 2017): an annotation for every mark of a report.

Text positions are counted in Unicode code points, from the first character of the text as Gesta reads it, as sections
4.2.4 and 4.2.5 of the model ask. The target is that text; for a report from the web a second target quotes the same
words of the page, where positions would be those of its markup.
https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from gesta.export.format import Losses, Options, Source
from gesta.export.json_files import write_array
from gesta.export.mark_losses import tell_unmarked
from gesta.export.marks import Marked, marked_reports
from gesta.export.names import address, tag
from gesta.model.entities import ActorEntity, PlaceEntity, TimeEntity
from gesta.model.given import Mark, layer_of
from gesta.model.incidents import Record

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Characters of prefix and suffix, as the annotators Hypothesis and Annotator give."""
_MOTIVES = {"event": "classifying", "role": "tagging", "actor": "identifying"}
_GEONAMES = "geonames:"
Json = Mapping[str, object]


def write_web_annotations(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """One AnnotationCollection with everything on its first page."""
    tell_unmarked(source, losses)
    collection = tag("annotations", source.name)
    before = f'{{"@context": "{_CONTEXT}", "type": "AnnotationCollection", "id": "{collection}", "first": '
    before += f'{{"type": "AnnotationPage", "id": "{collection}/1", "startIndex": 0, "items": ['
    write_array(path, annotated(source), before, "]}}")


def annotated(source: Source) -> Iterator[Json]:
    """The annotations of every report in order of report and place."""
    name = f"Gesta {source.versions.get('gesta', '')}".strip()
    generator = {"id": tag("software", "gesta"), "type": "Software", "name": name}
    for each in marked_reports(source):
        known = _known(each.record)
        for mark in each.marks:
            yield {
                "type": "Annotation",
                "id": tag("annotation", f"{each.record.report.id}:{mark.start}-{mark.end}:{mark.label}"),
                "motivation": _MOTIVES[layer_of(mark.label)],
                "generator": generator,
                "body": [*_bodies(each, mark), *known.get((mark.start, mark.end), ())],
                "target": _targets(each, mark),
            }


def _bodies(marked: Marked, mark: Mark) -> Iterator[Json]:
    """The label, and the incidents that the words are of."""
    purpose = _MOTIVES[layer_of(mark.label)]
    yield {"type": "TextualBody", "purpose": "tagging" if purpose == "identifying" else purpose, "value": mark.label,
           "format": "text/plain"}  # fmt: skip
    for incident in sorted({marked.incidents[each] for each in mark.accounts}):
        yield {"type": "SpecificResource", "purpose": "linking", "source": tag("incident", incident)}


def _known(record: Record) -> Mapping[tuple[int, int], tuple[Json, ...]]:
    """What the words of an entity were resolved to: a place, an actor, an interval."""
    found: dict[tuple[int, int], tuple[Json, ...]] = {}
    for entity in record.entities:
        body: Json | None = None
        if isinstance(entity, PlaceEntity) and entity.place_id is not None:
            body = {"type": "SpecificResource", "purpose": "identifying", "source": place_iri(entity.place_id)}
        elif isinstance(entity, ActorEntity) and entity.actor_id is not None:
            body = {"type": "SpecificResource", "purpose": "identifying", "source": tag("actor", entity.actor_id)}
        elif isinstance(entity, TimeEntity) and entity.when.start and entity.when.end:
            value = f"{entity.when.start}/{entity.when.end}"
            body = {"type": "TextualBody", "purpose": "describing", "value": value, "format": "text/plain"}
        if body is not None:
            found[entity.start, entity.end] = (*found.get((entity.start, entity.end), ()), body)
    return found


def place_iri(place: str) -> str:
    """The place's name on the web where it has one: that of GeoNames."""
    if place.startswith(_GEONAMES) and place.removeprefix(_GEONAMES).isdigit():
        return f"https://sws.geonames.org/{place.removeprefix(_GEONAMES)}/"
    return tag("place", place)


def _targets(marked: Marked, mark: Mark) -> list[Json]:
    text, report = marked.text, marked.record.report
    words: Json = {
        "type": "TextQuoteSelector",
        "exact": text[mark.start : mark.end],
        "prefix": text[max(0, mark.start - _AROUND) : mark.start],
        "suffix": text[mark.end : mark.end + _AROUND],
    }
    position: Json = {"type": "TextPositionSelector", "start": mark.start, "end": mark.end}
    resource: dict[str, object] = {"id": tag("text", report.id), "type": "Text", "format": "text/plain"}
    if marked.record.document.language:
        resource["language"] = marked.record.document.language
    targets: list[Json] = [{"type": "SpecificResource", "source": resource, "selector": [words, position]}]
    page = address(report.source)
    if page is not None:
        targets.append({"type": "SpecificResource", "source": page, "selector": words})
    return targets
