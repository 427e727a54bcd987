"""Inputs are cut into pieces of about as many pages, whatever their form and order, and no page twice or never."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.archived import page, record, zipped

from gesta.batch.folder import Folder
from gesta.batch.pages import pages
from gesta.batch.planning import Piece, inputs, plan, planned
from gesta.errors import Problem
from gesta.intake.rows import Given
from gesta.intake.warc import Captured
from gesta.model.documents import Report

_GIVEN = Given(None, "Outlet")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with every form of input, 20 reports in each table and archive."""
    made = tmp_path / "in"
    (made / "pages").mkdir(parents=True)
    noise = random.Random(5)
    stories = [[f"Story {n} " + "".join(noise.choices("abcdefgh ", k=30_000))] for n in range(20)]
    archive = [record(f"https://news.example/{n}", page(f"T{n}", *stories[n])) for n in range(20)]
    (made / "news.warc.gz").write_bytes(zipped(archive))
    (made / "news.warc").write_bytes(b"".join(archive))
    rows = [{"id": f"r{n}", "text": f"Row {n} with a, comma\nand a line"} for n in range(20)]
    (made / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows) + "no json\n")
    (made / "rows.csv").write_text("id,text\n" + "".join(f'{row["id"]},"{row["text"]}"\n' for row in rows))
    pq.write_table(pa.Table.from_pylist(rows), made / "rows.parquet", row_group_size=7)
    for n in range(20):
        (made / "pages" / f"{n:02}.html").write_bytes(page(f"P{n}", *stories[n]))
    (made / "empty.txt").write_text("")
    (made / "broken.parquet").write_bytes(b"PAR1 no more")
    return made


def _found(pieces: list[Piece], folder: Folder) -> list[Captured]:
    return [each for piece in pieces for each in pages(piece, folder, _GIVEN)]


def test_the_pieces_hold_everything_once_in_order(many: Path, tmp_path: Path) -> None:
    whole, small = (Folder(str(tmp_path / name)) for name in ("whole", "small"))
    files = inputs([str(many)])
    pieces = plan(small, files, _GIVEN, 5)
    assert len(pieces) > 15
    assert planned(small) == pieces
    found = _found(pieces, small)
    assert found == _found(plan(whole, files, _GIVEN, 100_000), whole)
    assert len(plan(whole, files, _GIVEN, 100_000)) == 1
    assert sum(isinstance(each.item, Report) for each in found) == 6 * 20
    assert sorted(each.item.what.split(":")[0] for each in found if isinstance(each.item, Problem)) == [
        "it is empty", "it is no whole Parquet file", "the line is not JSON",
    ]  # fmt: skip
    places = [each.place for each in found]
    assert places == sorted(set(places))
    assert max(sum(1 for _ in pages(piece, small, _GIVEN)) for piece in pieces) <= 20


def test_the_order_of_the_sources_and_naming_them_twice_change_nothing(many: Path, tmp_path: Path) -> None:
    sources = [str(many / name) for name in ("rows.csv", "news.warc.gz", "pages", "rows.jsonl")]
    first = inputs(sources)
    assert inputs([*reversed(sources), sources[2]]) == first
    folders = [Folder(str(tmp_path / name)) for name in "ab"]
    plans = [plan(folder, inputs(each), _GIVEN) for folder, each in zip(folders, (sources, sources[::-1]), strict=True)]
    assert plans[0] == plans[1]


def test_a_file_that_has_gone_is_a_problem(many: Path, tmp_path: Path) -> None:
    folder = Folder(str(tmp_path / "out"))
    pieces = plan(folder, inputs([str(many / "news.warc.gz"), str(many / "gone.txt")]), _GIVEN, 5)
    (many / "news.warc.gz").unlink()
    found = _found(pieces, folder)
    assert found
    assert all(isinstance(each.item, Problem) for each in found)
