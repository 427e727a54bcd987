"""A person's decision into the record: appended, and the incidents that it is about to be settled again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from gesta.errors import UsageError
from gesta.model.incidents import Value
from gesta.model.judgements import Anchor, Judgement
from gesta.model.terms import IncidentId, JudgementId, JudgementKind
from gesta.pipeline.judged import account_at
from gesta.store.store import Store


def judge(
    store: Store,
    kind: JudgementKind,
    anchors: Sequence[Anchor],
    who: str,
    at: str,
    why: str = "",
    field: str | None = None,
    value: Value = None,
) -> Judgement:
    """The judgement, appended; `settle` makes it felt. Raises UsageError for an undo, which ``undo`` is for."""
    if kind == "undo":
        raise UsageError("an undo names the judgement that it undoes")
    return _append(store, Judgement(JudgementId(""), kind, tuple(anchors), who, at, why, field, value))


def judge_all(store: Store, given: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements, still without ids, appended in their order, all or none; `settle` makes them felt.

    Raises UsageError for an undo, as ``judge`` does.
    """
    if any(each.kind == "undo" for each in given):
        raise UsageError("an undo names the judgement that it undoes")
    with store.transaction():
        first = len(store.judgements())
        return tuple(_numbered(store, each, number) for number, each in enumerate(given, start=first))


def undo(store: Store, judgement: Judgement, who: str, at: str, why: str = "") -> Judgement:
    """The judgement that takes another one back, appended. An undo can be undone too."""
    return _append(store, Judgement(JudgementId(""), "undo", judgement.anchors, who, at, why, undoes=judgement.id))


def _append(store: Store, judgement: Judgement) -> Judgement:
    with store.transaction():
        return _numbered(store, judgement, len(store.judgements()))


def _numbered(store: Store, judgement: Judgement, number: int) -> Judgement:
    digest = hashlib.sha256(msgspec.json.encode(judgement) + number.to_bytes(8, "big")).hexdigest()
    named = msgspec.structs.replace(judgement, id=JudgementId(f"jdg_{digest[:16]}"))
    store.append_judgement(named)
    store.mark_dirty(_accounts(store, named))
    return named


def _accounts(store: Store, judgement: Judgement) -> frozenset[IncidentId]:
    """Those that the judgement is about now; of a withdrawn report all."""
    whole = [anchor.report for anchor in judgement.anchors if not anchor.exact]
    found = {account_at(store, anchor, {}) for anchor in judgement.anchors}
    return frozenset({each for each in found if each is not None} | set(store.accounts_of_reports(whole)))
