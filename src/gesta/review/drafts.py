"""What a person wants to say of incidents by their ids, as judgements that hold to the words of reports."""

from __future__ import annotations

from collections.abc import Sequence

from gesta.errors import ContradictionError, UsageError
from gesta.model.incidents import Value
from gesta.model.judgements import Anchor
from gesta.model.merged import MergedIncident, SourceReport
from gesta.model.terms import IncidentId, JudgementKind
from gesta.pipeline.judged import judged
from gesta.review.anchors import MOST_ANCHORS, anchors_of, weighty_accounts
from gesta.review.questions import Draft
from gesta.review.values import Known, field_named, value_of
from gesta.store.store import Store

_MOST_NAMED = 6


def found(store: Store, given: str) -> tuple[MergedIncident, IncidentId]:
    """The incident that the id, or the only id that begins so, stands for now, and the id in full.

    Raises UsageError for no id, for several, and for an incident that no report tells any more.
    """
    ids = list(dict.fromkeys((*store.find_ids(given), *_account(store, given)))) if given else []
    if given in ids:
        ids = [IncidentId(given)]
    if not ids:
        raise UsageError(f"no incident {given}")
    if len(ids) > 1:
        shown = ", ".join(ids[:_MOST_NAMED]) + (" …" if len(ids) > _MOST_NAMED else "")
        raise UsageError(f"{given}: several ids begin so: {shown}")
    home = store.clusters_of(ids).get(ids[0]) or store.superseded_by(ids[0])
    incident = store.incident(home) if home is not None else None
    if incident is None:
        raise UsageError(f"{ids[0]}: no report tells it any more")
    return incident, ids[0]


def _account(store: Store, given: str) -> Sequence[IncidentId]:
    """The account of the id, should it have founded no incident."""
    account = IncidentId(given)
    return [account] if store.clusters_of([account]) else []


def same(store: Store, one: str, other: str) -> Draft:
    """Two incidents are one. Raises UsageError where they are already."""
    (mine, first), (theirs, second) = found(store, one), found(store, other)
    if mine.id == theirs.id:
        raise UsageError(f"{first} and {second} are one incident already{'' if first == second else f', {mine.id}'}")
    left, right = _led(mine, first), _led(theirs, second)
    _refuse(store, "different", left, right)
    return Draft("same", _both(store, left, right), f"{mine.id} and {theirs.id} are one")


def different(store: Store, one: str, other: str) -> Draft:
    """Two incidents are two, and stay so; of one incident, the accounts with these ids are told apart.

    Raises UsageError where both ids name one account.
    """
    (mine, first), (theirs, second) = found(store, one), found(store, other)
    if first == second or (mine.id == theirs.id and not {first, second} <= set(weighty_accounts(mine))):
        raise UsageError(f"{one} and {other}: name two incidents, or two accounts of one")
    apart = mine.id == theirs.id
    left, right = ([first], [second]) if apart else (_led(mine, first), _led(theirs, second))
    _refuse(store, "same", left, right)
    words = f"{first} and {second} are two, not one incident" if apart else f"{mine.id} and {theirs.id} are two"
    return Draft("different", _both(store, left, right), words)


def _led(incident: MergedIncident, named: IncidentId) -> list[IncidentId]:
    """The accounts of the incident, the one that was named before all."""
    accounts = weighty_accounts(incident)
    return [named, *(each for each in accounts if each != named)] if named in accounts else list(accounts)


def _refuse(store: Store, kind: JudgementKind, left: Sequence[IncidentId], right: Sequence[IncidentId]) -> None:
    """Raises ContradictionError where a judgement of the kind between the two sides holds: it is to be undone first."""
    holding = judged(store)
    sides = set(left), set(right)
    pairs = holding.same if kind == "same" else holding.different
    for one, other in pairs:
        if (one in sides[0] and other in sides[1]) or (other in sides[0] and one in sides[1]):
            held = [each for each in holding.on[one] if each.kind == kind and each in holding.on[other]]
            who = ", ".join(f"{each.id} by {each.who}" for each in held)
            told = f"{one} and {other} were judged {kind} ({who}); undo that first"
            raise ContradictionError(told, tuple(each.id for each in held))


def _both(store: Store, left: Sequence[IncidentId], right: Sequence[IncidentId]) -> tuple[Anchor, ...]:
    return anchors_of(store, left, most=1) + anchors_of(store, right, most=1)


def split(store: Store, given: str, report: str) -> Draft:
    """A report of the incident tells another occurrence than the rest. ``report``: its id, row id, source or account.

    Raises UsageError where the incident has no such report, several, or no other.
    """
    incident, _ = found(store, given)
    accounts = dict.fromkeys(each.account for each in incident.reports if _is_called(each, report))
    if len(accounts) != 1:
        raise UsageError(
            f"{incident.id} has {'several reports' if accounts else 'no report'} {report}: {_named(incident)}"
        )
    (out,) = accounts
    rest = [each for each in weighty_accounts(incident) if each != out]
    if not rest:
        raise UsageError(f"{incident.id}: {report} is the only report that tells it")
    _refuse(store, "same", [out], rest)
    anchors = anchors_of(store, [out], most=1) + anchors_of(store, rest, most=len(rest))
    return Draft("different", anchors, f"{out} is not of {incident.id}")


def _is_called(report: SourceReport, given: str) -> bool:
    begins = len(given) > len("sha256:") and (report.id.startswith(given) or report.account.startswith(given))
    return bool(given) and (begins or given in {report.id, report.account, report.row_id, report.source})


def _named(incident: MergedIncident) -> str:
    lines = [f"{each.account} ({each.row_id or each.outlet or each.source})" for each in incident.reports]
    return "; ".join(lines[:_MOST_NAMED]) + (" …" if len(lines) > _MOST_NAMED else "")


def verdict(store: Store, given: str, right: bool) -> Draft:
    """The incident happened as it is told, or did not."""
    incident, _ = found(store, given)
    words = f"{incident.id} {'happened' if right else 'did not happen'} as told"
    return Draft("right" if right else "wrong", _whole(store, incident), words)


def value(store: Store, given: str, field: str, typed: str, known: Known) -> Draft:
    """A field of the incident has the value typed. Raises UsageError where it cannot."""
    incident, _ = found(store, given)
    name = field_named(field)
    return value_draft(store, incident, name, value_of(name, typed, known), typed)


def value_draft(store: Store, incident: MergedIncident, field: str, set_to: Value, words: str) -> Draft:
    """A field of the incident has the value, which is one that the field can take."""
    return Draft("value", _whole(store, incident), f"{field} of {incident.id} is {words.strip()}", field, set_to)


def _whole(store: Store, incident: MergedIncident) -> tuple[Anchor, ...]:
    return anchors_of(store, weighty_accounts(incident), MOST_ANCHORS)


def withdrawal(store: Store, given: str) -> Draft:
    """The report is retracted with all it claims. ``given``: its id or the beginning of it, its row id, its source, or
    an account that it tells.

    Raises UsageError for no report of the project, and for several.
    """
    told = store.account_report([IncidentId(given)]).get(IncidentId(given))
    reports = [told] if told else store.find_reports(given) if given else []
    if not reports:
        raise UsageError(f"{given}: no report; give its id, its row id, its source, or the id of an account of it")
    if len(reports) > 1:
        raise UsageError(f"{given}: several reports; give the id of one: {', '.join(reports[:_MOST_NAMED])}")
    return Draft("withdraw", (Anchor(reports[0]),), f"{reports[0]} is withdrawn")
