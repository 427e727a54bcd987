"""The review: one question at a time, answered by a form, everything that matters in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from gesta.api.asking import desk_of
from gesta.api.decisions import Answer, Decision, decision_made
from gesta.api.people import Person, Reader, Reviewer, needs
from gesta.api.questions import questions_of
from gesta.errors import ContradictionError, UsageError
from gesta.model.incidents import Incident
from gesta.review.decide import moment
from gesta.review.drafts import found
from gesta.review.questions import QUESTION_KINDS, Question
from gesta.review.second import Twice, second_answer, second_questions
from gesta.store.store import Store
from gesta.web.accounts import Account, account_told
from gesta.web.forms import Fields, word
from gesta.web.going import on_to
from gesta.web.looking import Look, look_of
from gesta.web.render import render
from gesta.web.said import said_of
from gesta.web.sides import Row, compared

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("reader"))])
_MOST_TOLD = 3
"""Reports of one incident whose sentences are shown."""


@router.get("/review")
def review(request: Request, person: Reader) -> Response:
    """The next question. ``undo``: a link from elsewhere to take a judgement back."""
    if undone := request.query_params.get("undo"):
        return RedirectResponse(f"/undo?judgement={quote(undone)}")
    look = look_of(request.query_params)
    with desk_of(request).store() as store:
        question = _next(request, store, look, person)
        shown = _shown(store, question, look) if question is not None else None
        said = said_of(store, request.query_params.get("said", ""))
    return render(
        request, "review.html", look=look, question=question, shown=shown, kinds=QUESTION_KINDS, said=said,
        missed=request.query_params.get("missed", ""),
    )  # fmt: skip


@router.post("/review")
def answer(request: Request, form: Fields, person: Reviewer) -> Response:
    """The answer is a judgement, or a second reading; and on to the next question."""
    look = look_of({name: word(form, name) for name in ("kind", "incident", "skip", "second")})
    given = Decision(question=word(form, "question"), answer=_answer(word(form, "answer")), why=word(form, "why"))
    desk = desk_of(request)
    with desk.store() as store:
        if look.second:
            second_answer(
                store, _twice(request, store, person, given.question), given.answer or "", person.who, moment()
            )
            return on_to(look.onward().address(said=given.question or ""))
        try:
            made = decision_made(desk, questions_of(request), store, given, person.who, about=look.incident)
        except ContradictionError:
            return on_to(look.onward().address(missed=given.question or ""))
    return on_to(look.onward().address(said=made.judgement.id))


def _next(request: Request, store: Store, look: Look, person: Person) -> Question | None:
    if look.second:
        asked = (each.question for each in second_questions(store, desk_of(request).gazetteer, person.who))
        kind = look.kind
        return next((each for each in asked if look.wants(each) and (kind is None or each.kind == kind)), None)
    with questions_of(request).open() as upcoming:
        if look.incident:
            question = upcoming.about(found(store, look.incident)[0])
            if question is None:
                raise UsageError(
                    f"{look.incident}: no words of a report lead to it alone, so that nothing can be asked"
                )
            return question
        return next(iter(upcoming.first(1, (look.kind,) if look.kind else (), look.wants)), None)


def _twice(request: Request, store: Store, person: Person, question: str | None) -> Twice:
    for each in second_questions(store, desk_of(request).gazetteer, person.who):
        if each.question.id == question:
            return each
    raise UsageError(f"{question}: you have answered it, or nobody else has")


def _answer(given: str) -> Answer:
    for each in get_args(Answer):
        if each == given:
            answer: Answer = each
            return answer
    raise UsageError("answer yes, no, or the number of a place")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page needs of a question: the sides and their facts, the accounts with their sentences."""

    sides: tuple[Incident, ...]
    rows: tuple[Row, ...]
    accounts: tuple[Account, ...]
    total: float


def _shown(store: Store, question: Question, look: Look) -> Shown:
    accounts = tuple(account_told(store, each) for each in question.accounts)
    sides = tuple(_sides(store, question, accounts, look))
    told = accounts if len(sides) == 2 else accounts[:_MOST_TOLD]
    return Shown(sides, compared(sides[0], sides[-1]), told, sum(each.weight for each in question.reasons))


def _sides(store: Store, question: Question, accounts: Sequence[Account], look: Look) -> list[Incident]:
    """Of a pair of incidents both as merged, of a pair of reports both as read, else the incident; for a second reader
    always as read."""
    if question.kind == "split" or look.second:
        return [each.told for each in accounts[: 2 if question.kind in ("same", "split") else 1]]
    return [each for each in map(store.incident, question.incidents) if each is not None]
