"""Commands that run at the same time on one project end where they end one after the other."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from fastapi.testclient import TestClient
from tests.site import ADA

from gesta.api.desk import Desk
from gesta.model.filters import SHOWN
from gesta.store import Store
from gesta.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
FIRST = [ROOT / "samples/reports" / name for name in ("gamboru-market-morning.txt", "djibo-attack.txt")]
SECOND = [ROOT / "samples/reports" / name for name in ("gamboru-market-evening.txt", "toledo-shooting.txt")]


def started(*words: str | Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "gesta.cli.main", *map(str, words)]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> None:
    _, told = process.communicate(timeout=300)
    assert process.returncode == 0, told


def made(target: str, *sources: Path) -> None:
    Store.create(target, told={"reader": "patterns"}).close()
    ended(started("add", target, *sources, "--published", "2024-02-28"))


def whole(target: str) -> None:
    """Everything is read once and merged, every account is of one incident, and no incident is there twice."""
    with Store.open(target) as store:
        stats = store.stats()
        assert stats["reports"] == stats["reports_read"] == stats["readings"] == len(FIRST + SECOND)
        assert stats["accounts"] == stats["accounts_ever"]
        assert stats["dirty"] == 0
        homes = store.all_members()
        accounts = [account for members in homes.values() for account in members]
        assert len(accounts) == len(set(accounts)) == stats["accounts"]
        created = [each.incident for each in store.changes() if each.kind == "created"]
        assert len(created) == len(set(created))


def test_two_runs_at_once_read_and_merge_everything_once(target: str) -> None:
    made(target, *FIRST, *SECOND)
    for process in [started("run", target, "--jobs", "1") for _ in range(2)]:
        ended(process)
    whole(target)


def test_a_run_and_answers_of_a_served_project_go_on_while_reports_are_added(target: str) -> None:
    made(target, *FIRST)
    ended(started("run", target, "--jobs", "1"))
    with Store.open(target) as store:
        first = [each.id for each in store.incidents(SHOWN)]
    together = [started("add", target, *SECOND, "--published", "2024-02-28"), started("run", target, "--jobs", "1")]
    statuses: list[int] = []

    def answer() -> None:
        with TestClient(create_app(Desk(target), everybody=ADA), base_url="http://localhost") as client:
            for id in first:
                told = {"right": id, "why": "looked at"}
                statuses.append(client.post("/judgements.json", json=told).status_code)

    person = threading.Thread(target=answer)
    person.start()
    for process in together:
        ended(process)
    person.join()
    ended(started("run", target, "--jobs", "1"))
    whole(target)
    with Store.open(target) as store:
        assert len(store.judgements()) == sum(1 for status in statuses if status < 300) == len(first)
