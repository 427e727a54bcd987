"""One data set whoever makes it, stopped wherever it may be, in whatever order its inputs are named."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from tests.archived import page, record, zipped
from tests.spark import LACKING, REASON

from gesta.batch.engines import ENGINES, Engine, EngineName
from gesta.batch.folder import Folder
from gesta.batch.reading import How
from gesta.batch.running import Batch, Summary, status
from gesta.batch.tasks import Outcome, Task
from gesta.errors import UsageError
from gesta.intake.rows import Given
from gesta.pipeline.engines import Settings
from gesta.pipeline.recode import stamp_of

_SETTINGS = Settings(reader="patterns")
_BOMBING = "A bomb killed three people in Mosul on Tuesday, police said. No group claimed the attack."
_STRIKE = "Hundreds of teachers marched through Lyon on Monday to protest against low wages."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Two archives with a page in both, a table, a page that is lost."""
    made = tmp_path / "in"
    made.mkdir()
    told = [record(f"https://{n}.example/a", page(f"Bomb {n}", f"{_BOMBING} It was attack {n}.")) for n in range(4)]
    other = [record("https://s.example/b", page("Strike", _STRIKE)), record("x", b"no", status="404 Not Found")]
    (made / "a.warc.gz").write_bytes(zipped(told))
    (made / "b.warc.gz").write_bytes(zipped([told[1], *other])[:-9])
    rows = [{"id": "1", "url": "https://t.example/", "text": _STRIKE, "published": "2024-05-01"}, {"id": "2"}]
    (made / "c.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in rows))
    return made


def _batch(
    out: Path, *sources: Path, is_merged: bool = True, outlet: str | None = None, is_triaged: bool = False
) -> Batch:
    how = How(_SETTINGS, Given(None, outlet), stamp_of(_SETTINGS), is_triaged)
    return Batch(Folder(str(out)), [str(each) for each in sources], how, pages=2, is_merged=is_merged)


def _made(batch: Batch, engine: Engine = ENGINES["serial"]) -> Summary:
    for _ in batch.run(engine, 2):
        pass
    return batch.summary


def _data(out: Path) -> dict[str, bytes]:
    """Every file of the data set."""
    paths = (path for path in out.rglob("*") if path.is_file() and path.name != "summary.json")
    return {
        str(path.relative_to(out)): path.read_bytes() for path in paths if "work" not in path.relative_to(out).parts
    }


@pytest.mark.parametrize(
    "engine", ["processes", pytest.param("spark", marks=pytest.mark.skipif(bool(LACKING), reason=REASON))]
)
def test_every_engine_makes_the_same_data_set(engine: EngineName, source: Path, tmp_path: Path) -> None:
    first = _made(_batch(tmp_path / "serial", source))
    other = _made(_batch(tmp_path / engine, source), ENGINES[engine])
    assert _data(tmp_path / engine) == _data(tmp_path / "serial")
    assert {name: each.counts for name, each in other.stages.items()} == {
        name: each.counts for name, each in first.stages.items()
    }
    read = first.stages["read"].counts
    assert (read["pages"], read["read"], read["repeated"], read["lost"]) == (7, 6, 1, 2)
    assert first.state == "merged"


def test_what_was_looked_at_and_what_is_wrong_stand_in_tables(source: Path, tmp_path: Path) -> None:
    out = Folder(str(tmp_path / "out"))
    _made(_batch(tmp_path / "out", source))
    reports = [row for name in out.names("reports") for row in out.read_table(name).to_pylist()]
    assert [each["place"] for each in reports] == sorted(each["place"] for each in reports)
    assert [each["decision"] for each in reports] == ["read"] * 4 + ["repeated"] + ["read"] * 2
    assert reports[0]["captured"] == "2024-05-02T10:00:00Z"
    problems = [row for name in out.names("problems") for row in out.read_table(name).to_pylist()]
    lost = [each["what"] for each in problems if each["lost"]]
    assert lost == ["the archive is cut off here", "the row has no text"]
    incidents = [row for name in out.names("incidents") for row in out.read_table(name).to_pylist()]
    assert incidents


def test_the_triage_drops_what_tells_no_incident_and_says_why(source: Path, tmp_path: Path) -> None:
    recipe = "Whisk the eggs with sugar, fold in the flour and bake the cake until golden. " * 4
    french = "Le conseil municipal a voté mardi le budget de la commune pour l'année prochaine. " * 4
    (source / "d.txt").write_text(recipe)
    (source / "e.txt").write_text(french)
    summary = _made(_batch(tmp_path / "out", source, is_triaged=True))
    out = Folder(str(tmp_path / "out"))
    reports = [row for name in out.names("reports") for row in out.read_table(name).to_pylist()]
    dropped = {Path(each["source"]).name: each["reason"] for each in reports if each["decision"] == "dropped"}
    assert dropped == {"d.txt": "no incident", "e.txt": "language:fr"}
    assert summary.stages["read"].counts["dropped: language:fr"] == 1
    kept = [each for each in reports if each["decision"] == "read"]
    assert len(kept) == 6
    assert min(each["score"] for each in kept) > max(
        each["score"] for each in reports if each["reason"] == "no incident"
    )


class _Stopping:
    """Does so many tasks of a stage and stops."""

    def __init__(self, stage: str, tasks: int) -> None:
        self._stage, self._tasks = stage, tasks

    def __call__(self, tasks: Sequence[Task], folder: Folder, workers: int) -> Iterator[Outcome]:
        for number, task in enumerate(tasks):
            if task.stage == self._stage and number >= self._tasks:
                raise KeyboardInterrupt
            yield from ENGINES["serial"]([task], folder, workers)


@pytest.mark.parametrize("tasks", [0, 1])
@pytest.mark.parametrize("stage", ["read", "merge/captures", "merge/texts", "merge/compared", "merge/incidents"])
def test_a_batch_that_was_stopped_goes_on(stage: str, tasks: int, source: Path, tmp_path: Path) -> None:
    whole = _made(_batch(tmp_path / "whole", source))
    stopping = _Stopping(stage, min(tasks, whole.stages[stage].tasks - 1))
    with pytest.raises(KeyboardInterrupt):
        _made(_batch(tmp_path / "stopped", source), stopping)
    assert status(Folder(str(tmp_path / "stopped"))).state == "planned"
    again = _made(_batch(tmp_path / "stopped", source))
    assert _data(tmp_path / "stopped") == _data(tmp_path / "whole")
    assert again.stages["read"].counts == whole.stages["read"].counts
    assert status(Folder(str(tmp_path / "stopped"))).state == "merged"


def test_reading_alone_and_merging_later_is_the_same(source: Path, tmp_path: Path) -> None:
    assert _made(_batch(tmp_path / "a", source, is_merged=False)).state == "read"
    _made(_batch(tmp_path / "a", source))
    _made(_batch(tmp_path / "b", source))
    assert _data(tmp_path / "a") == _data(tmp_path / "b")


def test_what_stages_handed_each_other_may_be_deleted_at_the_end(source: Path, tmp_path: Path) -> None:
    first = _made(_batch(tmp_path / "a", source))
    before = _data(tmp_path / "a")
    shutil.rmtree(tmp_path / "a" / "work")
    assert _made(_batch(tmp_path / "a", source)) == first
    assert _data(tmp_path / "a") == before


def test_the_order_of_the_inputs_changes_nothing(source: Path, tmp_path: Path) -> None:
    files = sorted(source.iterdir())
    _made(_batch(tmp_path / "a", *files))
    _made(_batch(tmp_path / "b", *reversed(files)))
    assert _data(tmp_path / "a") == _data(tmp_path / "b")


def _touch(source: Path) -> None:
    os.utime(source / "a.warc.gz", (1, 1))


def _more(source: Path) -> None:
    (source / "more.txt").write_text(_BOMBING)


@pytest.mark.parametrize("change", [_touch, _more])
def test_other_inputs_are_refused(change: Callable[[Path], None], source: Path, tmp_path: Path) -> None:
    _made(_batch(tmp_path / "out", source))
    change(source)
    with pytest.raises(UsageError, match="holds another batch"):
        _made(_batch(tmp_path / "out", source))


def test_other_settings_and_other_folders_are_refused(source: Path, tmp_path: Path) -> None:
    _made(_batch(tmp_path / "out", source))
    with pytest.raises(UsageError, match="--outlet: None there, Gazette now"):
        _made(_batch(tmp_path / "out", source, outlet="Gazette"))
    with pytest.raises(UsageError, match="not empty and holds no batch"):
        _made(_batch(source, source))
    with pytest.raises(UsageError, match="there is no batch"):
        status(Folder(str(source)))


def test_a_batch_among_its_inputs_does_not_read_itself(source: Path, tmp_path: Path) -> None:
    _made(_batch(source / "out", source))
    assert _made(_batch(source / "out", source)).state == "merged"
    assert all("/out/" not in name for name in _read_sources(source / "out"))


def _read_sources(out: Path) -> list[str]:
    folder = Folder(str(out))
    return [each for name in folder.names("reports") for each in folder.read_table(name)["source"].to_pylist()]


def test_two_at_once_are_refused(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "work").mkdir(parents=True)
    child = os.fork()
    ready = tmp_path / "ready"
    if child == 0:
        with (tmp_path / "out" / "work" / "lock").open("wb") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX)
            ready.touch()
            os.read(os.open(str(_fifo(tmp_path)), os.O_RDONLY), 1)
        os._exit(0)
    while not ready.exists():
        pass
    with pytest.raises(UsageError, match="another gesta batch is at work"):
        _made(_batch(tmp_path / "out", source))
    os.kill(child, 9)
    os.waitpid(child, 0)
    assert _made(_batch(tmp_path / "out", source, is_merged=False)).state == "read"


def _fifo(folder: Path) -> Path:
    path = folder / "fifo"
    os.mkfifo(path)
    return path


def test_the_summary_can_be_read_by_programs(source: Path, tmp_path: Path) -> None:
    summary = _made(_batch(tmp_path / "out", source))
    assert msgspec.json.decode((tmp_path / "out" / "summary.json").read_bytes(), type=Summary) == summary


def test_incidents_of_which_none_is_like_another_are_merged(tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text(_BOMBING)
    other.write_text(_STRIKE)
    _made(_batch(tmp_path / "out", one, other))
    assert _data(tmp_path / "out")
    assert status(Folder(str(tmp_path / "out"))) is not None
