"""The questions of a project in order of usefulness, made one at a time.

What an incident itself shows is weighed for all incidents at once; to compare one with others costs more, and is done
only while it could still give the next question: a pair is wrong with a chance of a half at most, so that half of what
depends on an incident bounds what its pairs are worth.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gesta.knowledge.places import Gazetteer
from gesta.model.filters import SHOWN
from gesta.model.merged import Link, MergedIncident
from gesta.model.terms import IncidentId
from gesta.pipeline.judged import judged
from gesta.review.anchors import weighty_accounts
from gesta.review.asking import ask
from gesta.review.doubts import Doubt, chance_two, doubts, event_doubt, listed, near_words
from gesta.review.near import near_incidents
from gesta.review.questions import QUESTION_KINDS, Question, QuestionKind
from gesta.review.stakes import Stake, stake_of, usefulness, weight
from gesta.store.store import Store

_PAIR_AT_MOST = 0.5


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A doubt in the queue; ``version``: that of its incident then, since an answer may have changed it."""

    incident: IncidentId
    doubt: Doubt
    version: int
    other: IncidentId | None = None
    other_version: int = 0


_Entry = tuple[float, str, IncidentId, int, _Waiting]


class Queue:
    """The questions that are open, the most useful first. ``changed`` keeps it true after an answer.

    ``most_compared``: incidents that are compared with others for one question while another question waits already.
    None for as many as it takes to be sure that none is more useful; a number where somebody waits for the answer: a
    pair may then come later than its usefulness says.
    """

    def __init__(
        self,
        store: Store,
        gazetteer: Gazetteer,
        kinds: Collection[QuestionKind] = QUESTION_KINDS,
        most_compared: int | None = None,
    ) -> None:
        self._most_compared = most_compared
        self._store = store
        self._gazetteer = gazetteer
        self._kinds = frozenset(kinds)
        self._holding = judged(store)
        self._stakes: dict[IncidentId, Stake] = {}
        self._versions: dict[IncidentId, int] = {}
        self._waiting: list[_Entry] = []
        self._uncompared: list[tuple[float, IncidentId, int]] = []
        self._pairs: set[frozenset[IncidentId]] = set()
        self._number = 0
        found = [(each.id, tuple(doubts(each, self._holding))) for each in self._incidents()]
        self._newest = max((stake.day for stake in self._stakes.values() if stake.day is not None), default=None)
        for incident, doubted in found:
            self._enter(incident, doubted)

    def __iter__(self) -> Iterator[Question]:
        return self

    def __next__(self) -> Question:
        """The next question; it does not come again while nothing about its incidents changes."""
        while True:
            self._compare()
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
                self._enter(identity, tuple(doubts(incident, self._holding)))
        self._pairs = {pair for pair in self._pairs if pair.isdisjoint(incidents)}

    def about(self, incident: MergedIncident) -> Question | None:
        """The question whether this incident happened, however sure the machine is; None where it can't be asked."""
        return self._asked(incident, None, event_doubt(incident), stake_of(incident))

    def _incidents(self) -> Iterator[MergedIncident]:
        for incident in self._store.incidents(SHOWN):
            self._stakes[incident.id] = stake_of(incident)
            yield incident

    def _enter(self, incident: IncidentId, doubted: Collection[Doubt]) -> None:
        version = self._versions.get(incident, 0)
        worth = weight(self._stakes[incident], self._newest)
        for doubt in doubted:
            self._push(worth, _Waiting(incident, doubt, version))
        if "same" in self._kinds:
            heapq.heappush(self._uncompared, (-worth * _PAIR_AT_MOST, incident, version))

    def _push(self, worth: float, waiting: _Waiting) -> None:
        if waiting.doubt.kind in self._kinds:
            self._number += 1
            gain = round(waiting.doubt.chance * worth, 6)
            heapq.heappush(self._waiting, (-gain, waiting.doubt.kind, waiting.incident, self._number, waiting))

    def _compare(self) -> None:
        """Compare incidents with those near them until none is left that could give a better question."""
        compared = 0
        while self._uncompared and (not self._waiting or self._uncompared[0][0] <= self._waiting[0][0]):
            if self._waiting and self._most_compared is not None and compared >= self._most_compared:
                return
            compared += 1
            _, identity, version = heapq.heappop(self._uncompared)
            incident = self._store.incident(identity) if self._versions.get(identity, 0) == version else None
            if incident is not None and incident.status != "withdrawn":
                self._compare_one(incident, version)

    def _compare_one(self, incident: MergedIncident, version: int) -> None:
        for other, link in near_incidents(self._store, weighty_accounts(incident), self._holding).items():
            pair = frozenset((incident.id, other))
            if pair in self._pairs or other not in self._stakes:
                continue
            self._pairs.add(pair)
            doubt = self._pair_doubt(incident, other, link)
            worth = max(weight(self._stakes[each], self._newest) for each in pair)
            self._push(worth, _Waiting(incident.id, doubt, version, other, self._versions.get(other, 0)))

    def _pair_doubt(self, incident: MergedIncident, other: IncidentId, link: Link) -> Doubt:
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
