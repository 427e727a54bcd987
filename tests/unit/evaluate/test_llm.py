"""The evaluation of the llm reader: its articles, its check of every span, what it keeps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec

from gesta.evaluate.incidents import IncidentFigures
from gesta.evaluate.llm import _checked, keep, kept_rows, row
from gesta.evaluate.suites.figures import Figure, Folders
from gesta.evaluate.suites.llm import SAMPLE, sample
from gesta.model.incidents import Record

GOLD = Path(__file__).resolve().parents[3] / "corpus" / "incidents"


def test_the_articles_are_of_the_half_that_may_be_read(data: Path) -> None:
    halves = {
        gold["doc"]: gold["half"]
        for path in GOLD.glob("*.jsonl")
        for gold in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }
    found = sample(Folders(data, GOLD))
    assert len(found) == SAMPLE and {halves[article.key] for article in found} == {"read"}
    assert found == sample(Folders(data, GOLD))


def test_a_span_that_is_not_the_texts_is_counted(read: Callable[..., Record]) -> None:
    record = read("Gunmen killed three soldiers near Djibo on Monday, police said.")
    assert all(_checked(record)) and len(list(_checked(record))) > 5
    (incident,) = record.incidents
    moved = msgspec.structs.replace(incident.mentions[0], start=0)
    broken = msgspec.structs.replace(record, incidents=(msgspec.structs.replace(incident, mentions=(moved,)),))
    right, total = row("llm", IncidentFigures(), {"a": broken}).spans
    assert right == total - 1


def test_what_is_kept_stands_on_the_quality_page(tmp_path: Path) -> None:
    figures = [Figure("llm.precision", 0.5, "1/2", "right of shown"), Figure("llm.grounded", None, "0/0", "none")]
    keep(figures, tmp_path / "kept.yaml")
    rows = kept_rows("gesta eval llm", tmp_path / "kept.yaml")
    assert [(each.section, each.name, each.figure, each.of, each.note) for each in rows] == [
        ("llm", "llm.precision", 0.5, "1/2", "right of shown"), ("llm", "llm.grounded", None, "0/0", "none"),
    ]  # fmt: skip
    assert kept_rows("gesta eval llm", tmp_path / "absent.yaml") == []
