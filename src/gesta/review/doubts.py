"""What the machine is unsure of in one incident: whether it happened, where, whether its reports belong together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gesta.knowledge.places import distance_km
from gesta.merge.across.compare import LINKED
from gesta.model.groups import Groups
from gesta.model.merged import Glimpse, Link, MergedIncident
from gesta.model.terms import LISTED_REALIS, IncidentId
from gesta.model.values import PlaceCandidate, Where
from gesta.pipeline.judged import Judged
from gesta.review.questions import QuestionKind
from gesta.store.weighing import Weighed

NEAR = 3.0
"""Log-odds around the threshold within which two accounts are asked about: at its edge the machine is wrong once in
twenty times."""
LEAST = 0.05
"""Chance of being wrong below which nobody is asked."""
MOST_SPLITS = 3
"""Questions about the unity of one incident that are asked at once: an answer changes the rest."""
_UNPLACED, _UNTOLD, _LOOSE = 0.5, 0.3, 0.25
"""Chances that a place is wrong: named but not found on the map; not told; tied to the act by no words."""

SPLIT_AT_MOST = 0.5
"""No link is doubted more: see ``chance_wrong``."""

_FAR_KM = 100.0
"""A place this far from the right one is wholly wrong; a district of its town's name hardly is."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that may be wrong: the chance, why it is thought so; ``link``: of two accounts, those compared."""

    kind: QuestionKind
    chance: float
    why: str
    link: Link | None = None


def doubts(incident: MergedIncident | Glimpse, holding: Judged) -> Iterator[Doubt]:
    """The doubts about the incident by itself that no judgement in force settles; none of one that was withdrawn."""
    if incident.status == "withdrawn":
        return
    on = [each for report in incident.reports for each in holding.on.get(report.account, ())]
    found: list[Doubt] = []
    if not any(each.kind in {"right", "wrong"} for each in on):
        found.append(event_doubt(incident))
    if not any(each.kind == "value" and each.field == "where" for each in on):
        found.extend(_place(incident.where))
    found.extend(_splits(incident, holding))
    yield from (each for each in found if each.chance >= LEAST)


def listed(incident: MergedIncident) -> bool:
    """True for what is asked about: events that happened, were tried, stopped or are alleged, and not as background."""
    return incident.cls == "event" and incident.realis in LISTED_REALIS and not incident.background


def event_doubt(incident: MergedIncident | Glimpse) -> Doubt:
    """Whether it happened: half the chance that every source was misread, half what its confidence lacks.

    The first alone would pass over what was read well and is told by one doubtful source.
    """
    return event_doubt_told(incident.score.value, incident.confidence.value, incident.sources)


def event_doubt_told(read_with: float, confidence: float, sources: int) -> Doubt:
    """The same from the numbers that it follows from."""
    why = f"read with {read_with:.2f}, confidence {confidence:.2f}"
    return Doubt("event", event_chance(read_with, confidence, sources), why)


def event_chance(read_with: float, confidence: float, sources: int) -> float:
    """The chance of that doubt."""
    return ((1.0 - read_with) ** max(1, sources) + 1.0 - confidence) / 2


def place_at_most(told: Weighed) -> float:
    """No doubt about its place has a higher chance. The other places of a name are in the record only."""
    if told.place is None and told.country is None:
        return _UNTOLD
    return _UNPLACED if told.lat is None else 1.0


def _place(where: Where) -> Iterator[Doubt]:
    """The chance of the other places that the words could mean, and of words that are not about the act.

    A place without an id lies beside a known one ("12 km north of"), which leads its candidates and is no rival.
    """
    if where.name is None and where.country is None:
        yield Doubt("place", _UNTOLD, "no place was read")
    elif where.lat is None:
        yield Doubt("place", _UNPLACED, f"{where.name or where.country} has no point on the map")
    else:
        yield _placed(where, where.lat, where.lon or 0.0)


def _placed(where: Where, lat: float, lon: float) -> Doubt:
    rivals = where.candidates if where.place_id else where.candidates[1:]
    rival = min(1.0, math.fsum(_rivalry(each, lat, lon) for each in rivals))
    why = "no other place" if not rivals else f"{len(rivals)} other place{'s' if len(rivals) > 1 else ''}"
    if not is_loose(where):
        return Doubt("place", rival, f"{why} of that name")
    tie = "told before the act" if "told before" in where.basis else "the town of the report"
    return Doubt("place", 1.0 - (1.0 - rival) * (1.0 - _LOOSE), f"{why} of that name; {tie}")


def _rivalry(candidate: PlaceCandidate, lat: float, lon: float) -> float:
    """The chance that it is meant, times how wrong the place would be then."""
    return candidate.score * min(1.0, distance_km(candidate.lat, candidate.lon, lat, lon) / _FAR_KM)


def is_loose(where: Where) -> bool:
    """True for a place that no words tie to the act: one told before it, the town that the report is about."""
    return "told before" in where.basis or where.basis.startswith("the town of the report")


def _splits(incident: MergedIncident | Glimpse, holding: Judged) -> Iterator[Doubt]:
    """The weakest links that hold the incident together: without one of them it falls in two."""
    accounts = [report.account for report in incident.reports]
    inside = set(accounts)
    same = [pair for pair in holding.same if inside.issuperset(pair)]
    weak = [each for each in bridges(accounts, incident.links, same) if each.weight < LINKED + NEAR]
    for link in sorted(weak, key=lambda each: (each.weight, each.one, each.other))[:MOST_SPLITS]:
        yield Doubt("split", chance_wrong(link.weight), near_words(link.weight), link)


def chance_wrong(weight: float) -> float:
    """The chance that the machine's side of the threshold is the wrong one; a half at the threshold."""
    return 1.0 / (1.0 + math.exp(min(700.0, abs(weight - LINKED))))


def chance_two(weight: float, apart: bool = False) -> float:
    """The chance that two incidents are one by their best pair: a half where the pair alone would have joined them.

    ``apart``: one report tells both, as two occurrences, which halves it.
    """
    return chance_wrong(min(weight, LINKED)) * (0.5 if apart else 1.0)


def near_words(weight: float) -> str:
    """Where the weight stands, in words."""
    return f"{abs(weight - LINKED):.1f} log-odds {'above' if weight >= LINKED else 'below'} the threshold"


def bridges(
    accounts: Sequence[IncidentId], links: Sequence[Link], same: Sequence[tuple[IncidentId, IncidentId]] = ()
) -> Iterator[Link]:
    """The links of the heaviest tree over the accounts (Kruskal's): what holds them together. Accounts that a person
    judged the ``same`` are held by that."""
    there = set(accounts)
    groups = Groups(accounts)
    for one, other in same:
        groups.join(one, other)
    for link in sorted(links, key=lambda each: (-each.weight, each.one, each.other)):
        if link.one in there and link.other in there and not groups.together(link.one, link.other):
            groups.join(link.one, link.other)
            yield link
