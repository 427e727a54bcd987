"""What a name means that a user gives for a project, and what the project was made with."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.pipeline.engines import Settings
from gesta.readers.llm_endpoint import Endpoint, cache_folder
from gesta.readers.reader import DEFAULT, ReaderName
from gesta.store.store import Store

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


def settings_of(store: Store) -> Settings:
    """The settings that the project was made with: its codebooks, its knowledge, its reader, its language model."""
    kept = store.settings()
    return Settings(
        tuple(Path(each) for each in kept.get("codebooks", "").splitlines()),
        tuple(Path(each) for each in kept.get("overlays", "").splitlines()),
        next((each for each in get_args(ReaderName) if each == kept.get("reader")), DEFAULT),
        Endpoint(kept["llm"], kept["llm_model"], cache_folder()) if kept.get("llm") else None,
    )


def codebook_of(store: Store) -> Codebook:
    """The project's codebook."""
    return load(*settings_of(store).codebooks)
