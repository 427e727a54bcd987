"""Words of a report as the value of a field: what they give, and the form to set it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from gesta.api.asking import desk_of
from gesta.api.faults import Missing
from gesta.api.people import needs
from gesta.errors import UsageError
from gesta.frames.marks import Mark
from gesta.model.incidents import Record
from gesta.model.merged import MergedIncident
from gesta.model.spans import Span
from gesta.model.terms import IncidentId, ReportId
from gesta.review.drafts import found
from gesta.store.store import Store
from gesta.web.accounts import Piece, pieces
from gesta.web.render import render
from gesta.web.settable import FIELDS, readings_of, value_now

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("reviewer"))])
Place = Annotated[int, Query(ge=0, le=2**31)]
Back = Annotated[str, Query(alias="next")]
_LONGEST = 200
"""Code points of words that are one value; more is a slip of the hand."""
_AROUND = 200


@router.get("/correct")
def correct(
    request: Request, report: str, start: Place, end: Place, incident: str = "", field: str = "", back: Back = ""
) -> Response:
    """The words in their sentence, what they give, and for which incident."""
    desk = desk_of(request)
    with desk.store() as store:
        record = store.current_record(ReportId(report))
        if record is None:
            raise Missing(f"no report {report} has been read")
        words = _words(record, start, end)
        incidents = _incidents(store, record, incident)
    chosen = incidents[0]
    given = tuple(dict.fromkeys(readings_of(record, words, desk.known)))
    wanted = next((each for each in given if each.field == field), given[0] if given and not field else None)
    values = {each: (value_now(chosen, each), hint) for each, hint in FIELDS.items()}
    return render(
        request, "correct.html", record=record, words=words, around=_around(record, words), incidents=incidents,
        chosen=chosen, given=given, values=values,
        field=wanted.field if wanted else field,
        value=wanted.typed if wanted else record.document.text[words.start : words.end],
        next=back or f"/decide?incident={chosen.id}",
    )  # fmt: skip


def _words(record: Record, start: int, end: int) -> Span:
    """The words, without the spaces that a selection takes along. Raises UsageError for none and for a page of them."""
    text = record.document.text[start:end]
    begin = start + len(text) - len(text.lstrip())
    until = begin + len(text.strip())
    if begin >= until:
        raise UsageError("no words are chosen")
    if until - begin > _LONGEST:
        raise UsageError(f"{until - begin} characters are no value; choose at most {_LONGEST}")
    return Span(begin, until)


def _incidents(store: Store, record: Record, given: str) -> list[MergedIncident]:
    """The incidents that the report tells, the one named before all. Raises Missing for none."""
    homes = store.clusters_of(each.id for each in record.incidents)
    ids = list(dict.fromkeys(homes[each.id] for each in record.incidents if each.id in homes))
    if given:
        ids = list(dict.fromkeys((IncidentId(found(store, given)[0].id), *ids)))
    told = [each for each in map(store.incident, ids) if each is not None]
    if not told:
        raise Missing("the report tells no incident whose value could be set")
    return told


def _around(record: Record, words: Span) -> tuple[Piece, ...]:
    """The sentence that the words stand in, with the words marked."""
    text = record.document.text
    sentence = next((each for each in record.document.sentences if each.start <= words.start < each.end), None)
    begin = max(sentence.start if sentence else 0, words.start - _AROUND)
    until = min(max(sentence.end if sentence else len(text), words.end), words.end + _AROUND)
    return tuple(pieces(text, Span(begin, until), [Mark(words.start, words.end, "act", "")]))
