"""Scores of place resolution over LGL and GeoVirus: how far the places read lie from the places meant."""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from gesta.knowledge.places import Gazetteer, distance_km
from gesta.model.entities import PlaceEntity
from gesta.resolve.places import places_of_spans


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place name of the gold standard: its span in the text, WGS 84 degrees of the place meant, and its GeoNames
    number where the standard gives it."""

    start: int
    end: int
    lat: float
    lon: float
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its gold places; ``key`` is ``lgl:docid`` or ``geovirus:page``, ``tuning`` False for report only."""

    key: str
    text: str
    places: tuple[GoldPlace, ...]
    tuning: bool


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares over gold places: within 25 km, within 161 km (100 miles) and resolved; ``exact``: the same GeoNames
    number, None where the standard has none; median error of those resolved."""

    total: int
    resolved: float
    exact: float | None
    within_25_km: float
    within_161_km: float
    median_km: float


@dataclass(frozen=True, slots=True)
class Detection:
    """Precision, recall and F1 of the names found, end to end; ``located`` counts a name only within 161 km too."""

    precision: float
    recall: float
    f1: float
    located: float


Pair = tuple[GoldPlace, PlaceEntity | None]


def lgl(data: Path) -> Iterator[GoldText]:
    """The 586 articles of LGL; the half with an even hash of its key is for tuning."""
    for article in ElementTree.parse(data / "geoparsing" / "lgl.xml").getroot():
        key = f"lgl:{article.get('docid')}"
        places = [_gold(item, item.find("gaztag")) for item in article.iter("toponym")]
        tuning = hashlib.sha256(key.encode()).digest()[0] % 2 == 0
        yield GoldText(key, article.findtext("text") or "", tuple(p for p in places if p), tuning)


def geovirus(data: Path) -> Iterator[GoldText]:
    """The 238 passages of GeoVirus, all of them report only; its offsets count from one."""
    for number, article in enumerate(ElementTree.parse(data / "geoparsing" / "GeoVirus.xml").getroot()):
        text = article.findtext("text") or ""
        found = [_gold(item, item) for item in article.iter("location")]
        names = [item.findtext("name") or "" for item in article.iter("location")]
        places = tuple(_aligned(text, name, gold) for name, gold in zip(names, found, strict=True) if gold is not None)
        yield GoldText(f"geovirus:{number}", text, places, False)


def _gold(span: ElementTree.Element, point: ElementTree.Element | None) -> GoldPlace | None:
    values = [span.findtext("start"), span.findtext("end")]
    where = [point.findtext("lat"), point.findtext("lon")] if point is not None else [None, None]
    if None in values or None in where:
        return None
    told = point.get("geonameid") if point is not None else None
    number = int(told) if told and told.isdecimal() else None
    return GoldPlace(int(values[0] or 0), int(values[1] or 0), float(where[0] or 0), float(where[1] or 0), number)


def _aligned(text: str, name: str, gold: GoldPlace) -> GoldPlace:
    """The gold place with offsets at which its name stands in the text."""
    for shift in (0, -1, 1, -2, 2):
        start = gold.start + shift
        if start >= 0 and text[start : start + len(name)] == name:
            return GoldPlace(start, start + len(name), gold.lat, gold.lon)
    return gold


def with_gold_spans(
    texts: Iterable[GoldText], gazetteer: Gazetteer, table: Mapping[str, float] | None = None
) -> list[Pair]:
    """Each gold place with what its span resolves to among the gold spans of its text, by the weights of ``table``."""
    pairs: list[Pair] = []
    for each in texts:
        spans = [(place.start, place.end) for place in each.places]
        pairs += zip(each.places, places_of_spans(each.text, spans, gazetteer, table), strict=True)
    return pairs


def accuracy(pairs: Sequence[Pair], gazetteer: Gazetteer) -> Accuracy:
    """Shares of all gold places; a name left unresolved counts as wrong."""
    numbered = [(gold, found) for gold, found in pairs if gold.geonames is not None]
    same = sum(_number(found, gazetteer) == gold.geonames for gold, found in numbered)
    errors = [error for gold, found in pairs if (error := _error_km(gold, found)) is not None]
    total = max(1, len(pairs))
    return Accuracy(
        total=len(pairs),
        resolved=round(len(errors) / total, 4),
        exact=round(same / len(numbered), 4) if numbered else None,
        within_25_km=round(sum(error <= 25 for error in errors) / total, 4),
        within_161_km=round(sum(error <= 161 for error in errors) / total, 4),
        median_km=round(statistics.median(errors), 2) if errors else 0.0,
    )


def _number(found: PlaceEntity | None, gazetteer: Gazetteer) -> int | None:
    place = gazetteer.place(found.place_id) if found is not None and found.place_id is not None else None
    return place.geonames if place else None


def _error_km(gold: GoldPlace, found: PlaceEntity | None) -> float | None:
    if found is None or found.lat is None or found.lon is None:
        return None
    return distance_km(gold.lat, gold.lon, found.lat, found.lon)


def detection(texts: Iterable[GoldText], read: Callable[[GoldText], Sequence[PlaceEntity]]) -> Detection:
    """End to end: a found name counts when it overlaps a gold name; each gold name counts once."""
    found_total = gold_total = hits = near = 0
    for each in texts:
        found = read(each)
        found_total += len(found)
        gold_total += len(each.places)
        for gold in each.places:
            over = [place for place in found if place.start < gold.end and gold.start < place.end]
            hits += bool(over)
            near += any((error := _error_km(gold, place)) is not None and error <= 161 for place in over)
    precision = min(1.0, hits / max(1, found_total))
    recall = hits / max(1, gold_total)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return Detection(round(precision, 4), round(recall, 4), round(f1, 4), round(near / max(1, gold_total), 4))
