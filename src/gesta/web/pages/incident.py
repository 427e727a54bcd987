"""The page of one incident: what is told of it, by whom, in which words, and why it is one incident."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from gesta.api.asking import desk_of
from gesta.api.faults import Missing
from gesta.api.groups import GROUPS, groups_of
from gesta.api.people import needs
from gesta.frames.facts import named
from gesta.model.merged import MergedIncident
from gesta.model.terms import ClaimId, IncidentId
from gesta.review.decide import history
from gesta.store.store import Store
from gesta.web.render import render
from gesta.web.views import chart, citing, disputes, facts, links, merging, reports, toll
from gesta.web.views.headline import headline
from gesta.web.views.sayings import Sayings

router = APIRouter(dependencies=[Depends(needs("reader"))])
_NAMED = 6
"""Ids that are named where several begin as asked."""


@router.get("/incidents/{id}", include_in_schema=False)
def incident(request: Request, id: str) -> Response:
    """The incident; the beginning of an id, and the id of an account, lead to its page."""
    desk = desk_of(request)
    with desk.store() as store:
        found = store.incident(IncidentId(id))
        if found is None:
            whole, standing = _whole(store, id)
            status = HTTPStatus.MOVED_PERMANENTLY if standing else HTTPStatus.FOUND
            return RedirectResponse(links.incident_page(whole), status)
        return _page(request, store, found)


def _whole(store: Store, given: str) -> tuple[IncidentId, bool]:
    """The only incident whose id begins so (True), or that the account is part of now (False)."""
    begun = store.find_ids(given, _NAMED + 1)
    if len(begun) > 1:
        names = ", ".join(begun[:_NAMED]) + (" …" if len(begun) > _NAMED else "")
        raise Missing(f"several incidents begin with {given}: {names}")
    if begun:
        return begun[0], True
    home = store.clusters_of([IncidentId(given)]).get(IncidentId(given))
    if home is None:
        raise Missing(f"there is no incident {given}")
    return home, False


def _page(request: Request, store: Store, found: MergedIncident) -> Response:
    desk = desk_of(request)
    sayings = Sayings(store, found)
    told = facts.facts(found, desk.book, sayings)
    anchors = {
        claim: saying.id
        for fact in told
        for value in fact.values
        for saying in value.sayings
        for claim in saying.claims
    }
    permalink = str(request.url.replace(query="", fragment=""))
    return render(
        request,
        "incident.html",
        incident=found,
        title=named(found),
        mapped=found.where.lat is not None and found.where.level != "country",
        group=GROUPS[groups_of([found.type], desk.book)[0]].key,
        standing=store.superseded_by(found.id),
        headline=headline(found),
        facts=told,
        disputes=disputes.disputes(found, desk.book, sayings),
        steps=toll.steps(found),
        chart=chart.chart(found),
        told_fields=toll.told_fields(found),
        policies=toll.policies(found, {ClaimId(claim): anchor for claim, anchor in anchors.items()}),
        anchors=anchors,
        reports=reports.reports(found),
        links=merging.holds_together(found),
        sureness=merging.sureness(found),
        ties=merging.ties(store, found),
        judged=merging.judged(found, history(store)),
        citation=citing.citation(found, desk.name, permalink, sayings.records),
        permalink=permalink,
    )
