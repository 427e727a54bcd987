"""Coverage: what was read when and from whom, what failed and why, what waits, how much nobody reviewed."""

from __future__ import annotations

from typing import get_args

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of
from gesta.api.kept import kept
from gesta.api.people import needs
from gesta.errors import UsageError
from gesta.export.names import base_name
from gesta.plots.days import UNITS, Unit
from gesta.store.store import Store
from gesta.web.heat import heat
from gesta.web.pages.sources import outlet_words, path_of
from gesta.web.render import render

router = APIRouter(dependencies=[Depends(needs("reader"))])
_MOST_UNREAD, _MOST_KINDS = 20, 50


@router.get("/coverage", include_in_schema=False)
def coverage(request: Request) -> Response:
    """The whole project."""
    desk, unit = desk_of(request), _unit(request.query_params.get("by", ""))
    with desk.store() as store:
        days = kept(desk, store, "reports by day", Store.reports_by_day)
        problems = kept(desk, store, "problem groups", Store.problem_groups)
        reviewed = kept(desk, store, "reviewed by type", Store.reviewed_by_type)
        unread, waiting = store.unread_reports(_MOST_UNREAD)
        sums, feeds, dirty = store.stats(), store.feeds(), len(store.dirty())
    made = heat(days, unit)
    return render(
        request, "coverage.html", heat=made, units=UNITS, by=unit, sums=sums, dirty=dirty, unread=unread,
        columns=[(outlet_words(each), path_of(each)) for each in made.outlets],
        waiting=[(base_name(source) if "://" not in source else source, at) for source, at in waiting],
        problems=problems[:_MOST_KINDS], more_problems=problems[_MOST_KINDS:], reviewed=reviewed, feeds=feeds,
    )  # fmt: skip


def _unit(given: str) -> Unit | None:
    if not given:
        return None
    units: tuple[Unit, ...] = get_args(Unit)
    for each in units:
        if each == given:
            return each
    raise UsageError(f"by {given}: there are {', '.join(units)}")
