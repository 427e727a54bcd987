"""Questions for a second reader: those that somebody else answered, put anew without the answer.

Both sides are shown as the machine read them, since the incidents would betray what was decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gesta.errors import UsageError
from gesta.knowledge.places import Gazetteer
from gesta.merge.across.compare import link
from gesta.model.incidents import Incident, Value
from gesta.model.judgements import Judgement, in_force
from gesta.model.profiles import decode
from gesta.model.served import SecondReading
from gesta.model.terms import IncidentId
from gesta.model.values import Reason, Score
from gesta.pipeline.judged import account_at
from gesta.review.asking import other_places
from gesta.review.placing import UNKNOWN, told_value
from gesta.review.questions import Draft, Question, QuestionKind, question_id
from gesta.store.store import Store

OTHER = "other"
"""The answer of a first reader who set a place that is none of those offered."""
_KINDS: dict[str, QuestionKind] = {"same": "same", "different": "same", "right": "event", "wrong": "event"}
_SAYS = {"same": "yes", "different": "no", "right": "yes", "wrong": "no"}


@dataclass(frozen=True, slots=True)
class Twice:
    """A question that was answered, as it is put to a second reader; ``first``: the answer, not to be shown."""

    question: Question
    judgement: Judgement
    first: str


def second_questions(store: Store, gazetteer: Gazetteer, who: str) -> Iterator[Twice]:
    """What others answered and the person did not yet, each question once, in an order that has nothing to do with
    when and by whom: that of the judgements' ids, which are hashes."""
    answered = {each.question for each in store.second_readings() if each.who == who}
    holding = in_force(store.judgements())
    mine = {(_kind(each), each.anchors) for each in holding if each.who == who}
    for judgement in sorted(holding, key=lambda each: each.id):
        kind = _kind(judgement)
        if kind is None or (kind, judgement.anchors) in mine:
            continue
        identity = question_id(kind, judgement.anchors)
        if identity not in answered and (found := _twice(store, gazetteer, judgement, kind, identity)) is not None:
            answered.add(identity)
            yield found


def second_answer(store: Store, twice: Twice, answer: str, who: str, at: str) -> SecondReading:
    """The answer stands beside the first one. Raises UsageError for one that the question does not have."""
    offered = ("yes", "no", *map(str, range(1, len(twice.question.others) + 1)))
    if answer not in offered:
        raise UsageError(f"{answer}: the answers are {', '.join(offered)}")
    question = twice.question
    made = SecondReading(question.id, who, question.kind, at, answer, twice.first, twice.judgement.id)
    store.add_second_reading(made)
    return made


def _kind(judgement: Judgement) -> QuestionKind | None:
    """The kind of question that the judgement answers; None where it answers none."""
    if judgement.kind == "value":
        return "place" if judgement.field == "where" else None
    if judgement.kind in {"same", "different"} and len(judgement.anchors) != 2:
        return None
    return _KINDS.get(judgement.kind)


def _twice(store: Store, gazetteer: Gazetteer, judgement: Judgement, kind: QuestionKind, identity: str) -> Twice | None:
    found = [account_at(store, anchor, {}) for anchor in judgement.anchors]
    accounts = tuple(dict.fromkeys(each for each in found if each is not None))
    if len(accounts) < (2 if kind == "same" else 1):
        return None
    yes, no = Draft("right", judgement.anchors, "yes"), Draft("wrong", judgement.anchors, "no")
    others: tuple[Draft, ...] = ()
    first = _SAYS.get(judgement.kind, OTHER)
    if kind == "place":
        told = _told(store, accounts[0])
        others = tuple(other_places(told.where, judgement.anchors, gazetteer))
        first = _place_answer(judgement.value, told, others)
    question = Question(
        identity, kind, accounts, accounts, judgement.anchors, Score(0.0), yes, no, others,
        _reasons(store, accounts) if kind == "same" else (),
    )  # fmt: skip
    return Twice(question, judgement, first)


def _told(store: Store, account: IncidentId) -> Incident:
    record = store.record(store.account_report([account])[account])
    return next(each for each in record.incidents if each.id == account)


def _place_answer(value: Value, told: Incident, others: tuple[Draft, ...]) -> str:
    """What the value set says of the place as read: yes, no, the number of a candidate, or another one."""
    if value == UNKNOWN or value is None:
        return "no"
    if _place(value) == _place(told_value(told.where)):
        return "yes"
    numbers = (str(number) for number, each in enumerate(others, start=1) if _place(each.value) == _place(value))
    return next(numbers, OTHER)


def _place(value: Value) -> object:
    """What tells places apart: the id, else the name with its point."""
    if not isinstance(value, dict):
        return value
    return value.get("place_id") or (value.get("name"), value.get("lat"), value.get("lon"))


def _reasons(store: Store, accounts: tuple[IncidentId, ...]) -> tuple[Reason, ...]:
    profiles = store.profiles(accounts)
    if len(profiles) < 2:
        return ()
    made = link(*(decode(profiles[each]) for each in accounts[:2]))
    return made.reasons if made is not None else ()
