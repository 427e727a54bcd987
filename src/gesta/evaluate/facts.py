"""How right the day, place and toll of a report's main incident are, against facts marked by hand.

``corpus/gva_facts`` holds what each of 200 articles of the Gun Violence Archive states of its incident, marked before
any tuning, as offsets and values. Coordinates are those of the archive's own record, read from the data folder, where
the annotator found that the record means the place the text names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from gesta.errors import Problem
from gesta.evaluate.corpora import Article
from gesta.evaluate.incident_gold import Offsets
from gesta.evaluate.incident_match import shown_incidents
from gesta.evaluate.measures import Ratio
from gesta.knowledge.places import distance_km
from gesta.model.incidents import Incident, Record
from gesta.model.values import Count

Kind = Literal["act", "accident", "self", "unclear", "none"]
Fact = Literal[
    "shown",
    "day_exact",
    "day_within_one",
    "place_within_25_km",
    "admin1",
    "killed",
    "injured",
    "killed_held",
    "injured_held",
]
_FOLLOW_UPS = frozenset({"arrest", "release", "protest", "investigation"})


class StatedDay(msgspec.Struct, frozen=True):
    """First and last day on which it happened, as the text and its date tell; ISO dates."""

    start: str
    end: str
    spans: Offsets = ()


class StatedPlace(msgspec.Struct, frozen=True):
    """The town or county that the text names; ``at_record``: the archive's coordinates are those of that place."""

    city: str
    admin1: str | None
    at_record: bool
    spans: Offsets = ()


class StatedToll(msgspec.Struct, frozen=True):
    """Acceptable numbers, the best first; 0 only where the text says so."""

    values: tuple[int, ...]
    spans: Offsets = ()


class Facts(msgspec.Struct, frozen=True):
    """What one article states of its incident; None where it does not tell.

    ``kind``: whether it tells an act of one party against another; accidents are no incident (docs/annotation.md).
    """

    doc: str
    digest: str
    kind: Kind
    published: str | None = None
    date: StatedDay | None = None
    place: StatedPlace | None = None
    killed: StatedToll | None = None
    injured: StatedToll | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """One fact of one article: whether it was read right, and what was read, for a listing."""

    doc: str
    fact: Fact
    right: bool
    told: str
    read: str


def load_facts(files: Iterable[Path], articles: Mapping[str, Article]) -> tuple[tuple[Facts, ...], tuple[Problem, ...]]:
    """The facts that fit their articles, and a Problem for every line that does not."""
    kept: list[Facts] = []
    problems: list[Problem] = []
    for path in files:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            facts = msgspec.json.decode(line, type=Facts)
            article = articles.get(facts.doc)
            if article is None or article.digest != facts.digest:
                problems.append(Problem(f"{path}:{number}", f"{facts.doc} is missing or has another text"))
            else:
                kept.append(facts)
    return tuple(kept), tuple(problems)


def coordinates(data: Path) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the archive's record of each article, by article key."""
    found: dict[str, tuple[float, float]] = {}
    with (data / "gva" / "incidents.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["lat_lon"]:
                found[str(row["incident_uri"])] = (row["lat_lon"][0], row["lat_lon"][1])
    with (data / "gva" / "articles.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {f"gva:{row['id']}": found[str(row["incident_id"])] for row in rows if str(row["incident_id"]) in found}


def main_incident(record: Record) -> Incident | None:
    """The shown incident that the report tells most often, follow-ups left out; of equals the first."""
    shown = [each for each in shown_incidents(record) if each.type not in _FOLLOW_UPS] or shown_incidents(record)
    return max(shown, key=lambda each: (len(each.mentions), -each.mentions[0].start), default=None)


def score_facts(
    gold: Iterable[Facts], records: Mapping[str, Record], points: Mapping[str, tuple[float, float]]
) -> Iterator[Scored]:
    """Every stated fact of the articles that tell an act, or may, with its verdict; without a shown incident all are
    wrong.

    ``killed_held`` and ``injured_held`` are about the numbers that were read: right when the text states that number.
    """
    for facts in gold:
        if facts.kind not in {"act", "unclear"}:
            continue
        incident = main_incident(records[facts.doc])
        yield Scored(facts.doc, "shown", incident is not None, facts.kind, incident.type if incident else "nothing")
        yield from _day(facts, incident)
        yield from _place(facts, incident, points.get(facts.doc))
        yield from _tolls(facts, incident)


def _day(facts: Facts, incident: Incident | None) -> Iterator[Scored]:
    if facts.date is None:
        return
    told = f"{facts.date.start}..{facts.date.end}"
    start = (incident.when.start or "")[:10] if incident else ""
    end = (incident.when.end or "")[:10] if incident else ""
    exact = bool(start) and facts.date.start <= start <= facts.date.end
    near = bool(start) and (_days(start, facts.date.start) <= 1 or _days(start, facts.date.end) <= 1 or exact)
    fine = incident is not None and incident.when.precision in {"day", "part_of_day"}
    single = facts.date.start == facts.date.end
    read = f"{start}..{end} {incident.when.basis if incident else 'nothing shown'}"
    yield Scored(facts.doc, "day_exact", exact and (fine or not single), told, read)
    yield Scored(facts.doc, "day_within_one", near and (fine or not single), told, read)


def _days(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _place(facts: Facts, incident: Incident | None, point: tuple[float, float] | None) -> Iterator[Scored]:
    if facts.place is None:
        return
    where = incident.where if incident else None
    told = f"{facts.place.city}, {facts.place.admin1}"
    read = f"{where.name}, {where.admin1} ({where.level})" if where else "nothing shown"
    if facts.place.at_record and point is not None:
        near = where is not None and where.lat is not None and where.lon is not None
        near = near and distance_km(where.lat, where.lon, *point) <= 25.0  # type: ignore[union-attr, arg-type]
        yield Scored(facts.doc, "place_within_25_km", near, told, read)
    if facts.place.admin1:
        yield Scored(facts.doc, "admin1", where is not None and where.admin1 == facts.place.admin1, told, read)


def _tolls(facts: Facts, incident: Incident | None) -> Iterator[Scored]:
    counts = incident.counts if incident else None
    yield from _toll(facts.doc, "killed", "killed_held", facts.killed, counts.killed if counts else None)
    yield from _toll(facts.doc, "injured", "injured_held", facts.injured, counts.injured if counts else None)


def _toll(doc: str, fact: Fact, held: Fact, stated: StatedToll | None, read: Count | None) -> Iterator[Scored]:
    value = None if read is None or read.low != read.high else read.low
    told = "not told" if stated is None else str(list(stated.values))
    shown = "nothing" if read is None else f"{read.low}..{read.high} “{read.text}”"
    right = stated is not None and value in stated.values
    if stated is not None:
        yield Scored(doc, fact, right, told, shown)
    if value:
        yield Scored(doc, held, right, told, shown)


def ratios(scored: Iterable[Scored]) -> dict[Fact, Ratio]:
    """The share read right, by fact."""
    counted: dict[Fact, Ratio] = {}
    for each in scored:
        counted[each.fact] = counted.get(each.fact, Ratio()) + Ratio(int(each.right), 1)
    return counted
