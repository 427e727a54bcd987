"""The three estimates of UCDP, with the deaths of the best one by side: they sum to it, and low <= best <= high."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.export.figures import figure
from gesta.model.merged import Figure, MergedIncident


@dataclass(frozen=True, slots=True)
class Estimate:
    """Deaths. ``of_doers``: of those who did it; ``of_hit``: of armed people whom they hit; ``is_open``: a report says
    "at least"."""

    low: int
    best: int
    high: int
    of_doers: int
    of_hit: int
    civilians: int
    unknown: int
    is_open: bool


def estimate(incident: MergedIncident) -> Estimate | None:
    """The estimates; None where nobody tells a number of deaths.

    Best, low and high are those of the policy ``best_low_high``; where no figure has a number ("dozens") those of
    ``conservative``. Where only the most is known ("at most five") the best is 0, as UCDP has it for a number that
    is not known.
    """
    found = figure(incident, "killed", "best_low_high") or figure(incident, "killed", "conservative")
    if found is None or (found.best, found.low, found.high) == (None, None, None):
        return None
    best = found.best if found.best is not None else found.low or 0
    low = min(best, found.low if found.low is not None else best)
    known = found.high if found.high is not None else _highest(found, incident)
    doers, hit, civilians = _parts(found, best)
    return Estimate(
        low, best, max(best, known), doers, hit, civilians, best - doers - hit - civilians, found.high is None
    )


def _highest(found: Figure, incident: MergedIncident) -> int:
    """The highest number of the figures behind an open one."""
    behind = set(found.claims)
    told = [claim.value for claim in incident.claims if claim.id in behind and isinstance(claim.value, dict)]
    return max((low for value in told if isinstance(low := value.get("low"), int)), default=0)


def _parts(found: Figure, best: int) -> tuple[int, int, int]:
    """The dead of those who did it, of armed people hit and of civilians, cut where they are more than the best."""
    left, parts = best, list[int]()
    for name in ("deaths_a", "deaths_b", "civilians"):
        parts.append(min(left, max(0, found.parts.get(name, 0))))
        left -= parts[-1]
    return parts[0], parts[1], parts[2]
