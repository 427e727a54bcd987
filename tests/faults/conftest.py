"""Faults of the machine, made on purpose. What needs root, Linux or PostgreSQL is skipped loudly without."""

from __future__ import annotations

from tests.contract.store.conftest import server as server
from tests.contract.store.conftest import target as target
