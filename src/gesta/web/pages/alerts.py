"""Alerts: one's own rules and what they told; an admin adds and ends them by forms."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import available_timezones

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.alert_rules import made
from gesta.api.asking import desk_of, filter_of
from gesta.api.faults import Missing
from gesta.api.people import Admin, NotAllowedError, Person, Reader, needs
from gesta.errors import UsageError
from gesta.model.alerts import ALERT_KINDS, Alert, AlertHow, Delivery
from gesta.model.plain import harmless
from gesta.model.terms import IncidentId
from gesta.query import narrowed, read_query, to_query, told
from gesta.store.store import Store
from gesta.web.forms import Fields, word
from gesta.web.render import render
from gesta.web.views.rows import one_line

router = APIRouter(dependencies=[Depends(needs("reader"))])
_MOST = 20
"""Deliveries shown of each rule."""
_HOW: dict[str, AlertHow] = {"webhook": "webhook", "outbox": "outbox"}


@router.get("/alerts", include_in_schema=False)
def alerts(request: Request, person: Reader) -> Response:
    """The person's own rules, an admin's view of all, with their newest deliveries."""
    with desk_of(request).store() as store:
        rows = [_row(each, store) for each in store.alerts(ended=True) if _sees(person, each)]
    return render(request, "alerts.html", rows=rows, new=None)


@router.get("/alerts/new", include_in_schema=False)
def new(request: Request, person: Reader) -> Response:
    """The form for a rule on the filter of the query string."""
    wanted = filter_of(request)
    with desk_of(request).store() as store:
        number = store.count_incidents(wanted)
    return render(
        request, "alert_new.html", asked=harmless(told(wanted)), query=to_query(wanted), number=number,
        kinds=ALERT_KINDS, zones=sorted(available_timezones()), may=person.may("admin"),
    )  # fmt: skip


@router.post("/alerts", include_in_schema=False)
def add(request: Request, person: Admin, form: Fields) -> Response:
    """The rule stands; the page tells its secret, this once."""
    how, first, last = _HOW.get(word(form, "how")), word(form, "first"), word(form, "last")
    if how is None:
        raise UsageError("say how to tell it: webhook or outbox")
    if bool(first) != bool(last):
        raise UsageError("quiet hours have a beginning and an end")
    desk = desk_of(request)
    wanted = narrowed(read_query(word(form, "query")), desk.book)
    quiet = f"{first[:5]}-{last[:5]}" if first else None
    with desk.store() as store:
        rule = made(
            store, desk.book, desk.project, wanted, how, word(form, "target"), name=word(form, "name"),
            kinds=tuple(map(str, form.getlist("kinds"))), quiet=quiet, zone=word(form, "zone") or "UTC",
            who=person.who, at=_now(),
        )  # fmt: skip
        rows = [_row(each, store) for each in store.alerts(ended=True) if _sees(person, each)]
    page = render(request, "alerts.html", rows=rows, new=rule)
    page.headers["Cache-Control"] = "no-store"  # a secret is told once
    return page


@router.post("/alerts/{alert}/end", include_in_schema=False)
def end(request: Request, alert: str, person: Admin) -> Response:
    """The rule holds no more."""
    with desk_of(request).store() as store:
        rule = store.alert(alert)
        if rule is None:
            raise Missing(f"there is no alert {alert}")
        if not _sees(person, rule):
            raise NotAllowedError(f"the alert {alert} is {rule.who}'s")
        store.end_alert(alert, _now())
    return Response(status_code=303, headers={"Location": "/alerts"})


def _sees(person: Person, rule: Alert) -> bool:
    return person.may("admin") or rule.who == person.who


def _row(rule: Alert, store: Store) -> tuple[Alert, str, list[Delivery], dict[str, int], dict[IncidentId, str]]:
    try:
        asked = told(read_query(rule.query))
    except UsageError as fault:
        asked = str(fault)
    newest = store.deliveries(rule.id, _MOST)
    titles = {each.id: one_line(each) for each in store.listed({each.incident for each in newest})}
    return rule, asked, newest, store.delivery_counts().get(rule.id, {}), titles


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
