"""What people decided of an incident: its status, and values that take the place of the machine's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from gesta.merge.across.told import exactness
from gesta.model.incidents import Incident, Responsibility, Value
from gesta.model.judgements import Anchor, Judgement, in_force
from gesta.model.merged import Member, MergedIncident
from gesta.model.terms import COUNT_FIELDS, ConceptId, CountField, IncidentStatus, Realis, ReportId
from gesta.model.values import Count, When, Where

Label = Callable[[str], str]


def touching(judgements: Sequence[Judgement], members: Sequence[Member]) -> tuple[Judgement, ...]:
    """Those in force that are about a member's report or one of its mentions, in the order given: that of making."""
    by_report: dict[ReportId, list[Incident]] = {}
    for member in members:
        by_report.setdefault(member.record.report.id, []).append(member.incident)
    return tuple(
        each
        for each in in_force(tuple(judgements))
        if any(_is_of(anchor, by_report.get(anchor.report, ())) for anchor in each.anchors)
    )


def _is_of(anchor: Anchor, incidents: Sequence[Incident]) -> bool:
    """True for an anchor on the whole report, or on words that a mention of one of its incidents shares: those at its
    place, or the same words where the text has moved since."""
    return any(
        not anchor.exact
        or any(
            each.exact == anchor.exact or (each.start < anchor.end and anchor.start < each.end)
            for each in incident.mentions
        )
        for incident in incidents
    )


def retracted(judgements: Sequence[Judgement]) -> frozenset[ReportId]:
    """The reports that a person withdrew."""
    return frozenset(anchor.report for each in judgements if each.kind == "withdraw" for anchor in each.anchors)


def status(judgements: Sequence[Judgement], sources: int) -> IncidentStatus:
    """Withdrawn where no report is left or people say it is wrong, reviewed where they say it is right, disputed where
    one says this and another that; of one person's decisions the last counts."""
    if not sources:
        return "withdrawn"
    last = {each.who: each.kind for each in judgements if each.kind in {"right", "wrong"}}
    verdicts = set(last.values())
    if verdicts == {"right", "wrong"}:
        return "disputed"
    return "reviewed" if "right" in verdicts else "withdrawn" if "wrong" in verdicts else "machine"


def overridden(incident: MergedIncident, judgements: Sequence[Judgement], label: Label) -> MergedIncident:
    """The incident with the values that people set, the last of each field; its judgements are those obeyed.

    Claims and views stay the machine's. A value that its field cannot take is not obeyed, and not listed.
    """
    values = {each.field: each for each in judgements if each.kind == "value"}
    refused = {each.id for each in judgements if each.kind == "value"}
    for field in sorted(each for each in values if each is not None):
        setter, judgement = SETTERS.get(field), values[field]
        if setter is None:
            continue
        try:
            incident = setter(incident, judgement.value, f"set by {judgement.who}", label)
        except (msgspec.ValidationError, KeyError):
            continue
        refused.discard(judgement.id)
    obeyed = tuple(each.id for each in judgements if each.id not in refused)
    return msgspec.structs.replace(incident, judgements=obeyed)


Setter = Callable[[MergedIncident, Value, str, Label], MergedIncident]


class _Bounds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    low: int | None = None
    high: int | None = None


def _type(incident: MergedIncident, value: Value, basis: str, label: Label) -> MergedIncident:
    concept = ConceptId(msgspec.convert(value, str))
    return msgspec.structs.replace(incident, type=concept, label=label(concept))


def _realis(incident: MergedIncident, value: Value, basis: str, label: Label) -> MergedIncident:
    return msgspec.structs.replace(incident, realis=msgspec.convert(value, Realis))


def _background(incident: MergedIncident, value: Value, basis: str, label: Label) -> MergedIncident:
    return msgspec.structs.replace(incident, background=msgspec.convert(value, bool))


def _when(incident: MergedIncident, value: Value, basis: str, label: Label) -> MergedIncident:
    """An ISO date, or an interval with its precision."""
    given = {"start": value, "end": value, "precision": "day"} if isinstance(value, str) else value
    told = msgspec.convert(given, When)
    return msgspec.structs.replace(incident, when=msgspec.structs.replace(told, basis=basis, evidence=()))


def _where(incident: MergedIncident, value: Value, basis: str, label: Label) -> MergedIncident:
    """A place's name, or its parts."""
    told = msgspec.convert({"name": value} if isinstance(value, str) else value, Where)
    return msgspec.structs.replace(incident, where=msgspec.structs.replace(told, basis=basis, evidence=()))


def _responsibility(incident: MergedIncident, value: Value, basis: str, label: Label) -> MergedIncident:
    return msgspec.structs.replace(incident, responsibility=msgspec.convert(value, Responsibility))


def _counter(field: CountField) -> Setter:
    def setter(incident: MergedIncident, value: Value, basis: str, label: Label) -> MergedIncident:
        """A number, or its bounds; None takes the figure away. Who set it stands where a count has its words."""
        count = None
        if value is not None:
            bounds = _Bounds(value, value) if isinstance(value, int) else msgspec.convert(value, _Bounds)
            count = Count(bounds.low, bounds.high, exactness(bounds.low, bounds.high), basis)
        return msgspec.structs.replace(incident, counts=msgspec.structs.replace(incident.counts, **{field: count}))

    return setter


SETTERS: Mapping[str, Setter] = {
    "type": _type,
    "realis": _realis,
    "background": _background,
    "when": _when,
    "where": _where,
    "responsibility": _responsibility,
    **{f"counts.{field}": _counter(field) for field in COUNT_FIELDS},
}
"""The fields that a person can set."""
