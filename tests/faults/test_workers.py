"""Worker processes that are killed, and workers whose parent is."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest
from tests.faults.commands import SAMPLES, started, succeeded

from gesta.store import Store

PATIENCE = 120.0


@pytest.fixture
def begun(tmp_path: Path) -> tuple[Path, psutil.Popen, list[psutil.Process]]:
    """A run over two processes that has more to read than it gets to."""
    path = tmp_path / "p.db"
    Store.create(path).close()
    for number in range(8):
        succeeded("add", path, SAMPLES, "--outlet", f"Wire {number}", "--published", "2021-06-17")
    process = started("run", path, "--jobs", "2")
    parent = psutil.Process(process.pid)
    until = time.monotonic() + PATIENCE
    while len(workers := parent.children()) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert len(workers) == 2
    return path, process, workers


def test_a_run_whose_worker_is_killed_says_so_and_keeps_what_it_read(
    begun: tuple[Path, psutil.Popen, list[psutil.Process]],
) -> None:
    path, process, workers = begun
    workers[0].kill()
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "a worker process died" in err
    assert "Traceback" not in err
    with Store.open(path) as store:
        stats = store.stats()
        assert stats["reports_read"] == stats["readings"] < stats["reports"]


def test_workers_end_when_the_process_they_work_for_is_killed(
    begun: tuple[Path, psutil.Popen, list[psutil.Process]],
) -> None:
    _, process, workers = begun
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(workers, timeout=PATIENCE)
    for each in alive:
        each.kill()
    assert not alive
