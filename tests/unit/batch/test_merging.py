"""A batch ends in the incidents of a project, whatever the engine, the pieces and the sizes of tasks."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batched import Read, files, lines, merged, parted, project, read_batch, readings_of, stored
from tests.spark import LACKING, REASON

from gesta.batch.engines import ENGINES, EngineName
from gesta.batch.folder import Folder
from gesta.batch.merging import merge
from gesta.batch.shuffle import Sizes
from gesta.intake.files import reports
from gesta.model.documents import Report, report_id
from gesta.model.terms import ReportId
from gesta.pipeline.reading import engine
from gesta.store.records import Reading
from gesta.store.store import Store

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "reports"
SMALL = Sizes(bucket=20, copied=1, compared=60, clustered=5, fused=3)
"""So that the samples make many tasks of each stage."""
FEW = Sizes(bucket=60, copied=4, compared=900, clustered=50, fused=50)
"""So that they make two or three: a cluster takes its time for each."""
Placed = tuple[int, Reading]


@pytest.fixture(scope="module")
def told() -> list[Read]:
    """The samples by the rules; some twice, and some captured again with other words: what a batch of archives has."""
    reader = engine(reader="patterns")
    found = [item for item in reports([str(SAMPLES)]) if isinstance(item, Report)]
    found += found[3:6]
    found += [_again(each, number) for number, each in enumerate(found[:9])]
    return [(report, reader.read(report)) for report in found]


def _again(report: Report, number: int) -> Report:
    """A later capture, every third of another outlet."""
    outlet = f"Outlet {number}" if number % 3 == 0 else report.outlet
    content = f"{report.content}\n\nThe page was captured again." if report.media != "html" else report.content
    given = report.published
    identity = report_id(content.encode(), report.source, outlet, given, report.row_id)
    return msgspec.structs.replace(report, id=identity, content=content, outlet=outlet)


@pytest.fixture(scope="module")
def readings(told: list[Read]) -> list[Placed]:
    return readings_of(told)


@pytest.fixture(scope="module")
def whole(told: list[Read], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The project of the same reports."""
    with project(tmp_path_factory.mktemp("project") / "whole.db", told) as store:
        yield store


@pytest.fixture(scope="module")
def batch(readings: list[Placed], tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The batch of the same reports, merged in one process."""
    folder = read_batch(tmp_path_factory.mktemp("batch"), parted(readings, 6))
    merged(folder, sizes=SMALL)
    return folder


def test_a_batch_ends_where_a_project_ends(batch: Folder, whole: Store) -> None:
    assert lines(batch) == stored(whole)


def test_the_copies_and_members_are_those_of_the_project(batch: Folder, whole: Store) -> None:
    found = [row for name in batch.names("copies") for row in batch.read_table(name).to_pylist()]
    ids = [ReportId(row["report"]) for row in found]
    assert {(row["report"], row["original"], row["similarity"]) for row in found} == {
        (copy.report, copy.original, copy.similarity) for copy in whole.copies_of(whole.read_ids())
    }
    assert found
    assert len(set(ids)) == len(ids)
    members = [row for name in batch.names("members") for row in batch.read_table(name).to_pylist()]
    assert {(row["incident"], row["account"]) for row in members} == {
        (incident, account) for incident, accounts in whole.all_members().items() for account in accounts
    }


def test_the_links_are_those_of_the_project(batch: Folder, whole: Store) -> None:
    found = [row for name in batch.names("links") for row in batch.read_table(name).to_pylist()]
    accounts = [each for members in whole.all_members().values() for each in members]
    assert sorted((row["one"], row["other"], row["weight"]) for row in found) == [
        (link.one, link.other, link.weight) for link in whole.links_of(accounts)
    ]


def test_there_are_versions_copies_and_several_tasks_of_every_kind(batch: Folder) -> None:
    """What the samples are mixed for."""
    texts = lines(batch)
    assert any('"version_of":"' in line for line in texts)
    assert any('"copy_of":"' in line for line in texts)
    for stage in ("versions", "copies", "compared", "clusters", "incidents"):
        assert len(batch.names(f"work/merge/{stage}/done")) > 2, stage


@pytest.mark.parametrize(
    "name", ["processes", pytest.param("spark", marks=pytest.mark.skipif(bool(LACKING), reason=REASON))]
)
def test_every_engine_writes_the_same_bytes(name: EngineName, readings: list[Placed], tmp_path: Path) -> None:
    one, other = (read_batch(tmp_path / each, parted(readings[:16], 8)) for each in ("serial", name))
    merged(one, sizes=FEW)
    merged(other, ENGINES[name], 2, FEW)
    assert files(one)
    assert files(other) == files(one)


@settings(max_examples=3)
@given(seed=st.integers(0, 2**16), size=st.integers(1, 40))
def test_which_piece_holds_which_report_changes_no_byte(
    batch: Folder, readings: list[Placed], tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    mixed = list(readings)
    random.Random(seed).shuffle(mixed)
    folder = read_batch(tmp_path_factory.mktemp("mixed"), parted(mixed, size))
    merged(folder, sizes=SMALL)
    assert files(folder) == files(batch)


@settings(max_examples=3)
@given(sizes=st.builds(Sizes, *[st.integers(20, 200)] * 5))
def test_the_sizes_of_tasks_change_no_incident(
    batch: Folder, readings: list[Placed], tmp_path_factory: pytest.TempPathFactory, sizes: Sizes
) -> None:
    folder = read_batch(tmp_path_factory.mktemp("sized"), parted(readings, 15))
    merged(folder, sizes=sizes)
    assert lines(folder) == lines(batch)


def test_a_run_that_broke_off_goes_on(batch: Folder, readings: list[Placed], tmp_path: Path) -> None:
    folder = read_batch(tmp_path, parted(readings, 6))
    for _ in range(5):
        _some(folder, 40)
    merged(folder, sizes=SMALL)
    assert files(folder) == files(batch)


def _some(folder: Folder, number: int) -> None:
    """So many further tasks are done, and then the run breaks off."""
    before = len([name for name in folder.names("work/merge") if "/done/" in name])
    for _ in merge(folder, ENGINES["serial"], 1, sizes=SMALL):
        if len([name for name in folder.names("work/merge") if "/done/" in name]) >= before + number:
            return


def test_incidents_lie_in_the_month_of_their_start(batch: Folder) -> None:
    for name in batch.names("incidents"):
        month = name.split("/")[1].removeprefix("month=")
        rows = batch.read_table(name, ["id", "when_start"]).to_pylist()
        assert {(row["when_start"] or "unknown")[:7] for row in rows} == {month}
        assert rows == sorted(rows, key=lambda row: (row["when_start"] or "", row["id"]))


def test_nothing_read_makes_an_empty_data_set(tmp_path: Path) -> None:
    empty: Sequence[Sequence[Placed]] = [[]]
    folder = read_batch(tmp_path, empty)
    merged(folder)
    assert lines(folder) == []
