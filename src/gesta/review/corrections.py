"""Corrections made in an annotation tool as judgements that hold to the words of reports.

A text that a person is done with is held against the marks that were given out of it:

- every trigger of an account taken away: ``wrong``, where all reports that tell its incident say so; judged in one of
  several, it would take back what the others tell
- a trigger under another concept: ``value`` of ``type``; one that bears a realis beside: ``value`` of ``realis``
- a place, time or number marked elsewhere: ``value`` of that field, as the words were read; taken away: that it is not
  told
- a trigger marked where the project reads an event that was not given out: ``right``; so is an account left as it was,
  where somebody is known to have looked

Everything else that changed, such as who acted, no judgement can say: a Problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gesta.errors import Problem, UsageError
from gesta.intake.annotations import Annotated
from gesta.model.given import Given, Mark, field_of, layer_of
from gesta.model.incidents import Incident, Record, Value
from gesta.model.judgements import Anchor, Judgement
from gesta.model.terms import IncidentId, JudgementKind, ReportId
from gesta.pipeline.judged import account_at
from gesta.review.anchors import MOST_ANCHORS
from gesta.review.differing import Difference, by_account, difference, overlapping
from gesta.review.handed import Handed, unnamed
from gesta.review.questions import Draft
from gesta.review.readings_of_words import VALUED, alike, not_told, refusal, told_now, value_told
from gesta.review.values import Known
from gesta.store.store import Store

_TEACH = "an event that was never read cannot be judged; teach it with examples"


@dataclass(frozen=True, slots=True)
class Correction:
    """A judgement to be made, and where the file says so."""

    draft: Draft
    where: str


Result = Correction | Problem


@dataclass(slots=True)
class _Desk:
    """What the whole file says so far: accounts left and taken away, each with its anchor and where it was said."""

    store: Store
    known: Known
    records: dict[ReportId, Record | None] = field(default_factory=dict)
    left: set[IncidentId] = field(default_factory=set)
    gone: dict[IncidentId, tuple[Anchor, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Text:
    """One text as it came back."""

    where: str
    record: Record
    given: Given
    change: Difference
    looked: bool

    def anchor(self, mark: Mark) -> Anchor:
        """The words of the mark."""
        words = self.record.document.text[mark.start : mark.end]
        return Anchor(self.record.report.id, mark.start, mark.end, words)


def corrections(
    store: Store, known: Known, results: Iterable[tuple[Annotated | Problem, bool]], handed: Handed
) -> Iterator[Result]:
    """What the annotated texts say, in their order; what is wrong with whole incidents at the end.

    Each text comes with whether an account left as it was is right: whether somebody is known to have looked at it.
    """
    desk = _Desk(store, known)
    for each, looked in results:
        if isinstance(each, Problem):
            yield each
        elif each.accepted is None:
            yield Problem(each.where, "nobody is done with the text: nothing is taken from it")
        elif not each.accepted:
            yield Problem(each.where, "the text was rejected as a whole, which says of no event what is wrong")
        else:
            yield from _of_text(desk, each, handed, looked)
    yield from _wrong(desk)


def _of_text(desk: _Desk, annotated: Annotated, handed: Handed, looked: bool) -> Iterator[Result]:
    found = handed.of(annotated)
    if isinstance(found, Problem):
        yield found
        return
    returned = [(span.start, span.end, span.label) for span in annotated.spans]
    for record, given in found:
        text = _Text(annotated.where, record, given, difference(given.marks, returned), looked)
        yield from _of_report(desk, text)


def _of_report(desk: _Desk, text: _Text) -> Iterator[Result]:
    touched: set[IncidentId] = set()
    events = text.change.of_layer("event")
    triggers = by_account(each for each in text.given.marks if layer_of(each.label) == "event")
    anchors = {account: _anchor(desk, text, account, marks) for account, marks in triggers.items()}
    for account in [each for each, anchor in anchors.items() if anchor is None]:
        mark = triggers[account][0]
        yield Problem(text.where, f"{account}: the project reads no event at {text.anchor(mark).exact!r} any more")
    standing = {account: anchor for account, anchor in anchors.items() if anchor is not None}
    for result, account in _of_triggers(desk, text, events, triggers, standing):
        touched.add(account)
        yield result
    for made, owner in _of_roles(desk, text, standing):
        touched.update(owner)
        yield made
    for account, anchor in standing.items():
        if text.looked and account not in desk.gone and account not in touched:
            yield _correction(text, "right", anchor, f"{account} happened as told")


def _anchor(desk: _Desk, text: _Text, account: IncidentId, marks: list[Mark]) -> Anchor | None:
    """The first trigger that leads to the account, or, after a recode, to one of no other account given out."""
    others = {each for mark in text.given.marks for each in mark.accounts} - {account}
    fallback = None
    for mark in marks:
        anchor = text.anchor(mark)
        found = account_at(desk.store, anchor, desk.records)
        if found == account:
            return anchor
        if found is not None and found not in others:
            fallback = fallback or anchor
    return fallback


def _of_triggers(
    desk: _Desk,
    text: _Text,
    events: Difference,
    triggers: Mapping[IncidentId, list[Mark]],
    anchors: Mapping[IncidentId, Anchor],
) -> Iterator[tuple[Result, IncidentId]]:
    """Accounts taken away, put under another concept, or of another realis; then triggers that are new."""
    used: set[Mark] = set()
    for account, anchor in anchors.items():
        new = {other for mark in triggers[account] for other in overlapping(mark, events.added)}
        used |= new
        if new or any(mark in events.kept for mark in triggers[account]):
            desk.left.add(account)
        else:
            desk.gone[account] = anchor, text.where
        if new:
            yield _of_concept(desk, text, account, triggers[account], anchor, new), account
        yield from _of_realis(text, account, triggers[account], anchor)
    for mark in events.added:
        if mark not in used:
            yield _of_new(desk, text, mark), IncidentId("")


def _of_concept(
    desk: _Desk, text: _Text, account: IncidentId, triggers: list[Mark], anchor: Anchor, new: set[Mark]
) -> Result:
    """The concept that all triggers that told the event's own now bear; those of another ("killed" in a bombing) may
    stay as they are."""
    told = next((each.type for each in text.record.incidents if each.id == account), None)
    telling = [mark for mark in triggers if mark.label == told] or triggers
    labels = unnamed(new)
    if len(labels) > 1 or any(mark in text.change.kept for mark in telling):
        bears = ", ".join(unnamed([*(mark for mark in telling if mark in text.change.kept), *new]))
        hint = "give all triggers of the event one concept"
        return Problem(text.where, f"{anchor.exact!r} bears several concepts: {bears}", hint)
    if labels[0] not in {concept.id for concept in desk.known.book}:
        return Problem(text.where, f"{labels[0]}: no concept of the codebook")
    return _correction(text, "value", anchor, f"type of {account} is {labels[0]}", "type", labels[0])


def _of_realis(
    text: _Text, account: IncidentId, marks: list[Mark], anchor: Anchor
) -> Iterator[tuple[Result, IncidentId]]:
    added = text.change.of_layer("realis").added
    labels = unnamed(other for mark in marks for other in overlapping(mark, added))
    if len(labels) == 1:
        yield _correction(text, "value", anchor, f"realis of {account} is {labels[0]}", "realis", labels[0]), account
    elif labels:
        yield Problem(text.where, f"{anchor.exact!r} bears several realis: {', '.join(labels)}", "leave one"), account


def _of_new(desk: _Desk, text: _Text, mark: Mark) -> Result:
    """A trigger that was not given out: right, where the project reads that event; else nothing can be said of it."""
    anchor = text.anchor(mark)
    account = account_at(desk.store, anchor, desk.records)
    told = next((each for each in text.record.incidents if each.id == account), None)
    if told is None:
        return Problem(text.where, f"{anchor.exact!r} is marked as {mark.label}, where no event was read", _TEACH)
    if told.type != mark.label:
        return Problem(text.where, f"{anchor.exact!r} is marked as {mark.label}; it is read as {told.type}",
                       "export that event too, and mark it there")  # fmt: skip
    return _correction(text, "right", anchor, f"{told.id} happened as told")


def _of_roles(
    desk: _Desk, text: _Text, anchors: Mapping[IncidentId, Anchor]
) -> Iterator[tuple[Result, frozenset[IncidentId]]]:
    """Values told by other words than were given out, for accounts that stand; then what cannot be judged."""
    roles = text.change.of_layer("role")
    gone, unsaid = by_account(roles.removed), list(text.change.of_layer("actor").added)
    unsaid += [mark for mark in roles.added if mark.label not in VALUED]
    unsaid += [mark for mark in roles.removed if mark.label not in VALUED and set(mark.accounts) & set(anchors)]
    for label in sorted(VALUED):
        added = [mark for mark in roles.added if mark.label == label]
        losing = {
            account: lost
            for account in anchors
            if account not in desk.gone and (lost := [mark for mark in gone.get(account, ()) if mark.label == label])
        }
        for account in sorted(anchors.keys() - desk.gone.keys()):
            new = _owned(account, label, added, losing, anchors.keys() - desk.gone.keys())
            added = [mark for mark in added if mark not in new]
            result = _of_value(desk, text, account, label, new, bool(losing.get(account)), anchors[account])
            if result is not None:
                yield result, frozenset({account})
        for mark in added:
            what = f"{text.anchor(mark).exact!r} is marked as {label}, and the text tells several events"
            yield Problem(text.where, what, "it cannot be told of which; use `gesta review --value`"), frozenset()
    if unsaid:
        owners = frozenset(account for mark in unsaid for account in mark.accounts)
        what = f"{len(unsaid)} marks of {', '.join(unnamed(unsaid))} were changed: no judgement can say that"
        yield Problem(text.where, what), owners


def _owned(
    account: IncidentId,
    label: str,
    added: list[Mark],
    losing: Mapping[IncidentId, list[Mark]],
    standing: Iterable[IncidentId],
) -> list[Mark]:
    """The new marks that can only be of the account: it is the only one, or the only one that lost such a mark, or
    they share words with the one it lost."""
    if set(standing) == {account}:
        return added
    if set(losing) == {account} and len(added) == 1:
        return added
    return [mark for mark in added if overlapping(mark, losing.get(account, ()))]


def _of_value(
    desk: _Desk, text: _Text, account: IncidentId, label: str, new: list[Mark], lost: bool, anchor: Anchor
) -> Result | None:
    """The judgement that the marks ask for; None where they say what the account says."""
    told = next((each for each in text.record.incidents if each.id == account), None)
    if told is None or not (new or lost):
        return None
    kept = [mark for mark in text.change.kept if mark.label == label and account in mark.accounts]
    try:
        values = [value_told(text.record, mark, desk.known) for mark in new]
    except UsageError as error:
        return Problem(text.where, f"{field_of(label)} of {account}: {refusal(error)}")
    if kept:
        values.append(told_now(told, label))
    if not values:
        if others := _others(desk, anchor):
            what = f"{field_of(label)} of {account} is not told here; {others} other reports tell the incident"
            return Problem(text.where, what, "use `gesta review --value` if none of them is right")
        values = [not_told(label)]
    if any(not alike(label, values[0], each) for each in values):
        words = ", ".join(repr(text.anchor(mark).exact) for mark in (*kept, *new))
        return Problem(text.where, f"{field_of(label)} of {account} has several values: {words}", "leave one mark")
    if alike(label, values[0], told_now(told, label)):
        return None
    return _value(text, told, label, values[0], new, anchor)


def _others(desk: _Desk, anchor: Anchor) -> int:
    """How many accounts beside that of the anchor the incident stands on."""
    account = account_at(desk.store, anchor, desk.records)
    home = desk.store.clusters_of([account]).get(account) if account is not None else None
    return len(desk.store.members([home]).get(home, ())) - 1 if home is not None else 0


def _value(text: _Text, told: Incident, label: str, value: Value, new: list[Mark], anchor: Anchor) -> Correction:
    words = text.anchor(new[0]).exact if new else "not told"
    return _correction(text, "value", anchor, f"{field_of(label)} of {told.id} is {words}", field_of(label), value)


def _correction(
    text: _Text, kind: JudgementKind, anchor: Anchor, words: str, field: str | None = None, value: Value = None
) -> Correction:
    return Correction(Draft(kind, (anchor,), words, field, value), text.where)


def _wrong(desk: _Desk) -> Iterator[Result]:
    """Incidents that no report is left to tell, after the whole file; of the others why nothing follows."""
    gone = {account: said for account, said in desk.gone.items() if account not in desk.left}
    now = {account: account_at(desk.store, anchor, desk.records) for account, (anchor, _) in gone.items()}
    current = {each: gone[account] for account, each in now.items() if each is not None}
    homes = desk.store.clusters_of(current)
    for incident in sorted(set(homes.values())):
        members = desk.store.members([incident]).get(incident, ())
        anchors = [current[each][0] for each in members if each in current]
        where = current[next(each for each in members if each in current)][1]
        others = [each for each in members if each not in current]
        if others:
            what = f"{incident} is told by {len(others)} other reports too: it stays"
            yield Problem(where, what, f"`gesta review --wrong {incident}` says that none of them is right")
            continue
        draft = Draft("wrong", tuple(sorted(anchors)[:MOST_ANCHORS]), f"{incident} did not happen as told")
        yield Correction(draft, where)


def unmade(judgements: Iterable[Judgement], found: Iterable[Result], who: str) -> Iterator[Result]:
    """The results without the judgements that the person made already, whether they still hold or were undone."""
    made = {_key(each.kind, each.anchors, each.field, each.value) for each in judgements if each.who == who}
    for each in found:
        if isinstance(each, Correction):
            key = _key(each.draft.kind, each.draft.anchors, each.draft.field, each.draft.value)
            if key in made:
                continue
            made.add(key)
        yield each


def _key(kind: str, anchors: tuple[Anchor, ...], field: str | None, value: Value) -> tuple[object, ...]:
    return kind, anchors, field, repr(sorted(value.items()) if isinstance(value, dict) else value)
