"""Several processes that add, read and merge the same reports in one PostgreSQL project end like one alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from gesta.pipeline.recode import stamp_of
from gesta.store.schema import LEDGER, READINGS, REPORTS
from gesta.store.store import Store
from gesta.work.queue import opened
from gesta.work.tasks import asked_by_nobody, settings_of

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "reports"
Made = Callable[[str], str]


def begun(*words: str) -> subprocess.Popen[str]:
    """The command, running."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "gesta.cli.main", *words]
    return subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)


def together(*commands: Sequence[str]) -> None:
    """The commands ran side by side, and all went well."""
    for process in [begun(*each) for each in commands]:
        _, told = process.communicate(timeout=600)
        assert process.returncode == 0, told


@pytest.fixture(scope="module")
def samples() -> list[str]:
    """Some reports that tell one another's incidents."""
    return sorted(str(each) for each in SAMPLES.iterdir())[:12]


@pytest.fixture(scope="module")
def alone(samples: list[str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one process makes of them, in a file."""
    made = str(tmp_path_factory.mktemp("alone") / "alone.db")
    together(["init", made, "--reader", "patterns"])
    together(["add", made, *samples])
    together(["run", made, "--jobs", "1"])
    return made


def ends(target: str) -> dict[str, Any]:
    """The incidents, their ids and ages, what stands for what, and how often each report was captured and read."""
    with Store.open(target) as store, store._session.read() as connection:
        incidents = [json.loads(msgspec.json.encode(each)) for each in store.incidents()]
        joined = REPORTS.join(READINGS, READINGS.c.report_number == REPORTS.c.number)
        readings = select(REPORTS.c.id).select_from(joined).order_by(REPORTS.c.id)
        return {
            "incidents": incidents,
            "ledger": connection.execute(select(LEDGER.c.id).order_by(LEDGER.c.id)).scalars().all(),
            "readings": connection.execute(readings).scalars().all(),
            "dirty": store.dirty(),
        }  # fmt: skip


def without_ids(incidents: Any) -> list[str]:
    """The incidents by what they stand on."""
    return sorted(json.dumps({**each, "id": None, "related": None}, sort_keys=True) for each in incidents)


def test_two_that_add_and_run_end_like_one(another: Made, alone: str, samples: list[str]) -> None:
    target = another("postgresql")
    together(["init", target, "--reader", "patterns"])
    together(["add", target, *samples], ["add", target, *samples])
    together(["run", target, "--jobs", "1"], ["run", target, "--jobs", "1"])
    assert ends(target) == ends(alone)


def test_workers_end_like_a_run(another: Made, alone: str, samples: list[str]) -> None:
    target = another("postgresql")
    together(["init", target, "--reader", "patterns"])
    together(["add", target, *samples, "--later"])
    with opened(target) as queue:
        assert {(job.kind, job.state) for job in queue.jobs()} == {("read", "waiting")}
    together(["work", target, "--drain", "--jobs", "2"], ["work", target, "--drain"])
    made, wanted = ends(target), ends(alone)
    # Which of two accounts is the older, and gives its id, goes by who was read first.
    assert without_ids(made.pop("incidents")) == without_ids(wanted.pop("incidents"))
    assert made == wanted
    with opened(target) as queue:
        assert queue.jobs() == [] and queue.recode() and not queue.recode()
    together(["work", target, "--drain"])
    with opened(target) as queue, Store.open(target) as store:
        assert queue.jobs() == []
        assert store.stamps() == {stamp_of(asked_by_nobody(settings_of(store))): store.count_reports()}


def test_a_worker_that_is_told_to_stop_stops(another: Made) -> None:
    target = another("postgresql")
    together(["init", target, "--reader", "patterns"])
    worker = begun("work", target)
    assert worker.stderr is not None and "1 worker" in worker.stderr.readline()
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=120)
    assert worker.returncode in (0, -signal.SIGTERM)
