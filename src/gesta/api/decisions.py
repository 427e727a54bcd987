"""What a program or a form says is to be decided, and the decision itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from gesta.api.desk import Desk
from gesta.api.questions import Questions
from gesta.errors import ContradictionError, UsageError
from gesta.model.judgements import in_force
from gesta.review import drafts
from gesta.review.decide import Decided, decide, moment, take_back
from gesta.review.questions import Draft, Question
from gesta.store.store import Store

Answer = Literal["yes", "no", "1", "2", "3", "4", "5", "6", "7", "8", "9"]


class ValueOf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of an incident and what it is set to, as ``gesta review --value`` takes them."""

    incident: str
    field: str
    value: str


class Decision(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One decision: exactly one of these but ``why``, and ``answer`` with ``question``.

    ``same``, ``different``: ids of two incidents. ``split``: an incident and a report of it. ``right``, ``wrong``: an
    incident happened as told, or did not. ``value``: a field of an incident. ``withdraw``: a report. ``undo``: a
    judgement. ``question``, ``answer``: an open question, of ``/review.json``, answered yes, no, or with the number of
    one of its ``others``. ``why``: kept with the judgement. Ids may be shortened.
    """

    same: tuple[str, str] | None = None
    different: tuple[str, str] | None = None
    split: tuple[str, str] | None = None
    right: str | None = None
    wrong: str | None = None
    value: ValueOf | None = None
    withdraw: str | None = None
    undo: str | None = None
    question: str | None = None
    answer: Answer | None = None
    why: str = ""

    def check(self) -> None:
        """Raises UsageError unless it says one thing."""
        said = [name for name in SAYABLE if getattr(self, name) is not None]
        if len(said) != 1:
            raise UsageError(f"one decision at a time: give one of {', '.join(SAYABLE)}")
        if (self.question is None) != (self.answer is None):
            raise UsageError("an answer goes with a question")


SAYABLE = ("same", "different", "split", "right", "wrong", "value", "withdraw", "undo", "question")


def decision_made(
    desk: Desk,
    questions: Questions,
    store: Store,
    given: Decision,
    who: str,
    before: Callable[[], None] | None = None,
    about: str = "",
) -> Decided:
    """The decision stands, and the incidents are as it says.

    ``about``: the incident that was asked for, whose question need not be among the open ones. ``before``: called when
    nobody else can change anything any more; what it raises keeps the decision from being made. Raises UsageError for
    one that cannot be meant, ContradictionError for one that others contradict.
    """
    given.check()
    question = question_open(questions, store, given.question, about) if given.question is not None else None
    with store.transaction():
        if before is not None:
            before()
        return decision_of(desk, store, given, who, question)()


def decision_of(
    desk: Desk, store: Store, given: Decision, who: str, question: Question | None = None
) -> Callable[[], Decided]:
    """What makes the decision when it is called. ``question``: the one answered. Raises as ``decision_made``."""
    at = moment()
    if (undone := given.undo) is not None:
        return lambda: take_back(store, desk.book, undone, who, at, given.why)
    draft = answered(store, question, given.answer) if question else draft_of(desk, store, given)
    return lambda: decide(store, desk.book, draft, who, at, given.why)


def draft_of(desk: Desk, store: Store, given: Decision) -> Draft:
    """The judgement that the decision by ids would be. Raises UsageError."""
    if given.same is not None:
        return drafts.same(store, *given.same)
    if given.different is not None:
        return drafts.different(store, *given.different)
    if given.split is not None:
        return drafts.split(store, *given.split)
    if given.value is not None:
        return drafts.value(store, given.value.incident, given.value.field, given.value.value, desk.known)
    if given.withdraw is not None:
        return drafts.withdrawal(store, given.withdraw)
    return drafts.verdict(store, given.right or given.wrong or "", right=given.right is not None)


def question_open(questions: Questions, store: Store, id: str, about: str = "") -> Question:
    """The open question with the id, or that about the incident. Raises ContradictionError where it was answered or
    does not stand any more."""
    with questions.open() as upcoming:
        found = upcoming.about(drafts.found(store, about)[0]) if about else upcoming.find(id)
    if found is not None and found.id != id:
        found = None
    if found is None:
        raise ContradictionError(f"{id}: the question is not open; it was answered, or what it is about has changed")
    return found


def answered(store: Store, question: Question, answer: Answer | None) -> Draft:
    """What the answer appends. Raises UsageError for a number that the question does not offer, and
    ContradictionError where the very same words were judged meanwhile; of an event each person may say something."""
    draft = {"yes": question.yes, "no": question.no}.get(answer or "")
    if draft is None:
        number = int(answer or 0)
        if not 0 < number <= len(question.others):
            raise UsageError(f"{question.id} has no answer {answer}")
        draft = question.others[number - 1]
    kinds = {each.kind for each in (question.yes, question.no)} - {"right", "wrong"}
    for made in in_force(store.judgements()):
        if made.anchors == draft.anchors and made.kind in kinds and made.field == draft.field:
            raise ContradictionError(f"{question.id} was answered by {made.who} ({made.id})", (made.id,))
    return draft
