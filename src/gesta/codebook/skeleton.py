"""A concept file to fill in: what a user starts from, with notes on every field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import get_args

from gesta.codebook.records import Concept, Family
from gesta.model.terms import ArgumentRole, ConceptClass

_PARENT_TRIGGERS = 6
"""Triggers of the parent that are named as models: a line or two of them."""
_WIDTH = 116
_ROLES: dict[ConceptClass, dict[ArgumentRole, str]] = {
    "event": {"perpetrator": "who did it", "target": "what it was done to", "victim": "persons hurt",
              "place": "where", "time": "when"},
    "statement": {"perpetrator": "who says it", "addressee": "to whom", "target": "what or whom it is about",
                  "place": "where", "time": "when"},
}  # fmt: skip
"""The roles of a concept without a parent, as the shipped concepts of its class have them."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.()/-]*")
"""Text that YAML takes for text as it stands; a word of its own ("yes", "null", "1") is quoted all the same."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off"})


def skeleton(concept: str, label: str, cls: ConceptClass, parent: Concept | None = None, file: str = "") -> str:
    """The text of a file for a new concept; with a parent, family, roles and tolls are the parent's.

    ``file``: the name it will have, for the commands in its first lines.
    """
    return "\n".join(_lines(concept, label, cls, parent, file or f"{concept}.yaml")) + "\n"


def _lines(concept: str, label: str, cls: ConceptClass, parent: Concept | None, file: str) -> Iterator[str]:
    yield "# A concept of your own. Fill in what is empty; a line that begins with # is a note and may go."
    yield f"#   gesta codebook lint {file}    says what is missing or wrong, with its line"
    yield f"#   gesta codebook test {file}    reads the examples and counter-examples below"
    yield ""
    yield f"id: {concept}"
    yield "# event: something done, which is listed. statement: something said, which is listed with --all."
    yield f"class: {cls}"
    yield f"label: {_text(label)}"
    yield "# Concepts that are near one another, so that tellings of one occurrence are found:"
    yield f"# {', '.join(get_args(Family))}"
    yield f"family: {parent.family if parent else 'verbal' if cls == 'statement' else ''}".rstrip()
    yield "# Broader concepts: a report that tells only the parent may tell of the same occurrence."
    yield f"parents: [{parent.id if parent else ''}]"
    yield ""
    yield "# A sentence or two by which a second coder would decide as you do."
    yield "definition:"
    yield "# What counts though one may doubt it, and what does not though it looks like it. Such as:"
    yield "# - threats that made it happen"
    yield "inclusions:"
    yield "exclusions:"
    yield ""
    yield "# Who and what takes part; take out what does not apply."
    yield "roles:"
    roles: Mapping[ArgumentRole, str] = parent.roles if parent else _ROLES[cls]
    yield from (f"  {role}: {_text(roles[role])}" for role in get_args(ArgumentRole) if role in roles)
    yield "# Tolls that it can carry: killed, injured, detained, abducted, displaced, participants"
    bears = parent.bears if parent else ()
    yield f"bears: [{', '.join(bears)}]"
    yield ""
    yield from _trigger_lines(parent)
    yield ""
    yield "# Sentences that tell it, each with the words that do, and who plays which role. Such as:"
    yield '# - {text: "Gunmen shut the well on Monday.", trigger: shut, roles: {perpetrator: Gunmen, target: the well}}'
    yield "examples:"
    yield ""
    yield "# Sentences that hold such words and do not tell it. Such as:"
    yield '# - {text: "The museum was shut on Monday.", why: opening hours}'
    yield "counter_examples:"


def _trigger_lines(parent: Concept | None) -> Iterator[str]:
    yield "# The words that tell it, in their ground form: a verb, a noun or an adjective (adj), or a phrase."
    yield "# object, subject, modifier: one of these must be what the word governs; with: stands in the sentence;"
    yield "# not, without: rule it out. weight, up to 1: how likely the word alone means it; 0.7 where none is given."
    yield "# - {lemma: shut, pos: verb, object: [well, pump, water point], weight: 0.8}"
    if parent is not None and parent.triggers:
        words = list(dict.fromkeys(f"{each.lemma} ({each.pos})" for each in parent.triggers))
        told = f"Words of {parent.id} to narrow down: {', '.join(words[:_PARENT_TRIGGERS])}"
        yield from (f"# {line}" for line in wrap(told, _WIDTH))
    yield "triggers:"


def _text(value: str) -> str:
    """The value as YAML takes it for this very text."""
    bare = _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _WORDS
    return value if bare and not value[0].isdigit() else json.dumps(value, ensure_ascii=False)
