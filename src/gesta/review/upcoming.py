"""The questions of a project for people who come and go: looked at without being used up, kept true as answers come.

``Queue`` gives each question once, to one person. Here several people see the same questions, pass over some, and go
back; what anybody decides, here or elsewhere, is noticed before the next look.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Callable, Iterable
from itertools import islice

from gesta.knowledge.places import Gazetteer
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId
from gesta.pipeline.judged import account_at
from gesta.review.questions import QUESTION_KINDS, Question, QuestionKind
from gesta.review.queue import Queue
from gesta.store.store import Store

_MOST_SOUGHT = 5000
"""Questions looked through for one by its id."""
_CHANGES = 1000
"""Changes looked at at once."""
Wanted = Callable[[Question], bool]


class _Line:
    """The questions of some kinds that were taken from the queue, the most useful first.

    ``bound``: how useful a question still in the queue can be.
    """

    def __init__(self, store: Store, gazetteer: Gazetteer, kinds: Iterable[QuestionKind]) -> None:
        self.queue = Queue(store, gazetteer, frozenset(kinds), in_haste=True)
        self.ready: list[Question] = []
        self._bound = math.inf

    def first(self, limit: int, wanted: Wanted) -> list[Question]:
        """The most useful of those wanted."""
        while True:
            found = list(islice(filter(wanted, self.ready), limit))
            if len(found) == limit and found[-1].usefulness.value >= self._bound:
                return found
            if self.more() is None:
                return found

    def more(self) -> Question | None:
        """One more question taken from the queue; None where it is empty."""
        question = next(self.queue, None)
        self._bound = -math.inf if question is None else question.usefulness.value
        if question is not None:
            self.ready = [each for each in self.ready if each.id != question.id]
            insort(self.ready, question, key=lambda each: -each.usefulness.value)
        return question

    def changed(self, incidents: frozenset[IncidentId]) -> None:
        """What was to be asked of these incidents is asked anew."""
        self.ready = [each for each in self.ready if incidents.isdisjoint(each.incidents)]
        self.queue.changed(incidents)
        self._bound = math.inf


class Upcoming:
    """The open questions of the project. To be used by one thread at a time, as its store is."""

    def __init__(self, store: Store, gazetteer: Gazetteer) -> None:
        self._store = store
        self._gazetteer = gazetteer
        self._lines: dict[frozenset[QuestionKind], _Line] = {}
        self._state = ""
        self._seen = 0
        self._judged = 0

    def first(
        self, limit: int, kinds: Iterable[QuestionKind] = (), wanted: Wanted = lambda each: True
    ) -> list[Question]:
        """The most useful questions of the kinds, of all where none is named, among those wanted."""
        return self._line(kinds).first(limit, wanted)

    def find(self, id: str) -> Question | None:
        """The open question with the id; None where it was answered, or does not stand any more."""
        everything = self._line(())
        for line in self._lines.values():
            for each in line.ready:
                if each.id == id:
                    return each
        for _ in range(_MOST_SOUGHT):
            found = everything.more()
            if found is None or found.id == id:
                return found
        return None

    def about(self, incident: MergedIncident) -> Question | None:
        """The question whether the incident happened, however sure the machine is; None where it cannot be asked."""
        return self._line(()).queue.about(incident)

    def _line(self, kinds: Iterable[QuestionKind]) -> _Line:
        self._notice()
        asked = frozenset(kinds) or frozenset(QUESTION_KINDS)
        if asked not in self._lines:
            self._lines[asked] = _Line(self._store, self._gazetteer, asked)
        return self._lines[asked]

    def _notice(self) -> None:
        """What was decided, added or read since the last look is in every line."""
        state = self._store.state()
        if state == self._state:
            return
        self._state = state
        if not self._lines:
            self._seen, self._judged = self._store.last_change(), len(self._store.judgements())
            return
        touched = {end for end in self._changed() if end is not None}
        touched.update(self._decided())
        for line in self._lines.values():
            line.changed(frozenset(touched))

    def _changed(self) -> set[IncidentId | None]:
        """The incidents of the change feed since the last look."""
        ends: set[IncidentId | None] = set()
        while changes := self._store.changes(self._seen, _CHANGES):
            ends.update(end for each in changes for end in (each.incident, each.other))
            self._seen = changes[-1].seq
        return ends

    def _decided(self) -> set[IncidentId]:
        """The incidents that judgements since the last look are about: one that changes nothing is an answer too."""
        made = self._store.judgements()
        new, self._judged = made[self._judged :], len(made)
        return set(self._store.clusters_of(_accounts(self._store, new)).values())


def _accounts(store: Store, made: Iterable[Judgement]) -> set[IncidentId]:
    found = {account_at(store, anchor, {}) for each in made for anchor in each.anchors}
    return {each for each in found if each is not None}
