"""The OpenAPI document: the routes as FastAPI sees them, with the filter's names and the records' schemas."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from gesta.api.described import FILTERED, refers
from gesta.api.desk import Desk
from gesta.api.parameters import filter_parameters
from gesta.api.shapes import SHAPES, Fault

_REFUSALS = {
    "Refused": (400, "A name or a value that cannot be meant"),
    "Unknown": (401, "Nobody is signed in, and this project asks for it"),
    "Forbidden": (403, "The role does not allow it, or the host is not this one's"),
    "Missing": (404, "There is no such thing"),
    "Contradicted": (409, "Judgements that hold say otherwise; `judgements` names them"),
    "Changed": (412, "The project is not as `If-Match` says"),
    "TooLong": (413, "The body is longer than any that is meant"),
    "NotJson": (415, "The body does not say that it is JSON"),
    "Busy": (503, "Another process is writing; try again"),
}
_EVERYWHERE = ("Refused", "Unknown", "Forbidden", "Busy")
_ABOUT = """Every page of incidents is data too: the same address with a suffix, the same filter as its query string.
Answers bear a weak ETag; faults are `application/problem+json`. Lists are paged by `next` (also the header `Link`)."""


def document(app: FastAPI, routes: tuple[BaseRoute, ...], desk: Desk, *, open_to_all: bool) -> dict[str, Any]:
    """The document of the routes. ``open_to_all``: nobody signs in, so that a token is not asked for."""
    made = get_openapi(
        title=app.title, version=app.version, summary=app.summary, description=_ABOUT, openapi_version="3.1.0",
        routes=routes,
    )  # fmt: skip
    filters = {str(each["name"]): each for each in filter_parameters(desk.book)}
    for methods in made["paths"].values():
        for operation in methods.values():
            _complete(operation, list(filters))
    made["components"] = {**made.get("components", {}), **_components(made), "parameters": filters}
    if not open_to_all:
        made["security"] = [{"bearer": []}]
    return made


def _complete(operation: dict[str, Any], filters: list[str]) -> None:
    if operation.pop(FILTERED, False):
        referred = ({"$ref": f"#/components/parameters/{name}"} for name in filters)
        operation["parameters"] = [*operation.get("parameters", ()), *referred]
    answers = operation["responses"]
    answers.pop("422", None)
    for name in _EVERYWHERE:
        answers.setdefault(str(_REFUSALS[name][0]), {"$ref": f"#/components/responses/{name}"})


def _components(made: dict[str, Any]) -> dict[str, Any]:
    _, schemas = msgspec.json.schema_components(SHAPES, ref_template="#/components/schemas/{name}")
    own = made.get("components", {}).get("schemas", {})
    kept = {name: schema for name, schema in own.items() if name not in ("HTTPValidationError", "ValidationError")}
    content = {"application/problem+json": {"schema": refers(Fault)}}
    return {
        "schemas": {**kept, **schemas},
        "responses": {name: {"description": told, "content": content} for name, (_, told) in _REFUSALS.items()},
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "description": "made by `gesta token`"}},
    }
