"""What routes get of a request: the desk, the filter."""

from __future__ import annotations

from fastapi import Request

from gesta.api.desk import Desk
from gesta.model.filters import Filter
from gesta.query import narrowed, parse


def desk_of(request: Request) -> Desk:
    """The served project."""
    desk: Desk = request.app.state.desk
    return desk


def filter_of(request: Request, *own: str) -> Filter:
    """The filter of the query string, with the narrower concepts of its types; empty fields of forms do not matter.

    ``own``: names of the query string that the route itself takes. Raises UsageError for any other that is no filter.
    """
    given = [(name, value) for name, value in request.query_params.multi_items() if name not in own and value.strip()]
    return narrowed(parse(given), desk_of(request).book)
