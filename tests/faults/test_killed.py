"""A slice of the long run of kills: ``python -m gesta.evaluate.faults`` does as many as one has time for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.commands import EVENING, MORNING, SAMPLES

from gesta.evaluate.faults.databases import PostgresServer, Projects, SqliteFiles
from gesta.evaluate.faults.killing import PHASES, Point, forked
from gesta.evaluate.faults.log import Kill, keep, kept, table, told
from gesta.evaluate.faults.operations import Operation, load_engine, material, operations, remembered, starts
from gesta.evaluate.faults.runner import Killer, planned
from gesta.evaluate.faults.states import differences
from gesta.store import NotThereError, Store

SOURCES = [MORNING, EVENING, SAMPLES / "djibo-attack.txt"]
KILLS = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def killer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Killer]:
    database: Projects = (
        SqliteFiles(tmp_path / "sqlite")
        if request.param == "sqlite"
        else PostgresServer(request.getfixturevalue("server"))
    )
    given = material(SOURCES)
    load_engine()
    with remembered():
        known = operations(given, tmp_path)
        wanted = ("init", "add", "run", "migrate")
        yield Killer(database, [known[name] for name in wanted], starts(database, given, tmp_path), tmp_path)


def test_killed_operations_lose_nothing_and_double_nothing(killer: Killer, tmp_path: Path) -> None:
    log = tmp_path / "kills.jsonl"
    for each, operation, number in planned([killer], KILLS // 2):
        keep(log, each.kill(operation, number, seed=1))
    found = kept(log)
    assert len(found) == KILLS // 2
    assert told(found) == []


def test_ties_that_a_kill_after_merging_left_out_are_made_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = material(SOURCES)
    load_engine()
    with remembered():
        database = SqliteFiles(tmp_path / "sqlite")
        merge = operations(given, tmp_path)["merge"]
        killer = Killer(database, [merge], starts(database, given, tmp_path), tmp_path)
        assert killer.undisturbed(merge).end["ties"]
        monkeypatch.setattr("gesta.evaluate.faults.runner.drawn", lambda dice, course: Point("after commit", 1))
        assert killer.kill(merge, 1, seed=1).wrong == ()


def test_a_loss_and_a_double_are_seen(tmp_path: Path) -> None:
    """The harness is no better than what it notices."""
    path = tmp_path / "sqlite"

    def careless(target: str, at: str) -> None:
        with Store.open(target) as store:
            for name in ("one", "two"):
                store.save_settings({f"{name} {at}": "x"})

    database = SqliteFiles(path)
    Store.create(database.target("empty")).close()
    killer = Killer(database, [Operation("careless", "empty", careless)], [], tmp_path)
    wrong = [killer.kill(killer.operations[0], number, seed=1).wrong for number in range(1, 5)]
    assert any("that were not there" in line for each in wrong for line in each)


def test_what_differs_is_told_row_by_row() -> None:
    assert differences({"t": ((1,), (2,))}, {"t": ((1,), (3,))}) == [
        "t: 1 rows lost, 1 that were not there, 0 doubled",
        "t: lost (2,)",
        "t: more (3,)",
    ]


def test_a_fault_in_the_child_is_told_and_an_end_is_no_kill() -> None:
    def fail() -> None:
        raise NotThereError("nothing there")

    ended = forked(fail)
    assert not ended.killed
    assert "nothing there" in ended.fault
    assert not forked(lambda: None).killed


def test_a_log_whose_last_line_was_cut_off_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "log"
    kill = Kill("sqlite", "add", 1, 1, PHASES[0], 0.5, 3, 1.0, ("reports: lost",))
    keep(path, kill)
    with path.open("ab") as file:
        file.write(b'{"database":"sq')
    assert kept(path) == [kill]
    assert "| add | sqlite | 1 | 1 | 0 | 0 | 0 | 0 | 1 |" in table([kill])
