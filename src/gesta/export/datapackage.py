"""A folder that explains itself: every table as CSV, a Frictionless descriptor, a codebook page, how to cite it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from gesta.export.codebook_page import page
from gesta.export.columns import Shown, Table
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.tables import TABLES
from gesta.export.tables_csv import write_folder
from gesta.model.columns import Column

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {"text": "string", "json": "string", "whole": "integer", "real": "number", "flag": "boolean"}


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The folder stands at the path."""
    write_folder(source, path, options, losses)
    described = json.dumps(descriptor(source, options), ensure_ascii=False, indent=2)
    (path / "datapackage.json").write_text(described + "\n", encoding="utf-8")
    (path / "codebook.md").write_text(page(source, options), encoding="utf-8")
    (path / "CITATION.cff").write_text(citation(source), encoding="utf-8")


def descriptor(source: Source, options: Options) -> dict[str, object]:
    """What ``datapackage.json`` says (Data Package 2.0)."""
    return {
        "$schema": _PROFILE,
        "name": "gesta-export",
        "title": f"Incidents of {source.name}",
        "description": f"{source.asked}; figures of tolls by the policy {options.policy}",
        "gesta": source.versions,
        "resources": [_resource(table, options) for table in TABLES],
    }


def _resource(table: Table, options: Options) -> dict[str, object]:
    has_tags = options.hxl and any(field.hxl for field in table.fields)
    dialect: dict[str, object] = {"lineTerminator": "\n", "commentRows": [2]} if has_tags else {"lineTerminator": "\n"}
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.meaning,
        "dialect": dialect,
        "schema": _table_schema(table),
    }


def _table_schema(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "$schema": _SCHEMA,
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [
        {"fields": list(columns), "reference": {"resource": other, "fields": list(theirs)}}
        for columns, (other, theirs) in table.refers.items()
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(field: Shown) -> dict[str, object]:
    column = field.column
    told: dict[str, object] = {"name": column.name, "type": _TYPES[column.kind], "description": column.meaning}
    if column.kind == "flag":
        told |= {"trueValues": ["1"], "falseValues": ["0"]}
    if column.unit:
        told["unit"] = column.unit
    if field.hxl:
        told["hxl"] = field.hxl
    if constraints := dict(_constraints(column)):
        told["constraints"] = constraints
    return told


def _constraints(column: Column) -> Iterator[tuple[str, object]]:
    if not column.null:
        yield "required", True
    if column.values:
        yield "enum", list(column.values)


def citation(source: Source) -> str:
    """``CITATION.cff``: what the reader should name, to be completed by who publishes."""
    title = json.dumps(f"Incidents of {source.name}: {source.asked}", ensure_ascii=False)
    gesta = json.dumps(source.versions.get("gesta", ""), ensure_ascii=False)
    return (
        "cff-version: 1.2.0\n"
        'message: "If you use these data, cite them, and the reports they were read from."\n'
        f"title: {title}\n"
        "type: dataset\n"
        "authors:\n"
        '  - name: "those who made this project"\n'
        "references:\n"
        "  - type: software\n"
        '    title: "Gesta"\n'
        f"    version: {gesta}\n"
        "    authors:\n"
        '      - name: "The Gesta project"\n'
    )


DATAPACKAGE = Format(
    "datapackage", "A folder of CSV tables with descriptor, codebook page and citation", "", write, many=True, hxl=True
)
