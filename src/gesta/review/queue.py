"""The questions of a project in order of usefulness, made one at a time.

What the columns of the store show is weighed for all incidents at once: what depends on each, and whether it happened.
To unpack the record of one, for its place and its unity, costs more, and to compare it with others more still. Both are
done only while they could still give the next question: a pair is wrong with a chance of a half at most, so that half
of what depends on an incident bounds what its pairs are worth.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gesta.knowledge.places import Gazetteer
from gesta.model.merged import Glimpse, Link, MergedIncident
from gesta.model.terms import IncidentId
from gesta.pipeline.judged import judged
from gesta.review.anchors import weighty_accounts
from gesta.review.asking import ask
from gesta.review.doubts import (
    LEAST,
    SPLIT_AT_MOST,
    Doubt,
    chance_two,
    doubts,
    event_chance,
    event_doubt,
    event_doubt_told,
    listed,
    near_words,
    place_at_most,
)
from gesta.review.near import near_incidents
from gesta.review.questions import QUESTION_KINDS, Question, QuestionKind
from gesta.review.stakes import Stake, stake_of, stake_told, usefulness, weight
from gesta.store.store import Store
from gesta.store.weighing import Weighed

_PAIR_AT_MOST = 0.5
_AT_ONCE = 50
"""Records unpacked together."""
_MOST_READ = 100
"""Records unpacked for one question that somebody waits for: some 30 milliseconds."""
_MOST_COMPARED = 50
"""Incidents compared with others for one such question."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A doubt in the queue; ``version``: that of its incident then, since an answer may have changed it."""

    incident: IncidentId
    doubt: Doubt
    version: int
    other: IncidentId | None = None
    other_version: int = 0


def _gain(chance: float, worth: float) -> float:
    return round(chance * worth, 6)


_Entry = tuple[float, str, IncidentId, int, _Waiting]


