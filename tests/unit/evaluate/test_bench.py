"""The benchmark: its inputs, its tables, and what follows from its figures; never how long anything takes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.evaluate import bench_peers, merge_scale
from gesta.evaluate.bench import Bench, load, main, tables
from gesta.evaluate.bench_inputs import WORDS, archive, cut, page_reports, pages, texts
from gesta.evaluate.bench_meter import Cost, joules, metered
from gesta.evaluate.bench_peers import Peer
from gesta.evaluate.bench_scale import (
    PAGE,
    TASKS,
    Assumed,
    Task,
    each_took,
    merge_seconds,
    need,
    section,
    table,
    written,
)
from gesta.evaluate.bench_work import Row
from gesta.evaluate.merge_scale import Point
from gesta.intake.rows import Given
from gesta.intake.warc import read_archive
from gesta.model.documents import Report
from gesta.text.documents import document

POINTS = (Point(1000, 0, 0, 1.0, 1.0, 1, 1.0), Point(10_000, 0, 0, 20.0, 20.0, 1, 1.0))
ROWS = (
    Row("archive to decision", 100, 50_000, Cost(1.0, 2.0, None)),
    Row("archive to decision", 100, 50_000, Cost(2.0, 1.5, None), 2),
    Row("warm: full reading", 10, 5_000, Cost(1.0, 1.0, 20.0), 1, 900),
)
PEERS = (Peer("copies", "gesta", 2.0, True), Peer("copies", "other", 5.0), Peer("copies", "gone", None))
FIGURES = Bench("a machine", 10, ROWS, {1: {"text": 1.0}, 2: {"text": 2.0}}, PEERS)


@given(st.text(), st.integers(1, 9))
def test_a_cut_text_is_the_beginning_with_so_many_words(text: str, words: int) -> None:
    found = cut(text, words)
    assert text.startswith(found) and found.split() == text.split()[:words]


def test_without_the_data_the_samples_are_read_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = texts(tmp_path, 12)
    assert len(made) == 12 and {len(text.split()) for text in made} == {WORDS}
    assert "NOT there" in capsys.readouterr().err
    assert made == texts(tmp_path, 12)


def test_pages_hold_their_text_among_furniture_and_an_archive_holds_pages(tmp_path: Path) -> None:
    made = texts(tmp_path, 3)
    found = pages(made)
    assert all(40_000 < len(page) < 60_000 for page in found)
    read = document(page_reports(found)[0])
    assert made[0].split("\n")[-1] in read.text and "Related stories" not in read.text
    held = [each.item for each in read_archive(io.BytesIO(archive(found)), "a.warc.gz", Given(None, None))]
    assert len(held) == 3 and all(isinstance(each, Report) for each in held)


def test_joules_are_read_where_the_machine_tells_them(tmp_path: Path) -> None:
    assert joules(tmp_path) is None
    (tmp_path / "intel-rapl:0").mkdir()
    (tmp_path / "intel-rapl:0" / "energy_uj").write_text("2500000\n")
    assert joules(tmp_path) == 2.5


def test_a_meter_has_the_cost_of_its_block() -> None:
    with metered() as meter:
        sum(range(100_000))
    assert meter.cost.seconds >= 0 and meter.cost.clock > 0


def test_a_peer_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(made: object) -> bench_peers.Work:
        raise ImportError("no such library")

    monkeypatch.setitem(bench_peers.PARTS, ("copies", "gone"), missing)
    assert bench_peers.measure("copies", "gone", ["some text"]) == Peer("copies", "gone", None)
    assert "| copies | gone | not installed: pip install 'gesta[bench]' | - |" in tables(FIGURES)


def test_tables_tell_rates_memory_joules_and_ratios() -> None:
    told = tables(FIGURES)
    assert "| archive to decision | 1 | 100 | 50.0 | 25,000.0 | 10.0 | 100.0 | - | not readable |" in told
    assert "| warm: full reading | 1 | 10 | 10.0 | 5,000.0 | 100.0 | 10.0 | 900 | 2.00 |" in told
    assert "| text | 1.0 | 2.0 |" in told and "| copies | other | 5.0 | 2.50 |" in told


def test_needs_follow_from_the_dearest_measurements() -> None:
    assert each_took(FIGURES, "archive to decision") == 0.02
    assert merge_seconds(10_000, POINTS) == pytest.approx(20)
    assert merge_seconds(100_000, POINTS) == pytest.approx(400)
    assumed = Assumed(accounts=1, kilobytes=1, row_bytes=0, fusing_ms=0, memory_mb=1024, spare=0, days=1, price=2)
    task = Task("a day", 360_000, 0.5, hours=1, days=1)
    made = need(task, FIGURES, POINTS, assumed)
    assert (made.deciding, made.reading, made.disk) == (2.0, 5.0, 0.18)
    assert made.cores >= made.deciding + made.reading + made.merging and made.cost == made.cores * 2
    assert need(Task("all", 360_000, 1.0, 1, 1), FIGURES, POINTS, assumed).deciding == 0
    assert "| a day | 360,000 | 50 % | 2.0 | 5.0 |" in table([made])


def test_the_page_on_scale_has_what_follows_from_the_figures_kept() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page, section(load(), merge_scale.load_points(), Assumed())) == page
    assert all(task.name in page for task in TASKS)


def test_a_tiny_run_prints_its_tables(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    main(["--data", str(tmp_path), "--documents", "1", "--workers", "1", "--no-peers"])
    told = capsys.readouterr().out
    names = re.findall(r"^\| ([^|]+?) \| 1 \|", told, re.MULTILINE)
    assert names == ["cold: start and first document", "warm: full reading", "triage of texts", "triage of pages",
                     "archive to decision"]  # fmt: skip
    assert "| linguistics |" in told and "| encoder |" in told
