"""Which pages are read whole: those that may tell of an incident, by a cheap look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gesta.model.documents import Report


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page is read. ``score``: how likely it tells of an incident, by the trained look; ``reason``: one of
    a few, to be counted by; ``words``: of the text that was looked at, None where none was."""

    keep: bool
    score: float | None = None
    reason: str | None = None
    words: int | None = None


class Decider(Protocol):
    """Looks at a page. It raises nothing for what the page holds."""

    def __call__(self, report: Report) -> Verdict:
        """What becomes of the page."""


def read_all(report: Report) -> Verdict:
    """Every page is read."""
    return Verdict(True)
