"""The project file: reports, readings, judgements, and the incidents that follow from them, in SQLite or PostgreSQL."""

from gesta.store.errors import (
    ExistsError,
    FullError,
    GoneError,
    LockedError,
    NewerProjectError,
    NotAProjectError,
    NotThereError,
    ReadOnlyError,
    SlowError,
    StoreError,
)
from gesta.store.records import AccountRow, Reading
from gesta.store.store import Store

__all__ = [
    "AccountRow",
    "ExistsError",
    "FullError",
    "GoneError",
    "LockedError",
    "NewerProjectError",
    "NotAProjectError",
    "NotThereError",
    "ReadOnlyError",
    "Reading",
    "SlowError",
    "Store",
    "StoreError",
]
