"""Judgements and what they change in words."""

from __future__ import annotations

from gesta.model.judgements import Judgement
from gesta.model.merged import Change


def judgement_words(judgement: Judgement) -> str:
    """The decision in words: "counts.killed: low 5, high 5", "same", "undo of jdg_…"."""
    if judgement.kind == "undo":
        return f"undo of {judgement.undoes}"
    if judgement.kind != "value":
        return judgement.kind
    value = judgement.value
    told = ", ".join(f"{name} {part}" for name, part in value.items()) if isinstance(value, dict) else str(value)
    return f"{judgement.field}: {told}"


def change_words(change: Change) -> str:
    """What became of an incident: "merged inc_1 into inc_2", "updated inc_1: killed 5 → 9"."""
    other = f" {'into' if change.kind == 'merged' else 'from'} {change.other}" if change.other else ""
    return f"{change.kind} {change.incident}{other}{f': {change.detail}' if change.detail else ''}"
