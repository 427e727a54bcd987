"""How useful an answer is: the chance that the machine is wrong, times what depends on it, as named reasons."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from gesta.model.merged import MergedIncident
from gesta.model.values import Count, Reason, Score, score
from gesta.store.weighing import Weighed

ANY, TOLL, SOURCES, RECENT = 0.4, 0.3, 0.15, 0.15
"""Shares of what depends on an answer: every incident has the first; the people hurt come before how many tell it and
how new it is. They sum to 1, so that a usefulness is at most the chance that the machine is wrong."""
_MANY_HURT = 100.0
"""A toll from which more does not make an incident more urgent to check."""
_INJURED = 0.25
"""An injured person against a dead one."""
_MANY_SOURCES = 5
_HALF_LIFE = 30.0
"""Days after which an incident is half as new."""


class Stake(NamedTuple):
    """What depends on an incident: dead and injured (at least), independent sources, the day it was told last."""

    killed: int
    injured: int
    sources: int
    day: int | None


def stake_of(incident: MergedIncident) -> Stake:
    """The stake of an incident."""
    days = [report.published.start for report in incident.reports] + [incident.when.start]
    return Stake(
        _number(incident.counts.killed),
        _number(incident.counts.injured),
        incident.sources,
        max((date.fromisoformat(day[:10]).toordinal() for day in days if day), default=None),
    )


def stake_told(told: Weighed) -> Stake:
    """The same from the columns of the store."""
    published, start = told.published, told.when_start
    day = max(published[:10] if published else "", start[:10] if start else "")
    return Stake(
        told.killed_low or told.killed_high or 0,
        told.injured_low or told.injured_high or 0,
        told.sources,
        _ordinal(day) if day else None,
    )


@lru_cache(maxsize=1 << 16)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _number(count: Count | None) -> int:
    return (count.low or count.high or 0) if count else 0


def weight(stake: Stake, newest: int | None) -> float:
    """What depends on it, 0 to 1; ``newest``: the last day of the project."""
    return ANY + TOLL * _toll(stake) + SOURCES * _sources(stake) + RECENT * _recent(stake, newest)


def _toll(stake: Stake) -> float:
    return min(1.0, math.log1p(stake.killed + _INJURED * stake.injured) / math.log1p(_MANY_HURT))


def _sources(stake: Stake) -> float:
    return min(1.0, stake.sources / _MANY_SOURCES)


def _recent(stake: Stake, newest: int | None) -> float:
    if stake.day is None or newest is None:
        return 0.0
    return float(0.5 ** ((newest - stake.day) / _HALF_LIFE)) if stake.day < newest else 1.0


def usefulness(chance: float, why: str, stake: Stake, newest: int | None) -> Score:
    """The chance that the machine is wrong, shared out over what depends on it. ``why``: where the chance is from."""
    parts = (
        ("may be wrong", ANY, f"{chance:.0%}: {why}"),
        ("toll", TOLL * _toll(stake), f"{stake.killed} killed, {stake.injured} injured"),
        ("sources", SOURCES * _sources(stake), f"{stake.sources} independent"),
        ("recent", RECENT * _recent(stake, newest), _ago(stake, newest)),
    )
    return score(*(Reason(name, round(chance * part, 4), detail) for name, part, detail in parts if part))


def _ago(stake: Stake, newest: int | None) -> str:
    if stake.day is None or newest is None:
        return ""
    return "the newest day" if stake.day >= newest else f"{newest - stake.day} days before the newest"
