"""Prodigy's JSON lines, as ``db-out`` writes them. Offsets are spaCy's: code points.

A task has ``text``, ``spans`` and the ``answer`` accept, reject or ignore; of text categories it has one ``label``, or
the chosen ``accept`` of its ``options``. https://prodi.gy/docs/api-interfaces
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gesta.errors import Problem
from gesta.intake.annotations_records import Result, annotated, of_whole_text
from gesta.model.given import OURS

_ANSWERS = {"accept": True, "reject": False, "ignore": None}


class _Span(msgspec.Struct):
    start: int
    end: int
    label: str | None = None


class _Task(msgspec.Struct, rename={"annotator": "_annotator_id", "session": "_session_id"}):
    text: str
    spans: list[_Span] | None = None
    answer: str | None = None
    label: str | None = None
    accept: list[str | int] | None = None
    options: list[object] | None = None
    meta: dict[str, object] | None = None
    annotator: str | None = None
    session: str | None = None
    gesta: str | None = None


def is_prodigy(row: Mapping[str, object]) -> bool:
    """True for a row that only Prodigy writes."""
    spans = row.get("spans")
    first = spans[0] if isinstance(spans, list) and spans else None
    return "text" in row and ("answer" in row or "_task_hash" in row or (isinstance(first, dict) and "start" in first))


def read_prodigy(where: str, row: Mapping[str, object]) -> Result:
    """The task as answered."""
    try:
        task = msgspec.convert(row, _Task)
    except msgspec.ValidationError as fault:
        return Problem(where, f"no task of Prodigy: {fault}")
    if task.answer is not None and task.answer not in _ANSWERS:
        return Problem(where, f"the answer {task.answer[:40]!r} is none of {', '.join(_ANSWERS)}")
    accepted = _ANSWERS[task.answer] if task.answer is not None else None
    meta = {**(task.meta or {}), "annotator": task.annotator or task.session or ""}
    if task.gesta is not None:
        meta[OURS] = task.gesta
    spans = [(span.start, span.end, span.label) for span in task.spans or () if span.label is not None]
    categories = [str(each) for each in task.accept or ()] or ([task.label] if task.label else [])
    if categories and not spans:
        return annotated(where, task.text, of_whole_text(task.text, categories), accepted, {**meta, "scope": "text"})
    if task.options is not None and not spans:
        meta["scope"] = "text"
    return annotated(where, task.text, spans, accepted, meta)
