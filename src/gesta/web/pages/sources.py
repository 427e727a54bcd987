"""The outlets: what each told and when, how often first, how often another's text, how often contradicted."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of
from gesta.api.faults import Missing
from gesta.api.people import needs
from gesta.export.names import address, base_name
from gesta.export.wording import number
from gesta.model.plain import harmless
from gesta.model.values import Count
from gesta.store.store import Store
from gesta.web.bars import is_month, month_words, monthly
from gesta.web.nearest import nearest_words
from gesta.web.render import render
from gesta.web.views.links import outlet_page
from gesta.web.views.rows import one_line
from gesta.web.views.values import outlet_words

router = APIRouter(dependencies=[Depends(needs("reader"))])
_MOST_SHOWN = 200
_MOST_REPORTS, _MOST_AGAINST = 50, 50


@router.get("/sources", include_in_schema=False)
def sources(request: Request) -> Response:
    """Every outlet, or those whose name holds the words asked for."""
    desk, asked = desk_of(request), harmless(request.query_params.get("q", "")).strip()
    with desk.store() as store:
        found = desk.kept(store, "outlets", Store.outlets)
        months = desk.kept(store, "outlet months", Store.outlet_months)
    named = [each for each in found if asked.casefold() in outlet_words(each.outlet).casefold()]
    every = [month for by in months.values() for month in by if is_month(month)]
    span = (min(every), max(every)) if every else None
    rows = [
        (each, outlet_words(each.outlet), outlet_page(each.outlet),
         monthly(months.get(each.outlet, {}), "report", span))
        for each in named[:_MOST_SHOWN]
    ]  # fmt: skip
    return render(request, "sources.html", rows=rows, asked=asked, number=len(named), more=len(named) - len(rows))


@router.get("/sources/{outlet:path}", include_in_schema=False)
def source(request: Request, outlet: str) -> Response:
    """One outlet."""
    desk = desk_of(request)
    with desk.store() as store:
        everyone = {each.outlet: each for each in desk.kept(store, "outlets", Store.outlets)}
        if outlet not in everyone:
            raise Missing(f"no report of this project is of the outlet {outlet}{nearest_words(outlet, everyone)}")
        months = desk.kept(store, "outlet months", Store.outlet_months).get(outlet, {})
        copied, types = store.copied(outlet), store.outlet_types(outlet)
        reports, against = store.outlet_reports(outlet, _MOST_REPORTS), store.contradictions(outlet, _MOST_AGAINST)
        titles = {each.id: one_line(each) for each in store.listed({each.incident for each in against})}
    return render(
        request, "source.html", one=everyone[outlet], name=outlet_words(outlet), drawn=monthly(months, "report"),
        months=[(month_words(month), count) for month, count in sorted(months.items())],
        from_others=[(outlet_words(each.original), outlet_page(each.original), each.reports) for each in copied
                     if each.outlet == outlet],
        by_others=[(outlet_words(each.outlet), outlet_page(each.outlet), each.reports) for each in copied
                   if each.original == outlet],
        types=types,
        reports=[(each, address(each.source), base_name(each.source),
                  outlet_words(each.copy_of) if each.copy_of else None) for each in reports],
        against=[(each, titles.get(each.incident, each.incident), number(Count(each.low, each.high)),
                  number(Count(each.other_low, each.other_high)),
                  outlet_words(each.other)) for each in against],
    )  # fmt: skip
