"""Coverage: what was read when and from whom, what failed and why, what waits, how much nobody reviewed."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of, one_of
from gesta.api.people import needs
from gesta.export.names import base_name
from gesta.plots.days import UNITS
from gesta.store.store import Store
from gesta.web.heat import heat
from gesta.web.render import render
from gesta.web.views.links import outlet_page
from gesta.web.views.values import outlet_words

router = APIRouter(dependencies=[Depends(needs("reader"))])
_MOST_UNREAD, _MOST_KINDS = 20, 50


@router.get("/coverage", include_in_schema=False)
def coverage(request: Request) -> Response:
    """The whole project."""
    desk, given = desk_of(request), request.query_params.get("by", "")
    unit = one_of("by", given, UNITS) if given else None
    with desk.store() as store:
        days = desk.kept(store, "reports by day", Store.reports_by_day)
        problems = desk.kept(store, "problem groups", Store.problem_groups)
        reviewed = desk.kept(store, "reviewed by type", Store.reviewed_by_type)
        unread, waiting = store.unread_reports(_MOST_UNREAD)
        sums, feeds, dirty = store.stats(), store.feeds(), len(store.dirty())
    made = heat(days, unit)
    return render(
        request, "coverage.html", heat=made, units=UNITS, by=unit, sums=sums, dirty=dirty, unread=unread,
        columns=[(outlet_words(each), outlet_page(each)) for each in made.outlets],
        waiting=[(base_name(source) if "://" not in source else source, at) for source, at in waiting],
        problems=problems[:_MOST_KINDS], more_problems=problems[_MOST_KINDS:], reviewed=reviewed, feeds=feeds,
    )  # fmt: skip
