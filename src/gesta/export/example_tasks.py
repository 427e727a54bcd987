"""Undecided examples as tasks of annotation tools, each with the words in question marked as a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import msgspec

from gesta.codebook.taught_lines import ExampleLine

TaskForm = Literal["prodigy", "label-studio", "doccano"]


def tasks(form: TaskForm, concept: str, lines: Iterable[ExampleLine]) -> bytes:
    """The file of the form, ready to be loaded into the tool: JSON lines, for Label Studio one JSON array.

    Prodigy counts code points; doccano UTF-16 units; Label Studio is given code points, as it counts since 2021.
    """
    made = [_MAKERS[form](concept, line) for line in lines]
    if form == "label-studio":
        return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"
    return b"".join(msgspec.json.encode(each) + b"\n" for each in made)


def _prodigy(concept: str, line: ExampleLine) -> dict[str, object]:
    """For ``ner.manual`` or ``mark``: accept where the words tell the concept, reject where they do not."""
    spans = [{"start": line.start, "end": line.end, "label": concept}] if line.end else []
    return {"text": line.text, "spans": spans, "meta": {"source": line.source}}


def _label_studio(concept: str, line: ExampleLine) -> dict[str, object]:
    """For a project with ``<Labels name="label" toName="text">`` over ``<Text name="text" value="$text"/>``."""
    value = {
        "start": line.start, "end": line.end, "text": line.text[line.start : line.end], "labels": [concept],
    }  # fmt: skip
    region = {"from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return {
        "data": {"text": line.text, "source": line.source},
        "predictions": [{"model_version": "gesta", "result": [region] if line.end else []}],
    }


def _doccano(concept: str, line: ExampleLine) -> dict[str, object]:
    """For a sequence labelling project; a text whose label is taken away is a counter-example once it is approved."""
    start, end = (len(line.text[:at].encode("utf-16-le")) // 2 for at in (line.start, line.end))
    return {"text": line.text, "label": [[start, end, concept]] if line.end else [], "source": line.source}


_MAKERS: Mapping[TaskForm, Callable[[str, ExampleLine], dict[str, object]]] = {
    "prodigy": _prodigy,
    "label-studio": _label_studio,
    "doccano": _doccano,
}
