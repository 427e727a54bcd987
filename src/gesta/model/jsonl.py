"""Records as JSON, and the JSON Schema that describes them."""

from __future__ import annotations

import msgspec

from gesta.model.incidents import Record
from gesta.model.merged import MergedIncident

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)


def encode(record: Record) -> bytes:
    """The record as one line of UTF-8 JSON, without the line end."""
    return _ENCODER.encode(record)


def decode(line: bytes | str) -> Record:
    """The record of one line; raises msgspec.ValidationError naming the path of a wrong field."""
    return _DECODER.decode(line)


def read_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of a line of ``gesta read --format jsonl``."""
    return _schema("gesta read", Record)


def incidents_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of a line of ``gesta incidents --format jsonl``."""
    return _schema("gesta incidents", MergedIncident)


def _schema(title: str, record: type[msgspec.Struct]) -> dict[str, object]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **msgspec.json.schema(record)}
