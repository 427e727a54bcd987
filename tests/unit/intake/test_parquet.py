"""Parquet files are tables of reports like others, read a part at a time."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.archived import page

from gesta.errors import Problem
from gesta.intake import reports
from gesta.intake.parquet import read_parquet
from gesta.intake.rows import Given
from gesta.intake.warc import Captured
from gesta.model.documents import Report


def _file(table: pa.Table, group: int = 10) -> bytes:
    stream = io.BytesIO()
    pq.write_table(table, stream, row_group_size=group)
    return stream.getvalue()


def _read(raw: bytes, start: int = 0, end: int | None = None) -> list[Captured]:
    return list(read_parquet(io.BytesIO(raw), "t.parquet", Given(None, "Given"), start, end))


def _rows(count: int) -> pa.Table:
    return pa.table(
        {
            "id": [f"r{each}" for each in range(count)],
            "Text": [f"Rain fell {each} times." for each in range(count)],
            "date": [datetime.datetime(2024, 5, 2, 3, 4)] * count,
            "other": [b"\x00"] * count,
        }
    )


def test_rows_are_reports_and_parts_are_the_whole() -> None:
    raw = _file(_rows(25))
    whole = _read(raw)
    assert [each.place for each in whole] == list(range(25))
    first = whole[0].item
    assert isinstance(first, Report)
    assert (first.row_id, first.content, first.published, first.outlet, first.source) == (
        "r0", "Rain fell 0 times.", "2024-05-02T03:04:00", "Given", "t.parquet",
    )  # fmt: skip
    assert [*_read(raw, 0, 7), *_read(raw, 7, 18), *_read(raw, 18, 25)] == whole


def test_a_page_in_a_column_is_a_page() -> None:
    for cells in (["<p>One.</p>"], [page("T")]):
        (found,) = _read(_file(pa.table({"url": ["https://news.example/"], "html": cells})))
        assert isinstance(found.item, Report)
        assert found.item.media == "html"


def test_a_bad_row_costs_itself_and_a_broken_group_costs_itself() -> None:
    ends = b"".join(each.to_bytes(4, "little") for each in (0, 3, 5, 9))
    bad = pa.StringArray.from_buffers(3, pa.py_buffer(ends), pa.py_buffer(b"one\xff\xfetwoo"))
    found = [each.item for each in _read(_file(pa.table({"text": bad})))]
    assert [isinstance(each, Problem) for each in found] == [False, True, False]
    raw = bytearray(_file(_rows(30)))
    at = pq.ParquetFile(io.BytesIO(bytes(raw))).metadata.row_group(1).column(1).data_page_offset
    raw[at : at + 8] = b"\xff" * 8
    broken = _read(bytes(raw))
    assert sum(isinstance(each.item, Report) for each in broken) == 20
    (problem,) = [each.item for each in broken if isinstance(each.item, Problem)]
    assert problem.what.startswith("the rows 11 to 20 cannot be read")


def test_what_is_no_table_of_reports_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(_file(_rows(3))[:-9])
    (tmp_path / "b.parquet").write_bytes(_file(pa.table({"n": [1]})))
    (tmp_path / "c.pq").write_bytes(_file(_rows(2)))
    found = list(reports([str(tmp_path)]))
    assert [isinstance(each, Problem) for each in found] == [True, True, False, False]
    assert "no whole Parquet file" in str(found[0])
    assert "no column holds a text" in str(found[1])
