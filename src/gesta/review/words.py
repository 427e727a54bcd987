"""Judgements and what they change in words."""

from __future__ import annotations

from gesta.model.incidents import Value
from gesta.model.judgements import Judgement
from gesta.model.merged import Change

_KINDS = {
    "same": "one incident", "different": "two incidents", "right": "it happened as told",
    "wrong": "it did not happen as told", "withdraw": "report withdrawn",
}  # fmt: skip


def judgement_words(judgement: Judgement) -> str:
    """The decision in words: "killed: 5", "one incident", "undo of jdg_…"."""
    if judgement.kind == "undo":
        return f"undo of {judgement.undoes}"
    if judgement.kind != "value":
        return _KINDS[judgement.kind]
    return f"{(judgement.field or '').rpartition('.')[2]}: {_value_words(judgement.value)}"


def _value_words(value: Value) -> str:
    """A number, a range, or the parts with their names; "unknown" for what is taken away."""
    if not isinstance(value, dict):
        return "unknown" if value is None else str(value)
    if value.keys() == {"low", "high"} and value["low"] == value["high"]:
        return str(value["low"])
    return ", ".join(f"{name} {part}" for name, part in value.items() if part is not None) or "unknown"


def change_words(change: Change) -> str:
    """What became of an incident: "merged inc_1 into inc_2", "updated inc_1: killed 5 → 9"."""
    other = f" {'into' if change.kind == 'merged' else 'from'} {change.other}" if change.other else ""
    return f"{change.kind} {change.incident}{other}{f': {change.detail}' if change.detail else ''}"
