"""A batch in a project: its reports are not read again, and merging ends where the batch ended."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.batched import AT, lines, merged, parted, read_batch, readings_of, stored

from gesta.batch.folder import Folder
from gesta.batch.loading import load_batch
from gesta.batch.source import BatchSource
from gesta.codebook.load import load
from gesta.intake.files import reports
from gesta.model.documents import Report
from gesta.pipeline.capture import Captured
from gesta.pipeline.reading import engine
from gesta.pipeline.settling import settle
from gesta.pipeline.tying import tie
from gesta.store.store import Store

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "reports"
STORIES = ("gamboru-market-morning.txt", "galkayo-minibus.jsonl", "gamboru-market-evening.txt", "tripoli-mortars.html")


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    reader = engine(reader="patterns")
    sources = [str(SAMPLES / each) for each in STORIES]
    told = [(item, reader.read(item)) for item in reports(sources) if isinstance(item, Report)]
    folder = read_batch(tmp_path_factory.mktemp("batch"), parted(readings_of([*told, told[0]]), 3))
    merged(folder)
    return folder


def test_a_batch_in_a_project_ends_in_the_same_incidents(batch: Folder, tmp_path: Path) -> None:
    with Store.create(tmp_path / "a.db") as store:
        done = sum(load_batch(batch, store, "test", AT), Captured())
        again = sum(load_batch(batch, store, "test", AT), Captured())
        assert (done.new, done.known, again.new) == (store.stats()["reports"], 0 + 1, 0)
        assert store.count_unread("test") == 0
        settle(store, load(), AT)
        tie(store)
        assert stored(store) == lines(batch)


def test_a_batch_is_exported_as_a_project_is(batch: Folder) -> None:
    source = BatchSource(batch, "batch", load())
    incidents = list(source.incidents())
    assert sorted(each.id for each in incidents) == sorted(
        row for name in batch.names("incidents") for row in batch.read_table(name, ["id"])["id"].to_pylist()
    )
    told = list(source.reports())
    assert set(told) == {report.id for each in incidents for report in each.reports}
    assert source.record(told[0]).report.id == told[0]
    assert source.versions["codebook"] == "core@1"
    assert source.judgements() == ()
    with pytest.raises(KeyError):
        source.record(type(told[0])("sha256:none"))
