"""Ties between merged incidents: what follows an act, and what is part of a summary; neither becomes the act."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from gesta.knowledge.places import distance_km
from gesta.merge.across.features import NEAR_KM
from gesta.merge.across.sides import side
from gesta.model.profiles import Profile
from gesta.model.terms import LISTED_REALIS, IncidentId

FOLLOWING = frozenset({"arrest", "release"})
FOLLOW_DAYS = 14
"""An arrest later than this is tied only to an act whose people it names."""
_NAMED_DAYS = 400
_SUMMARY_DAYS = (3, 62)
"""First to last day of a summary: longer than one operation's night, no longer than two months."""
_VIOLENCE = frozenset({"battle", "remote_violence", "violence_against_civilians"})
_CELL = 1.0
T = TypeVar("T", bound=Hashable)


class Tie(NamedTuple):
    """``one``, the first account of its cluster, follows ``other`` or holds it as a part."""

    one: IncidentId
    other: IncidentId
    relation: str


class Summed(NamedTuple):
    """What a cluster's accounts tell most often, and all the people named; ``first``: the least account; ``summary``:
    they tell several acts together."""

    first: IncidentId
    concept: str
    family: str
    days: tuple[int, int]
    point: tuple[float, float]
    radius: float
    people: frozenset[int]
    summary: bool = False


def related(clusters: Iterable[Sequence[IncidentId]], profiles: Mapping[IncidentId, Profile]) -> tuple[Tie, ...]:
    """Arrests and releases tied to the act they follow (``follow_up``), acts to the summary that counts them
    (``part_of``); each at most once, sorted. Clusters without a day or a place are tied to nothing."""
    return tied(
        each for each in (summed([profiles[one] for one in cluster]) for cluster in clusters) if each is not None
    )


def tied(clusters: Iterable[Summed]) -> tuple[Tie, ...]:
    """The ties between clusters, each at most once, sorted."""
    told = list(clusters)
    acts = [each for each in told if each.family in _VIOLENCE]
    near = _Near(acts)
    ties = [tie for each in told if each.concept in FOLLOWING if (tie := _followed(each, near)) is not None]
    ties += [tie for each in acts for tie in _parts(each, near)]
    return tuple(sorted(set(ties)))


def summed(accounts: Sequence[Profile]) -> Summed | None:
    """The cluster in brief; None without a day or a place."""
    listed = [each for each in accounts if each.realis in LISTED_REALIS and each.cls == "event"]
    days = _most((each.first_day, each.last_day) for each in listed if each.first_day and each.last_day)
    places = _most((each.lat, each.lon, each.radius_km or 1.0) for each in listed if each.lat is not None)
    if days is None or places is None or days[0] is None or days[1] is None:
        return None
    lat, lon, radius = places
    concept = _most((each.concept, each.family) for each in listed)
    if lat is None or lon is None or concept is None:
        return None
    people = frozenset[int]().union(*(side(each).named for each in listed))
    first = min(each.account for each in accounts)
    summary = any(each.summary for each in listed)
    return Summed(first, *concept, (days[0], days[1]), (lat, lon), radius, people, summary)


def _most(values: Iterable[T]) -> T | None:
    """The commonest; of equals the smallest in the order of its text."""
    counted = Counter(values)
    return min(counted, key=lambda each: (-counted[each], str(each)), default=None)


class _Near:
    """Acts by cell and by named person."""

    def __init__(self, acts: Iterable[Summed]) -> None:
        self._cells: dict[tuple[int, int], list[Summed]] = defaultdict(list)
        self._people: dict[int, list[Summed]] = defaultdict(list)
        for act in acts:
            self._cells[_cell(act.point)].append(act)
            for each in act.people:
                self._people[each].append(act)

    def around(self, one: Summed) -> Iterator[Summed]:
        """Acts in its cell and those beside it."""
        row, column = _cell(one.point)
        for step in (-1, 0, 1):
            for other in (-1, 0, 1):
                yield from self._cells.get((row + step, column + other), ())

    def naming(self, one: Summed) -> Iterator[Summed]:
        """Acts that name one of its people."""
        for each in one.people:
            yield from self._people.get(each, ())


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    return int(point[0] // _CELL), int(point[1] // _CELL)


def _followed(one: Summed, near: _Near) -> Tie | None:
    """The act that it follows: one whose people it names, else the last one in that town within two weeks."""
    named = [act for act in near.naming(one) if 0 <= one.days[0] - act.days[0] <= _NAMED_DAYS and _beside(one, act)]
    close = [act for act in near.around(one) if 0 <= one.days[0] - act.days[0] <= FOLLOW_DAYS and _beside(one, act)]
    act = max(named or close, key=lambda act: (len(act.people & one.people), act.days[0], act.first), default=None)
    return Tie(one.first, act.first, "follow_up") if act is not None else None


def _parts(one: Summed, near: _Near) -> Iterator[Tie]:
    """The acts of single days that a summary takes in: one told as such, or one of several days and a wider place."""
    first, last = one.days
    least = 1 if one.summary else _SUMMARY_DAYS[0]
    if not least <= last - first + 1 <= _SUMMARY_DAYS[1]:
        return
    for act in near.around(one):
        inside = first <= act.days[0] and act.days[1] <= last and act.days[1] - act.days[0] < _SUMMARY_DAYS[0] - 1
        if inside and not act.summary and _takes_in(one, act):
            yield Tie(act.first, one.first, "part_of")


def _takes_in(one: Summed, act: Summed) -> bool:
    apart = distance_km(*one.point, *act.point)
    return apart <= max(one.radius, NEAR_KM) if one.summary else act.radius < one.radius and apart <= one.radius


def _beside(one: Summed, other: Summed) -> bool:
    return distance_km(*one.point, *other.point) <= NEAR_KM + max(one.radius, other.radius)
