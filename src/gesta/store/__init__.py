"""The project file: reports, readings, judgements, and the incidents that follow from them, in SQLite or PostgreSQL."""

from gesta.store.errors import (
    ExistsError,
    LockedError,
    NewerProjectError,
    NotAProjectError,
    NotThereError,
    StoreError,
)
from gesta.store.records import AccountRow, Reading
from gesta.store.store import Store

__all__ = [
    "AccountRow",
    "ExistsError",
    "LockedError",
    "NewerProjectError",
    "NotAProjectError",
    "NotThereError",
    "Reading",
    "Store",
    "StoreError",
]