class Queue:
    """The questions that are open, the most useful first. ``changed`` keeps it true after an answer.

    ``in_haste``: somebody waits for the answer. No more is looked at for one question then than takes a moment, while
    another question waits already: one that only a record or a comparison shows may come later than its usefulness
    says.
    """

    def __init__(
        self,
        store: Store,
        gazetteer: Gazetteer,
        kinds: Collection[QuestionKind] = QUESTION_KINDS,
        *,
        in_haste: bool = False,
    ) -> None:
        self._most_read = _MOST_READ if in_haste else math.inf
        self._most_compared = _MOST_COMPARED if in_haste else math.inf
        self._store = store
        self._gazetteer = gazetteer
        self._kinds = frozenset(kinds)
        self._holding = judged(store)
        self._versions: dict[IncidentId, int] = {}
        self._waiting: list[_Entry] = []
        self._pairs: set[frozenset[IncidentId]] = set()
        self._number = 0
        told = [each for each in store.weighed() if each.readable]
        self._stakes: dict[IncidentId, Stake] = {each.id: stake_told(each) for each in told}
        self._newest = max((stake.day for stake in self._stakes.values() if stake.day is not None), default=None)
        self._on_judged = frozenset(store.clusters_of(self._holding.on).values())
        self._unread: list[tuple[float, IncidentId]] = []
        self._events: list[tuple[float, IncidentId, Weighed]] = []
        self._uncompared: list[tuple[float, IncidentId, int]] = []
        self._weigh(told)

    def __iter__(self) -> Iterator[Question]:
        return self

    def __next__(self) -> Question:
        """The next question; it does not come again while nothing about its incidents changes."""
        while True:
            self._look()
            if not self._waiting:
                raise StopIteration
            *_, waiting = heapq.heappop(self._waiting)
            question = self._made(waiting) if self._stands(waiting) else None
            if question is not None:
                return question

    def changed(self, incidents: Collection[IncidentId]) -> None:
        """The incidents, made, changed or gone, are weighed anew, and what was to be asked of them before is not."""
        self._holding = judged(self._store)
        for identity in sorted(set(incidents)):
            self._versions[identity] = self._versions.get(identity, 0) + 1
            self._stakes.pop(identity, None)
            incident = self._store.incident(identity) if self._store.members([identity]) else None
            if incident is not None and listed(incident):
                self._stakes[identity] = stake_of(incident)
                self._enter(identity, doubts(incident, self._holding))
                if "same" in self._kinds:
                    worth = weight(self._stakes[identity], self._newest)
                    heapq.heappush(self._uncompared, (-worth * _PAIR_AT_MOST, identity, self._versions[identity]))
        self._pairs = {pair for pair in self._pairs if pair.isdisjoint(incidents)}

    def about(self, incident: MergedIncident) -> Question | None:
        """The question whether this incident happened, however sure the machine is; None where it can't be asked."""
        return self._asked(incident, None, event_doubt(incident), stake_of(incident))

    def _weigh(self, told: Sequence[Weighed]) -> None:
        """What the columns say: whether it happened; how useful at most is what only records and comparisons say.

        Of what a person judged something the record is needed for all of it.
        """
        for each in told:
            worth = weight(self._stakes[each.id], self._newest)
            at_most = place_at_most(each) if "place" in self._kinds else 0.0
            if each.accounts > 1 and "split" in self._kinds:
                at_most = max(at_most, SPLIT_AT_MOST)
            if "event" in self._kinds:
                chance = event_chance(each.score, each.confidence, each.sources)
                if each.id in self._on_judged:
                    at_most = max(at_most, chance)
                elif chance >= LEAST:
                    self._events.append((-_gain(chance, worth), each.id, each))
            if at_most:
                self._unread.append((-_gain(at_most, worth), each.id))
            if "same" in self._kinds:
                self._uncompared.append((-worth * _PAIR_AT_MOST, each.id, 0))
        heapq.heapify(self._events)
        heapq.heapify(self._unread)
        heapq.heapify(self._uncompared)

    def _enter(self, incident: IncidentId, doubted: Iterable[Doubt]) -> None:
        version = self._versions.get(incident, 0)
        worth = weight(self._stakes[incident], self._newest)
        for doubt in doubted:
            self._push(worth, _Waiting(incident, doubt, version))

    def _push(self, worth: float, waiting: _Waiting) -> None:
        if waiting.doubt.kind in self._kinds:
            self._number += 1
            gain = _gain(waiting.doubt.chance, worth)
            heapq.heappush(self._waiting, (-gain, waiting.doubt.kind, waiting.incident, self._number, waiting))

    def _look(self) -> None:
        """Look at incidents, and compare them with those near them, until none is left that could give a better
        question."""
        read, compared = 0, 0
        while True:
            best = self._waiting[0][0] if self._waiting else math.inf
            if self._events and self._events[0][0] <= best:
                self._enter_event()
            elif self._unread and self._unread[0][0] <= best and (read < self._most_read or best == math.inf):
                read += self._read()
            elif (
                self._uncompared
                and self._uncompared[0][0] <= best
                and (compared < self._most_compared or best == math.inf)
            ):
                compared += self._compare()
            else:
                return

    def _enter_event(self) -> None:
        _, identity, told = heapq.heappop(self._events)
        if identity not in self._versions:
            self._enter(identity, [event_doubt_told(told.score, told.confidence, told.sources)])

    def _read(self) -> int:
        """The incidents that promise most are looked at; returns how many."""
        first = [heapq.heappop(self._unread)[1] for _ in range(min(_AT_ONCE, len(self._unread)))]
        for incident in self._store.glimpses([each for each in first if each not in self._versions]):
            found = doubts(incident, self._holding)
            is_judged = incident.id in self._on_judged
            self._enter(incident.id, (each for each in found if is_judged or each.kind != "event"))
        return len(first)

    def _compare(self) -> int:
        """The incident that promises most is compared with those near it; returns 1."""
        _, identity, version = heapq.heappop(self._uncompared)
        found = self._store.glimpses([identity]) if self._versions.get(identity, 0) == version else []
        if found and found[0].status != "withdrawn":
            self._compare_one(found[0], version)
        return 1

    def _compare_one(self, incident: Glimpse, version: int) -> None:
        for other, link in near_incidents(self._store, weighty_accounts(incident), self._holding).items():
            pair = frozenset((incident.id, other))
            if pair in self._pairs or other not in self._stakes:
                continue
            self._pairs.add(pair)
            doubt = self._pair_doubt(incident, other, link)
            worth = max(weight(self._stakes[each], self._newest) for each in pair)
            self._push(worth, _Waiting(incident.id, doubt, version, other, self._versions.get(other, 0)))

    def _pair_doubt(self, incident: Glimpse, other: IncidentId, link: Link) -> Doubt:
        theirs = self._store.account_report(self._store.members([other]).get(other, ()))
        apart = not {report.id for report in incident.reports}.isdisjoint(theirs.values())
        why = near_words(link.weight) + ("; one report tells the two apart" if apart else "")
        return Doubt("same", chance_two(link.weight, apart), why, link)

    def _stands(self, waiting: _Waiting) -> bool:
        """True when nothing that the question is about has changed since it was entered."""
        same = self._versions.get(waiting.incident, 0) == waiting.version
        return same and (waiting.other is None or self._versions.get(waiting.other, 0) == waiting.other_version)

    def _made(self, waiting: _Waiting) -> Question | None:
        incident = self._store.incident(waiting.incident)
        other = self._store.incident(waiting.other) if waiting.other else None
        if incident is None or (waiting.other and other is None):
            return None
        stakes = [self._stakes[each.id] for each in (incident, other) if each is not None]
        stake = max(stakes, key=lambda each: weight(each, self._newest))
        return self._asked(incident, other, waiting.doubt, stake)

    def _asked(
        self, incident: MergedIncident, other: MergedIncident | None, doubt: Doubt, stake: Stake
    ) -> Question | None:
        useful = usefulness(doubt.chance, doubt.why, stake, self._newest)
        return ask(self._store, self._gazetteer, incident, other, doubt, useful)


def questions(
    store: Store, gazetteer: Gazetteer, kinds: Collection[QuestionKind] = QUESTION_KINDS
) -> Iterator[Question]:
    """The open questions of the project, the most useful first; those that were judged do not come."""
    yield from Queue(store, gazetteer, kinds)
