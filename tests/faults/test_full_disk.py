"""A disk without room: one line that says so, nothing half-written, everything read, and on when there is room."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.commands import EVENING, MORNING, SAMPLES, done, fill, mounted, one_line, project, succeeded
from tests.site import visiting

from gesta.model.filters import SHOWN
from gesta.store import FullError, ReadOnlyError, Store
from gesta.whole import write_whole

FEW = [EVENING, SAMPLES / "galkayo-minibus.jsonl", SAMPLES / "toledo-shooting.txt"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("made") / "p.db", MORNING)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", 4096) as folder:
        yield folder


def sound(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_a_project_on_a_disk_without_a_byte_is_read_and_refuses_to_be_written(made: Path, disk: Path) -> None:
    path = Path(shutil.copy(made, disk))
    filler = fill(disk)
    assert len(succeeded("incidents", path, "--format", "jsonl").splitlines()) > 0
    status, _, err = done("add", path, EVENING)
    assert status == 2
    assert "the disk is full" in one_line(err)
    filler.unlink()
    succeeded("add", path, EVENING)
    succeeded("run", path, "--jobs", "1")
    sound(path)


@pytest.mark.parametrize("leave", [40, 120, 200])
def test_adding_and_running_on_a_disk_that_fills_up_goes_on_when_there_is_room(
    made: Path, disk: Path, leave: int, tmp_path: Path
) -> None:
    path = Path(shutil.copy(made, disk))
    (tmp_path / "calm").mkdir()
    wanted = Path(shutil.copy(made, tmp_path / "calm"))
    filler = fill(disk, leave)
    for words in (("add", path, *FEW, "--published", "2021-06-18"), ("run", path, "--jobs", "1")):
        status, _, err = done(*words)
        if status:
            assert status == 2
            assert "full" in err.splitlines()[-1], err
            assert "Traceback" not in err
    filler.unlink()
    for each in (path, wanted):
        succeeded("add", each, *FEW, "--published", "2021-06-18")
        succeeded("run", each, "--jobs", "1")
    sound(path)
    assert succeeded("incidents", path, "--format", "jsonl") == succeeded("incidents", wanted, "--format", "jsonl")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("export", "csv"), "out.csv"),
        (("export", "xlsx"), "out.xlsx"),
        (("export", "gpkg"), "out.gpkg"),
        (("export", "parquet"), "out.parquet"),
        (("backup",), "out.backup"),
        (("sitrep",), "out.html"),
        (("plot", "map"), "out.svg"),
    ],
)
def test_what_cannot_be_written_whole_leaves_what_was_there(
    made: Path, disk: Path, words: tuple[str, ...], name: str
) -> None:
    target = disk / name
    if words != ("backup",):
        target.write_bytes(b"of yesterday")
    fill(disk)
    to = [str(target)] if words == ("backup",) else ["--to", str(target)]
    status, _, err = done(*words, made, *to)
    assert status in {1, 2}
    assert str(target) in one_line(err)
    assert sorted(each.name for each in disk.iterdir()) == sorted(
        ["filler"] if words == ("backup",) else ["filler", name]
    )
    assert words == ("backup",) or target.read_bytes() == b"of yesterday"


def test_a_new_project_on_a_full_disk_leaves_nothing(disk: Path) -> None:
    fill(disk, 64)
    with pytest.raises(FullError):
        Store.create(disk / "new.db")
    assert [each.name for each in disk.iterdir()] == ["filler"]


def test_what_is_written_beside_a_full_disks_file_is_not_lost(made: Path, disk: Path) -> None:
    """Pages that stand in the write-ahead log only are no project that can be read as it lies there."""
    path = Path(shutil.copy(made, disk))
    (disk / "p.db-wal").write_bytes(b"not empty")
    fill(disk)
    with pytest.raises(Exception, match="disk"):
        Store.open(path)


def test_an_open_project_sees_what_is_written_once_there_is_room_again(made: Path, disk: Path) -> None:
    path = Path(shutil.copy(made, disk))
    filler = fill(disk)
    with Store.open(path) as store:
        assert store.count_reports() == 1
        filler.unlink()
        succeeded("add", path, EVENING)
        assert store.count_reports() == 2
        store.save_settings({"reader": "neural"})


def test_a_full_or_read_only_project_is_served(made: Path, disk: Path) -> None:
    path = Path(shutil.copy(made, disk))
    fill(disk)
    with Store.open(path) as store:
        (first, *_) = (each.id for each in store.incidents(SHOWN))
    with visiting(path) as client:
        assert client.get("/incidents.json").status_code == 200
        told = client.post("/judgements.json", json={"right": first, "why": "looked at"})
        assert told.status_code in {403, 507}
        assert "not written to" in told.json()["detail"]


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


def test_a_read_only_disk_is_read(made: Path, disk: Path) -> None:
    path = Path(shutil.copy(made, disk))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert succeeded("incidents", path, "--format", "jsonl") == succeeded("incidents", made, "--format", "jsonl")
    with Store.open(path) as store, pytest.raises(ReadOnlyError, match="read-only"):
        store.save_settings({"reader": "neural"})
    status, _, err = done("add", path, EVENING)
    assert status == 2
    assert "can be read here, but not written to" in one_line(err)
