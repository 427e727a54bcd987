"""What most independent sources tell of an occurrence: its type, realis, day and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from gesta.knowledge.places import distance_km
from gesta.merge.across.sources import Voice
from gesta.model.terms import ConceptId, PlaceLevel, Realis, TimePrecision
from gesta.model.values import When, Where

T = TypeVar("T")
Specific = Callable[[ConceptId, ConceptId], bool]
"""True when the first concept tells more than the second: narrower, or the act of which the second is the outcome."""
_REALIS_ORDER: tuple[Realis, ...] = (
    "actual", "prevented", "attempted", "alleged", "negated", "planned", "threatened", "hypothetical", "generic",
)  # fmt: skip
_FINENESS: Mapping[TimePrecision, int] = {
    "part_of_day": 0, "day": 1, "week": 2, "month": 3, "season": 4, "year": 5, "unknown": 6,
}  # fmt: skip
_LEVELS: tuple[PlaceLevel, ...] = (
    "site", "neighbourhood", "city", "district", "unknown", "admin1", "region", "country",
)  # fmt: skip
_WIDE: tuple[PlaceLevel, ...] = ("admin1", "region", "country")
_NEAR_KM = 10.0
"""Slack between two places: a town and its suburb, a place set down by one report and the next."""


def of_each(voices: Sequence[Voice], read: Callable[[Voice], T | None]) -> list[tuple[Voice, T]]:
    """The newest value that each source tells, in order of telling."""
    found: dict[str, tuple[Voice, T]] = {}
    for voice in voices:
        value = read(voice)
        if value is not None:
            found[voice.source] = (voice, value)
    return list(found.values())


def agreed_type(voices: Sequence[Voice], specific: Specific) -> ConceptId:
    """The concept told by most sources, of which those that tell a wider one or its outcome tell it too."""
    told = Counter(concept for _, concept in of_each(voices, lambda voice: voice.incident.type))

    def order(concept: ConceptId) -> tuple[int, int]:
        wider = sum(number for other, number in told.items() if other == concept or specific(concept, other))
        return wider, told[concept]

    return max(told, key=order)


def agreed_realis(voices: Sequence[Voice]) -> Realis:
    """The realis of most sources' narration; of equals the most settled."""
    of_sources: list[tuple[Voice, Realis]] = of_each(voices, _realis)
    told = Counter([realis for _, realis in of_sources])
    return max(told, key=lambda realis: (told[realis], -_REALIS_ORDER.index(realis)))


def _realis(voice: Voice) -> Realis:
    return voice.incident.realis


def agreed_when(voices: Sequence[Voice]) -> When:
    """The finest time that holds together with most sources' times; of equals the one told first."""
    told = [when for _, when in of_each(voices, _when)]
    votes = _votes([_days(when) for when in told], _overlap)
    order = [
        (-vote, _FINENESS[when.precision], place) for place, (vote, when) in enumerate(zip(votes, told, strict=True))
    ]
    return told[min(order)[-1]] if order else _first(voices).incident.when


def _first(voices: Sequence[Voice]) -> Voice:
    """The first voice that tells anything of the time, bounded or not; else the first of all."""
    return next((each for each in voices if each.incident.when.text), voices[0])


def _when(voice: Voice) -> When | None:
    when = voice.incident.when
    return when if when.start and when.end else None


Days = tuple[str, str]


def _days(when: When) -> Days:
    """First and last day; an end in minutes is exclusive, so midnight belongs to the day before."""
    end = when.end or ""
    if end.endswith("T00:00") and (when.start or "") < end:
        end = (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat()
    return (when.start or "")[:10], end[:10]


def _overlap(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def same_time(one: When, other: When) -> bool:
    """True unless both are known and no day is in both."""
    if not (one.start and one.end and other.start and other.end):
        return True
    return _overlap(_days(one), _days(other))


def agreed_where(voices: Sequence[Voice]) -> Where:
    """The most precise place that holds together with most sources' places; of equals a place that the grammar ties to
    the act, then the one told first."""
    told = [where for _, where in of_each(voices, _where)]
    votes = _votes([spot(where) for where in told], same_place)

    def order(place: int) -> tuple[int, bool, int, bool, int]:
        where = told[place]
        return -votes[place], _is_loose(where), _LEVELS.index(where.level), where.lat is None, place

    return told[min(range(len(told)), key=order)] if told else voices[0].incident.where


def _where(voice: Voice) -> Where | None:
    where = voice.incident.where
    return where if where.name or where.country else None


def spot(where: Where) -> Where:
    """The place without the words that tell it, so that one place told twice is compared once."""
    return Where(
        None, where.level, (), where.admin1, where.country, where.lat, where.lon, where.radius_km, where.place_id
    )


def _is_loose(where: Where) -> bool:
    """True for a place that no words tie to the act: one told before it, the town that the report is about."""
    return "told before" in where.basis or where.basis.startswith("the town of the report")


def same_place(one: Where, other: Where) -> bool:
    """True unless the two are known to be different places: other countries or provinces, or too far apart."""
    if one.place_id and one.place_id == other.place_id:
        return True
    if one.country and other.country and one.country != other.country:
        return False
    if one.admin1 and other.admin1 and one.admin1 != other.admin1:
        return False
    if one.level in _WIDE or other.level in _WIDE:
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return True
    apart = distance_km(one.lat, one.lon, other.lat, other.lon)
    return apart <= (one.radius_km or 0.0) + (other.radius_km or 0.0) + _NEAR_KM


def same_type(one: ConceptId, other: ConceptId, specific: Specific) -> bool:
    """True for one concept, or two of which one tells more than the other."""
    return one == other or specific(one, other) or specific(other, one)


def _votes(values: Sequence[T], agrees: Callable[[T, T], bool]) -> list[int]:
    """For each value how many of all hold together with it; equal values are compared once."""
    distinct = Counter(values)
    votes = {one: sum(number for other, number in distinct.items() if agrees(one, other)) for one in distinct}
    return [votes[value] for value in values]
