"""A page that ends its process, or that is read without end, costs itself alone."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.spark import LACKING, REASON

from gesta.batch.careful import OutOfTime, limited, watched
from gesta.batch.engines import ENGINES, EngineName
from gesta.batch.folder import Folder
from gesta.batch.tasks import Counts
from gesta.errors import GestaError


@dataclass(frozen=True)
class _Deadly:
    """Reads the places 0 to 4 and dies over some of them."""

    name: str
    deadly: tuple[int, ...] = ()
    is_always: bool = False
    stage: str = "deadly"

    def run(self, folder: Folder) -> Counts:
        left_out = []
        with watched(folder, self.stage, self.name) as watch:
            if self.is_always:
                os.kill(os.getpid(), signal.SIGKILL)
            for place in range(5):
                if watch.is_deadly(place):
                    left_out.append(place)
                elif place in self.deadly:
                    os.kill(os.getpid(), signal.SIGKILL)
        folder.write_bytes(f"left-out/{self.name}", repr(left_out).encode())
        return {"lost": len(left_out)}


@pytest.mark.parametrize(
    "engine", ["processes", pytest.param("spark", marks=pytest.mark.skipif(bool(LACKING), reason=REASON))]
)
def test_a_worker_that_dies_costs_the_page_it_read(engine: EngineName, tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    tasks = [_Deadly("a"), _Deadly("b", (1,)), _Deadly("c"), _Deadly("d", (0,))]
    outcomes = list(ENGINES[engine](tasks, folder, 2))
    assert {each.name: each.counts["lost"] for each in outcomes} == {"a": 0, "b": 1, "c": 0, "d": 1}
    assert folder.read_bytes("left-out/b") == b"[1]"


def test_an_engine_whose_workers_always_die_gives_up(tmp_path: Path) -> None:
    with pytest.raises(GestaError, match="die again and again"):
        list(ENGINES["processes"]([_Deadly("a", is_always=True)], Folder(str(tmp_path)), 2))


@dataclass(frozen=True)
class _Failing:
    name: str = "failing"
    stage: str = "failing"

    def run(self, folder: Folder) -> Counts:
        raise OSError("no space left")


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_a_task_that_fails_stops_the_stage_and_is_not_done(engine: EngineName, tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    with pytest.raises(OSError, match="no space left"):
        list(ENGINES[engine]([_Failing()], folder, 2))
    assert folder.names("work") == []


def test_being_stopped_does_not_count(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt), watched(folder, "s", "t") as watch:
            assert not watch.is_deadly(3)
            raise KeyboardInterrupt


def test_endless_work_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(OutOfTime), limited(0.05):
        while True:
            pass
    with limited(30):
        time.sleep(0.001)
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
