"""A database that goes away under load and comes back: nothing acknowledged is lost, nobody has to be restarted."""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.contract.store.factory import AT, numbered
from tests.exported import filled
from tests.faults.commands import EVENING, MORNING
from tests.faults.postgres import Server, running
from tests.site import ADA

from gesta.api.desk import Desk
from gesta.errors import GestaError
from gesta.evaluate.faults.databases import PostgresServer
from gesta.evaluate.faults.killing import forked
from gesta.evaluate.faults.operations import load_engine, material, operations, remembered, starts
from gesta.evaluate.faults.runner import Killer
from gesta.evaluate.faults.states import differences
from gesta.store import GoneError, Store
from gesta.web.app import create_app

WAIT = 0.5
"""Seconds that anybody waits for the server in this test: a served project waits longer by default."""
PATIENCE = 120.0
"""Seconds in which what must come has come, however busy the machine."""


@pytest.fixture
def server() -> Iterator[Server]:
    with (
        tempfile.TemporaryDirectory(prefix="gesta-pg-", ignore_cleanup_errors=True) as folder,
        running(Path(folder) / "data") as made,
    ):
        yield made


class Load:
    """Readers of the site and one writer, until they are told to stop."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._over = threading.Event()
        self.statuses: list[tuple[int, str | None]] = []
        self.acknowledged: list[int] = []
        self.refused: list[GestaError] = []
        app = create_app(Desk(address), everybody=ADA)
        self._client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        self._threads = [threading.Thread(target=act) for act in (self._read, self._read, self._write)]

    def __enter__(self) -> Load:
        self._client.__enter__()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *given: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()
        self._client.__exit__(None, None, None)

    def _read(self) -> None:
        while not self._over.wait(0.05):
            answer = self._client.get("/incidents.json")
            self.statuses.append((answer.status_code, answer.headers.get("Retry-After")))

    def _write(self) -> None:
        number = 0
        with Store.open(self._address, wait=WAIT) as store:
            while not self._over.wait(0.02):
                number += 1
                try:
                    store.add_report(numbered(number), AT)
                except GestaError as fault:
                    self.refused.append(fault)
                else:
                    self.acknowledged.append(number)


def until(condition: Callable[[], object]) -> None:
    """It came to that."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.05)


@pytest.mark.parametrize("how", ["kill", "stop"])
def test_a_database_that_comes_back_is_used_again(server: Server, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gesta.api.desk._WAIT", WAIT)
    filled(server.address)  # type: ignore[arg-type]
    with Load(server.address) as load:
        until(lambda: load.acknowledged and load.statuses)
        getattr(server, how)()
        until(lambda: load.refused and any(status == 503 for status, _ in load.statuses))
        server.start()
        before = len(load.acknowledged), len(load.statuses)
        until(
            lambda: (
                len(load.acknowledged) > before[0] and any(status == 200 for status, _ in load.statuses[before[1] :])
            )
        )
    seen = Counter(status for status, _ in load.statuses)
    assert set(seen) == {200, 503}, seen
    assert all(retry for status, retry in load.statuses if status == 503)
    assert all(isinstance(each, GoneError) for each in load.refused), load.refused
    with Store.open(server.address) as store:
        stand = [store.find_reports(numbered(each).id) for each in load.acknowledged]
        assert all(len(each) == 1 for each in stand)
        assert store.count_reports() >= len(load.acknowledged)


KILLS = int(os.environ.get("GESTA_SERVER_KILLS", "2"))
"""Of a server in the middle of a run: a longer test is asked for by the environment."""


def test_a_server_killed_in_the_middle_of_a_run_loses_nothing(server: Server, tmp_path: Path) -> None:
    database, dice = PostgresServer(server.address), random.Random(9)
    given = material([MORNING, EVENING])
    load_engine()
    with remembered():
        run = operations(given, tmp_path)["run"]
        killer = Killer(database, [run], starts(database, given, tmp_path), tmp_path)
        calm = killer.undisturbed(run)
        for _ in range(KILLS):
            target = database.copy(run.start, "killed")
            delay = dice.uniform(0.1, calm.course.seconds)
            killing = threading.Timer(delay, server.kill)
            killing.start()
            forked(lambda target=target: run.run(target, AT))  # type: ignore[misc]
            killing.join()
            server.start()
            run.run(target, AT)
            database.calm("killed")
            assert differences(calm.end, database.state("killed")) == [], f"killed after {delay} s"
