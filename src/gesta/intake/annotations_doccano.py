"""doccano's JSON lines, of every version.

Spans: ``label`` or ``labels`` or ``entities`` of [start, end, label] (from 1.0), ``entities`` of objects with
``start_offset`` (projects with relations, from 1.5), ``annotations`` with the numbers of labels (before 1.0).
Categories of texts: ``label`` or ``labels`` of strings. The text stands in ``text`` or, from 1.6, in ``data``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from gesta.errors import Problem
from gesta.intake.annotations_offsets import Bounds, Utf16, by_borders
from gesta.intake.annotations_records import Result, annotated, of_whole_text
from gesta.model.given import OURS

_FIELDS = ("entities", "labels", "label", "annotations")
_OWN = frozenset({*_FIELDS, "text", "data", "relations", "Comments"})


class _Entity(msgspec.Struct):
    start_offset: int
    end_offset: int
    label: str | int


_Triple = tuple[int, int, str]


def is_doccano(row: Mapping[str, object]) -> bool:
    """True for a row with a text and labels as doccano writes them."""
    text = row.get("text", row.get("data"))
    return isinstance(text, str) and any(isinstance(row.get(name), list) for name in _FIELDS)


def read_doccano(where: str, row: Mapping[str, object]) -> Result:
    """The text with its spans, or its categories. A text without any is not decided: doccano exports those that nobody
    has looked at too; a text that was approved is."""
    text = row.get("text", row.get("data"))
    if not isinstance(text, str):
        return Problem(where, "the row has no text")
    given = next((value for name in _FIELDS if isinstance(value := row.get(name), list) and value), [])
    meta = {**_meta(row), **{name: value for name, value in row.items() if name not in _OWN}}
    decided = True if given or row.get("annotation_approver") else None
    categories = [each for each in given if isinstance(each, str)]
    if categories and len(categories) == len(given):
        return annotated(where, text, of_whole_text(text, categories), decided, {**meta, "scope": "text"})
    spans = _spans(given)
    if isinstance(spans, str):
        return Problem(where, f"no labels of doccano: {spans}")
    bounds = [(start, end) for start, end, _ in spans]
    placed, unit = _given_out(text, bounds) if OURS in meta else by_borders(text, bounds)
    labelled = [(start, end, label) for (start, end), (_, _, label) in zip(placed, spans, strict=True)]
    return annotated(where, text, labelled, decided, {**meta, "offsets": unit})


def _given_out(text: str, spans: Sequence[Bounds]) -> tuple[list[Bounds], str]:
    """Texts that Gesta gave out are in the units of the doccano of today."""
    units = Utf16(text)
    return [units.bounds(start, end) for start, end in spans], "UTF-16 units"


def _meta(row: Mapping[str, object]) -> dict[str, object]:
    nested = row.get("meta", row.get("metadata"))
    return dict(nested) if isinstance(nested, dict) else {}


def _spans(given: Sequence[object]) -> list[_Triple] | str:
    """The spans, or what is wrong with them."""
    found: list[_Triple] = []
    for each in given:
        try:
            if isinstance(each, dict):
                entity = msgspec.convert(each, _Entity)
                found.append((entity.start_offset, entity.end_offset, str(entity.label)))
            else:
                found.append(msgspec.convert(each, _Triple))
        except msgspec.ValidationError as fault:
            return str(fault)
    return found
