"""Tolls with their ranges: what one policy makes of each incident's figures; zero is told apart from unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from gesta.export.figures import figure
from gesta.export.words import count_words
from gesta.knowledge.countries import country
from gesta.model.merged import Figure, MergedIncident
from gesta.model.terms import CountField, IncidentId, Policy
from gesta.plots.days import short_when

State = Literal["number", "zero", "words"]


@dataclass(frozen=True, slots=True)
class TollRow:
    """One incident that tells the toll. ``state``: a number, a zero that is told, or words with no number ("dozens").

    An open bound is None: ``low`` where only an upper bound is told, ``high`` where only a lower one is.
    """

    incident: IncidentId
    day: str
    label: str
    place: str
    state: State
    low: int | None
    best: int | None
    high: int | None
    words: str

    @property
    def largest(self) -> int:
        """The largest number told; -1 where none is."""
        return max((each for each in (self.low, self.best, self.high) if each is not None), default=-1)


@dataclass(frozen=True, slots=True)
class TollData:
    """What a plot of tolls shows. ``rows``: the largest first, those in words and then zeros last; ``left_out``: rows
    for which there is no room; ``not_told``: incidents that tell nothing of it. ``sum_best`` is of all rows."""

    field: CountField
    policy: Policy
    rows: tuple[TollRow, ...]
    left_out: int
    zeros: int
    not_told: int
    sum_best: int

    @property
    def told(self) -> int:
        """Incidents that tell the toll."""
        return len(self.rows) + self.left_out


def count_tolls(incidents: Iterable[MergedIncident], field: CountField, policy: Policy, most: int) -> TollData:
    """The toll of each incident that tells one, by the policy; at most ``most`` rows."""
    found: list[TollRow] = []
    not_told = 0
    for incident in incidents:
        row = _row(incident, field, policy)
        not_told += row is None
        found += [row] if row else []
    found.sort(key=_rank)
    return TollData(
        field,
        policy,
        tuple(found[:most]),
        max(len(found) - most, 0),
        sum(row.state == "zero" for row in found),
        not_told,
        sum(row.best or 0 for row in found),
    )


def _rank(row: TollRow) -> tuple[bool, int, int, str]:
    return (row.state == "zero", -row.largest, -(row.best if row.best is not None else -1), row.incident)


def _row(incident: MergedIncident, field: CountField, policy: Policy) -> TollRow | None:
    """The incident's row; None where nothing is told, or the policy takes none of what is."""
    by_policy = figure(incident, field, policy)
    if by_policy is None:
        return None
    numbers = (by_policy.low, by_policy.best, by_policy.high)
    state: State = "words" if set(numbers) == {None} else "zero" if by_policy.high == 0 else "number"
    nation = country(incident.where.country) if incident.where.country else None
    place = incident.where.name or (nation.name if nation else incident.where.country) or ""
    words = _words(incident, field, by_policy)
    return TollRow(incident.id, short_when(incident.when), incident.label, place, state, *numbers, words)


def _words(incident: MergedIncident, field: CountField, of: Figure) -> str:
    """ "14", "14 (7 to 20)", "14 (7 or more)", "at least 7", "“dozens”"."""
    low, best, high = of.low, of.best, of.high
    if low is None and best is None and high is None:
        told = getattr(incident.counts, field)
        return count_words(told) if told is not None and told.low is None and told.high is None else "in words only"
    if low == high:
        return str(low if best is None else best)
    lead = "" if best is None or (best in (low, high) and None in (low, high)) else f"{best} "
    bounds = f"at least {low}" if high is None else f"at most {high}" if low is None else f"{low} to {high}"
    return f"{lead}({bounds})" if lead else bounds


def axis_top(rows: Sequence[TollRow]) -> int:
    """The largest number of the rows, at least 1."""
    return max((row.largest for row in rows), default=1) if any(row.largest > 0 for row in rows) else 1
