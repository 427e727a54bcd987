"""Reports into a project: each captured once, whatever is wrong kept as a Problem."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.errors import Problem
from gesta.model.documents import Report
from gesta.store.store import Store


@dataclass(frozen=True, slots=True)
class Captured:
    """How many reports were new, known already, or a new version of a page that had been captured before."""

    new: int = 0
    known: int = 0
    versions: int = 0
    problems: int = 0

    def __add__(self, other: Captured) -> Captured:
        return Captured(
            self.new + other.new,
            self.known + other.known,
            self.versions + other.versions,
            self.problems + other.problems,
        )


def capture(store: Store, item: Report | Problem, at: str) -> Captured:
    """The item stands in the project, whatever becomes of the next one; returns what became of it."""
    if isinstance(item, Problem):
        store.add_problem(item, at)
        return Captured(problems=1)
    became = store.add_report(item, at)
    return Captured(new=became == "new", known=became == "known", versions=became == "version")
