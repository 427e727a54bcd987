"""The page on the data set of a batch says what happens: its blocks are run beside a batch of the samples, and its
columns are those of the tables."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from tests.batched import merged, read_batch, readings_of

from gesta.batch.folder import Folder
from gesta.batch.merge_clusters import DATA_LINKS, DATA_MEMBERS
from gesta.batch.merge_copies import COPIES
from gesta.batch.merge_incidents import TIES
from gesta.batch.rows import RECORDS
from gesta.intake.files import reports
from gesta.model.documents import Report
from gesta.pipeline.reading import engine

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "batch-data.md"
STORIES = ("gamboru-market-evening.txt", "gamboru-market-morning.txt", "galkayo-minibus.jsonl")
TABLES = {"records": RECORDS, "members": DATA_MEMBERS, "links": DATA_LINKS, "copies": COPIES, "ties": TIES}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A folder with a batch of some stories."""
    monkeypatch.chdir(tmp_path)
    sources = [str(ROOT / "samples" / "reports" / each) for each in STORIES]
    reader = engine()
    told = [(item, reader.read(item)) for item in reports(sources) if isinstance(item, Report)]
    made = read_batch(tmp_path / "batch", [readings_of(told)])
    merged(made)
    return made


def test_every_block_does_what_the_page_says(folder: Folder) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "batch-data.md", str(PAGE), 0)
    assert len(test.examples) > 10
    told: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test, out=told.append)
    assert not runner.failures, "".join(told)


def columns() -> Iterator[tuple[str, str]]:
    for table, names in re.findall(r"^\| (\w+) \| (`.*?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE):
        yield from ((table, name) for name in re.findall(r"`(\w+)`", names))


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_of_the_page_are_those_of_the_tables(table: str) -> None:
    schema: pa.Schema = TABLES[table]
    assert [name for of, name in columns() if of == table] == schema.names
