"""``gesta schema``: the JSON Schema of what other commands write."""

from __future__ import annotations

import json

import click

from gesta.model.jsonl import read_schema


@click.command(short_help="Print the JSON Schema of what is read.")
@click.argument("name", type=click.Choice(["read"]))
def schema(name: str) -> None:
    """Print the JSON Schema of a line of `gesta read --format jsonl`."""
    click.echo(json.dumps(read_schema(), indent=2, ensure_ascii=False, sort_keys=name != "read"))
