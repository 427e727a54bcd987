"""Annotated texts to examples: what tells, what does not, what is open, what stood there already."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from gesta.codebook.taught_lines import ExampleLine
from gesta.errors import Problem
from gesta.export.example_tasks import TaskForm, tasks
from gesta.intake.annotations import Annotated, AnnotatedSpan, read_annotations
from gesta.model.spans import Span
from gesta.pipeline.taught_by_tools import Import, Known, imported

LONG = "Prices rose on Monday. 🐐 Raiders drove away sixty goats from Turkana! Nobody was hurt."
QUESTION = "Бандиты 🐐 угнали скот у пастухов."


def nowhere(text: str) -> Span | None:
    return None


def made(*given: Annotated | Problem, known: Known | None = None, locate=nowhere) -> Import:  # type: ignore[no-untyped-def]
    return imported(given, ["Raid"], known or {}, locate, "ann", "2026-01-01T00:00:00Z")


def text(
    words: str, *marks: tuple[str, str], accepted: bool | None = True, meta: Mapping[str, str] | None = None
) -> Annotated:
    spans = [AnnotatedSpan(words.index(mark), words.index(mark) + len(mark), label) for mark, label in marks]
    return Annotated(words, tuple(spans), accepted, meta or {}, "export:1")


def test_a_span_tells_in_its_sentence() -> None:
    (line,) = made(text(LONG, ("drove away ", "RAID"), ("Monday", "DAY"))).lines
    assert line.text == "🐐 Raiders drove away sixty goats from Turkana!"
    assert line.text[line.start : line.end] == "drove away" and line.told is True
    assert (line.source, line.who, line.at) == ("export:1", "ann", "2026-01-01T00:00:00Z")


def test_what_does_not_tell() -> None:
    rejected = made(text(LONG, ("rose", "raid"), accepted=False)).lines
    assert [(each.text, each.text[each.start : each.end], each.told) for each in rejected] == [
        ("Prices rose on Monday.", "rose", False)
    ]
    without = made(text(LONG, ("Monday", "DAY"))).lines
    assert [(each.text, each.start, each.end, each.told) for each in without] == [(LONG, 0, 0, False)]
    assert made(text(LONG, ("Monday", "DAY"), accepted=False)).lines == []
    undecided = made(text(LONG, accepted=None))
    assert (undecided.lines, undecided.undecided) == ([], 1)


def test_a_long_text_without_the_label_is_cut() -> None:
    lines = made(text(" ".join(f"Report number {number} told of the market in town." for number in range(60)))).lines
    assert len(lines) > 3
    assert all(len(each.text) <= 600 and each.text.endswith("town.") for each in lines)


def test_a_label_of_a_whole_text_needs_a_trigger() -> None:
    whole = text(LONG, (LONG, "Raid"), meta={"scope": "text"})
    assert "no word of it is a trigger" in made(whole).problems[0].what
    at = LONG.index("drove")
    (line,) = made(whole, locate=lambda _: Span(at, at + 5)).lines
    assert line.text[line.start : line.end] == "drove" and line.text.startswith("🐐")
    (counter,) = made(text(LONG, (LONG, "Raid"), accepted=False, meta={"scope": "text"})).lines
    assert (counter.start, counter.end, counter.told) == (0, 0, False)


def test_doubles_and_contradictions() -> None:
    first = made(text(LONG, ("drove away", "Raid"))).lines[0]
    again = made(text(LONG, ("drove away", "Raid")), text(LONG, ("drove away", "Raid")), known={first.key: True})
    assert (again.lines, again.doubles) == ([], 2)
    other = made(text(LONG, ("drove away", "Raid")), known={first.key: False})
    assert other.lines == [] and "counter-example" in other.problems[0].what


def test_problems_pass_and_labels_are_counted() -> None:
    result = made(Problem("export:9", "broken"), text(LONG, ("Monday", "DAY"), ("drove", "RAID")))
    assert result.problems == [Problem("export:9", "broken")]
    assert result.labels == {"DAY": 1, "RAID": 1}


@pytest.mark.parametrize("form", ["prodigy", "label-studio", "doccano"])
def test_tasks_go_out_and_answers_come_back(tmp_path: Path, form: TaskForm) -> None:
    """The tool leaves one suggestion standing and takes the other away."""
    start = QUESTION.index("угнали")
    yes, no = ExampleLine(QUESTION, start, start + 6), ExampleLine("Raid on prices! سعر", 0, 4)
    content = tasks(form, "raid", [yes, no])
    path = tmp_path / "export.json"
    if form == "label-studio":
        rows = json.loads(content)
        for row, kept in zip(rows, (True, False), strict=True):
            suggested = row.pop("predictions")[0]["result"]
            row["annotations"] = [{"result": suggested if kept else []}]
        path.write_text(json.dumps(rows), encoding="utf-8")
    else:
        kept_row, other = (json.loads(line) for line in content.splitlines())
        if form == "prodigy":
            kept_row["answer"], other["answer"] = "accept", "reject"
        else:
            other |= {"label": [], "annotation_approver": "ann"}
        path.write_text(json.dumps(kept_row) + "\n" + json.dumps(other) + "\n", encoding="utf-8")
    result = made(*read_annotations(path), known={yes.key: None, no.key: None})
    assert not result.problems
    assert [(each.key, each.told) for each in result.lines] == [(yes.key, True), (no.key, False)]
