"""What became of incidents: created, updated, merged, split, withdrawn, restored, each with what is other now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gesta.model.incidents import Counts
from gesta.model.merged import Change, MergedIncident
from gesta.model.terms import COUNT_FIELDS, ChangeKind, IncidentId
from gesta.model.values import Count
from gesta.store.store import Store

Membership = Mapping[IncidentId, Sequence[IncidentId]]


def changes(
    store: Store, before: Membership, after: Membership, incidents: Iterable[MergedIncident], at: str
) -> tuple[list[MergedIncident], list[Change]]:
    """The incidents that are other than those stored, and an entry of the change feed for each one that changed."""
    home = {account: incident for incident, accounts in after.items() for account in accounts}
    was = {account: incident for incident, accounts in before.items() for account in accounts}
    published: list[MergedIncident] = []
    made: list[Change] = []
    for incident in incidents:
        stored = store.published(incident.id) if incident.id in before or incident.id not in after else None
        if stored == incident:
            continue
        published.append(incident)
        origin = was.get(incident.id)
        if stored is not None:
            made.append(_entry(_updated(stored, incident), incident.id, None, difference(stored, incident), at))
        elif origin is not None and origin != incident.id:
            made.append(_entry("split", incident.id, origin, "", at))
        else:
            made.append(_entry("created", incident.id, None, _about(incident), at))
    for gone in sorted(set(before) - set(after)):
        into = next((home[each] for each in (gone, *before[gone]) if each in home), None)
        made.append(_entry("merged" if into else "withdrawn", gone, into, "" if into else "no report tells it now", at))
    return published, made


def _entry(kind: ChangeKind, incident: IncidentId, other: IncidentId | None, detail: str, at: str) -> Change:
    return Change(0, at, kind, incident, other, detail)


def _updated(old: MergedIncident, new: MergedIncident) -> ChangeKind:
    if (old.status == "withdrawn") == (new.status == "withdrawn"):
        return "updated"
    return "withdrawn" if new.status == "withdrawn" else "restored"


def difference(old: MergedIncident, new: MergedIncident) -> str:
    """In words, each field that a reader of the list would see changed: "killed 3 to 5, 2 to 4 reports"."""
    return ", ".join(_differences(old, new)) or "evidence"


def _differences(old: MergedIncident, new: MergedIncident) -> Iterator[str]:
    pairs = (
        ("", old.type, new.type),
        ("", old.realis, new.realis),
        ("day ", old.when.start, new.when.start),
        ("place ", old.where.name, new.where.name),
        *((f"{field} ", _count(old.counts, field), _count(new.counts, field)) for field in COUNT_FIELDS),
        ("responsibility ", old.responsibility.status, new.responsibility.status),
        ("reports ", len(old.reports), len(new.reports)),
        ("status ", old.status, new.status),
        ("judgements ", len(old.judgements), len(new.judgements)),
    )
    for name, one, other in pairs:
        if one != other:
            yield f"{name}{one or 'unknown'} to {other or 'unknown'}"


def _count(counts: Counts, field: str) -> str | None:
    count: Count | None = getattr(counts, field)
    if count is None:
        return None
    if count.low is None and count.high is None:
        return count.text or "some"
    if count.low == count.high:
        return str(count.low)
    return f"{'?' if count.low is None else count.low}–{'' if count.high is None else count.high}"


def _about(incident: MergedIncident) -> str:
    """The headline of an incident in one line."""
    parts = (incident.type, (incident.when.start or "")[:10], incident.where.name or "")
    return " · ".join(part for part in parts if part)
