"""What routes tell the OpenAPI document of themselves."""

from __future__ import annotations

from typing import Any

from fastapi import Response

from gesta.api.answers import JSON
from gesta.export.columns import Table
from gesta.model.columns import Column

FILTERED = "x-gesta-filter"
"""The mark of an operation that takes the filter; its parameters come in its place."""
_KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"}, "whole": {"type": "integer"}, "real": {"type": "number"}, "flag": {"type": "boolean"},
    "json": {},
}  # fmt: skip


def refers(shape: type) -> dict[str, Any]:
    """The schema of the record, which stands among the components."""
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def answers(
    schema: type | dict[str, Any],
    media: str = JSON,
    *,
    filtered: bool = False,
    missing: bool = False,
    begun: bool = False,
) -> dict[str, Any]:
    """Keywords of a route that answers with the schema; ``filtered``: it takes the filter; ``missing``: what it asks
    for may not be there; ``begun``: it may be meant by the beginning of its id."""
    told = refers(schema) if isinstance(schema, type) else schema
    responses: dict[int | str, Any] = {200: {"content": {media: {"schema": told}}}}
    if missing or begun:
        responses[404] = {"$ref": "#/components/responses/Missing"}
    if begun:
        responses[307] = {"description": "The id is the beginning of this one's"}
    extra = {FILTERED: True} if filtered else {}
    return {"response_class": Response, "responses": responses, "openapi_extra": extra}


def rows_of(table: Table) -> dict[str, Any]:
    """The schema of the rows of a table as JSON."""
    columns = {each.name: _cells_of(each) for each in table.columns}
    row = {"type": "object", "properties": columns, "required": list(columns), "additionalProperties": False}
    return {
        "type": "object",
        "description": table.meaning,
        "properties": {"asked": {"type": "string"}, "items": {"type": "array", "items": row}},
        "required": ["asked", "items"],
    }


def _cells_of(column: Column) -> dict[str, Any]:
    kind = _KINDS[column.kind]
    if column.null and kind:
        kind = {"type": [kind["type"], "null"]}
    values = {"enum": [*column.values, *([None] if column.null else [])]} if column.values else {}
    return {**kind, **values, "description": column.meaning + (f" ({column.unit})" if column.unit else "")}
