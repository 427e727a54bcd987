"""A person's decision made: appended with who, when and why, and at once felt in the incidents that it touches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from gesta.codebook.records import Codebook
from gesta.errors import ContradictionError, UsageError
from gesta.model.judgements import Judgement, in_force
from gesta.model.terms import IncidentId, JudgementId
from gesta.pipeline.judging import judge, judge_all, undo
from gesta.pipeline.settling import Settled, settle
from gesta.review.questions import Draft
from gesta.store.store import Store

_LONGEST_NAME, _LONGEST_REASON = 200, 2000


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement, and what became of the incidents."""

    judgement: Judgement
    settled: Settled

    @property
    def touched(self) -> frozenset[IncidentId]:
        """The incidents that changed, came or went."""
        ends = {end for each in self.settled.changes for end in (each.incident, each.other)}
        return frozenset(end for end in ends if end is not None)


@dataclass(frozen=True, slots=True)
class Made:
    """Judgements made together, and what became of the incidents."""

    judgements: tuple[Judgement, ...]
    settled: Settled


@dataclass(frozen=True, slots=True)
class Past:
    """A judgement of the history. ``holds``: it is in force; ``undone_by``: the undo that took it back."""

    judgement: Judgement
    holds: bool
    undone_by: Judgement | None


def moment() -> str:
    """The moment in UTC to the microsecond, so that the decisions of one second keep their order."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def decide(store: Store, book: Codebook, draft: Draft, who: str, at: str, why: str = "") -> Decided:
    """The draft is a judgement, and the incidents are as it says; both or, after a crash, neither.

    Raises UsageError for a name that is empty or longer than a name is.
    """
    _check(who, why)
    with store.transaction():
        made = judge(store, draft.kind, draft.anchors, who, at, why, draft.field, draft.value)
        return Decided(made, settle(store, book, at))


def decide_all(store: Store, book: Codebook, drafts: Sequence[Draft], who: str, at: str, why: str = "") -> Made:
    """The drafts are judgements in their order, and the incidents are settled once; all or, after a crash, none.

    Raises UsageError as ``decide`` does.
    """
    _check(who, why)
    given = [
        Judgement(JudgementId(""), each.kind, each.anchors, who, at, why, each.field, each.value) for each in drafts
    ]
    with store.transaction():
        return Made(judge_all(store, given), settle(store, book, at))


def take_back(store: Store, book: Codebook, given: str, who: str, at: str, why: str = "") -> Decided:
    """The judgement with the id no longer holds; of an undo, what it undid holds again.

    Raises UsageError for an unknown id, and ContradictionError for a judgement that was undone already.
    """
    _check(who, why)
    with store.transaction():
        undone = undo(store, _standing(store, given), who, at, why)
        return Decided(undone, settle(store, book, at))


def foreseen(store: Store, decision: Callable[[], Decided]) -> Decided:
    """What the decision would do; nothing of it stands afterwards. ``decision`` decides on the store."""
    found: list[Decided] = []
    try:
        with store.transaction():
            found.append(decision())
            raise _OnlyForeseen
    except _OnlyForeseen:
        return found[0]


class _OnlyForeseen(Exception):
    """Ends the transaction in which a decision was tried."""


def _check(who: str, why: str) -> None:
    if not who.strip():
        raise UsageError("a judgement needs a name; give --who NAME")
    if len(who) > _LONGEST_NAME:
        raise UsageError(f"a name of {len(who)} characters; at most {_LONGEST_NAME} are kept")
    if len(why) > _LONGEST_REASON:
        raise UsageError(f"a reason of {len(why)} characters; at most {_LONGEST_REASON} are kept")


def _standing(store: Store, given: str) -> Judgement:
    begun = [each for each in history(store) if given and each.judgement.id.startswith(given)]
    if not begun:
        raise UsageError(f"no judgement {given}; --history lists them")
    if len(begun) > 1:
        raise UsageError(f"{given}: several judgements begin so")
    (past,) = begun
    if past.undone_by is not None:
        told = f"{past.judgement.id} was undone by {past.undone_by.id}; undo that to let it hold again"
        raise ContradictionError(told, (past.undone_by.id,))
    return past.judgement


def history(store: Store) -> tuple[Past, ...]:
    """Every judgement in the order it was made; of an undo, ``holds`` says that it is itself not undone."""
    made = store.judgements()
    undone: dict[str, Judgement] = {}
    for judgement in reversed(made):
        if judgement.kind == "undo" and judgement.undoes is not None and judgement.id not in undone:
            undone.setdefault(judgement.undoes, judgement)
    holding = {each.id for each in in_force(made)}
    return tuple(
        Past(each, each.id in holding or (each.kind == "undo" and each.id not in undone), undone.get(each.id))
        for each in made
    )
