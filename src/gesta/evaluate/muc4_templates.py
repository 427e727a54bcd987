"""MUC-4 templates (24 slots, task documentation part 1, version 7) as frozen records, for keys and for responses.

A fill line of a key reads ``[?] VALUE / VALUE: "TAG" / "TAG"``: alternatives between slashes, a leading question mark
for an optional fill, after the colon the words of another slot that the value belongs to (cross-reference). ``-`` is
null, ``*`` means that the slot does not apply to the incident type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from gesta.errors import DataError, Problem

Slot = Literal[
    "INCIDENT: DATE",
    "INCIDENT: LOCATION",
    "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION",
    "INCIDENT: INSTRUMENT ID",
    "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY",
    "PERP: INDIVIDUAL ID",
    "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE",
    "PHYS TGT: ID",
    "PHYS TGT: TYPE",
    "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT",
    "PHYS TGT: TOTAL NUMBER",
    "HUM TGT: NAME",
    "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE",
    "HUM TGT: NUMBER",
    "HUM TGT: FOREIGN NATION",
    "HUM TGT: EFFECT OF INCIDENT",
    "HUM TGT: TOTAL NUMBER",
]
"""Slots 2 to 24, the ones that are filled; slots 0 and 1 are ``message`` and ``number``."""
SLOTS: tuple[Slot, ...] = get_args(Slot)
NULL, NOT_APPLICABLE = "-", "*"
_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|[/:]|[^"/:]+')
_WHOLE: frozenset[Slot] = frozenset({"INCIDENT: DATE", "INCIDENT: LOCATION"})
"""Slots whose values hold colons and hyphens of their own and never a cross-reference."""


@dataclass(frozen=True, slots=True)
class Fill:
    """One filler: any of ``values`` is right, belonging to any of ``tags`` (empty: no cross-reference)."""

    values: tuple[str, ...]
    tags: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class MucTemplate:
    """One incident of a message. ``fills`` has only the slots that are filled; ``inapplicable`` those with ``*``.

    ``optional``: the key does not ask for this template, but it is right to give it.
    """

    message: str
    number: str
    fills: Mapping[Slot, tuple[Fill, ...]]
    inapplicable: frozenset[Slot] = frozenset()
    optional: bool = False

    def of(self, slot: Slot) -> tuple[Fill, ...]:
        """The fillers of the slot, none where it is null or does not apply."""
        return self.fills.get(slot, ())

    def first(self, slot: Slot) -> str | None:
        """The first value of the slot's first filler."""
        found = self.of(slot)
        return found[0].values[0] if found else None


def load_templates(path: Path, splits: Iterable[str] = ("tst1", "tst2")) -> dict[str, tuple[MucTemplate, ...]]:
    """The key of each message of the splits, in file order; an irrelevant message has no templates.

    Raises DataError naming the line that is no such document.
    """
    wanted = frozenset(splits)
    key: dict[str, tuple[MucTemplate, ...]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                if row["split"] in wanted:
                    key[row["doc_id"]] = tuple(template(raw) for raw in row["templates"])
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise DataError((Problem(f"{path.name}:{number}", f"not a MUC-4 document: {error}"),)) from error
    return key


def template(raw: Mapping[str, list[str]]) -> MucTemplate:
    """One template from its lines of fill by slot name; raises KeyError for a slot that is not there."""
    fills: dict[Slot, tuple[Fill, ...]] = {}
    for slot in SLOTS:
        found = [fill(slot, line) for line in raw[slot]]
        if any(found):
            fills[slot] = tuple(one for one in found if one is not None)
    number = raw["MESSAGE: TEMPLATE"][0]
    return MucTemplate(
        message=raw["MESSAGE: ID"][0].split(" ")[0],
        number=number.split(" ")[0],
        fills=fills,
        inapplicable=frozenset(slot for slot in SLOTS if [line.strip() for line in raw[slot]] == [NOT_APPLICABLE]),
        optional="OPTIONAL" in number,
    )


def fill(slot: Slot, line: str) -> Fill | None:
    """The filler of one line, None for null; strings lose their quotation marks."""
    text = line.strip()
    optional = text.startswith("?")
    text = text.removeprefix("?").strip()
    sides: list[list[str]] = [[""], [""]]
    if slot in _WHOLE:
        sides[0] = re.split(r"\s/\s", text)
    else:
        side = 0
        for piece in _PIECE.findall(text):
            if piece == ":" and side == 0:
                side = 1
            elif piece == "/":
                sides[side].append("")
            else:
                sides[side][-1] += piece
    values, tags = (tuple(bare for part in parts if (bare := _bare(part))) for parts in sides)
    told = tuple(value for value in values if value not in (NULL, NOT_APPLICABLE))
    return Fill(told, tags, optional or len(told) < len(values)) if told else None


def _bare(part: str) -> str:
    """Without quotation marks, escapes, round brackets around the whole or left open, and extra white space."""
    part = part.strip().removeprefix("?").strip()
    if part.startswith("(") and (part.endswith(")") or ")" not in part):
        part = part[1:].removesuffix(")").strip()
    elif part.endswith(")") and "(" not in part:
        part = part[:-1].strip()
    if len(part) > 1 and part.startswith('"') and part.endswith('"'):
        part = part[1:-1]
    return " ".join(part.replace("\\", "").split())
