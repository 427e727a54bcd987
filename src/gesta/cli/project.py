"""What the commands on a project share: opening it, the time, the settings it keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import click

from gesta.cli.llm import Manners
from gesta.pipeline.engines import Settings
from gesta.pipeline.opening import codebook_of as codebook_of
from gesta.pipeline.opening import is_project as is_project
from gesta.pipeline.opening import settings_of as settings_of
from gesta.store.store import Store

PROJECT = click.argument("project", metavar="PROJECT")
"""A project: a file, or the address of a PostgreSQL database."""


def now() -> str:
    """The moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def settings_of_run(store: Store, wanted: Manners) -> Settings:
    """The settings of the project for one run; ``wanted``: what the user wants of it over a language model."""
    settings = settings_of(store)
    named = settings.model
    return settings if named is None else replace(settings, model=wanted.endpoint(named.url, named.model))
