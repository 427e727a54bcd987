"""Two incidents beside one another: what both say, where they differ, what one of them does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gesta.frames.facts import facts_of, heading
from gesta.model.incidents import Incident
from gesta.model.terms import COUNT_FIELDS
from gesta.model.values import Count

State = Literal["alike", "differs", "one", ""]
SIGNS: dict[State, tuple[str, str]] = {
    "alike": ("=", "both say the same"),
    "differs": ("≠", "they differ"),
    "one": ("·", "only one tells it"),
    "": ("", ""),
}
"""What marks a row besides its colour, and the words of it."""
_OF_RECORD = frozenset({"told in", "by", "confidence"})
"""How a side is known, which need not agree."""


@dataclass(frozen=True, slots=True)
class Row:
    """One fact on both sides; None where a side does not tell it."""

    name: str
    one: str | None
    other: str | None
    state: State

    @property
    def sign(self) -> str:
        """The sign of the state."""
        return SIGNS[self.state][0]

    @property
    def meaning(self) -> str:
        """The state in words."""
        return SIGNS[self.state][1]


def compared(one: Incident, other: Incident) -> tuple[Row, ...]:
    """The headline facts of both sides."""
    left, right = ({"what": heading(each), **dict(facts_of(each))} for each in (one, other))
    names = dict.fromkeys((*left, *right))
    return tuple(Row(name, left.get(name), right.get(name), _state(name, one, other, left, right)) for name in names)


def _state(name: str, one: Incident, other: Incident, left: dict[str, str], right: dict[str, str]) -> State:
    if name in _OF_RECORD:
        return ""
    if name not in left or name not in right:
        return "one"
    return "alike" if _value(one, name, left) == _value(other, name, right) else "differs"


def _value(incident: Incident, name: str, told: dict[str, str]) -> object:
    """The value itself, without what it was worked out from and who says it."""
    if name == "when":
        return incident.when.start, incident.when.end
    if name == "where":
        return incident.where.name, incident.where.admin1, incident.where.country
    if name in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, name)
        return (count.low, count.high) if count else None
    return told[name]
