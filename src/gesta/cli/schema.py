"""``gesta schema``: the JSON Schema of what the other commands write."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import click

from gesta.model.jsonl import incidents_schema, read_schema

_SCHEMAS: Mapping[str, Callable[[], dict[str, object]]] = {"read": read_schema, "incidents": incidents_schema}


@click.command(short_help="Print the JSON Schema of a command's output.")
@click.argument("command", type=click.Choice(list(_SCHEMAS)))
def schema(command: str) -> None:
    """Print the JSON Schema of a line of `gesta read --format jsonl`, or of `gesta incidents --format jsonl`."""
    click.echo(json.dumps(_SCHEMAS[command](), indent=2))
