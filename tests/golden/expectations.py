"""What ``samples/expected`` asks of a record, as faults in words; the format is described in samples/README.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gesta.knowledge.place_names import fold
from gesta.model.incidents import Incident, Record
from gesta.model.terms import COUNT_FIELDS, LISTED_REALIS

_NO_NAME = (None, "unknown")


def faults(expected: dict[str, Any], record: Record) -> list[str]:
    """Every way in which the record is not what a careful coder would have written."""
    listed = [each for each in record.incidents if each.cls == "event" and each.realis in LISTED_REALIS]
    found = [*_document(expected, record), *_problems(expected, record)]
    for entry in expected.get("incidents", ()):
        found += [f"{entry['label']}: {fault}" for fault in _incident(entry, record, listed)]
    found += _optional(expected, record, listed)
    found += _kept(expected, record)
    for entry in expected.get("statements", ()):
        wanted = [each for each in record.incidents if each.cls == "statement" and each.type in entry["types"]]
        if not _telling(entry, record, wanted):
            found.append(f"statement {entry['types']} missing at {entry['told_by']}")
    return found


def _document(expected: dict[str, Any], record: Record) -> Iterator[str]:
    if "reads_published" in expected:
        yield from _begins("published", record.report.published.start, expected["reads_published"])
    for name, value in (
        ("language", record.document.language), ("outlet", record.report.outlet), ("title", record.document.title),
    ):  # fmt: skip
        if name in expected and value != expected[name]:
            yield f"{name} is {value!r}, not {expected[name]!r}"
    read = "\n".join(record.document.text[b.start : b.end] for b in record.document.blocks if b.kind != "furniture")
    for words in expected.get("furniture", ()):
        if words in read:
            yield f"furniture is read: {words!r}"


def _problems(expected: dict[str, Any], record: Record) -> Iterator[str]:
    told = " ".join(map(str, record.problems)).lower()
    for words in expected.get("problems", ()):
        if words.lower() not in told:
            yield f"no problem tells {words!r}: {told!r}"


def places_of(record: Record, words: str) -> tuple[int, int]:
    """The span of the words in the document, which must hold them once."""
    text = record.document.text
    start = text.find(words)
    assert start >= 0, f"the expectation quotes words that are not in the text: {words!r}"
    return start, start + len(words)


def _telling(entry: dict[str, Any], record: Record, incidents: list[Incident]) -> list[Incident]:
    spans = [places_of(record, words) for words in entry["told_by"]]
    return [
        each
        for each in incidents
        if any(m.start < end and start < m.end for m in each.mentions for start, end in spans)
    ]  # fmt: skip


def _incident(entry: dict[str, Any], record: Record, listed: list[Incident]) -> Iterator[str]:
    found = _telling(entry, record, listed)
    if not found:
        others = _telling(entry, record, list(record.incidents))
        yield "not listed" + (f", kept as {[(each.type, each.realis) for each in others]}" if others else "")
        return
    if len(found) > 1:
        yield f"split into {[(each.type, [m.exact for m in each.mentions]) for each in found]}"
    best = max(found, key=lambda each: (each.type in entry["types"], len(each.mentions)))
    yield from _told(entry, best)


def _told(entry: dict[str, Any], incident: Incident) -> Iterator[str]:
    if incident.type not in entry["types"]:
        yield f"type is {incident.type}, not {entry['types']}"
    yield from _one_of("realis", incident.realis, entry.get("realis"))
    if "background" in entry and incident.background != entry["background"]:
        yield f"background is {incident.background}"
    if "when" in entry:
        yield from _begins("when", incident.when.start, entry["when"])
    if "where" in entry:
        name = fold(incident.where.name or "")
        if not any(fold(words) in name for words in entry["where"]):
            yield f"where is {incident.where.name!r}, not {entry['where']}"
    for field in COUNT_FIELDS:
        if field in entry:
            yield from _count(field, getattr(incident.counts, field), entry[field])
    for name, number in entry.get("killed_parts", {}).items():
        parts = incident.counts.killed.parts if incident.counts.killed else {}
        if parts.get(name) != number:
            yield f"killed.parts is {parts}, lacks {name}: {number}"
    yield from _people(entry, incident)
    yield from _claims(entry, incident)


def _people(entry: dict[str, Any], incident: Incident) -> Iterator[str]:
    if "perpetrator" in entry:
        names = [each.name for each in incident.actors if each.role in ("perpetrator", "participant")]
        nobody = None in entry["perpetrator"] and all(name in _NO_NAME for name in names)
        if not nobody and not _mentions(names, entry["perpetrator"]):
            yield f"perpetrator is {names}, not {entry['perpetrator']}"
    if "responsibility" in entry:
        yield from _one_of("responsibility", incident.responsibility.status, entry["responsibility"])
    if "speakers" in entry:
        names = sorted({claim.speaker.name for claim in incident.claims})
        if not _mentions(names, entry["speakers"]):
            yield f"speakers are {names}, none is {entry['speakers']}"


def _claims(entry: dict[str, Any], incident: Incident) -> Iterator[str]:
    for wanted in entry.get("claims", ()):
        bounds = (wanted.get("low"), wanted.get("high"))
        own = [claim for claim in incident.claims if claim.field.removeprefix("counts.") == wanted["field"]]
        if not any(
            _bounds(claim.value) == bounds and _mentions([claim.speaker.name], wanted["speaker"]) for claim in own
        ):
            told = [(claim.speaker.name, _bounds(claim.value)) for claim in own]
            yield f"claim {wanted['field']} {bounds} by {wanted['speaker']} missing; there are {told}"
    disputed = {each.field.removeprefix("counts.") for each in incident.disagreements}
    for field in entry.get("disagreements", ()):
        if field not in disputed:
            yield f"{field} is not disputed"


def _optional(expected: dict[str, Any], record: Record, listed: list[Incident]) -> Iterator[str]:
    allowed: list[Incident] = []
    for entry in expected.get("incidents", ()):
        allowed += _telling(entry, record, listed)
    for entry in expected.get("optional", ()):
        for incident in _telling(entry, record, listed):
            allowed.append(incident)
            if any(incident in _telling(must, record, listed) for must in expected.get("incidents", ())):
                continue
            if incident.type not in entry["types"]:
                yield f"optional {entry['told_by']}: type is {incident.type}, not {entry['types']}"
            yield from _one_of(f"optional {entry['told_by']}: realis", incident.realis, entry.get("realis", "actual"))
            if "background" in entry and incident.background != entry["background"]:
                yield f"optional {entry['told_by']}: background is {incident.background}"
    for incident in listed:
        if incident not in allowed:
            told = [_around(record, mention.start, mention.end) for mention in incident.mentions]
            yield f"listed but not expected: {incident.type} {incident.realis} by {told}"
    for words in expected.get("nothing_from", ()):
        if words not in record.document.text:  # Furniture of a web page is not even kept as text.
            continue
        for incident in _telling({"told_by": [words]}, record, listed):
            yield f"listed from {words!r}: {incident.type} {incident.realis}"


def _around(record: Record, start: int, end: int) -> str:
    text = record.document.text
    return f"{text[max(0, start - 25) : start]}[{text[start:end]}]{text[end : end + 25]}".replace("\n", " ")


def _kept(expected: dict[str, Any], record: Record) -> Iterator[str]:
    for entry in expected.get("kept", ()):
        here = _telling(entry, record, list(record.incidents))
        realis = entry["realis"] if isinstance(entry["realis"], list) else [entry["realis"]]
        if not any(each.realis in realis and each.type in entry.get("types", [each.type]) for each in here):
            yield f"not kept as {realis} at {entry['told_by']}: {[(each.type, each.realis) for each in here]}"


def _begins(name: str, value: str | None, wanted: str | list[str] | None) -> Iterator[str]:
    options = wanted if isinstance(wanted, list) else [wanted]
    if not any(value is None if each is None else (value or "").startswith(each) for each in options):
        yield f"{name} is {value}, not {wanted}"


def _one_of(name: str, value: str, wanted: str | list[str] | None) -> Iterator[str]:
    if wanted is not None and value not in ([wanted] if isinstance(wanted, str) else wanted):
        yield f"{name} is {value}, not {wanted}"


def _count(field: str, count: Any, wanted: list[int | None] | None) -> Iterator[str]:
    if wanted is None:
        if count is not None:
            yield f"{field} is {(count.low, count.high)} ({count.text!r}); the report does not tell it"
    elif count is None:
        yield f"{field} is not read; it is {wanted}"
    elif [count.low, count.high] != wanted:
        yield f"{field} is {[count.low, count.high]} ({count.text!r}), not {wanted}"


def _mentions(names: list[str | None], words: list[str | None]) -> bool:
    return any(word.lower() in name.lower() for word in words if word for name in names if name)


def _bounds(value: Any) -> tuple[int | None, int | None]:
    return (value.get("low"), value.get("high")) if isinstance(value, dict) else (None, None)
