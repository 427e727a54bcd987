"""What a project's judgements teach of a concept: sentences whose events a person called right or wrong, or retyped."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.codebook.taught import Taught
from gesta.model.incidents import Incident, Record
from gesta.model.judgements import Anchor, Judgement, in_force
from gesta.model.spans import Span
from gesta.model.terms import ReportId
from gesta.pipeline.judged import account_at, place_of
from gesta.store.store import Store
from gesta.text.passages import around


def taught_by_review(store: Store, concept: str) -> tuple[Taught, ...]:
    """An example for every anchor of the judgements in force that say of its words whether they tell the concept.

    ``right`` on an event read as the concept: told; ``wrong`` on one: not told; a ``value`` of the field type: told
    where it is the concept, not told where the event was read as the concept and is something else. Of two judgements
    on one place the later counts. In the order of reports and places.
    """
    records: dict[ReportId, Record | None] = {}
    found: dict[tuple[ReportId, Span], Taught] = {}
    for judgement in in_force(store.judgements()):
        if judgement.kind not in {"right", "wrong"} and (judgement.kind, judgement.field) != ("value", "type"):
            continue
        for anchor in judgement.anchors:
            for span, taught in _taught(store, judgement, anchor, concept, records):
                found[anchor.report, span] = taught
    return tuple(found[key] for key in sorted(found))


def _taught(
    store: Store, judgement: Judgement, anchor: Anchor, concept: str, records: dict[ReportId, Record | None]
) -> Iterator[tuple[Span, Taught]]:
    """The example at the words that tell it as the text is read now; none where nothing is told there any more."""
    account = account_at(store, anchor, records)
    record = records.get(anchor.report)
    if account is None or record is None:
        return
    incident = next(each for each in record.incidents if each.id == account)
    told = _told(judgement, incident.type == concept, concept)
    span = _trigger(incident, concept) or place_of(anchor, record.document.text)
    if told is None or span is None:
        return
    passage = around(record.document.sentences, span.start, span.end)
    text = record.document.text[passage.start : passage.end]
    source = f"{anchor.report}:{span.start}-{span.end}"
    yield span, Taught(text, span.start - passage.start, span.end - passage.start, told, source)


def _trigger(incident: Incident, concept: str) -> Span | None:
    """The first words of the account that were read as the concept; an account has words of its outcomes too."""
    return next((Span(each.start, each.end) for each in incident.mentions if each.type == concept), None)


def _told(judgement: Judgement, read_as_concept: bool, concept: str) -> bool | None:
    """What the judgement says of the concept; None where it says nothing."""
    if judgement.kind == "value" and judgement.value == concept:
        return True
    return judgement.kind == "right" if read_as_concept else None
