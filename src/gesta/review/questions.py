"""What a person can be asked, and what each answer would append to the judgements."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

from gesta.model.incidents import Value
from gesta.model.judgements import Anchor
from gesta.model.terms import IncidentId, JudgementKind
from gesta.model.values import Reason, Score

QuestionKind = Literal["same", "split", "place", "event"]
QUESTION_KINDS: tuple[QuestionKind, ...] = ("same", "split", "place", "event")
ASKED: dict[QuestionKind, str] = {
    "same": "Do these two incidents tell one occurrence?",
    "split": "Do these two reports, now in one incident, tell one occurrence?",
    "place": "Is this the right place?",
    "event": "Did this happen as it is told here?",
}
"""The question as a person reads it; "yes" accepts what it says."""


class Draft(msgspec.Struct, frozen=True, omit_defaults=True):
    """A judgement that is not made yet: everything but who, when and why. ``words``: what it says to a person."""

    kind: JudgementKind
    anchors: tuple[Anchor, ...]
    words: str
    field: str | None = None
    value: Value = None


class Question(msgspec.Struct, frozen=True):
    """One thing that a person can settle.

    ``incidents``: one, or the two that may be one. ``accounts``: those to look at, the two compared first.
    ``usefulness``: what an answer is expected to mend, as named reasons. ``yes``, ``no``: what these answers append;
    ``others``: further answers, such as another place. ``reasons``: why the machine took two accounts for one
    occurrence, or nearly did.
    """

    id: str
    kind: QuestionKind
    incidents: tuple[IncidentId, ...]
    accounts: tuple[IncidentId, ...]
    anchors: tuple[Anchor, ...]
    usefulness: Score
    yes: Draft
    no: Draft
    others: tuple[Draft, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def text(self) -> str:
        """The question in words."""
        return ASKED[self.kind]


def question_id(kind: QuestionKind, anchors: Sequence[Anchor]) -> str:
    """Hash of what is asked of which words: the same question has it again in another session, and after a recode."""
    told = msgspec.json.encode((kind, sorted(anchors)))
    return f"qst_{hashlib.sha256(told).hexdigest()[:16]}"
