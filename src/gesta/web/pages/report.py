"""The page of one report: its text with every word marked that tells something, and the incidents it tells."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import RedirectResponse

from gesta.api.asking import desk_of
from gesta.api.faults import Missing
from gesta.api.people import needs
from gesta.errors import UsageError
from gesta.model.terms import ReportId
from gesta.store.store import Store
from gesta.web.render import render
from gesta.web.views import links, origin
from gesta.web.views.text import part

router = APIRouter(dependencies=[Depends(needs("reader"))])
_LEGEND = (
    ("act", "what was done"), ("toll", "toll"), ("who", "who did it, who was hit"), ("where", "where"),
    ("when", "when"), ("weapon", "with what"), ("said", "who says so, who is held responsible"),
    ("other", "named, in no incident"),
)  # fmt: skip
_MOST_DIGITS = 12


@router.get("/reports/{id}", include_in_schema=False)
def report(request: Request, id: str) -> Response:
    """The report; the beginning of an id, a row id and a source lead to its page.

    ``from`` of the query string: the character from which on the text is shown.
    """
    start = _start(request)
    with desk_of(request).store() as store:
        record = store.current_record(ReportId(id))
        if record is None:
            return RedirectResponse(links.report_page(_whole(store, id)), HTTPStatus.MOVED_PERMANENTLY)
        homes = store.clusters_of([each.id for each in record.incidents])
        told, more = origin.tells(record.incidents, homes)
        return render(
            request,
            "report.html",
            report=record.report,
            language=record.document.language,
            origin=origin.origin(store, record),
            beside=origin.beside(store, record.report.id),
            problems=origin.problems(store, record),
            part=part(record, start, homes),
            tells=told,
            more=more,
            legend=_LEGEND,
            address=links.report_page(record.report.id),
        )


def _start(request: Request) -> int:
    given = request.query_params.get("from", "0")
    if not (given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS):
        raise UsageError("from: give the number of a character")
    return int(given)


def _whole(store: Store, given: str) -> ReportId:
    """The only report that is called so. Raises Missing for none that was read, and for several."""
    found = store.find_reports(given, 2)
    if len(found) > 1:
        raise Missing(f"several reports are called {given}")
    if not found or found[0] == given:
        raise Missing(f"there is no report {given}" if not found else f"report {given} was not read yet")
    return found[0]
