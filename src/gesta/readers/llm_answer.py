"""What a model wrote, as acts of the right shape; whatever else it wrote is left out and said.

An answer is JSON, or text with JSON in it, or JSON that breaks off: every whole act of the list is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import get_args

import msgspec

from gesta.model.terms import Realis

REALIS: tuple[Realis, ...] = get_args(Realis)
_MOST_ACTS = 60
_MOST_ROLES = 24
_LONGEST = 400
_LARGEST = 1_000_000
"""Bounds of what one window can hold, and of numbers of sentences; more is a model that repeats itself."""
_LIST = re.compile(r'"events"\s*:\s*\[')
_GAP = re.compile(r"[\s,]*")


class RoleWords(msgspec.Struct, frozen=True):
    """A role and the words for who plays it, in one of the sentences shown."""

    role: str
    words: str


class Act(msgspec.Struct, frozen=True):
    """An event as a model tells it; nothing of it is checked against the text yet."""

    sentence: int
    trigger: str
    concept: str
    realis: str = "actual"
    background: bool = False
    roles: tuple[RoleWords, ...] = ()
    speaker: str = ""
    cue: str = ""


class Read(msgspec.Struct, frozen=True):
    """The acts of an answer in its order, and what is wrong with the rest of it."""

    acts: tuple[Act, ...]
    faults: tuple[str, ...]


def read_answer(content: str) -> Read:
    """The acts of an answer."""
    items, fault = _items(content)
    acts: list[Act] = []
    faults = [fault] if fault else []
    for number, item in enumerate(items, 1):
        if number > _MOST_ACTS:
            faults.append(f"more than {_MOST_ACTS} events for one window")
            break
        try:
            acts.append(_bounded(msgspec.convert(item, Act)))
        except (msgspec.ValidationError, RecursionError, ValueError) as error:
            faults.append(f"event {number} has another shape: {str(error)[:120]}")
    kept = tuple(dict.fromkeys(acts))
    if len(kept) < len(acts):
        faults.append("events told twice")
    return Read(kept, tuple(faults))


def _bounded(act: Act) -> Act:
    """The act; raises ValueError for one that is too large to be meant."""
    words = (act.trigger, act.concept, act.realis, act.speaker, act.cue, *(each.words for each in act.roles))
    if len(act.roles) > _MOST_ROLES or max(map(len, words)) > _LONGEST or abs(act.sentence) > _LARGEST:
        raise ValueError("it is longer than any event")
    return act


def _items(content: str) -> tuple[list[object], str | None]:
    """The members of the list of events, and what is wrong around them."""
    try:
        whole = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return _cut_out(content)
    listed = whole.get("events") if isinstance(whole, dict) else whole
    if isinstance(listed, list):
        return listed, None
    return [], "its answer has no list of events"


def _cut_out(content: str) -> tuple[list[object], str | None]:
    """The members of the last list of events in a text, as far as they are whole."""
    places = [found.end() for found in _LIST.finditer(content)]
    if not places:
        return [], "its answer is not JSON"
    found = list(_members(content, places[-1]))
    at = found[-1][1] if found else places[-1]
    closed = _GAP.match(content, at)
    whole = closed is not None and content[closed.end() : closed.end() + 1] == "]"
    return [item for item, _ in found], None if whole else "its answer breaks off"


def _members(content: str, at: int) -> Iterator[tuple[object, int]]:
    """Each whole JSON value from the place on, with where it ends."""
    decoder = json.JSONDecoder()
    for _ in range(_MOST_ACTS + 1):
        gap = _GAP.match(content, at)
        try:
            item, at = decoder.raw_decode(content, gap.end() if gap else at)
        except (ValueError, RecursionError):
            return
        yield item, at
