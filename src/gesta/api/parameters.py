"""The names of the filter as parameters of the OpenAPI document."""

from __future__ import annotations

from gesta.codebook.records import Codebook
from gesta.knowledge.countries import countries
from gesta.query.names import NAMES, Name

Schema = dict[str, object]
_YEAR = r"[1-9]\d{3}"
_LEAP = r"([1-9]\d(0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)"
_DAY = rf"({_YEAR}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)|{_LEAP}-02-29)"
_FRACTION = r"(\.\d{1,6})?"
_NEAR = rf"-?([1-8]?\d{_FRACTION}|90),-?((1[0-7]\d|[1-9]?\d){_FRACTION}|180),([1-9]\d{{0,3}}|1\d{{4}}){_FRACTION}"
_EMPTY: Schema = {"type": "string", "maxLength": 0, "description": "does not matter"}


def filter_parameters(book: Codebook) -> list[dict[str, object]]:
    """Every name of the filter; concepts are those of the codebook."""
    return [_parameter(each, book) for each in NAMES]


def _parameter(name: Name, book: Codebook) -> dict[str, object]:
    of_one: Schema = {"anyOf": [_schema(name, book), _EMPTY]} if name.kind != "words" else {"type": "string"}
    return {
        "name": name.name,
        "in": "query",
        "required": False,
        "description": f"An incident is in when {name.meaning}." + (" Repeatable." if name.several else ""),
        "schema": {"type": "array", "items": of_one} if name.several else of_one,
        "example": [name.example] if name.several else name.example,
        **({"style": "form", "explode": True} if name.several else {}),
    }


def _schema(name: Name, book: Codebook) -> Schema:
    match name.kind:
        case "concept":
            return {"type": "string", "enum": sorted(book.concepts)}
        case "country":
            return {"type": "string", "enum": sorted(countries())}
        case "one of":
            return {"type": "string", "enum": list(name.values)}
        case "flag":
            return {"type": "string", "enum": ["yes", "no"]}
        case "whole":
            return {"type": "integer", "minimum": 0, "maximum": 10**12 - 1}
        case "near":
            return {"type": "string", "pattern": f"^{_NEAR}$"}
        case "day":
            return {"type": "string", "pattern": f"^({_YEAR}(-(0[1-9]|1[0-2]))?|{_DAY})$"}
        case "words":
            return {"type": "string"}
