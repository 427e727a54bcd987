"""The load test's own sums, and that the page about installations tells what was measured."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec

from gesta.evaluate.load import FIGURES, Answer, Figures, load_section, path_of, speeds
from gesta.evaluate.load_made import made_report
from gesta.model.terms import IncidentId

DEPLOY = Path(__file__).resolve().parents[3] / "docs" / "deploy.md"


def test_percentiles_and_errors_by_kind() -> None:
    answers = [Answer("list", number / 1000, 200) for number in range(1, 101)]
    answers += [Answer("tile", 0.5, 503), Answer("tile", 0.1, 204), Answer("judgement", 2.0, 0)]
    found = {each.kind: each for each in speeds(answers)}
    assert (found["list"].number, found["list"].errors, found["list"].median, found["list"].longest) == (
        100,
        0,
        51.0,
        100.0,
    )
    assert (found["list"].p95, found["list"].p99) == (96.0, 100.0)
    assert (found["tile"].errors, found["judgement"].errors) == (1, 1)
    assert (found["all pages"].number, found["all pages"].errors) == (102, 1)


def test_readers_ask_the_same_each_time() -> None:
    ids = [IncidentId("inc_1"), IncidentId("inc_2")]
    asked = [path_of(dice, ids) for dice in [Random(1)] for _ in range(50)]
    assert asked == [path_of(dice, ids) for dice in [Random(1)] for _ in range(50)]
    assert {kind for kind, _ in asked} == {"list", "incident", "tile", "timeline", "changes"}
    assert all("{" not in path for _, path in asked)


def test_a_made_up_report_has_its_words_where_it_says() -> None:
    report, record = made_report(7)
    assert made_report(7) == (report, record) and report.id != made_report(8)[0].id
    for incident in record.incidents:
        (mention,) = incident.mentions
        assert record.document.text[mention.start : mention.end] == mention.exact
        assert mention.exact


def test_the_page_tells_what_was_measured() -> None:
    kept = msgspec.yaml.decode(FIGURES.read_bytes(), type=Figures)
    assert load_section(kept) in DEPLOY.read_text(encoding="utf-8")
    assert (kept.readers, kept.seconds, kept.lost, kept.doubled) == (200, 600, 0, 0)
    assert not any(each.errors for each in kept.speeds)
