"""Answers kept on disk, so that a second run asks nothing, and what each run has used, over all its processes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from gesta.errors import UsageError

_FILE = "answers.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, calls INTEGER NOT NULL, read INTEGER NOT NULL,
  written INTEGER NOT NULL) WITHOUT ROWID;
"""
_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""


class Answer(msgspec.Struct, frozen=True):
    """What a model wrote; ``cut``: it was stopped at its limit; tokens as the server counts them, else estimated."""

    content: str
    cut: bool
    read: int
    written: int
    seconds: float


class Used(msgspec.Struct, frozen=True):
    """What a run has used so far."""

    calls: int = 0
    read: int = 0
    written: int = 0


def key_of(asked: bytes) -> str:
    """The key under which the answer to a request is kept: a hash of model, prompt, schema and parameters."""
    return hashlib.sha256(asked).hexdigest()


class Kept:
    """The answers of a folder; the folder and its file are made where they are not there, readable by their owner.

    Raises UsageError where the file is no cache.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._open() as connection:
                connection.executescript(_TABLES)
        except (sqlite3.Error, OSError) as error:
            raise UsageError(f"{self._path}: no cache can be kept here ({error}); --llm-cache names another") from None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()

    def find(self, key: str) -> Answer | None:
        """The answer under the key; None where there is none that can be read."""
        try:
            with self._open() as connection:
                row = connection.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
            return None if row is None else msgspec.json.decode(row[0], type=Answer)
        except (sqlite3.Error, msgspec.DecodeError):
            return None

    def keep(self, key: str, answer: Answer) -> None:
        """The answer stands under the key; where the disk refuses, the next run asks again."""
        try:
            with self._open() as connection:
                connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (key, msgspec.json.encode(answer)))
        except sqlite3.Error:
            return

    def used(self, run: str) -> Used:
        """What the run has used; raises sqlite3.Error where the disk refuses, as ``book`` does."""
        with self._open() as connection:
            row = connection.execute("SELECT calls, read, written FROM runs WHERE run = ?", (run,)).fetchone()
        return Used() if row is None else Used(*row)

    def book(self, run: str, calls: int, read: int, written: int) -> None:
        """The run has used so much more; numbers under zero give back what was booked too much."""
        with self._open() as connection:
            connection.execute(
                "INSERT INTO runs VALUES (?, ?, ?, ?) ON CONFLICT (run) DO UPDATE SET calls = calls + excluded.calls, "
                "read = read + excluded.read, written = written + excluded.written",
                (run, calls, read, written),
            )
