"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import click

from gesta.errors import UsageError
from gesta.knowledge.countries import CountryNames
from gesta.pipeline.engines import DEFAULT, ReaderName

CODEBOOKS = click.option(
    "--codebook",
    "codebooks",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE|DIR",
    help="Concepts of your own, added to the shipped ones: a file with one, or a folder of them. Repeatable.",
)
CODEBOOK_PATHS = click.argument(
    "paths", nargs=-1, metavar="[FILE|DIR]...", type=click.Path(exists=True, path_type=Path)
)
"""Codebooks as arguments of a command that is about them."""
ACTORS = click.option(
    "--actors",
    "overlays",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Actors of your own, laid over the shipped ones: a directory or file of YAML, or a list (PETRARCH, "
    "followthemoney, CSV). Repeatable.",
)

READER = click.option(
    "--reader",
    type=click.Choice(get_args(ReaderName)),
    default=DEFAULT,
    show_default=True,
    help="What reads: the trained encoder over the codebook's triggers, the triggers and the grammar alone, or a "
    "language model that you name (--llm).",
)


def country_code(given: str, names: CountryNames) -> str:
    """The code of a country given by its code, name or adjective; raises UsageError."""
    code = given.upper() if names.get(given.upper()) else names.by_name(given) or names.by_demonym(given)
    if code is None:
        raise UsageError(f"--country {given}: no country is called so; give its name or code, such as EG")
    return code
