"""Reports into a project: each captured once, whatever is wrong with the rest kept as a Problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
            self.new + other.new, self.known + other.known, self.versions + other.versions,
            self.problems + other.problems,
        )  # fmt: skip


def capture(store: Store, items: Iterable[Report | Problem], now: Callable[[], str]) -> Iterable[Captured]:
    """Each item into the store as it comes, and what became of it; what was captured before a crash stays."""
    for item in items:
        yield _problem(store, item, now()) if isinstance(item, Problem) else _report(store, item, now())


def _problem(store: Store, problem: Problem, at: str) -> Captured:
    store.add_problem(problem, at, None)
    return Captured(problems=1)


def _report(store: Store, report: Report, at: str) -> Captured:
    became = store.add_report(report, at)
    return Captured(new=became == "new", known=became == "known", versions=became == "version")
