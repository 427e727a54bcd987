"""Kills, one after the other: each on a copy of the project that the operation starts from, then the rest, then the
comparison."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gesta.evaluate.faults.databases import Database
from gesta.evaluate.faults.killing import PHASES, Course, Ended, Phase, Point, course_of, forked
from gesta.evaluate.faults.log import Kill
from gesta.evaluate.faults.operations import Operation
from gesta.evaluate.faults.states import State, differences, digest_of

_BEGUN, _FINISHED = "2031-05-03T08:00:00Z", "2031-05-03T09:30:00Z"
"""The times under which an operation is begun, and finished after a kill."""
_LONGER = 1.05
"""Delays are drawn up to so many times the length of an undisturbed run; what ends before is no kill."""
_TRIES = 20
"""Draws after which an operation counts as impossible to kill."""


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """An operation that nobody disturbed: its course, the state after each commit (before the first: at 0)
    and at the end, its end."""

    course: Course
    digests: tuple[str, ...]
    end: State


class Killer:
    """Kills the operations of one database, as often as it is told."""

    def __init__(
        self, database: Database, operations: Sequence[Operation], starts: Iterable[Callable[[], None]], scratch: Path
    ) -> None:
        """``starts``: makes the projects that the operations start from."""
        self.database = database
        self.operations = operations
        self._scratch = scratch
        self._undisturbed: dict[str, Undisturbed] = {}
        for make in starts:
            make()

    def undisturbed(self, operation: Operation) -> Undisturbed:
        """The operation without a kill, twice: to measure it, and to see every state on its way. Done once.

        Raises RuntimeError where the two ends differ: what is not repeatable cannot be compared.
        """
        if operation.name not in self._undisturbed:
            self._undisturbed[operation.name] = self._observed(operation)
        return self._undisturbed[operation.name]

    def _observed(self, operation: Operation) -> Undisturbed:
        operation.clear()
        target = self.database.copy(operation.start, "measured")
        course = course_of(lambda: operation.run(target, _BEGUN), target)
        end = self.database.state("measured")
        operation.clear()
        target = self.database.copy(operation.start, "watched")
        digests = self._scratch / "digests"
        digests.write_text(digest_of(self.database.state("watched")) + "\n", encoding="ascii")

        def note() -> None:
            with digests.open("a", encoding="ascii") as file:
                file.write(digest_of(self.database.state("watched")) + "\n")

        ended = forked(lambda: operation.run(target, _BEGUN), after_commit=note)
        if ended.fault or self.database.state("watched") != end:
            raise RuntimeError(f"{operation.name} ends differently each time: {ended.fault or 'no error'}")
        on_the_way = digests.read_text(encoding="ascii").split()
        return Undisturbed(course, (*on_the_way, digest_of(end)), end)

    def kill(self, operation: Operation, number: int, seed: int) -> Kill:
        """One kill that struck, with what was wrong afterwards. Raises RuntimeError where none strikes."""
        calm = self.undisturbed(operation)
        for attempt in range(_TRIES):
            dice = random.Random(f"{seed} {self.database.name} {operation.name} {number} {attempt}")
            point = drawn(dice, calm.course)
            began = time.monotonic()
            operation.clear()
            target = self.database.copy(operation.start, "killed")
            ended = forked(partial(operation.run, target, _BEGUN), point)
            if not ended.killed and not (point.phase == "write" and ended.fault):
                continue
            wrong = self._wrong(operation, calm, ended)
            took = round(time.monotonic() - began, 2)
            return Kill(self.database.name, operation.name, number, seed, point.phase, point.at, ended.committed, took,
                        wrong)  # fmt: skip
        raise RuntimeError(f"{operation.name} could not be killed in {_TRIES} tries")

    def _wrong(self, operation: Operation, calm: Undisturbed, ended: Ended) -> tuple[str, ...]:
        """What is not as it must be: at once after the kill, and when the operation was done to its end."""
        self.database.calm("killed")
        wrong = [f"after the kill: {each}" for each in self.database.damages("killed")]
        digest = digest_of(self.database.state("killed"))
        allowed = calm.digests[ended.committed : ended.committed + 2]
        if calm.course.commits and digest not in allowed:
            where = calm.digests.index(digest) if digest in calm.digests else None
            found = f"the state after commit {where}" if where is not None else "no state between two commits"
            wrong.append(f"after the kill: {ended.committed} commits were acknowledged, found is {found}")
        target = self.database.target("killed")
        again = forked(lambda: operation.run(target, _FINISHED))
        if again.fault or again.killed:
            wrong.append(f"done again: {again.fault[-500:] or 'killed by somebody else'}")
        self.database.calm("killed")
        wrong += [f"at the end: {each}" for each in self.database.damages("killed")]
        return (*wrong, *(f"at the end: {each}" for each in differences(calm.end, self.database.state("killed"))))


def drawn(dice: random.Random, course: Course) -> Point:
    """A point of the course: any phase alike, then any place within it alike."""
    possible: dict[Phase, float] = {
        "moment": course.seconds,
        "statement": course.statements,
        "before commit": course.commits,
        "after commit": course.commits,
        "write": course.largest,
    }
    phase = dice.choice([each for each in PHASES if possible[each] > 0])
    if phase == "moment":
        return Point(phase, round(dice.uniform(0.0, course.seconds * _LONGER), 4))
    if phase == "write":
        return Point(phase, dice.randrange(1, max(2, course.largest)))
    return Point(phase, dice.randint(1, course.statements if phase == "statement" else course.commits))


def planned(killers: Sequence[Killer], kills: int) -> Iterator[tuple[Killer, Operation, int]]:
    """So many kills, dealt out over databases and operations in turn, numbered from 1 for each."""
    pairs = [(killer, operation) for killer in killers for operation in killer.operations]
    for place in range(kills):
        killer, operation = pairs[place % len(pairs)]
        yield killer, operation, place // len(pairs) + 1
