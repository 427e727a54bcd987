"""Tests of the queue share the server of the store's tests."""

from tests.contract.store.conftest import another, server

__all__ = ["another", "server"]
