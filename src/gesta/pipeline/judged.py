"""Judgements on the accounts of today: the words that a person pointed at, found in the readings that are current."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from gesta.model.incidents import Record
from gesta.model.judgements import Anchor, Judgement, in_force
from gesta.model.spans import Span
from gesta.model.terms import IncidentId, JudgementId, JudgementKind, ReportId
from gesta.store.store import Store

Key = TypeVar("Key")
Pair = tuple[IncidentId, IncidentId]


@dataclass(frozen=True, slots=True)
class Judged:
    """What holds: accounts that are one occurrence, and that are not; reports withdrawn; judgements by the
    account they touch, and by the report that they are about as a whole; ``order``: in which they were made."""

    same: tuple[Pair, ...] = ()
    different: tuple[Pair, ...] = ()
    withdrawn: frozenset[ReportId] = frozenset()
    on: Mapping[IncidentId, tuple[Judgement, ...]] = field(default_factory=dict)
    of_report: Mapping[ReportId, tuple[Judgement, ...]] = field(default_factory=dict)
    order: Mapping[JudgementId, int] = field(default_factory=dict)

    @property
    def tied(self) -> Mapping[IncidentId, set[IncidentId]]:
        """The accounts that a judgement holds together with each."""
        found: dict[IncidentId, set[IncidentId]] = defaultdict(set)
        for one, other in self.same:
            found[one].add(other)
            found[other].add(one)
        return found


def judged(store: Store) -> Judged:
    """The judgements in force, each tied to the accounts whose triggers its anchors touch; of two on one pair of
    accounts the later holds."""
    pairs: dict[Pair, JudgementKind] = {}
    withdrawn: set[ReportId] = set()
    on: dict[IncidentId, list[Judgement]] = defaultdict(list)
    of_report: dict[ReportId, list[Judgement]] = defaultdict(list)
    holding = in_force(store.judgements())
    # The lock of writers is held here, once for every decision ever made: whole records would take ten times as long.
    told = store.texts_with_triggers(anchor.report for each in holding for anchor in each.anchors if anchor.exact)
    for judgement in holding:
        accounts = [
            _touched(anchor, *told[anchor.report]) if anchor.exact and anchor.report in told else None
            for anchor in judgement.anchors
        ]
        if judgement.kind == "withdraw":
            for anchor in judgement.anchors:
                withdrawn.add(anchor.report)
                of_report[anchor.report].append(judgement)
        for account in accounts:
            if account is not None:
                on[account].append(judgement)
        if judgement.kind in {"same", "different"}:
            pairs.update(dict.fromkeys(_pairs(accounts), judgement.kind))
    same, different = (tuple(pair for pair, kind in pairs.items() if kind == each) for each in ("same", "different"))
    order = {judgement.id: number for number, judgement in enumerate(holding)}
    return Judged(same, different, frozenset(withdrawn), _fixed(on), _fixed(of_report), order)


def _fixed(found: Mapping[Key, Sequence[Judgement]]) -> dict[Key, tuple[Judgement, ...]]:
    return {key: tuple(each) for key, each in found.items()}


def _pairs(accounts: Sequence[IncidentId | None]) -> Iterator[Pair]:
    first, *others = accounts
    for other in others:
        if first is not None and other is not None and first != other:
            yield min(first, other), max(first, other)


def account_at(store: Store, anchor: Anchor, records: dict[ReportId, Record | None]) -> IncidentId | None:
    """The account of the report with the trigger that the anchor touches most; None where nothing is told there now.

    ``records``: those looked up already.
    """
    if not anchor.exact:
        return None
    if anchor.report not in records:
        records[anchor.report] = store.current_record(anchor.report)
    record = records[anchor.report]
    if record is None:
        return None
    triggers = [(each.id, [Span(told.start, told.end) for told in each.mentions]) for each in record.incidents]
    return _touched(anchor, record.document.text, triggers)


def _touched(anchor: Anchor, text: str, accounts: Sequence[tuple[IncidentId, Sequence[Span]]]) -> IncidentId | None:
    """The account of which a trigger is touched most by the anchor's words; of equals the first told."""
    span = place_of(anchor, text)
    if span is None:
        return None
    touching = [
        (_overlap(span, trigger), -number, account)
        for number, (account, triggers) in enumerate(accounts)
        for trigger in triggers
    ]
    best = max(touching, default=None)
    return best[2] if best and best[0] > 0 else None


def place_of(anchor: Anchor, text: str) -> Span | None:
    """Where the anchor's words stand in the text as it is read now: the nearest place, None where they are gone."""
    starts = [match.start() for match in re.finditer(re.escape(anchor.exact), text)]
    nearest = min(starts, key=lambda start: (abs(start - anchor.start), start), default=None)
    return None if nearest is None else Span(nearest, nearest + len(anchor.exact))


def _overlap(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
