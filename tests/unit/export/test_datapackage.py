"""The data package: its descriptor is one, its tables are as it says, its pages say what they should."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import jsonschema
import pytest

from gesta.export.datapackage import DATAPACKAGE
from gesta.export.format import Options
from gesta.export.losses import LossReport
from gesta.export.tables import TABLES
from gesta.export.writing import write_to
from gesta.yaml_source import read_yaml

from .made import FixedSource, hostile, judgements, varied

TYPES = {
    "string": r"(?s:.*)",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?(e[+-]?\d+)?",
    "boolean": r"[01]",
}


PROFILE = {
    "type": "object",
    "required": ["$schema", "name", "resources"],
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "type", "schema", "encoding"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!/)(?!.*\\.\\.)"},
                    "type": {"const": "table"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {
                            "missingValues": {"type": "array", "items": {"type": "string"}},
                            "primaryKey": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                            "foreignKeys": {
                                "type": "array",
                                "items": {
                                    "required": ["fields", "reference"],
                                    "properties": {"reference": {"required": ["resource", "fields"]}},
                                },
                            },
                            "fields": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "required": ["name", "type", "description"],
                                    "properties": {"type": {"enum": ["string", "integer", "number", "boolean"]}},
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What Data Package 2.0 asks of a descriptor of tables, as far as we write it."""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "data"
    write_to(DATAPACKAGE, FixedSource([*varied(), *hostile()[8:]], judgements()), path, Options(), LossReport())
    return path


def test_every_table_is_as_the_descriptor_says(package: Path) -> None:
    told = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(PROFILE).validate(told)
    assert [each["name"] for each in told["resources"]] == [table.name for table in TABLES]
    values: dict[tuple[str, tuple[str, ...]], set[tuple[str, ...]]] = {}
    for resource in told["resources"]:
        schema = resource["schema"]
        with (package / resource["path"]).open(encoding="utf-8", newline="") as file:
            head, *lines = csv.reader(file)
        assert head == [field["name"] for field in schema["fields"]]
        for line in lines:
            for field, cell in zip(schema["fields"], line, strict=True):
                constraints = field.get("constraints", {})
                assert cell or not constraints.get("required"), (resource["name"], field)
                assert cell in ("", *constraints.get("enum", [cell])) and field["description"]
                assert not cell or re.fullmatch(TYPES[field["type"]], cell), (field, cell)
        for names in [schema.get("primaryKey"), *(key["fields"] for key in schema.get("foreignKeys", []))]:
            if names:
                places = [head.index(name) for name in names]
                values[resource["name"], tuple(names)] = {tuple(line[p] for p in places) for line in lines}
        if "primaryKey" in schema:
            assert len(values[resource["name"], tuple(schema["primaryKey"])]) == len(lines)
    for resource in told["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            here = values[resource["name"], tuple(key["fields"])]
            there = values[key["reference"]["resource"], tuple(key["reference"]["fields"])]
            assert here <= there


def test_the_codebook_page_has_every_column_and_concept(package: Path) -> None:
    page = (package / "codebook.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"## Table `{table.name}`" in page
        assert all(f"| `{column.name}` |" in page for column in table.columns)
    assert "### `bombing`" in page and "Excludes:" in page and "`lead`" in page
    assert "<script" not in page


def test_the_citation_can_be_read(package: Path) -> None:
    told = read_yaml(package / "CITATION.cff").data
    assert isinstance(told, dict) and told["cff-version"] == "1.2.0" and told["type"] == "dataset"
    assert told["title"] == "Incidents of fixed.db: everything"
