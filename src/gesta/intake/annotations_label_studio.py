"""Label Studio's JSON and JSON-MIN: a record for every annotation of every task.

https://labelstud.io/guide/task_format, https://labelstud.io/guide/export
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from gesta.errors import Problem
from gesta.intake.annotations_offsets import by_words
from gesta.intake.annotations_records import Result, annotated, of_whole_text
from gesta.model.given import OURS

_OWN = frozenset({"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"})
"""Fields of a JSON-MIN row that are Label Studio's, not the task's data."""
_HTML = "marked in HTML, not in text"


class _Value(msgspec.Struct):
    start: int | str | None = None
    end: int | str | None = None
    text: str | list[str] | None = None
    labels: list[str] | None = None
    hypertextlabels: list[str] | None = None
    choices: list[str] | None = None


class _Region(msgspec.Struct):
    value: _Value
    type: str = "labels"


class _Annotation(msgspec.Struct):
    result: list[object] = []
    was_cancelled: bool = False
    completed_by: object = None


class _Task(msgspec.Struct):
    data: dict[str, object]
    annotations: list[_Annotation] | None = None
    completions: list[_Annotation] | None = None
    meta: dict[str, object] | None = None


def is_label_studio(row: Mapping[str, object]) -> bool:
    """True for a task of the JSON export and for a row of JSON-MIN."""
    if isinstance(row.get("data"), dict):
        return any(name in row for name in ("annotations", "completions", "predictions"))
    return "annotation_id" in row or "lead_time" in row or any(True for _ in _regions_of_row(row))


def read_label_studio(where: str, row: Mapping[str, object]) -> Iterator[Result]:
    """Every annotation of the task; the task with nothing decided where it has none."""
    if not isinstance(row.get("data"), dict):
        yield _minimal(where, row)
        return
    try:
        task = msgspec.convert(row, _Task)
    except msgspec.ValidationError as fault:
        yield Problem(where, f"no task of Label Studio: {fault}")
        return
    text = text_of(task.data)
    if text is None:
        yield Problem(
            where, "the task has no text", "texts given by address are not fetched: export them with the task"
        )
        return
    meta = {**task.data, **(task.meta or {})}
    meta = {name: value for name, value in meta.items() if value != text}
    made = task.annotations if task.annotations is not None else task.completions
    for annotation in made or ():
        accepted = None if annotation.was_cancelled else True
        yield _record(where, text, annotation.result, accepted, {**meta, **_who(annotation.completed_by)})
    if not made:
        yield annotated(where, text, (), None, meta)


def text_of(data: Mapping[str, object]) -> str | None:
    """The text of a task: what stands under ``text``, else the longest string that is no address."""
    if isinstance(named := data.get("text"), str):
        return named
    found = [value for value in data.values() if isinstance(value, str) and "://" not in value[:12]]
    return max(found, key=len, default=None)


def _who(by: object) -> dict[str, object]:
    if isinstance(by, dict):
        by = by.get("email") or by.get("id")
    return {"annotator": by} if isinstance(by, str | int) else {}


def _minimal(where: str, row: Mapping[str, object]) -> Result:
    """JSON-MIN: the fields of the data and the results by the names of their controls, all on one level."""
    text = text_of({name: value for name, value in row.items() if name not in _OWN})
    if text is None:
        return Problem(where, "the row has no text")
    regions = [{"value": each, "type": "labels"} for each in _regions_of_row(row)]
    choices = [{"value": {"choices": each}, "type": "choices"} for each in _choices_of_row(row, text)]
    meta = {name: value for name, value in row.items() if name in _OWN or name == OURS}
    return _record(where, text, [*regions, *choices], True if "annotation_id" in row or regions else None, meta)


def _regions_of_row(row: Mapping[str, object]) -> Iterator[object]:
    for value in row.values():
        for each in value if isinstance(value, list) else ():
            if isinstance(each, dict) and ("labels" in each or "hypertextlabels" in each) and "start" in each:
                yield each


def _choices_of_row(row: Mapping[str, object], text: str) -> Iterator[list[str]]:
    """One choice is a string, several are ``{"choices": [...]}``; a short string beside the text may be one."""
    for name, value in row.items():
        if isinstance(value, dict) and isinstance(chosen := value.get("choices"), list):
            yield [each for each in chosen if isinstance(each, str)]
        elif name in _OWN or name in ("text", OURS) or not isinstance(value, str):
            continue
        elif value != text and "://" not in value:
            yield [value] if 0 < len(value) <= 100 else []


def _record(
    where: str, text: str, result: Sequence[object], accepted: bool | None, meta: Mapping[str, object]
) -> Result:
    spans: list[tuple[int, int, str]] = []
    choices: list[str] = []
    for given in result:
        try:
            region = msgspec.convert(given, _Region)
        except msgspec.ValidationError:
            continue  # a relation, a rating: it marks nothing in the text
        choices.extend(region.value.choices or ())
        labels = list(chain(region.value.labels or (), region.value.hypertextlabels or ()))
        if labels:
            placed = _placed(where, text, region.value)
            if isinstance(placed, Problem):
                return placed
            spans.extend((*placed, label) for label in labels)
    if choices and not spans:
        return annotated(where, text, of_whole_text(text, choices), accepted, {**meta, "scope": "text"})
    return annotated(where, text, spans, accepted, meta)


def _placed(where: str, text: str, value: _Value) -> tuple[int, int] | Problem:
    if not isinstance(value.start, int) or not isinstance(value.end, int):
        return Problem(where, f"a span is {_HTML}", "label plain text")
    words = value.text if isinstance(value.text, str) else None
    start, end = by_words(text, value.start, value.end, words)
    if start < 0:
        return Problem(where, f"at {value.start}-{value.end} the text does not hold the words that the span marks")
    return start, end
