"""What the commands on a project share: opening it, the time, the settings it keeps."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from gesta.pipeline.opening import codebook_of as codebook_of
from gesta.pipeline.opening import is_project as is_project
from gesta.pipeline.opening import settings_of as settings_of

PROJECT = click.argument("project", metavar="PROJECT")
"""A project: a file, or the address of a PostgreSQL database."""


def now() -> str:
    """The moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
