"""Deciding by id: everything that can be said of an incident on one page, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from gesta.api.asking import desk_of
from gesta.api.decisions import Decision, ValueOf, decision_made, decision_of, draft_of
from gesta.api.faults import Missing, status_of
from gesta.api.people import Reviewer, needs
from gesta.api.questions import questions_of
from gesta.errors import UsageError
from gesta.model.merged import MergedIncident
from gesta.review.decide import foreseen
from gesta.review.drafts import found
from gesta.review.words import change_words, judgement_words
from gesta.store.store import Store
from gesta.web.candidates import candidates
from gesta.web.forms import Fields, word
from gesta.web.going import on_to
from gesta.web.render import render
from gesta.web.said import Said, said_of
from gesta.web.settable import FIELDS, value_now

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("reviewer"))])
_TOLD = ("incident", "what", "other", "report", "field", "value", "why", "next")
_MOST_CHANGES = 12


@dataclass(frozen=True, slots=True)
class Typed:
    """What the forms hold already: as sent, or empty."""

    other: str = ""
    report: str = ""
    field: str = ""
    value: str = ""
    why: str = ""


@router.get("/decide")
def choose(request: Request, incident: str = "", find: str = "", field: str = "", said: str = "") -> Response:
    """The forms."""
    with desk_of(request).store() as store:
        return _forms(request, store, incident, find, Typed(field=field), said_of(store, said))


@router.post("/decide")
def decide(request: Request, person: Reviewer, form: Fields) -> Response:
    """The decision stands; where it is only to be looked at first, what it would change."""
    desk = desk_of(request)
    with desk.store() as store:
        try:
            given = decision_in(form)
            if word(form, "step") == "look":
                return _foretold(request, store, form, given, person.who)
            made = decision_made(desk, questions_of(request), store, given, person.who)
        except UsageError as fault:
            typed = Typed(*(word(form, name) for name in Typed.__dataclass_fields__))
            refused = Said(None, str(fault), is_bad=True)
            return _forms(request, store, word(form, "incident"), "", typed, refused, status_of(fault))
    return on_to(word(form, "next") or f"/decide?incident={word(form, 'incident')}", said=made.judgement.id)


def decision_in(form: FormData) -> Decision:
    """What the form says. Raises UsageError where it says nothing that can be decided."""
    incident, other, report = (word(form, name) for name in ("incident", "other", "report"))
    why = word(form, "why")
    match word(form, "what"):
        case "same":
            return Decision(same=(incident, other), why=why)
        case "different":
            return Decision(different=(incident, other), why=why)
        case "split":
            return Decision(split=(incident, report), why=why)
        case "withdraw":
            return Decision(withdraw=report, why=why)
        case "right":
            return Decision(right=incident, why=why)
        case "wrong":
            return Decision(wrong=incident, why=why)
        case "value":
            return Decision(value=ValueOf(incident, word(form, "field"), word(form, "value")), why=why)
        case other_word:
            raise UsageError(f"{other_word or 'nothing'}: no decision; choose one")


def _forms(
    request: Request, store: Store, given: str, find: str, typed: Typed, said: Said,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:  # fmt: skip
    incident = _found(store, given)
    values = {field: (value_now(incident, field), hint) for field, hint in FIELDS.items()}
    return render(
        request, "decide.html", status, incident=incident, values=values, find=find, typed=typed, said=said,
        candidates=candidates(store, incident, find), here=f"/decide?incident={incident.id}",
    )  # fmt: skip


def _found(store: Store, given: str) -> MergedIncident:
    try:
        return found(store, given)[0]
    except UsageError as fault:
        raise Missing(str(fault)) from fault


def _foretold(request: Request, store: Store, form: FormData, given: Decision, who: str) -> Response:
    draft = draft_of(desk_of(request), store, given)
    made = foreseen(store, decision_of(desk_of(request), store, given, who))
    changes = [change_words(each) for each in made.settled.changes]
    return render(
        request, "decide_first.html", words=draft.words, decided=judgement_words(made.judgement),
        changes=changes[:_MOST_CHANGES], more=len(changes[_MOST_CHANGES:]),
        kept=[(name, word(form, name)) for name in _TOLD], incident=word(form, "incident"),
    )  # fmt: skip
