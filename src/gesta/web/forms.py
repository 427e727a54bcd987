"""Forms that a page sends: plain words only."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.datastructures import FormData

from gesta.api.bodies import sent
from gesta.errors import UsageError


async def form_of(request: Request) -> FormData:
    """The fields of the form; raises as ``gesta.api.bodies.sent`` does, and UsageError for NUL."""
    body = await sent(request, "application/x-www-form-urlencoded")
    fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")
    if any("\0" in value for _, value in fields):
        raise UsageError("no value can hold NUL")
    return FormData([*fields])


Fields = Annotated[FormData, Depends(form_of)]
"""A parameter of a route: the fields that were sent."""


def word(form: FormData, name: str) -> str:
    """What the field holds, without spaces around; empty where it is not there."""
    given = form.get(name)
    return given.strip() if isinstance(given, str) else ""
