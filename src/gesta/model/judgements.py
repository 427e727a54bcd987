"""What a person decided. Judgements are appended, never changed; they hold to words of a report, not to derived ids."""

from __future__ import annotations

import msgspec

from gesta.model.incidents import Value
from gesta.model.terms import JudgementId, JudgementKind, ReportId


class Anchor(msgspec.Struct, frozen=True, order=True):
    """The words of a report that a judgement is about: a trigger, or the whole report where ``exact`` is empty."""

    report: ReportId
    start: int = 0
    end: int = 0
    exact: str = ""


class Judgement(msgspec.Struct, frozen=True):
    """One decision with who, when (ISO 8601, UTC) and why.

    ``same``, ``different``: two anchors tell one occurrence, or two. ``right``, ``wrong``: the anchor tells an event
    that is what it is said to be, or none. ``value``: ``field`` of the incident is ``value``. ``withdraw``: the
    anchor's report is retracted. ``undo``: the judgement ``undoes`` no longer holds.
    """

    id: JudgementId
    kind: JudgementKind
    anchors: tuple[Anchor, ...]
    who: str
    at: str
    why: str = ""
    field: str | None = None
    value: Value = None
    undoes: JudgementId | None = None


def in_force(judgements: tuple[Judgement, ...]) -> tuple[Judgement, ...]:
    """Those that hold, in the order given: neither undone (an undo can be undone too) nor an undo."""
    dead: set[JudgementId] = set()
    for judgement in reversed(judgements):
        if judgement.kind == "undo" and judgement.id not in dead and judgement.undoes is not None:
            dead.add(judgement.undoes)
    return tuple(each for each in judgements if each.kind != "undo" and each.id not in dead)
