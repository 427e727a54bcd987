"""``gesta.open``: what a project and what was read give in Python."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import gesta
from gesta.errors import DataError, UsageError
from gesta.frames.project import Project
from gesta.plots.tolls import TollData


def test_a_collection_is_read_anew_each_time(project: Project) -> None:
    incidents = project.incidents()
    first = [incident.id for incident in incidents]
    assert first == [incident.id for incident in incidents]
    assert len(first) == len(incidents) > 0
    assert bool(incidents) and not project.incidents(country="FR")


def test_an_incident_is_found_by_the_beginning_of_its_id(project: Project) -> None:
    incidents = project.incidents()
    wanted = next(iter(incidents))
    assert incidents[wanted.id[:12]] == wanted == project.incident(wanted.id)
    with pytest.raises(KeyError, match="no incident"):
        incidents["inc_nothing"]
    with pytest.raises(KeyError, match="incidents begin so"):
        project.incident("inc_")


def test_the_filter_is_the_one_of_the_commands(project: Project) -> None:
    bombs = project.incidents(type="bombing", country=["Somalia", "KE"], min_killed=3, since=date(2023, 3, 1))
    assert bombs.asked == "bombing, in Somalia or Kenya, since 2023-03-01, at least 3 killed"
    assert {incident.type for incident in bombs} == {"bombing"}
    assert len(bombs) == len(list(bombs)) == 1
    assert len(project.incidents(all=True)) > len(project.incidents())
    with pytest.raises(UsageError, match="no such filter"):
        project.incidents(min_kiled=3)
    with pytest.raises(UsageError, match="no such concept"):
        project.incidents(type="bombin")


def test_a_concept_counts_with_those_narrower_than_it(project: Project) -> None:
    for type_ in {incident.type for incident in project.incidents(all=True)}:
        found = project.incidents(type=type_, all=True)
        assert len(found) == len(list(found))


def test_reports_records_and_texts(project: Project) -> None:
    reports = list(project.reports())
    assert {report.outlet for report in reports} >= {"Radio Mudug", "Daily Courier", "Coast Gazette"}
    record = project.record(reports[0])
    assert record == project.record(reports[0].id)
    assert project.text(reports[0]) == record.document.text
    told = next(iter(project.incidents())).reports[0]
    assert project.text(told)
    with pytest.raises(KeyError):
        project.record("sha256:none")


def test_every_claim_stands_on_its_words(project: Project) -> None:
    claims = list(project.claims())
    assert claims
    for _, claim in claims:
        for quote in claim.evidence:
            assert quote.report is not None
            assert project.text(quote.report)[quote.start : quote.end] == quote.exact


def test_what_was_read_is_opened_like_a_project(story: Path) -> None:
    with gesta.open(story.parent / "read.jsonl") as read, gesta.open(story) as project:
        assert {report.id for report in read.reports()} == {report.id for report in project.reports()}
        assert len(read.incidents()) == len(list(read.incidents())) >= len(project.incidents())
        report = next(read.reports())
        assert read.text(report) == project.text(report)
        assert read.name == "read.jsonl"


def test_problems_name_their_report(tmp_path: Path, story: Path) -> None:
    lines = (story.parent / "read.jsonl").read_bytes()
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(b"{not json\n" + lines)
    with gesta.open(broken) as read:
        assert "broken.jsonl:1" in [problem.where for problem in read.problems()]
        assert list(read.incidents())


def test_what_cannot_be_opened_is_said(tmp_path: Path, story: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        gesta.open(tmp_path / "none.db")
    (tmp_path / "text.jsonl").write_text("no record\n")
    with pytest.raises(DataError, match="no record"):
        gesta.open(tmp_path / "text.jsonl")
    with pytest.raises(UsageError, match="own codebook"):
        gesta.open(story, codebook=tmp_path)


def test_plots_say_the_filter_and_what_read(project: Project) -> None:
    plot = project.incidents(type="bombing", policy="best_low_high").plot_tolls()
    assert plot.title == "People killed: bombing"
    assert isinstance(plot.data, TollData) and plot.data.policy == "best_low_high"
    assert plot.data.rows[0].best == 7 and plot.data.rows[0].low == 3
    incidents = project.incidents()
    assert incidents.plot_time(by="month").kind == "time"
    assert incidents.plot_map().svg() == incidents.plot_map().svg()
    assert b"model en@1" in incidents.plot_sources().svg()
