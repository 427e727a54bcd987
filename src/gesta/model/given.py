"""What was given out to be corrected in an annotation tool: the marks of a report, so that what comes back can be held
against them. The tool carries it along as one string under the name ``gesta``."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from gesta.model.terms import COUNT_FIELDS, ActorRole, IncidentId, Realis, ReportId

OURS = "gesta"
"""The key under which a tool keeps the string."""
MARK_ROLES: tuple[str, ...] = (*get_args(ActorRole), "time", "place", "instrument", *COUNT_FIELDS)
"""Labels of words in a role of an incident; every other label but ``actor`` and those of realis is a concept."""
ACTOR = "actor"
REALIS: tuple[str, ...] = get_args(Realis)

Layer = Literal["event", "role", "actor", "realis"]


class Mark(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Words of a report with their label: a concept for the trigger of an event, a role, or ``actor`` for a name.

    ``accounts``: the accounts whose trigger or role the words are; none for a name that plays no role.
    """

    start: int
    end: int
    label: str
    accounts: tuple[IncidentId, ...] = ()

    @property
    def place(self) -> tuple[int, int, str]:
        """What a tool gives back of the mark."""
        return self.start, self.end, self.label


class Given(msgspec.Struct, frozen=True):
    """The marks of one report as given out, in order."""

    report: ReportId
    marks: tuple[Mark, ...]

    def packed(self) -> str:
        """One line of JSON."""
        return msgspec.json.encode(self).decode()


def unpacked(text: str) -> Given | None:
    """What ``packed`` wrote; None for anything else."""
    try:
        return msgspec.json.decode(text, type=Given)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def layer_of(label: str) -> Layer:
    """What kind of thing the label says of its words."""
    if label in MARK_ROLES:
        return "role"
    return "actor" if label == ACTOR else "realis" if label in REALIS else "event"


def field_of(label: str) -> str:
    """The field of an incident that the words of a role tell, as claims name it."""
    if label in COUNT_FIELDS:
        return f"counts.{label}"
    return {"time": "when", "place": "where", "instrument": "weapons"}.get(label, f"actors.{label}")
