"""Quotes that name their report: the values of one document's record made fit to stand beside other documents'."""

from __future__ import annotations

import typing
from functools import cache
from types import UnionType
from typing import TypeVar, Union

import msgspec

from gesta.model.spans import Quote
from gesta.model.terms import ReportId

T = TypeVar("T")


def cite(value: T, report: ReportId) -> T:
    """The value with ``report`` named by every quote in it that names none; what holds no quote is returned as it is.

    Looks into records and tuples, and only into those fields whose type can hold a quote.
    """
    return typing.cast(T, _cited(value, report))


def _cited(value: object, report: ReportId) -> object:
    if isinstance(value, Quote):
        return value if value.report else Quote(value.start, value.end, value.exact, report)
    if isinstance(value, tuple):
        return tuple([_cited(each, report) for each in value])
    if not isinstance(value, msgspec.Struct):
        return value
    changed: dict[str, object] = {}
    for name in _quoting(type(value)):
        if old := getattr(value, name):
            new = _cited(old, report)
            if new is not old:
                changed[name] = new
    return msgspec.structs.replace(value, **changed) if changed else value


@cache
def _quoting(record: type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of the fields of a record under which a quote may stand."""
    return tuple(field.name for field in msgspec.structs.fields(record) if _holds_quotes(field.type))


def _holds_quotes(kind: object) -> bool:
    if kind is Quote:
        return True
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return bool(_quoting(kind))
    if typing.get_origin(kind) in {tuple, Union, UnionType}:
        return any(_holds_quotes(part) for part in typing.get_args(kind))
    return False
