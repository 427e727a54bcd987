"""What the commands on a project share: opening it, the time, the settings it keeps."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click

from gesta.cli.llm import Manners, with_model
from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.pipeline.engines import Settings
from gesta.readers.reader import DEFAULT, ReaderName
from gesta.store.store import Store

PROJECT = click.argument("project", metavar="PROJECT")
"""A project: a file, or the address of a PostgreSQL database."""

_SQLITE = b"SQLite format 3\0"
_ADDRESS = ("postgresql://", "postgresql+psycopg://", "postgres://")


def is_project(name: str) -> bool:
    """True for the address of a database and for a file that is one."""
    if name.startswith(_ADDRESS):
        return True
    path = Path(name)
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def now() -> str:
    """The moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def settings_of(store: Store, wanted: Manners | None = None) -> Settings:
    """The settings that the project was made with: its codebooks, its knowledge, its reader, its language model.

    ``wanted``: what the user wants of this run over a language model.
    """
    kept = store.settings()
    settings = Settings(
        tuple(Path(each) for each in kept.get("codebooks", "").splitlines()),
        tuple(Path(each) for each in kept.get("overlays", "").splitlines()),
        next((each for each in get_args(ReaderName) if each == kept.get("reader")), DEFAULT),
    )
    return with_model(settings, kept.get("llm") or None, kept.get("llm_model") or None, wanted or Manners())


def codebook_of(store: Store) -> Codebook:
    """The project's codebook."""
    return load(*settings_of(store).codebooks)
