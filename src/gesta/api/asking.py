"""What routes get of a request: the desk, the filter, one of a few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from fastapi import Request

from gesta.api.desk import Desk
from gesta.errors import UsageError
from gesta.model.filters import Filter
from gesta.query import narrowed, parse

_Word = TypeVar("_Word", bound=str)


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


def one_of(name: str, given: str, words: Iterable[_Word]) -> _Word:
    """Which of the words was given under the name. Raises UsageError for any other."""
    known = tuple(words)
    for each in known:
        if each == given:
            return each
    raise UsageError(f"{name} {given}: there are {', '.join(known)}")
